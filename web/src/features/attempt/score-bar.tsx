/** One dimension's value as a bar with its figure. */
import { points } from "@/lib/format";
import styles from "./attempt.module.css";

export function ScoreBar({ dimension, value }: { dimension: string; value: number | null }) {
  return (
    <div className={styles.scoreBar}>
      <strong>{dimension.charAt(0).toUpperCase() + dimension.slice(1)}</strong>
      <span className={styles.scoreTrack} aria-hidden="true">
        <span style={{ width: `${(value ?? 0) * 100}%` }} />
      </span>
      <span className={styles.scoreFigure}>{value === null ? "withheld" : points(value)}</span>
    </div>
  );
}
