/** How far a run is: passed, not passed, without a verdict, and what is still to come. */
import { count, percent } from "@/lib/format";
import styles from "./run-progress.module.css";

type Props = { planned: number; finished: number; passed: number; infraErrors: number; running: boolean };

export function RunProgress({ planned, finished, passed, infraErrors, running }: Props) {
  const share = (number: number) => `${planned > 0 ? (number / planned) * 100 : 0}%`;
  const missed = Math.max(0, finished - passed - infraErrors);
  const words = `${count(finished)} of ${count(planned)} attempts: ${count(passed)} passed, ${count(missed)} not passed, ${count(infraErrors)} without a verdict`;
  return (
    <span className={styles.progress} title={words}>
      <span className={styles.track} role="img" aria-label={words} data-running={running || undefined}>
        <span className={styles.passed} style={{ width: share(passed) }} />
        <span className={styles.missed} style={{ width: share(missed) }} />
        <span className={styles.infra} style={{ width: share(infraErrors) }} />
      </span>
      <span className={styles.figure} aria-hidden="true">
        {finished < planned ? percent(planned > 0 ? finished / planned : 0, 0) : count(planned)}
      </span>
    </span>
  );
}
