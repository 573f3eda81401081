/** What the address of Reports holds: a run, or a comparison's contenders, and the form of the document. */
import { listOf, oneOf, textOf } from "@/lib/search";

export const FORMS = ["html", "md", "pdf", "csv", "json"] as const;
export type Form = (typeof FORMS)[number];
export type ReportsSearch = {
  run?: string | undefined;
  /** Whom to compare: see lib/contender.ts; goes before a run. */
  with?: string[] | undefined;
  form?: Form | undefined;
};

export function reportsSearch(search: Record<string, unknown>): ReportsSearch {
  return { run: textOf(search, "run"), with: listOf(search, "with"), form: oneOf(search, "form", FORMS) };
}
