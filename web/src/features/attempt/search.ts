/** What the address of an attempt holds: which part is open, and which attempts stand beside it. */
import type { AttemptSearch as Beside } from "@/components/attempt-query";
import { OUTCOMES } from "@/components/outcome-chip";
import { listOf, oneOf, textOf } from "@/lib/search";

export const PARTS = ["overview", "tests", "code", "prompt", "response", "output", "files", "repeat"] as const;
export type Part = (typeof PARTS)[number];
export type AttemptSearch = Beside & { part?: Part | undefined };

export function attemptSearch(search: Record<string, unknown>): AttemptSearch {
  return {
    part: oneOf(search, "part", PARTS),
    outcome: listOf(search, "outcome")?.filter((one) => one in OUTCOMES),
    candidate: textOf(search, "candidate"),
    difficulty: textOf(search, "difficulty"),
    q: textOf(search, "q"),
    sort: textOf(search, "sort"),
  };
}
