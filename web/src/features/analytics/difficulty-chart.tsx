/** Share passed by difficulty. */
import { ChartCard } from "@/components/charts/chart-card";
import { GroupedBars } from "@/components/charts/grouped-bars";
import { percent } from "@/lib/format";
import { difficultiesOf, type Series } from "./series";

export function DifficultyChart({ series }: { series: readonly Series[] }) {
  const difficulties = difficultiesOf(series);
  const groups = difficulties.map((difficulty) => ({
    group: difficulty,
    values: Object.fromEntries(series.map((one) => [one.name, one.byDifficulty.get(difficulty)?.summary.scored_only ?? null])),
    intervals: Object.fromEntries(series.map((one) => [one.name, one.byDifficulty.get(difficulty)?.summary.ci95])),
  }));
  return (
    <ChartCard
      title="By difficulty"
      note="Share passed, of the attempts with a verdict, with 95 % intervals over tasks."
      data={{
        headers: ["Difficulty", "Candidate", "Scored only", "Strict", "Low", "High", "Passed", "Scored"],
        rows: difficulties.flatMap((difficulty) =>
          series.map((one) => {
            const cell = one.byDifficulty.get(difficulty);
            const figures = cell?.summary;
            return [difficulty, one.name, figures?.scored_only, figures?.strict, figures?.ci95?.low, figures?.ci95?.high, figures?.passed, cell?.scored];
          }),
        ),
      }}
    >
      <GroupedBars groups={groups} series={series} format={(share) => percent(share, 0)} />
    </ChartCard>
  );
}
