export const compareSearch = (search: Record<string, unknown>) => search;
