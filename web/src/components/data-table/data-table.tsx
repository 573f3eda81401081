/** The one table of the page: virtual rows, column choice, keyboard, state in the address. */
import { Checkbox } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useId, useMemo, useRef } from "react";
import type { Column, TableView } from "./column";
import { ColumnMenu } from "./column-menu";
import { DataRow } from "./data-row";
import styles from "./data-table.module.css";
import { HeaderCell } from "./header-cell";
import { useDataTable } from "./use-data-table";
import { useStable } from "@/lib/use-stable";
import { useRowKeys } from "./use-row-keys";

const ROW_PX = 44;
const CHECKBOX_PX = 44;
/** Widest column on a narrow screen. */
const NARROW_PX = 120;

export type DataTableProps<Row extends object> = {
  /** What the table holds, for those who hear it. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  view: TableView;
  onView: (view: TableView) => void;
  onOpen?: (row: Row) => void;
  /** Address of what a row opens, for the links of its leading column. */
  href?: (row: Row) => string;
  /** Id of the row that is open beside the table. */
  current?: string | undefined;
  selected?: ReadonlySet<string>;
  onSelected?: (ids: ReadonlySet<string>) => void;
  sortedByServer?: boolean;
  /** How many rows there are in all, where more can be loaded. */
  total?: number | undefined;
  /** Called as the end comes near, to load more. */
  onEnd?: (() => void) | undefined;
  /** What stands left of the column choice: filters. */
  tools?: ReactNode;
  /** What stands in for rows where there are none. */
  empty?: ReactNode;
  /** Pixels the rows may take; more scroll inside. */
  height?: number | string;
};

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, view, onView, onOpen, selected, onSelected, onEnd } = props;
  const narrow = useMediaQuery("(max-width: 700px)", undefined, { getInitialValueInEffect: false }) ?? false;
  const table = useDataTable({ ...props, narrow, sortedByServer: props.sortedByServer ?? false, selected });
  const rows = table.getRowModel().rows;
  const scroller = useRef<HTMLDivElement>(null);
  const hintId = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const visible = table.getVisibleLeafColumns().map((column) => column.id).join(" ");
  const shown = useMemo(() => columns.filter((column) => visible.split(" ").includes(column.id)), [columns, visible]);
  const toggle = useStable((id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelected?.(next);
  });
  const keys = useRowKeys({
    count: rows.length,
    scrollTo: (index) => virtual.scrollToIndex(index),
    lead: styles.lead ?? "",
    open: (index) => rows[index] && onOpen?.(rows[index].original),
    select: (index) => rows[index] && onSelected && toggle(rows[index].id),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 20) onEnd?.();
  }, [last, rows.length, onEnd]);
  const allSelected = rows.length > 0 && rows.every((row) => selected?.has(row.id));
  const widthOf = (column: Column<Row>) => (narrow && column.width ? Math.min(column.width, NARROW_PX) : column.width);
  const minWidth = shown.reduce((sum, column) => sum + (widthOf(column) ?? (narrow ? 130 : 220)), onSelected ? CHECKBOX_PX : 0);

  return (
    <section className={styles.frame} aria-label={props.label}>
      <div className={styles.tools}>
        <div className={styles.filters}>{props.tools}</div>
        <ColumnMenu columns={columns} shown={shown} onShown={(ids) => onView({ ...view, columns: ids })} rows={props.rows} label={props.label} />
      </div>
      <span id={hintId} className="only-spoken">
        Arrow keys move between rows, Enter opens a row{onSelected ? ", Space selects it" : ""}.
      </span>
      <div ref={scroller} className={styles.scroller} style={{ maxHeight: props.height ?? "min(72dvh, 900px)" }}>
        <table className={styles.table} style={{ minWidth }} aria-rowcount={props.total ?? -1} aria-describedby={hintId}>
          <caption className="only-spoken">{props.label}</caption>
          <colgroup>
            {onSelected && <col style={{ width: CHECKBOX_PX }} />}
            {shown.map((column) => (
              <col key={column.id} style={{ width: widthOf(column) }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {onSelected && (
                <th scope="col" className={styles.check}>
                  <Checkbox
                    size="xs"
                    aria-label="Select all rows"
                    checked={allSelected}
                    indeterminate={!allSelected && (selected?.size ?? 0) > 0}
                    onChange={() => onSelected(allSelected ? new Set() : new Set(rows.map((row) => row.id)))}
                  />
                </th>
              )}
              {shown.map((column) => (
                <HeaderCell key={column.id} column={column} sort={view.sort} onSort={(sort) => onView({ ...view, sort })} />
              ))}
            </tr>
          </thead>
          <tbody {...keys.body}>
            {(items[0]?.start ?? 0) > 0 && <tr aria-hidden="true" style={{ height: items[0]?.start }} />}
            {items.map((item) => {
              const row = rows[item.index];
              if (!row) return null;
              return (
                <DataRow
                  key={row.id}
                  row={row.original}
                  id={row.id}
                  index={item.index}
                  columns={shown}
                  href={props.href?.(row.original)}
                  openable={onOpen !== undefined}
                  current={props.current === row.id}
                  tabStop={item.index === keys.here}
                  selected={onSelected ? (selected?.has(row.id) ?? false) : undefined}
                  onToggle={toggle}
                />
              );
            })}
            <tr aria-hidden="true" style={{ height: Math.max(0, virtual.getTotalSize() - (items.at(-1)?.end ?? 0)) }} />
          </tbody>
        </table>
        {rows.length === 0 && <div className={styles.empty}>{props.empty ?? "Nothing to show."}</div>}
      </div>
    </section>
  );
}
