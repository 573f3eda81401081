/** Single tasks of a suite, found by language, difficulty, tag or words. */
import { Button, Group, Modal } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { listTasksInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import type { SuiteDetail, TaskLine } from "@/api/types.gen";
import type { Column, TableView } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { FilterField } from "@/components/filter-field";
import { FilterSelect } from "@/components/filter-select";
import { Loaded } from "@/components/loaded";
import { plural } from "@/lib/format";
import { allRows, byCursor } from "@/lib/paged";

const COLUMNS: readonly Column<TaskLine>[] = [
  { id: "id", header: "Task", fixed: true, value: (task) => task.id },
  { id: "difficulty", header: "Difficulty", width: 110, value: (task) => task.difficulty },
  { id: "language", header: "Language", width: 110, hidden: "narrow", value: (task) => task.language },
  { id: "tags", header: "Tags", width: 200, hidden: "narrow", value: (task) => task.tags.join(", ") },
];

type Props = { suite: SuiteDetail; chosen: readonly string[]; onChosen: (ids: string[]) => void; onClose: () => void };

export function TaskPicker({ suite, chosen, onChosen, onClose }: Props) {
  const [filter, setFilter] = useState<{ search?: string | undefined; difficulty?: string | undefined; language?: string | undefined; tag?: string | undefined }>({});
  const [view, setView] = useState<TableView>({});
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(chosen));
  const tasks = useInfiniteQuery({
    ...listTasksInfiniteOptions({ path: { suite: suite.name }, query: { limit: 500, ...filter } }),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => allRows(tasks.data), [tasks.data]);
  const { fetchNextPage, hasNextPage } = tasks;
  const more = useCallback(() => {
    if (hasNextPage) void fetchNextPage();
  }, [hasNextPage, fetchNextPage]);
  return (
    <Modal opened onClose={onClose} title="Pick tasks" size="xl">
      <Loaded query={tasks} height={420}>
        {() => (
          <DataTable
            label={`Tasks of ${suite.name}`}
            rows={rows}
            columns={COLUMNS}
            rowId={(task) => task.id}
            view={view}
            onView={setView}
            selected={selected}
            onSelected={setSelected}
            onEnd={more}
            height="50dvh"
            empty="No task fits."
            tools={
              <>
                <FilterField label="Find" value={filter.search} onChange={(search) => setFilter({ ...filter, search })} width={160} />
                <FilterSelect label="Difficulty" width={130} value={filter.difficulty} options={names(suite.difficulties)} onChange={(difficulty) => setFilter({ ...filter, difficulty })} />
                <FilterSelect label="Language" width={130} value={filter.language} options={names(suite.languages)} onChange={(language) => setFilter({ ...filter, language })} />
                <FilterSelect label="Tag" width={130} value={filter.tag} options={names(suite.tags)} onChange={(tag) => setFilter({ ...filter, tag })} />
              </>
            }
          />
        )}
      </Loaded>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          onClick={() => {
            onChosen([...selected]);
            onClose();
          }}
        >
          Use {plural(selected.size, "task")}
        </Button>
      </Group>
    </Modal>
  );
}

function names(counts: readonly { name: string }[]): string[] {
  return counts.map((one) => one.name);
}
