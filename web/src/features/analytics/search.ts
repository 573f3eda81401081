export const analyticsSearch = (search: Record<string, unknown>) => search;
