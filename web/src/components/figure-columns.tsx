/** The columns that show a candidate's figures, the same wherever candidates stand in a table. */
import type { Figures } from "@/api/types.gen";
import { count, duration, percent, points, shortCount } from "@/lib/format";
import { moneyWithUnknown } from "@/lib/run-words";
import type { Column } from "./data-table/column";
import { RateFigure } from "./rate-figure";

/** Columns of figures, for rows that hold them. */
export function figureColumns<Row>(figures: (row: Row) => Figures, dimensions: readonly string[]): Column<Row>[] {
  const scored = (row: Row) => figures(row).attempts - noVerdict(figures(row));
  return [
    {
      id: "scored",
      header: "Scored only",
      hint: "Passed, of the attempts that have a verdict, with a 95 % interval over tasks.",
      width: 200,
      sortable: true,
      value: (row) => figures(row).scored_only,
      cell: (row) => (
        <RateFigure rate={figures(row).scored_only} interval={figures(row).ci95} of={`${count(figures(row).passed)} passed; verdicts on ${count(figures(row).tasks)} tasks`} />
      ),
    },
    {
      id: "strict",
      header: "Strict",
      hint: "Passed, of all attempts that were planned: what broke or is missing counts as not passed.",
      width: 100,
      align: "right",
      sortable: true,
      hidden: "narrow",
      value: (row) => figures(row).strict,
      cell: (row) => percent(figures(row).strict),
    },
    {
      id: "passed",
      header: "Passed",
      width: 105,
      align: "right",
      hidden: "narrow",
      sortable: true,
      value: (row) => figures(row).passed,
      cell: (row) => `${count(figures(row).passed)} / ${count(scored(row))}`,
    },
    {
      id: "infra",
      header: "Infra errors",
      hint: "Share of attempts that ended without a verdict because provider or machine broke.",
      width: 108,
      align: "right",
      hidden: "narrow",
      sortable: true,
      value: (row) => figures(row).infra_error_rate,
      cell: (row) => percent(figures(row).infra_error_rate),
    },
    {
      id: "overall",
      header: "Overall",
      hint: "Weighted mean of the scores, 0 to 100.",
      width: 100,
      align: "right",
      sortable: true,
      hidden: "narrow",
      value: (row) => figures(row).overall,
      cell: (row) => points(figures(row).overall),
    },
    ...dimensions.map(
      (dimension): Column<Row> => ({
        id: `score_${dimension}`,
        header: dimension.charAt(0).toUpperCase() + dimension.slice(1),
        width: 108,
        align: "right",
        sortable: true,
        hidden: "narrow",
        value: (row) => figures(row).scores[dimension],
        cell: (row) => points(figures(row).scores[dimension]),
      }),
    ),
    {
      id: "pass_at_k",
      header: "pass@k",
      hint: "Chance that at least one of k samples passes, estimated without bias.",
      width: 170,
      hidden: true,
      value: (row) => passAtK(figures(row)),
    },
    {
      id: "cost",
      header: "Cost",
      hint: "What all answers cost, those from the cache included.",
      width: 130,
      align: "right",
      sortable: true,
      hidden: "narrow",
      value: (row) => (figures(row).cost_usd === null ? null : Number(figures(row).cost_usd)),
      cell: (row) => moneyWithUnknown(figures(row).cost_usd, figures(row).cost_unknown),
    },
    {
      id: "tokens",
      header: "Tokens",
      width: 100,
      align: "right",
      sortable: true,
      hidden: true,
      value: (row) => figures(row).tokens,
      cell: (row) => shortCount(figures(row).tokens),
    },
    {
      id: "p50",
      header: "Latency p50",
      hint: "Half of the answers came within this time.",
      width: 120,
      align: "right",
      sortable: true,
      hidden: "narrow",
      value: (row) => figures(row).latency_p50_s,
      cell: (row) => duration(figures(row).latency_p50_s),
    },
    {
      id: "p95",
      header: "Latency p95",
      width: 120,
      align: "right",
      sortable: true,
      hidden: true,
      value: (row) => figures(row).latency_p95_s,
      cell: (row) => duration(figures(row).latency_p95_s),
    },
  ];
}

function noVerdict(figures: Figures): number {
  const unfinished = figures.attempts - figures.finished;
  return unfinished + (figures.outcome_counts.infra_error ?? 0) + (figures.outcome_counts.cancelled ?? 0);
}

function passAtK(figures: Figures): string | null {
  const parts = Object.entries(figures.pass_at_k).map(([k, share]) => `${k}: ${percent(share)}`);
  return parts.length > 0 ? parts.join(" · ") : null;
}
