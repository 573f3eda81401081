/** Whether news of runs arrive, in the top bar. */
import { Tooltip } from "@mantine/core";
import { useNewsState } from "@/lib/live-events";
import styles from "./shell.module.css";

const WORDS = {
  connecting: { short: "Connecting", long: "Connecting to the server for live news." },
  open: { short: "Live", long: "News of runs arrive as they happen, also from runs started in a terminal." },
  lost: { short: "Reconnecting", long: "The server does not answer. What is shown may be old; the page keeps trying." },
} as const;

export function NewsState() {
  const state = useNewsState();
  const words = WORDS[state];
  return (
    <Tooltip label={words.long}>
      <span className={styles.pulse} role="status">
        <span className={styles.dot} data-state={state} aria-hidden="true" />
        <span className={styles.pulseText}>{words.short}</span>
        <span className="only-spoken">{words.long}</span>
      </span>
    </Tooltip>
  );
}
