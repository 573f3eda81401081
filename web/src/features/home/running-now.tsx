/** The runs that are under way, wherever they were started. */
import { Link } from "@tanstack/react-router";
import type { RunLine } from "@/api/types.gen";
import { Panel } from "@/components/panel";
import { RunProgress } from "@/components/run-progress";
import { StatusChip } from "@/components/status-chip";
import { TimeText } from "@/components/time-text";
import { count, money } from "@/lib/format";
import { runTitle } from "@/lib/run-words";
import styles from "./home.module.css";

export function RunningNow({ runs }: { runs: readonly RunLine[] }) {
  return (
    <Panel title="Running now" note={runs.length === 0 ? "Nothing runs at the moment." : undefined}>
      {runs.length === 0 ? (
        <p className={styles.small}>
          Start one under <Link to="/launch">Launch</Link>, or with <code>benchwright run</code> in a terminal: both show here.
        </p>
      ) : (
        <ul className={styles.running}>
          {runs.map((run) => (
            <li key={run.id}>
              <div className={styles.line}>
                <Link to="/runs/$runId" params={{ runId: run.id }}>
                  {runTitle(run)}
                </Link>
                <StatusChip status={run.status} note={run.note} />
              </div>
              <RunProgress planned={run.planned} finished={run.finished} passed={run.passed} infraErrors={run.infra_errors} running />
              <div className={styles.small}>
                {count(run.finished)} of {count(run.planned)} · {money(run.spent_usd)} spent · started <TimeText at={run.created_at} relative />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
