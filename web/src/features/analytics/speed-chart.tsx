/** Speed against accuracy, with the line of those that nobody beats on both. */
import { ChartCard } from "@/components/charts/chart-card";
import { Scatter } from "@/components/charts/scatter";
import { duration } from "@/lib/format";
import type { Series } from "./series";

export function SpeedChart({ series }: { series: readonly Series[] }) {
  const points = series.flatMap((one) => {
    const { scored_only: y, latency_p50_s: x, ci95 } = one.total.summary;
    return x === null || y === null ? [] : [{ name: one.name, index: one.index, x, y, interval: ci95 }];
  });
  return (
    <ChartCard
      title="Speed against accuracy"
      note="Median latency across, share passed up, with 95 % intervals. On the dashed line nobody is both faster and better."
      data={{
        headers: ["Candidate", "Latency p50 (s)", "Scored only", "Low", "High"],
        rows: series.map(({ name, total: { summary } }) => [name, summary.latency_p50_s, summary.scored_only, summary.ci95?.low, summary.ci95?.high]),
      }}
    >
      <Scatter points={points} xName="median latency" format={duration} />
    </ChartCard>
  );
}
