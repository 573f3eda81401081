/** What the run would do and cost; and the button that starts it. */
import { Button, Checkbox, Loader } from "@mantine/core";
import { useState } from "react";
import type { CandidatePlan, CostEstimate, Estimate, Plan } from "@/api/types.gen";
import { Icon } from "@/components/icon";
import { Panel } from "@/components/panel";
import { count, duration, money, plural, shortCount } from "@/lib/format";
import styles from "./launch.module.css";

type Props = {
  plan: Plan | undefined;
  loading: boolean;
  /** What must be chosen first. */
  missing: string | undefined;
  starting: boolean;
  onStart: () => void;
  budget: string | undefined;
};

export function PlanPanel({ plan, loading, missing, starting, onStart, budget }: Props) {
  const [accepted, setAccepted] = useState(false);
  const unpriced = plan?.unpriced.length ?? 0;
  const blocked = missing ?? (unpriced > 0 && !accepted ? "Accept the unknown price first." : undefined);
  return (
    <Panel title="Plan" note="Nothing is spent to find this out." actions={loading && <Loader size="xs" role="status" aria-label="Planning" />}>
      <div className={styles.plan} aria-live="polite">
        {plan ? <Figures plan={plan} budget={budget} /> : <p className={styles.small}>{missing ?? "Planning …"}</p>}
        {unpriced > 0 && (
          <Checkbox
            label={`The price of ${plan?.unpriced.join(", ")} is unknown: start all the same`}
            checked={accepted}
            onChange={(event) => setAccepted(event.currentTarget.checked)}
          />
        )}
        <Button fullWidth size="md" leftSection={<Icon name="launch" />} loading={starting} disabled={blocked !== undefined} onClick={onStart}>
          {plan && !missing ? `Start ${plural(plan.attempts, "attempt")}` : "Start"}
        </Button>
        <p className={styles.small}>{blocked ?? "Ctrl or Cmd + Enter starts it, too."}</p>
      </div>
    </Panel>
  );
}

function Figures({ plan, budget }: { plan: Plan; budget: string | undefined }) {
  const seconds = Math.max(0, ...plan.candidates.map((one) => one.seconds.expected));
  const stored = plan.candidates.reduce((total, one) => total + one.stored_answers, 0);
  const over = budget !== undefined && plan.cost_usd !== null && Number(plan.cost_usd.expected) > Number(budget);
  return (
    <>
      <dl className={styles.planFigures}>
        <dt>Tasks × candidates × samples</dt>
        <dd>
          {count(plan.tasks)} × {count(plan.candidates.length)} × {count(plan.samples)} = <strong>{count(plan.attempts)}</strong>
        </dd>
        <dt>Model calls</dt>
        <dd>
          <strong>{count(plan.calls)}</strong>
        </dd>
        <dt>Answered from store</dt>
        <dd>{count(stored)}</dd>
        <dt>Tokens in / out</dt>
        <dd>
          {shortCount(sum(plan, "input_tokens"))} / {shortCount(sum(plan, "output_tokens"))}
        </dd>
        <dt>Cost, expected</dt>
        <dd>
          <strong className={styles.cost}>{money(plan.cost_usd?.expected)}</strong>
        </dd>
        <dt>Cost, low to high</dt>
        <dd>{range(plan.cost_usd)}</dd>
        <dt>Model time, expected</dt>
        <dd>{seconds > 0 ? duration(seconds) : "none"}</dd>
        <dt>Sandbox</dt>
        <dd>{plan.sandbox}</dd>
      </dl>
      {over && <p className={styles.warning}>More is expected than the budget allows: the run will stop at {money(budget)}.</p>}
      {plan.candidates.length > 1 && (
        <ul className={styles.shares}>
          {plan.candidates.map((one) => (
            <Share key={one.candidate} plan={one} />
          ))}
        </ul>
      )}
      <details className={styles.small}>
        <summary>What this rests on</summary>
        <ul>
          {plan.assumptions.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Share({ plan }: { plan: CandidatePlan }) {
  return (
    <li>
      <span>{plan.candidate}</span>
      <span title={`price: ${plan.price_source}`}>
        {plural(plan.calls, "call")} · {plan.cost_usd === null ? "price unknown" : money(plan.cost_usd.expected)}
      </span>
    </li>
  );
}

function range(cost: CostEstimate | null): string {
  return cost === null ? "unknown" : `${money(cost.low)} to ${money(cost.high)}`;
}

function sum(plan: Plan, what: "input_tokens" | "output_tokens"): number {
  return plan.candidates.reduce((total, one) => total + (one[what] as Estimate).expected, 0);
}
