/** How the run was made: what someone needs to repeat or to doubt it. */
import { Collapse, UnstyledButton } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { RunDetail } from "@/api/types.gen";
import { CopyButton } from "@/components/copy-button";
import { Facts } from "@/components/facts";
import { Icon } from "@/components/icon";
import { useSearchPatch } from "@/lib/use-search-state";
import type { RunSearch } from "./search";
import styles from "./run.module.css";

const route = getRouteApi("/runs/$runId/");

export function AboutRun({ run }: { run: RunDetail }) {
  const open = route.useSearch().about === "open";
  const patch = useSearchPatch<RunSearch>();
  return (
    <section className={styles.about} aria-label="How this run was made">
      <UnstyledButton className={styles.aboutHead} aria-expanded={open} onClick={() => patch({ about: open ? undefined : "open" })}>
        <Icon name={open ? "down" : "right"} />
        <h2>How this run was made</h2>
      </UnstyledButton>
      <Collapse expanded={open}>
        <div className={styles.aboutBody}>
          <Facts
            facts={[
              ["Id", <code key="id">{run.id}</code>],
              ["Suite", `${run.suite} · ${run.suite_digest.slice(0, 12)}`],
              ["Solver", run.solver],
              ["Sandbox", run.sandbox ? `${run.sandbox.backend}${run.sandbox.isolated ? "" : " (does not isolate)"}, ${run.sandbox.start} starts` : "none needed"],
              ["Tasks", taskWords(run)],
              ["Weights", Object.entries(run.weights).map(([name, weight]) => `${name} ${weight}`).join(" · ")],
              ["New answers", run.fresh ? "bought anew even where stored ones fit" : "only where no stored one fits"],
            ]}
          />
          <h3>Candidates</h3>
          <ul>
            {run.competitors.map((one) => (
              <li key={one.digest}>
                <strong>{one.name}</strong> ({one.kind}: {one.provider}/{one.model}) <code>{JSON.stringify(one.settings)}</code>
              </li>
            ))}
          </ul>
          {run.quarantined.length > 0 && (
            <>
              <h3>Tasks left out</h3>
              <ul>
                {run.quarantined.map((task) => (
                  <li key={task.task_id}>
                    <code>{task.task_id}</code>: {task.reason}
                  </li>
                ))}
              </ul>
            </>
          )}
          <h3>The same run on the command line</h3>
          <div className={styles.command}>
            <code>{run.command}</code>
            <CopyButton text={run.command} />
          </div>
        </div>
      </Collapse>
    </section>
  );
}

function taskWords(run: RunDetail): string {
  const chosen = [
    run.task_ids.length > 0 ? `${run.task_ids.length} by name` : "",
    run.difficulties.length > 0 ? `difficulty ${run.difficulties.join(", ")}` : "",
    run.task_tags.length > 0 ? `tags ${run.task_tags.join(", ")}` : "",
    run.task_limit === null ? "" : `${run.task_limit} drawn with seed ${run.seed}`,
  ].filter(Boolean);
  return chosen.length > 0 ? chosen.join(" · ") : "all of the suite";
}
