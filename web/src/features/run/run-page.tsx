/** One run: how it comes along, what came out for each candidate, and every attempt. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { getRunOptions } from "@/api/@tanstack/react-query.gen";
import type { RunDetail } from "@/api/types.gen";
import { Chip } from "@/components/chip";
import { Loaded } from "@/components/loaded";
import { PageHead } from "@/components/page-head";
import { StatusChip } from "@/components/status-chip";
import { TimeText } from "@/components/time-text";
import { plural } from "@/lib/format";
import { runTitle } from "@/lib/run-words";
import { AboutRun } from "./about-run";
import { AttemptTable } from "./attempt-table";
import { CandidateTable } from "./candidate-table";
import styles from "./run.module.css";
import { RunFigures } from "./run-figures";
import { RunSteps } from "./run-steps";
import { RunWarnings } from "./run-warnings";

const route = getRouteApi("/runs/$runId/");

export function RunPage() {
  const { runId } = route.useParams();
  const run = useQuery(getRunOptions({ path: { run_id: runId } }));
  return <Loaded query={run}>{(found) => <Shown run={found} />}</Loaded>;
}

function Shown({ run }: { run: RunDetail }) {
  return (
    <>
      <PageHead
        title={runTitle(run)}
        badge={
          <>
            <StatusChip status={run.status} note={run.note} />
            {run.tags.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </>
        }
        lead={
          <>
            {run.suite} · {plural(run.candidates.length, "candidate")} · {plural(run.samples, "sample")} · started <TimeText at={run.created_at} />
            {run.notes && <span className={styles.notes}>{run.notes}</span>}
          </>
        }
        actions={<RunSteps run={run} />}
      />
      <div className={styles.stack}>
        <RunWarnings run={run} />
        <RunFigures run={run} />
        <CandidateTable run={run} />
        <AttemptTable run={run} />
        <AboutRun run={run} />
      </div>
    </>
  );
}
