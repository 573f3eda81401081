export const launchSearch = (search: Record<string, unknown>) => search;
