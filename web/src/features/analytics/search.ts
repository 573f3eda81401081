/** What the address of Analytics holds: whose figures, and who is left out. */
import { listOf, oneOf, textOf } from "@/lib/search";

export type AnalyticsSearch = {
  suite?: string | undefined;
  run?: string | undefined;
  hide?: string[] | undefined;
  cost?: "attempt" | "passed" | undefined;
};

export function analyticsSearch(search: Record<string, unknown>): AnalyticsSearch {
  return {
    suite: textOf(search, "suite"),
    run: textOf(search, "run"),
    hide: listOf(search, "hide"),
    cost: oneOf(search, "cost", ["attempt", "passed"]),
  };
}
