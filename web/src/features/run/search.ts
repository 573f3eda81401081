export const runSearch = (search: Record<string, unknown>) => search;
