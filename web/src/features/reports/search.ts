/** What the address of Reports holds. */
import { oneOf, textOf } from "@/lib/search";

export const FORMS = ["md", "csv", "json"] as const;
export type Form = (typeof FORMS)[number];
export type ReportsSearch = { run?: string | undefined; form?: Form | undefined };

export function reportsSearch(search: Record<string, unknown>): ReportsSearch {
  return { run: textOf(search, "run"), form: oneOf(search, "form", FORMS) };
}
