/** One figure with its name and what it rests on. */
import type { ReactNode } from "react";
import styles from "./stat.module.css";

type Props = { name: string; value: ReactNode; note?: ReactNode; accent?: boolean };

export function Stat({ name, value, note, accent = false }: Props) {
  return (
    <div className={styles.stat} data-accent={accent || undefined}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{value}</dd>
      {note && <dd className={styles.note}>{note}</dd>}
    </div>
  );
}

/** A row of figures that wraps. */
export function Stats({ children }: { children: ReactNode }) {
  return <dl className={styles.stats}>{children}</dl>;
}
