/** Figures of one candidate each, out of the API's cells. */
import type { AnalyticsCell } from "@/api/types.gen";

export type Series = {
  name: string;
  /** Place among all candidates: its colour and shape. */
  index: number;
  total: AnalyticsCell;
  byDifficulty: ReadonlyMap<string, AnalyticsCell>;
};

const ORDER = ["easy", "medium", "hard", "extreme"];

/** One series for each candidate, in the order of their names. */
export function seriesOf(cells: readonly AnalyticsCell[]): Series[] {
  const totals = cells.filter((cell) => cell.difficulty === null && cell.language === null);
  return totals
    .toSorted((a, b) => a.summary.candidate.localeCompare(b.summary.candidate))
    .map((total, index) => ({
      name: total.summary.candidate,
      index,
      total,
      byDifficulty: new Map(
        cells
          .filter((cell) => cell.candidate_digest === total.candidate_digest && cell.difficulty !== null && cell.language === null)
          .map((cell) => [cell.difficulty ?? "", cell]),
      ),
    }));
}

/** The difficulties that occur, from easy to extreme. */
export function difficultiesOf(series: readonly Series[]): string[] {
  const found = new Set(series.flatMap((one) => [...one.byDifficulty.keys()]));
  return [...found].toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
}

/** Known cost of one attempt in USD; null where the price of an attempt is unknown. */
export function costOfAttempt(cell: AnalyticsCell): number | null {
  const { cost_usd, cost_unknown, finished } = cell.summary;
  return cost_usd === null || cost_unknown > 0 || finished === 0 ? null : Number(cost_usd) / finished;
}
