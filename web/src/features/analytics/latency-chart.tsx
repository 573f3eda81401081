/** How latencies are spread: the share of calls that took at most so long. */
import { CartesianGrid, Label, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { ChartCard } from "@/components/charts/chart-card";
import styles from "@/components/charts/charts.module.css";
import { AXIS, GRID, PLOT_HEIGHT } from "@/components/charts/look";
import { seriesColour } from "@/components/charts/series";
import { duration, percent } from "@/lib/format";
import type { Series } from "./series";

const DASHES = ["", "6 3", "2 3", "8 3 2 3"];

export function LatencyChart({ series }: { series: readonly Series[] }) {
  const bounds = [...new Set(series.flatMap((one) => one.total.latency.bands.map((band) => band.up_to_s)))].toSorted((a, b) => a - b);
  const data = bounds.map((bound) => ({ bound, ...Object.fromEntries(series.map((one) => [`s${one.index}`, shareUpTo(one, bound)])) }));
  return (
    <ChartCard
      title="Latency"
      note="Share of calls that took at most so long."
      data={{
        headers: ["Candidate", "Calls", "p50 (s)", "p75 (s)", "p90 (s)", "p95 (s)", "p99 (s)"],
        rows: series.map(({ name, total: { latency } }) => [name, latency.calls, latency.p50_s, latency.p75_s, latency.p90_s, latency.p95_s, latency.p99_s]),
      }}
    >
      <ResponsiveContainer width="100%" height={PLOT_HEIGHT}>
        <LineChart data={data} margin={{ top: 12, right: 24, bottom: 28, left: 8 }}>
          <CartesianGrid {...GRID} />
          <XAxis {...AXIS} type="number" scale="log" dataKey="bound" domain={["dataMin", "dataMax"]} tickFormatter={duration} allowDataOverflow>
            <Label value="latency, doubling" position="bottom" offset={8} fill="var(--muted)" fontSize={12} />
          </XAxis>
          <YAxis {...AXIS} domain={[0, 1]} tickFormatter={(share: number) => percent(share, 0)} width={52} />
          <Tooltip
            isAnimationActive={false}
            content={({ payload, label }) =>
              payload && payload.length > 0 ? (
                <div className={styles.tip}>
                  <strong>at most {duration(Number(label))}</strong>
                  {payload.map((one) => (
                    <div key={String(one.dataKey)}>
                      {one.name}: {percent(Number(one.value))}
                    </div>
                  ))}
                </div>
              ) : null
            }
          />
          {series.map((one) => (
            <Line
              key={one.name}
              name={one.name}
              dataKey={`s${one.index}`}
              stroke={seriesColour(one.index)}
              strokeDasharray={DASHES[one.index % DASHES.length] ?? ""}
              strokeWidth={2}
              dot={bounds.length < 3}
              isAnimationActive={false}
              type="stepAfter"
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </ChartCard>
  );
}

function shareUpTo(one: Series, bound: number): number {
  const { bands } = one.total.latency;
  const all = bands.reduce((sum, band) => sum + band.calls, 0);
  const within = bands.filter((band) => band.up_to_s <= bound).reduce((sum, band) => sum + band.calls, 0);
  return all > 0 ? within / all : 0;
}
