/** One header: sorts on press, tells its direction, explains itself on hover. */
import { Tooltip } from "@mantine/core";
import { Icon } from "@/components/icon";
import { type Column, nextSort } from "./column";
import styles from "./data-table.module.css";

type Props<Row> = { column: Column<Row>; sort: string | undefined; onSort: (sort: string | undefined) => void };

export function HeaderCell<Row>({ column, sort, onSort }: Props<Row>) {
  const sorted = sort === column.id ? "ascending" : sort === `-${column.id}` ? "descending" : undefined;
  const text = (
    <Tooltip label={column.hint} disabled={!column.hint}>
      <span className={column.hint ? styles.hinted : undefined}>{column.header}</span>
    </Tooltip>
  );
  return (
    <th scope="col" data-align={column.align} aria-sort={sorted}>
      {column.sortable ? (
        <button type="button" className={styles.sorter} data-sorted={sorted} onClick={() => onSort(nextSort(sort, column.id))}>
          {text}
          <Icon name={sorted === "ascending" ? "up" : "down"} size={13} />
        </button>
      ) : (
        text
      )}
    </th>
  );
}
