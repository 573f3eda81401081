/** A chart with its data as a table and as CSV: nothing is told by a picture alone. */
import { Button, SegmentedControl } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Icon } from "@/components/icon";
import { Panel } from "@/components/panel";
import { type Cell, downloadCsv } from "@/lib/csv";
import styles from "./charts.module.css";

export type ChartData = { headers: readonly string[]; rows: readonly (readonly Cell[])[] };

type Props = { title: string; note?: ReactNode; data: ChartData; children: ReactNode; shown?: (cell: Cell) => ReactNode };

export function ChartCard({ title, note, data, children, shown = plain }: Props) {
  const [as, setAs] = useState("chart");
  return (
    <Panel
      title={title}
      note={note}
      actions={
        <>
          <SegmentedControl
            size="xs"
            value={as}
            onChange={setAs}
            aria-label={`${title}: show as`}
            data={[
              { value: "chart", label: "Chart" },
              { value: "table", label: "Table" },
            ]}
          />
          <Button size="compact-sm" variant="subtle" color="gray" leftSection={<Icon name="download" size={14} />} onClick={() => downloadCsv(title, data.headers, data.rows)}>
            CSV
          </Button>
        </>
      }
    >
      {as === "chart" ? (
        <figure className={styles.figure} aria-label={`${title}; the same data is there as a table`}>
          {children}
        </figure>
      ) : (
        <div className={styles.tableWrap} role="region" aria-label={`${title} as a table`} tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                {data.headers.map((header) => (
                  <th key={header} scope="col">
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.join("\u0000")}>
                  {row.map((cell, index) => (
                    <td key={data.headers[index]} data-number={typeof cell === "number" || undefined}>
                      {shown(cell)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function plain(cell: Cell): ReactNode {
  if (cell == null) return "–";
  return typeof cell === "number" ? cell.toLocaleString("en-US", { maximumFractionDigits: 6 }) : String(cell);
}
