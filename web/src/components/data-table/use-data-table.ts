/** TanStack Table behind the page's own words: columns, sorting, selection, visibility. */
import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  type RowSelectionState,
  rowSelectionFeature,
  rowSortingFeature,
  type SortFn,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import { type Column, shownColumns, type TableView } from "./column";

export const features = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

export type Features = typeof features;

export type DataTableOptions<Row extends object> = {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  view: TableView;
  narrow: boolean;
  /** Whether the rows come sorted from the server. */
  sortedByServer: boolean;
  selected: ReadonlySet<string> | undefined;
};

export function useDataTable<Row extends object>(options: DataTableOptions<Row>) {
  const { columns, rowId, view, narrow, sortedByServer, selected } = options;
  const definitions = useMemo(() => columns.map((column) => definition(column)), [columns]);
  const shown = useMemo(() => shownColumns(columns, view.columns, narrow), [columns, view.columns, narrow]);
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map((column) => [column.id, shown.has(column.id)])),
    [columns, shown],
  );
  const sorting = useMemo(() => {
    const id = view.sort?.replace(/^-/, "");
    return id && columns.some((column) => column.id === id) ? [{ id, desc: view.sort !== id }] : [];
  }, [view.sort, columns]);
  const rowSelection = useMemo(
    () => Object.fromEntries([...(selected ?? [])].map((id) => [id, true])) as RowSelectionState,
    [selected],
  );
  return useTable({
    features,
    columns: definitions,
    data: options.rows as Row[],
    getRowId: rowId,
    manualSorting: sortedByServer,
    state: { columnVisibility, sorting, rowSelection },
  });
}

function definition<Row extends object>(column: Column<Row>): ColumnDef<Features, Row, unknown> {
  return {
    id: column.id,
    accessorFn: (row) => column.value(row) ?? undefined,
    header: column.header,
    sortFn: ascending as SortFn<Features, Row>,
    sortUndefined: "last",
  };
}

const words = new Intl.Collator(undefined, { numeric: true });

function ascending(
  first: { getValue: (id: string) => unknown },
  second: { getValue: (id: string) => unknown },
  id: string,
): number {
  const [a, b] = [first.getValue(id), second.getValue(id)];
  if (typeof a === "number" && typeof b === "number") return a - b;
  return words.compare(String(a), String(b));
}
