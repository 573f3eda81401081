/** The newest runs with what came out. */
import { Link } from "@tanstack/react-router";
import type { RunLine } from "@/api/types.gen";
import { Icon } from "@/components/icon";
import { LinkButton } from "@/components/link-button";
import { Panel } from "@/components/panel";
import { RateFigure } from "@/components/rate-figure";
import { StatusChip } from "@/components/status-chip";
import { TimeText } from "@/components/time-text";
import { count, money, plural } from "@/lib/format";
import { runTitle } from "@/lib/run-words";
import styles from "./home.module.css";

export function LastResults({ runs }: { runs: readonly RunLine[] }) {
  return (
    <div className={styles.wide}>
      <Panel
        title="Last results"
        flush
        actions={
          <LinkButton to="/runs" size="compact-md" variant="subtle" rightSection={<Icon name="right" size={14} />}>
            All runs
          </LinkButton>
        }
      >
        <ul className={styles.results}>
          {runs.map((run) => (
            <li key={run.id}>
              <div className={styles.what}>
                <Link to="/runs/$runId" params={{ runId: run.id }}>
                  {runTitle(run)}
                </Link>
                <span className={styles.small}>
                  <TimeText at={run.created_at} relative /> · {plural(run.candidates.length, "candidate")} · {plural(run.planned, "attempt")} · {money(run.spent_usd)}
                </span>
              </div>
              <div className={styles.rate}>
                <RateFigure rate={run.scored_only} of={`${count(run.passed)} of ${count(run.scored)} attempts with a verdict passed`} />
              </div>
              <StatusChip status={run.status} note={run.note} />
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
