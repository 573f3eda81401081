/** Cost against accuracy, for each attempt or for each attempt that passed. */
import { SegmentedControl } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { ChartCard } from "@/components/charts/chart-card";
import { Scatter } from "@/components/charts/scatter";
import { money, plural } from "@/lib/format";
import { useSearchPatch } from "@/lib/use-search-state";
import styles from "./analytics.module.css";
import type { AnalyticsSearch } from "./search";
import { costOfAttempt, type Series } from "./series";

const route = getRouteApi("/analytics");

export function CostChart({ series }: { series: readonly Series[] }) {
  const per = route.useSearch().cost ?? "attempt";
  const patch = useSearchPatch<AnalyticsSearch>();
  const costOf = (one: Series) => {
    const passed = one.total.cost_per_passed_usd;
    return per === "attempt" ? costOfAttempt(one.total) : passed === null ? null : Number(passed);
  };
  const points = series.flatMap((one) => {
    const x = costOf(one);
    const y = one.total.summary.scored_only;
    return x === null || y === null ? [] : [{ name: one.name, index: one.index, x, y, interval: one.total.summary.ci95 }];
  });
  const missing = series.length - points.length;
  return (
    <ChartCard
      title="Cost against accuracy"
      note={`Cost for each ${per === "attempt" ? "attempt" : "attempt that passed"} across, share passed up.${missing > 0 ? ` ${plural(missing, "candidate")} of unknown cost or without a pass left out.` : ""}`}
      data={{
        headers: ["Candidate", "Cost (USD)", "Unknown costs", "USD per attempt", "USD per passed", "Input tokens", "Output tokens", "Scored only"],
        rows: series.map((one) => [
          one.name,
          one.total.summary.cost_usd === null ? null : Number(one.total.summary.cost_usd),
          one.total.summary.cost_unknown,
          costOfAttempt(one.total),
          one.total.cost_per_passed_usd === null ? null : Number(one.total.cost_per_passed_usd),
          one.total.input_tokens,
          one.total.output_tokens,
          one.total.summary.scored_only,
        ]),
      }}
    >
      <SegmentedControl
        size="xs"
        className={styles.per}
        aria-label="Cost for each"
        value={per}
        onChange={(value) => patch({ cost: value === "passed" ? "passed" : undefined })}
        data={[
          { value: "attempt", label: "for each attempt" },
          { value: "passed", label: "for each that passed" },
        ]}
      />
      <Scatter points={points} xName="cost in USD" format={(x) => money(x)} />
    </ChartCard>
  );
}
