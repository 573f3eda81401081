/** One row. It is drawn anew only when it changes itself: scrolling past a thousand of them stays smooth. */
import { Checkbox } from "@mantine/core";
import { memo, type ReactNode } from "react";
import type { Column } from "./column";
import styles from "./data-table.module.css";

type Props<Row> = {
  row: Row;
  id: string;
  index: number;
  columns: readonly Column<Row>[];
  href: string | undefined;
  openable: boolean;
  current: boolean;
  tabStop: boolean;
  /** Undefined: rows of this table can't be selected. */
  selected: boolean | undefined;
  onToggle: (id: string) => void;
};

function PlainRow<Row>({ row, id, index, columns, href, openable, current, tabStop, selected, onToggle }: Props<Row>) {
  return (
    <tr
      tabIndex={tabStop ? 0 : -1}
      data-index={index}
      data-openable={openable ? "" : undefined}
      data-current={current ? "" : undefined}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={styles.row}
    >
      {selected !== undefined && (
        <td className={styles.check}>
          <Checkbox size="xs" tabIndex={-1} aria-label={`Select ${String(columns[0]?.value(row) ?? id)}`} checked={selected} onChange={() => onToggle(id)} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} data-align={column.align}>
          {column.leads && href ? (
            <a href={href} tabIndex={-1} className={styles.lead}>
              {shown(column, row)}
            </a>
          ) : (
            shown(column, row)
          )}
        </td>
      ))}
    </tr>
  );
}

function shown<Row>(column: Column<Row>, row: Row): ReactNode {
  return column.cell ? column.cell(row) : (column.value(row) ?? "–");
}

export const DataRow = memo(PlainRow) as typeof PlainRow;
