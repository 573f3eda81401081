/** What a reader must know before trusting the figures. */
import type { RunDetail } from "@/api/types.gen";
import { Icon } from "@/components/icon";
import { percent, plural } from "@/lib/format";
import styles from "./run.module.css";

export function RunWarnings({ run }: { run: RunDetail }) {
  const warnings: string[] = [];
  if (run.status === "invalid") warnings.push(`Infrastructure broke too often (${percent(run.finished > 0 ? run.infra_errors / run.finished : 0)}): the result is invalid. Retry only the errors.`);
  if (run.status === "budget_exhausted") warnings.push("The budget is used up before everything was made. Raise it, then resume.");
  if (run.status === "interrupted") warnings.push("Nobody works on this run any more. Resume makes what is missing, and nothing else.");
  if (run.sandbox && !run.sandbox.isolated) warnings.push(`Code ran in the sandbox “${run.sandbox.backend}”, which does not isolate.`);
  if (run.quarantined.length > 0) warnings.push(`${plural(run.quarantined.length, "task")} left out, because they can't be trusted on this machine; see the end of this page.`);
  if (run.cost_unknown > 0) warnings.push(`${plural(run.cost_unknown, "attempt")} without a known cost: not in any sum.`);
  if (run.deleted_at) warnings.push("This run is deleted. It can be restored for 30 days under Runs, Deleted.");
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.warnings}>
      {warnings.map((warning) => (
        <li key={warning}>
          <Icon name="warn" />
          {warning}
        </li>
      ))}
    </ul>
  );
}
