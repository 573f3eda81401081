/** What the address of a comparison holds. */
import { listOf, oneOf, textOf } from "@/lib/search";

export type CompareSearch = {
  /** Whom: see lib/contender.ts. */
  with?: string[] | undefined;
  verdict?: "differs" | "same" | "incomparable" | undefined;
  q?: string | undefined;
  task?: string | undefined;
  sort?: string | undefined;
  columns?: string | undefined;
};

export function compareSearch(search: Record<string, unknown>): CompareSearch {
  return {
    with: listOf(search, "with"),
    verdict: oneOf(search, "verdict", ["differs", "same", "incomparable"]),
    q: textOf(search, "q"),
    task: textOf(search, "task"),
    sort: textOf(search, "sort"),
    columns: textOf(search, "columns"),
  };
}
