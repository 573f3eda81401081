export const attemptSearch = (search: Record<string, unknown>) => search;
