/** Long text as virtual rows with line numbers: 1 MB scrolls like ten lines. Text is only ever text. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { forwardRef, useImperativeHandle, useRef } from "react";
import type { Line } from "@/lib/lines";
import styles from "./text.module.css";

export type LineViewHandle = { scrollToRow: (row: number) => void };

type Props = {
  lines: readonly Line[];
  label: string;
  wrap: boolean;
  /** Row to mark, such as the one found. */
  marked?: number | undefined;
  /** Pixels it may take; more scrolls inside. */
  height?: number;
};

const ROW_PX = 20;

export const LineView = forwardRef<LineViewHandle, Props>(function LineView({ lines, label, wrap, marked, height = 480 }, ref) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 30,
  });
  useImperativeHandle(ref, () => ({ scrollToRow: (row) => virtual.scrollToIndex(row, { align: "center" }) }), [virtual]);
  const digits = String(lines.findLast((line) => line.number > 0)?.number ?? 1).length;
  return (
    <div ref={scroller} className={styles.scroller} style={{ maxHeight: height }} role="region" aria-label={label} tabIndex={0}>
      <div className={styles.rows} style={{ height: virtual.getTotalSize() }} data-wrap={wrap || undefined}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              data-marked={marked === item.index || undefined}
              className={styles.row}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <span className={styles.number} style={{ width: `${digits + 2}ch` }} aria-hidden="true">
                {line.number || "↪"}
              </span>
              <span className={styles.text} dir="auto">
                {line.pieces.map((piece, index) => (
                  // oxlint-disable-next-line react/no-array-index-key -- pieces of a row never move
                  <span key={index} className={piece.look}>
                    {piece.text}
                  </span>
                ))}
                {line.pieces.length === 0 && "\u00a0"}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
});
