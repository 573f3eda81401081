/** What came out, why, and what it took. */
import type { AttemptDetail } from "@/api/types.gen";
import { Facts } from "@/components/facts";
import { outcomeLook } from "@/components/outcome-chip";
import { Panel } from "@/components/panel";
import { Stat, Stats } from "@/components/stat";
import { TimeText } from "@/components/time-text";
import { count, duration, money, points, UNKNOWN } from "@/lib/format";
import styles from "./attempt.module.css";
import { ScoreBar } from "./score-bar";

export function OverviewPart({ attempt }: { attempt: AttemptDetail }) {
  const { answer, execution, error } = attempt;
  return (
    <>
      <p className={styles.meaning}>
        {outcomeLook(attempt.outcome).meaning}
        {error && (
          <>
            {" "}
            <strong>{error.kind}</strong> (blamed on: {error.blame}): {error.message}
          </>
        )}
        {execution?.limit && ` It hit its limit of ${execution.limit}.`}
        {execution?.tampered && ` Technique: ${execution.tampered}.`}
      </p>
      <Stats>
        <Stat name="Overall" value={points(attempt.overall)} note="weighted mean, 0 to 100" accent />
        <Stat name="Cost" value={money(attempt.cost_usd)} note={costNote(attempt)} />
        <Stat name="Latency" value={duration(attempt.latency_s)} note={answer?.first_token_s == null ? "whole answer" : `first token after ${duration(answer.first_token_s)}`} />
        <Stat name="Tokens" value={`${count(attempt.input_tokens)} in`} note={`${count(attempt.output_tokens)} out${reasoning(attempt)}`} />
      </Stats>
      <Panel title="Scores" note="0 to 100; a withheld score is missing, not 0.">
        <ul className={styles.scores}>
          {attempt.score_details.map((score) => (
            <li key={score.dimension}>
              <ScoreBar dimension={score.dimension} value={score.value} />
              <p>{score.explanation}</p>
              <span className={styles.small}>
                {score.scorer} {score.version}
              </span>
            </li>
          ))}
          {attempt.score_details.length === 0 && <li>No score was given.</li>}
        </ul>
      </Panel>
      <div className={styles.two}>
        <Panel title="Answer">
          {answer ? (
            <Facts
              facts={[
                ["Finish reason", answer.finish_reason],
                ["Model version", answer.model_version || UNKNOWN],
                ["From the cache", answer.cached ? "yes, at no cost now" : "no"],
                ["Tries", count(answer.tries)],
                ["Cached input tokens", count(answer.usage.cached_tokens)],
                ["Code was found", answer.steps.length > 0 ? answer.steps.join(" → ") : UNKNOWN],
              ]}
            />
          ) : (
            <p>There is none.</p>
          )}
        </Panel>
        <Panel title="Execution">
          {execution ? (
            <Facts
              facts={[
                ["Sandbox", `${execution.sandbox.backend}${execution.sandbox.isolated ? "" : " (does not isolate)"}`],
                ["CPU time", duration(execution.cpu_s)],
                ["Wall time", duration(execution.wall_s)],
                ["Peak memory", execution.memory_mb === null ? UNKNOWN : `${execution.memory_mb.toFixed(1)} MB`],
                ["Check", execution.in_process ? "in one process with the solution" : "apart from the solution"],
                ["Load error", execution.load_error || "none"],
              ]}
            />
          ) : (
            <p>No code ran.</p>
          )}
        </Panel>
      </div>
      <p className={styles.small}>
        Started <TimeText at={attempt.started_at} />, finished <TimeText at={attempt.finished_at} />. Attempt <code>{attempt.id}</code>, task{" "}
        <code>{attempt.task_digest.slice(0, 12)}</code>, candidate <code>{attempt.candidate_digest.slice(0, 12)}</code>.
      </p>
    </>
  );
}

function costNote(attempt: AttemptDetail): string {
  if (attempt.cost_usd === null) return attempt.answer ? "the price is unknown" : "no answer";
  return attempt.answer?.cached ? "when it was bought; nothing now" : "of this answer";
}

function reasoning(attempt: AttemptDetail): string {
  const tokens = attempt.answer?.usage.reasoning_tokens;
  return tokens ? `, ${count(tokens)} of them reasoning` : "";
}
