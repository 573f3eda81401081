/** Each pair: how much better the first is than the second, with its interval. */
import type { Comparison, Difference } from "@/api/types.gen";
import { count, percent, plural } from "@/lib/format";
import styles from "./compare.module.css";
import { DifferenceBar } from "./difference-bar";

export function Pairs({ comparison }: { comparison: Comparison }) {
  return (
    <>
      <div className={styles.pairs}>
        {comparison.pairs.map((pair) => (
          <Pair key={`${pair.first} ${pair.second}`} pair={pair} first={comparison.names[pair.first] ?? "?"} second={comparison.names[pair.second] ?? "?"} />
        ))}
      </div>
      {comparison.edited > 0 && (
        <p className={styles.small}>{plural(comparison.edited, "task")} left out: the candidates met them in different forms.</p>
      )}
    </>
  );
}

function Pair({ pair, first, second }: { pair: Difference; first: string; second: string }) {
  return (
    <section className={styles.pair} aria-label={`${first} against ${second}`}>
      <h2>
        {first} <span className={styles.small}>against</span> {second}
      </h2>
      <p className={styles.verdict}>{verdict(pair, first, second)}</p>
      <DifferenceBar difference={pair.difference} interval={pair.ci95} />
      <p className={styles.small}>
        {signed(pair.difference)} {pair.ci95 && `(95 %: ${signed(pair.ci95.low)} to ${signed(pair.ci95.high)})`} on {plural(pair.tasks, "shared task")} · better on{" "}
        {count(pair.better)}, worse on {count(pair.worse)} · strict {signed(pair.strict_difference)}
      </p>
    </section>
  );
}

function verdict(pair: Difference, first: string, second: string): string {
  if (pair.difference === null) return "They share no task with a verdict.";
  if (pair.ci95 === null) return "Too few tasks for an interval.";
  if (pair.ci95.low > 0) return `${first} is better.`;
  if (pair.ci95.high < 0) return `${second} is better.`;
  return "They can't be told apart on these tasks.";
}

function signed(share: number | null): string {
  if (share === null) return "–";
  return `${share > 0 ? "+" : ""}${percent(share)}`;
}
