/** What the address of the leaderboard holds. */
import { textOf } from "@/lib/search";

export type LeaderboardSearch = {
  suite?: string | undefined;
  difficulty?: string | undefined;
  language?: string | undefined;
  sort?: string | undefined;
  columns?: string | undefined;
};

export function leaderboardSearch(search: Record<string, unknown>): LeaderboardSearch {
  return {
    suite: textOf(search, "suite"),
    difficulty: textOf(search, "difficulty"),
    language: textOf(search, "language"),
    sort: textOf(search, "sort"),
    columns: textOf(search, "columns"),
  };
}
