/** The columns of the list of runs. */
import type { RunLine } from "@/api/types.gen";
import { Chip } from "@/components/chip";
import type { Column } from "@/components/data-table/column";
import { RateFigure } from "@/components/rate-figure";
import { RunProgress } from "@/components/run-progress";
import { StatusChip } from "@/components/status-chip";
import { TimeText } from "@/components/time-text";
import { count, duration, money } from "@/lib/format";
import { moneyWithUnknown, runSeconds, runTitle } from "@/lib/run-words";
import styles from "./runs.module.css";

export const COLUMNS: readonly Column<RunLine>[] = [
  {
    id: "name",
    header: "Run",
    fixed: true,
    sortable: true,
    leads: true,
    value: runTitle,
    cell: (run) => (
      <span className={styles.name}>
        <span className={styles.title}>{runTitle(run)}</span>
        {run.tags.map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
      </span>
    ),
  },
  {
    id: "status",
    header: "Status",
    width: 150,
    sortable: true,
    value: (run) => run.status,
    cell: (run) => <StatusChip status={run.status} note={run.note} />,
  },
  {
    id: "progress",
    header: "Attempts",
    hint: "Passed, not passed and without a verdict, of all that were planned.",
    width: 180,
    hidden: "narrow",
    value: (run) => run.finished,
    cell: (run) => (
      <RunProgress planned={run.planned} finished={run.finished} passed={run.passed} infraErrors={run.infra_errors} running={run.status === "running"} />
    ),
  },
  {
    id: "scored",
    header: "Scored only",
    hint: "Passed, of the attempts that have a verdict.",
    width: 190,
    hidden: "narrow",
    value: (run) => run.scored_only,
    cell: (run) => <RateFigure rate={run.scored_only} of={`${count(run.passed)} of ${count(run.scored)} with a verdict`} />,
  },
  {
    id: "strict",
    header: "Strict",
    hint: "Passed, of all attempts that were planned: what broke or is missing counts as not passed.",
    width: 190,
    hidden: true,
    value: (run) => run.strict,
    cell: (run) => <RateFigure rate={run.strict} of={`${count(run.passed)} of ${count(run.planned)} planned`} />,
  },
  {
    id: "spent",
    header: "Spent",
    hint: "What the run itself paid; stored answers cost it nothing.",
    width: 110,
    align: "right",
    hidden: "narrow",
    value: (run) => Number(run.spent_usd),
    cell: (run) => money(run.spent_usd),
  },
  {
    id: "cost",
    header: "Cost of answers",
    hint: "What all its answers cost, those from the cache included.",
    width: 160,
    align: "right",
    hidden: true,
    value: (run) => Number(run.cost_usd),
    cell: (run) => moneyWithUnknown(run.cost_usd, run.cost_unknown),
  },
  { id: "suite", header: "Suite", width: 130, sortable: true, hidden: true, value: (run) => run.suite },
  {
    id: "candidates",
    header: "Candidates",
    width: 220,
    hidden: true,
    value: (run) => run.candidates.join(", "),
  },
  { id: "samples", header: "Samples", width: 90, align: "right", hidden: true, value: (run) => run.samples },
  {
    id: "created_at",
    header: "Started",
    width: 140,
    sortable: true,
    value: (run) => run.created_at,
    cell: (run) => <TimeText at={run.created_at} />,
  },
  {
    id: "took",
    header: "Took",
    width: 110,
    align: "right",
    hidden: "narrow",
    value: runSeconds,
    cell: (run) => duration(runSeconds(run)),
  },
  { id: "id", header: "Id", width: 240, hidden: true, value: (run) => run.id, cell: (run) => <code>{run.id}</code> },
];
