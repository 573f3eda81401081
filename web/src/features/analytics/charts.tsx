/** All charts of one set of figures, with one legend that also hides candidates. */
import { Chip } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { AnalyticsCell } from "@/api/types.gen";
import { EmptyState } from "@/components/empty-state";
import { SeriesMark } from "@/components/charts/series-mark";
import { useSearchPatch } from "@/lib/use-search-state";
import styles from "./analytics.module.css";
import { CostChart } from "./cost-chart";
import { DifficultyChart } from "./difficulty-chart";
import { DimensionChart } from "./dimension-chart";
import { LatencyChart } from "./latency-chart";
import type { AnalyticsSearch } from "./search";
import { type Series, seriesOf } from "./series";
import { SpeedChart } from "./speed-chart";

const route = getRouteApi("/analytics");

export function Charts({ cells }: { cells: readonly AnalyticsCell[] }) {
  const hidden = new Set(route.useSearch().hide);
  const patch = useSearchPatch<AnalyticsSearch>();
  const all = seriesOf(cells);
  const shown = all.filter((one) => !hidden.has(one.name));
  const flip = (one: Series) => {
    const next = new Set(hidden);
    if (!next.delete(one.name)) next.add(one.name);
    patch({ hide: next.size > 0 ? [...next] : undefined });
  };
  if (all.length === 0) return <EmptyState icon="analytics" title="No attempt has a verdict yet" />;
  return (
    <>
      <div className={styles.legend} role="group" aria-label="Candidates shown">
        {all.map((one) => (
          <Chip key={one.name} size="sm" variant="outline" checked={!hidden.has(one.name)} onChange={() => flip(one)}>
            <span className={styles.name}>
              <SeriesMark index={one.index} />
              {one.name}
            </span>
          </Chip>
        ))}
      </div>
      <div className={styles.grid}>
        <SpeedChart series={shown} />
        <CostChart series={shown} />
        <DifficultyChart series={shown} />
        <DimensionChart series={shown} />
        <LatencyChart series={shown} />
      </div>
    </>
  );
}
