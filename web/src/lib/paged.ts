/** Lists that come page by page: how the first and the next page are asked for. */

type PageOf<Item> = { items: Item[]; next_cursor: string | null };

/** Spread into `useInfiniteQuery` beside the generated options. */
export const byCursor = {
  // The generated types want what the key already holds; an empty query asks for the first page.
  initialPageParam: { query: {} } as never,
  getNextPageParam: (page: PageOf<unknown>): string | undefined => page.next_cursor ?? undefined,
};

/** The rows of all pages that are loaded, in their order. */
export function allRows<Item>(pages: { pages: PageOf<Item>[] } | undefined): Item[] {
  return pages?.pages.flatMap((page) => page.items) ?? [];
}
