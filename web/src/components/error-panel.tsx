/** An error of the API (RFC 9457 problem) as a person reads it: what happened, with which value, and what to do. */
import { Button } from "@mantine/core";
import { asProblem } from "@/lib/problem";
import styles from "./error-panel.module.css";
import { Icon } from "./icon";

type Props = { error: unknown; onRetry?: (() => void) | undefined; title?: string };

export function ErrorPanel({ error, onRetry, title }: Props) {
  const problem = asProblem(error);
  return (
    <div className={styles.panel} role="alert">
      <Icon name="warn" size={20} />
      <div className={styles.words}>
        <strong>{title ?? problem.title}</strong>
        <p>{problem.detail}</p>
        {problem.errors.length > 0 && (
          <ul>
            {problem.errors.map((one) => (
              <li key={one.field}>
                <code>{one.field}</code> {one.message}
                {one.value && (
                  <>
                    {" "}
                    (given: <code>{one.value}</code>)
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
        {problem.requestId && (
          <p className={styles.small}>
            The server's log has more under <code>{problem.requestId}</code>.
          </p>
        )}
      </div>
      {onRetry && (
        <Button variant="default" size="xs" leftSection={<Icon name="retry" size={14} />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
