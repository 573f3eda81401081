/** What a page says about one column; the table does the rest. */
import type { ReactNode } from "react";

export type Column<Row> = {
  id: string;
  header: string;
  /** What the figure means, shown on hover of the header. */
  hint?: string;
  /** Width in pixels; the first column without one takes what is left. */
  width?: number;
  align?: "right";
  /** What is shown; without it, the value as text. */
  cell?: (row: Row) => ReactNode;
  /** What is sorted and exported; null is unknown and stands last. */
  value: (row: Row) => string | number | boolean | null | undefined;
  /** Whether the header sorts. */
  sortable?: boolean;
  /** Left out at first: on all screens, or on narrow ones. */
  hidden?: boolean | "narrow";
  /** Whether it is always shown. */
  fixed?: boolean;
  /** Whether its cells are links to what the row opens. */
  leads?: boolean;
};

/** How a table is shown; lives in the address. */
export type TableView = {
  /** A column's id; with `-` the largest first. */
  sort?: string | undefined;
  /** Ids of the columns shown, with commas; none: as the page chose. */
  columns?: string | undefined;
};

/** The ids of the columns to show. */
export function shownColumns<Row>(columns: readonly Column<Row>[], chosen: string | undefined, narrow: boolean): Set<string> {
  const wanted = chosen?.split(",");
  const shown = columns.filter(
    (column) => column.fixed || (wanted ? wanted.includes(column.id) : !(column.hidden === true || (narrow && column.hidden))),
  );
  return new Set(shown.map((column) => column.id));
}

/** The next state of a header that was pressed: largest first, then smallest, then the page's own order. */
export function nextSort(current: string | undefined, id: string): string | undefined {
  if (current === `-${id}`) return id;
  return current === id ? undefined : `-${id}`;
}
