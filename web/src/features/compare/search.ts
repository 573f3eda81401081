/** What the address of a comparison holds. */
import { countOf, listOf, oneOf, textOf } from "@/lib/search";

export type CompareSearch = {
  /** Whom: see lib/contender.ts. */
  with?: string[] | undefined;
  verdict?: "differs" | "same" | "incomparable" | undefined;
  /** Number of the contender that passes more often than every other; from 1. */
  best?: number | undefined;
  /** Which two answers are shown, by the numbers of their contenders from 1, and how. */
  left?: number | undefined;
  right?: number | undefined;
  as?: "beside" | undefined;
  q?: string | undefined;
  task?: string | undefined;
  sort?: string | undefined;
  columns?: string | undefined;
};

export function compareSearch(search: Record<string, unknown>): CompareSearch {
  return {
    with: listOf(search, "with"),
    verdict: oneOf(search, "verdict", ["differs", "same", "incomparable"]),
    best: countOf(search, "best"),
    left: countOf(search, "left"),
    right: countOf(search, "right"),
    as: oneOf(search, "as", ["beside"]),
    q: textOf(search, "q"),
    task: textOf(search, "task"),
    sort: textOf(search, "sort"),
    columns: textOf(search, "columns"),
  };
}
