/** A suite's tasks, with how candidates did on each. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { getSuiteOptions, listTaskResultsOptions, listTasksInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import type { TaskLine, TaskResults, ValidationLine } from "@/api/types.gen";
import { Chip } from "@/components/chip";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { FilterField } from "@/components/filter-field";
import { FilterSelect } from "@/components/filter-select";
import { Loaded } from "@/components/loaded";
import { RateFigure } from "@/components/rate-figure";
import { count } from "@/lib/format";
import { allRows, byCursor } from "@/lib/paged";
import { useSearchPatch } from "@/lib/use-search-state";
import { AboutSuite } from "./about-suite";
import { ProofChip } from "./proof-chip";
import type { SuitesSearch } from "./search";
import styles from "./suites.module.css";
import { useProofs } from "./use-proofs";

const route = getRouteApi("/suites");
const MOST = 500;

type Row = TaskLine & { results: TaskResults | undefined; proof: ValidationLine | undefined };

export function SuiteView({ name }: { name: string }) {
  const search = route.useSearch();
  const patch = useSearchPatch<SuitesSearch>();
  const suite = useQuery(getSuiteOptions({ path: { suite: name } }));
  const results = useQuery({ ...listTaskResultsOptions({ path: { suite: name }, query: { limit: MOST } }), retry: false });
  const tasks = useInfiniteQuery({
    ...listTasksInfiniteOptions({
      path: { suite: name },
      query: { limit: MOST, search: search.q, difficulty: search.difficulty, language: search.language, tag: search.tag },
    }),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
  const proofs = useProofs(name);
  const rows = useMemo(() => {
    const byDigest = new Map(results.data?.items.map((one) => [one.task_digest, one]));
    return allRows(tasks.data).map((task): Row => ({ ...task, results: byDigest.get(task.digest), proof: proofs.get(task.digest) }));
  }, [tasks.data, results.data, proofs]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = tasks;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  return (
    <>
      {suite.data && <AboutSuite suite={suite.data} />}
      <Loaded query={tasks} height={420}>
      {() => (
        <DataTable
          label={`Tasks of ${name}`}
          rows={rows}
          columns={COLUMNS}
          rowId={(task) => task.id}
          view={search}
          onView={(view) => patch(view)}
          current={search.task}
          onOpen={(task) => patch({ task: task.id }, { step: true })}
          onEnd={more}
          empty="No task fits."
          tools={
            <>
              <h2 className={styles.middle}>Tasks</h2>
              <FilterField label="Find a task" value={search.q} onChange={(q) => patch({ q })} width={190} />
              <FilterSelect label="Difficulty" width={140} value={search.difficulty} options={options(suite.data?.difficulties)} onChange={(difficulty) => patch({ difficulty }, { step: true })} />
              <FilterSelect label="Language" width={140} value={search.language} options={options(suite.data?.languages)} onChange={(language) => patch({ language }, { step: true })} />
              <FilterSelect label="Tag" width={150} value={search.tag} options={options(suite.data?.tags)} onChange={(tag) => patch({ tag }, { step: true })} />
            </>
          }
        />
      )}
      </Loaded>
    </>
  );
}

const COLUMNS: readonly Column<Row>[] = [
  { id: "id", header: "Task", fixed: true, sortable: true, value: (task) => task.id, cell: (task) => <strong className={styles.task}>{task.id}</strong> },
  { id: "difficulty", header: "Difficulty", width: 110, sortable: true, value: (task) => task.difficulty },
  { id: "language", header: "Language", width: 110, sortable: true, hidden: "narrow", value: (task) => task.language },
  { id: "kind", header: "Kind", width: 110, sortable: true, hidden: true, value: (task) => task.kind },
  {
    id: "tags",
    header: "Tags",
    width: 210,
    hidden: "narrow",
    value: (task) => task.tags.join(", "),
    cell: (task) => (
      <span className={styles.tags}>
        {task.tags.map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
      </span>
    ),
  },
  { id: "tests", header: "Tests", width: 80, align: "right", sortable: true, hidden: "narrow", value: (task) => task.tests },
  {
    id: "passed",
    header: "Passed",
    hint: "Of all attempts with a verdict on this very task, over all candidates.",
    width: 190,
    sortable: true,
    hidden: "narrow",
    value: (task) => task.results?.scored_only,
    cell: (task) => <RateFigure rate={task.results?.scored_only} of={`${count(task.results?.passed)} of ${count(task.results?.scored)} attempts by ${count(task.results?.candidates)} candidates`} />,
  },
  {
    id: "proof",
    header: "Proof",
    hint: "Whether the task was found to tell right from wrong on this machine.",
    width: 130,
    sortable: true,
    hidden: "narrow",
    value: (task) => (task.proof ? (task.proof.proved ? "proved" : "not proved") : null),
    cell: (task) => <ProofChip proof={task.proof} />,
  },
  { id: "asked", header: "Asks", width: 320, hidden: "narrow", value: (task) => task.first_line },
];

function options(counts: readonly { name: string; tasks: number }[] | undefined) {
  return (counts ?? []).map((one) => ({ value: one.name, label: `${one.name} (${one.tasks})` }));
}
