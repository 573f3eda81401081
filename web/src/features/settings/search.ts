/** What the address of Settings holds. */
import { oneOf } from "@/lib/search";

export const SECTIONS = ["providers", "configs", "machine", "prices", "page", "about"] as const;
export type SettingsSearch = { section?: (typeof SECTIONS)[number] | undefined };

export function settingsSearch(search: Record<string, unknown>): SettingsSearch {
  return { section: oneOf(search, "section", SECTIONS) };
}
