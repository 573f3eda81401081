/** The files that are stored of the attempt. */
import type { AttemptDetail } from "@/api/types.gen";
import { EmptyState } from "@/components/empty-state";
import { Icon } from "@/components/icon";
import styles from "./attempt.module.css";

export function FilesPart({ attempt }: { attempt: AttemptDetail }) {
  if (attempt.artifacts.length === 0) return <EmptyState icon="minus" title="No files are stored" />;
  return (
    <ul className={styles.files}>
      {attempt.artifacts.map((file) => (
        <li key={file.name}>
          <a href={file.href} target="_blank" rel="noreferrer">
            <Icon name="reports" />
            {file.name}
            <Icon name="external" size={13} />
          </a>
        </li>
      ))}
    </ul>
  );
}
