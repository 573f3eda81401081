/** What the address of a run holds. */
import { OUTCOMES } from "@/components/outcome-chip";
import { listOf, oneOf, textOf } from "@/lib/search";

export type RunSearch = {
  outcome?: string[] | undefined;
  candidate?: string | undefined;
  difficulty?: string | undefined;
  q?: string | undefined;
  sort?: string | undefined;
  columns?: string | undefined;
  about?: "open" | undefined;
};

export function runSearch(search: Record<string, unknown>): RunSearch {
  return {
    outcome: listOf(search, "outcome")?.filter((one) => one in OUTCOMES),
    candidate: textOf(search, "candidate"),
    difficulty: textOf(search, "difficulty"),
    q: textOf(search, "q"),
    sort: textOf(search, "sort"),
    columns: textOf(search, "columns"),
    about: oneOf(search, "about", ["open"]),
  };
}
