/** Task by task: who passed, where they differ. */
import { SegmentedControl } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Comparison, TaskCell, TaskComparison } from "@/api/types.gen";
import { Chip, type Tone } from "@/components/chip";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { FilterField } from "@/components/filter-field";
import { FilterSelect } from "@/components/filter-select";
import type { IconName } from "@/components/icon";
import { points } from "@/lib/format";
import { useSearchPatch } from "@/lib/use-search-state";
import styles from "./compare.module.css";
import type { CompareSearch } from "./search";

const route = getRouteApi("/compare");

export function TaskTable({ comparison }: { comparison: Comparison }) {
  const search = route.useSearch();
  const patch = useSearchPatch<CompareSearch>();
  const names = comparison.names.join("\n");
  const columns = useMemo(() => columnsOf(names.split("\n")), [names]);
  const rows = useMemo(
    () =>
      comparison.tasks.filter(
        (task) =>
          (!search.verdict || task.verdict === search.verdict) &&
          (!search.best || winner(task) === search.best - 1) && (!search.q || task.task_id.toLowerCase().includes(search.q.toLowerCase())),
      ),
    [comparison.tasks, search.verdict, search.best, search.q],
  );
  const many = (verdict: string) => comparison.tasks.filter((task) => task.verdict === verdict).length;
  return (
    <DataTable
      label="Tasks, compared"
      rows={rows}
      columns={columns}
      rowId={(task) => task.task_id}
      view={search}
      onView={(view) => patch(view)}
      current={search.task}
      onOpen={(task) => patch({ task: task.task_id }, { step: true })}
      empty="No task fits."
      tools={
        <>
          <FilterField label="Find a task" value={search.q} onChange={(q) => patch({ q })} width={190} />
          <SegmentedControl
            size="sm"
            aria-label="Which tasks"
            value={search.verdict ?? ""}
            onChange={(verdict) => patch({ verdict: (verdict || undefined) as CompareSearch["verdict"] })}
            data={[
              { value: "", label: `All ${comparison.tasks.length}` },
              { value: "differs", label: `Differ ${many("differs")}` },
              { value: "same", label: `Same ${many("same")}` },
              { value: "incomparable", label: `No pair ${many("incomparable")}` },
            ]}
          />
          <FilterSelect
            label="Best alone"
            width={220}
            value={search.best === undefined ? undefined : String(search.best)}
            options={comparison.names.map((name, index) => ({ value: String(index + 1), label: `${name} (${comparison.tasks.filter((task) => winner(task) === index).length})` }))}
            onChange={(best) => patch({ best: best ? Number(best) : undefined })}
          />
        </>
      }
    />
  );
}

/** Index of the contender that passes more often than every other one with a verdict; -1: none does. */
function winner(task: TaskComparison): number {
  const rates = task.counts.map(rate);
  const known = rates.filter((one) => one !== null);
  const most = Math.max(...known);
  return known.length > 1 && known.filter((one) => one === most).length === 1 ? rates.indexOf(most) : -1;
}

function columnsOf(names: readonly string[]): Column<TaskComparison>[] {
  return [
    {
      id: "task",
      header: "Task",
      fixed: true,
      sortable: true,
      value: (task) => task.task_id,
      cell: (task) => <strong className={styles.task}>{task.task_id}</strong>,
    },
    { id: "difficulty", header: "Difficulty", width: 110, sortable: true, hidden: "narrow", value: (task) => task.difficulty },
    { id: "language", header: "Language", width: 110, sortable: true, hidden: true, value: (task) => task.language },
    ...names.map(
      (name, index): Column<TaskComparison> => ({
        id: `candidate${index}`,
        header: name,
        width: 190,
        sortable: true,
        value: (task) => rate(task.counts[index]),
        cell: (task) => <Cell cell={task.counts[index] ?? null} />,
      }),
    ),
    {
      id: "verdict",
      header: "Best",
      hint: "Who passes more often than every other one.",
      width: 200,
      sortable: true,
      hidden: "narrow",
      value: (task) => names[winner(task)] ?? VERDICTS[task.verdict],
    },
  ];
}

const VERDICTS = { differs: "no single one", same: "the same", incomparable: "no pair" } as const;

function rate(cell: TaskCell | null | undefined): number | null {
  return cell && cell.scored > 0 ? cell.passed / cell.scored : null;
}

function Cell({ cell }: { cell: TaskCell | null }) {
  const share = rate(cell);
  if (cell === null) return <Chip icon="minus">not tried</Chip>;
  if (share === null) return <Chip tone="note" icon="plug">no verdict</Chip>;
  const [tone, icon, word]: [Tone, IconName, string] = share === 1 ? ["pass", "check", "PASS"] : share === 0 ? ["fail", "cross", "FAIL"] : ["warn", "gauge", "SOME"];
  return (
    <span className={styles.cell}>
      <Chip tone={tone} icon={icon}>
        {word}
        {cell.scored > 1 && ` ${cell.passed}/${cell.scored}`}
      </Chip>
      <span className={styles.small}>{points(cell.overall)}</span>
    </span>
  );
}
