export const leaderboardSearch = (search: Record<string, unknown>) => search;
