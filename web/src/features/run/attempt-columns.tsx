/** The columns of a run's attempts. */
import type { AttemptLine } from "@/api/types.gen";
import type { Column } from "@/components/data-table/column";
import { OutcomeChip } from "@/components/outcome-chip";
import { TimeText } from "@/components/time-text";
import { count, duration, money, points } from "@/lib/format";

export function attemptColumns(dimensions: readonly string[]): Column<AttemptLine>[] {
  return [
    {
      id: "task",
      header: "Task",
      fixed: true,
      sortable: true,
      value: (row) => row.task_id,
      leads: true,
    },
    {
      id: "outcome",
      header: "Outcome",
      width: 132,
      fixed: true,
      value: (row) => row.outcome,
      cell: (row) => <OutcomeChip outcome={row.outcome} />,
    },
    { id: "candidate", header: "Candidate", width: 175, hidden: "narrow", value: (row) => row.candidate },
    { id: "sample", header: "Sample", width: 78, align: "right", hidden: "narrow", value: (row) => row.sample },
    { id: "difficulty", header: "Difficulty", width: 96, hidden: "narrow", value: (row) => row.difficulty },
    { id: "language", header: "Language", width: 110, hidden: true, value: (row) => row.language },
    {
      id: "overall",
      header: "Overall",
      hint: "Weighted mean of the scores, 0 to 100.",
      width: 95,
      align: "right",
      sortable: true,
      hidden: "narrow",
      value: (row) => row.overall,
      cell: (row) => points(row.overall),
    },
    ...dimensions.map(
      (dimension): Column<AttemptLine> => ({
        id: `score_${dimension}`,
        header: dimension.charAt(0).toUpperCase() + dimension.slice(1),
        width: 110,
        align: "right",
        hidden: true,
        value: (row) => row.scores[dimension],
        cell: (row) => points(row.scores[dimension]),
      }),
    ),
    {
      id: "cost_usd",
      header: "Cost",
      width: 92,
      align: "right",
      sortable: true,
      hidden: "narrow",
      value: (row) => (row.cost_usd === null ? null : Number(row.cost_usd)),
      cell: (row) => money(row.cost_usd),
    },
    {
      id: "output_tokens",
      header: "Output tokens",
      width: 130,
      align: "right",
      sortable: true,
      hidden: true,
      value: (row) => row.output_tokens,
      cell: (row) => count(row.output_tokens),
    },
    {
      id: "latency_s",
      header: "Latency",
      width: 96,
      align: "right",
      sortable: true,
      hidden: "narrow",
      value: (row) => row.latency_s,
      cell: (row) => duration(row.latency_s),
    },
    {
      id: "finished_at",
      header: "Finished",
      width: 150,
      sortable: true,
      hidden: "narrow",
      value: (row) => row.finished_at,
      cell: (row) => <TimeText at={row.finished_at} />,
    },
  ];
}
