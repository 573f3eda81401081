/** How runs are spoken of, the same on every page. */
import { money, plural } from "./format";

type Named = { id: string; name: string; suite: string; candidates: readonly string[] };

/** What a run is called: its name, else what it measured. */
export function runTitle(run: Named): string {
  if (run.name) return run.name;
  const [first, ...others] = run.candidates;
  return first ? `${run.suite} · ${first}${others.length > 0 ? ` and ${others.length} more` : ""}` : run.suite;
}

/** Money with what is not in it: "$1.20 + 3 unpriced". */
export function moneyWithUnknown(usd: string | null | undefined, unknown: number, what = "unpriced"): string {
  if (unknown === 0) return money(usd);
  return usd == null || Number(usd) === 0 ? `${plural(unknown, what, what)}` : `${money(usd)} + ${unknown} ${what}`;
}

/** Seconds from start to end; null while there is no end. */
export function runSeconds(run: { created_at: string; finished_at: string | null }): number | null {
  return run.finished_at ? (Date.parse(run.finished_at) - Date.parse(run.created_at)) / 1000 : null;
}
