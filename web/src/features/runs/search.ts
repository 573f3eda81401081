/** What the address of Runs holds. */
import { STATUSES } from "@/components/status-chip";
import { oneOf, textOf } from "@/lib/search";

export type RunsSearch = {
  q?: string | undefined;
  status?: string | undefined;
  suite?: string | undefined;
  tag?: string | undefined;
  candidate?: string | undefined;
  deleted?: "yes" | undefined;
  sort?: string | undefined;
  columns?: string | undefined;
};

export function runsSearch(search: Record<string, unknown>): RunsSearch {
  return {
    q: textOf(search, "q"),
    status: oneOf(search, "status", Object.keys(STATUSES)),
    suite: textOf(search, "suite"),
    tag: textOf(search, "tag"),
    candidate: textOf(search, "candidate"),
    deleted: oneOf(search, "deleted", ["yes"]),
    sort: textOf(search, "sort"),
    columns: textOf(search, "columns"),
  };
}
