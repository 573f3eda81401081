export const settingsSearch = (search: Record<string, unknown>) => search;
