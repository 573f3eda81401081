/** What the address of Suites holds. */
import { oneOf, textOf } from "@/lib/search";

export const PARTS = ["asked", "starter", "tests", "reference", "proof"] as const;

export type SuitesSearch = {
  suite?: string | undefined;
  task?: string | undefined;
  part?: (typeof PARTS)[number] | undefined;
  q?: string | undefined;
  difficulty?: string | undefined;
  language?: string | undefined;
  tag?: string | undefined;
  sort?: string | undefined;
  columns?: string | undefined;
};

export function suitesSearch(search: Record<string, unknown>): SuitesSearch {
  return {
    suite: textOf(search, "suite"),
    task: textOf(search, "task"),
    part: oneOf(search, "part", PARTS),
    q: textOf(search, "q"),
    difficulty: textOf(search, "difficulty"),
    language: textOf(search, "language"),
    tag: textOf(search, "tag"),
    sort: textOf(search, "sort"),
    columns: textOf(search, "columns"),
  };
}
