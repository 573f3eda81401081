/** A titled part of a page. */
import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";

type Props = { title: string; note?: ReactNode; actions?: ReactNode; children: ReactNode; flush?: boolean };

export function Panel({ title, note, actions, children, flush = false }: Props) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2 id={id}>{title}</h2>
          {note && <p className={styles.note}>{note}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={flush ? undefined : styles.body}>{children}</div>
    </section>
  );
}
