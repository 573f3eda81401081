/** The run's figures: progress, both rates, money, time that is left. */
import type { RunDetail } from "@/api/types.gen";
import { RunProgress } from "@/components/run-progress";
import { Stat, Stats } from "@/components/stat";
import { count, duration, money, percent } from "@/lib/format";
import { useProgress } from "@/lib/live-events";
import { moneyWithUnknown, runSeconds } from "@/lib/run-words";
import styles from "./run.module.css";

export function RunFigures({ run }: { run: RunDetail }) {
  const heard = useProgress(run.id);
  const running = run.status === "running";
  const progress = running ? (heard ?? run.progress) : null;
  return (
    <div className={styles.figures}>
      <div className={styles.track}>
        <RunProgress planned={run.planned} finished={run.finished} passed={run.passed} infraErrors={run.infra_errors} running={running} />
      </div>
      <Stats>
        <Stat name="Attempts" value={`${count(run.finished)} / ${count(run.planned)}`} note={running ? progress?.note || "under way" : "finished of planned"} accent={running} />
        <Stat name="Scored only" value={percent(run.scored_only)} note={`${count(run.passed)} of ${count(run.scored)} with a verdict`} />
        <Stat name="Strict" value={percent(run.strict)} note={`${count(run.passed)} of ${count(run.planned)} planned`} />
        <Stat name="Infra errors" value={percent(run.finished > 0 ? run.infra_errors / run.finished : null)} note={`${count(run.infra_errors)} without a verdict`} />
        <Stat
          name="Spent"
          value={money(run.spent_usd)}
          note={run.max_cost_usd === null ? `its answers: ${moneyWithUnknown(run.cost_usd, run.cost_unknown)}` : `of ${money(run.max_cost_usd)} budget`}
        />
        {running ? (
          <Stat name="Time left" value={duration(progress?.eta_s)} note={progress?.eta_s == null ? "no rate yet" : "at the rate so far"} />
        ) : (
          <Stat name="Took" value={duration(runSeconds(run))} note="from start to end" />
        )}
      </Stats>
      {progress?.waiting.map((one) => (
        <p key={one.provider} role="status" className={styles.waiting}>
          {one.provider} asked to slow down: its calls go on in {duration(one.seconds)}.
        </p>
      ))}
    </div>
  );
}
