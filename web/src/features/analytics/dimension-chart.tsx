/** Mean score by dimension. */
import { ChartCard } from "@/components/charts/chart-card";
import { GroupedBars } from "@/components/charts/grouped-bars";
import type { Series } from "./series";

export function DimensionChart({ series }: { series: readonly Series[] }) {
  const dimensions = [...new Set(series.flatMap((one) => Object.keys(one.total.summary.scores)))].toSorted();
  const groups = dimensions.map((dimension) => ({
    group: dimension,
    values: Object.fromEntries(series.map((one) => [one.name, one.total.summary.scores[dimension] ?? null])),
  }));
  return (
    <ChartCard
      title="Score dimensions"
      note="Means, 0 to 100; withheld scores are left out."
      data={{
        headers: ["Candidate", "Overall", ...dimensions],
        rows: series.map((one) => [one.name, one.total.summary.overall, ...dimensions.map((dimension) => one.total.summary.scores[dimension])]),
      }}
    >
      <GroupedBars groups={groups} series={series} format={(score) => (score * 100).toFixed(0)} />
    </ChartCard>
  );
}
