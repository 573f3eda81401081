/** The head of a page: what it is, one line on what it is for, what can be done. Also names the browser's tab. */
import { type ReactNode, useEffect } from "react";
import styles from "./page-head.module.css";

type Props = { title: string; lead?: ReactNode; badge?: ReactNode; actions?: ReactNode };

export function PageHead({ title, lead, badge, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · Benchwright`;
  }, [title]);
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <div className={styles.title}>
          <h1>{title}</h1>
          {badge}
        </div>
        {lead && <p className={styles.lead}>{lead}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
