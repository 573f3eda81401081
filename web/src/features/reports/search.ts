export const reportsSearch = (search: Record<string, unknown>) => search;
