export const suitesSearch = (search: Record<string, unknown>) => search;
