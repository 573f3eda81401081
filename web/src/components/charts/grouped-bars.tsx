/** Groups of bars, one bar for each candidate, 0 to 100 %. Missing is no bar, never a bar of height 0 without a mark. */
import { Bar, BarChart, CartesianGrid, ErrorBar, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import styles from "./charts.module.css";
import { AXIS, GRID, PLOT_HEIGHT } from "./look";
import { seriesColour } from "./series";

type Interval = { low: number; high: number };

export type BarGroup = {
  group: string;
  values: Readonly<Record<string, number | null>>;
  /** By the same names, where it is known how sure a value is. */
  intervals?: Readonly<Record<string, Interval | null | undefined>>;
};

type Props = { groups: readonly BarGroup[]; series: readonly { name: string; index: number }[]; format: (value: number) => string };

export function GroupedBars({ groups, series, format }: Props) {
  const data = groups.map((one) => ({
    group: one.group,
    ...Object.fromEntries(series.map(({ name, index }) => [`s${index}`, one.values[name] ?? undefined])),
    ...Object.fromEntries(series.map(({ name, index }) => [`e${index}`, whisker(one.values[name], one.intervals?.[name])])),
  }));
  const unsure = groups.some((one) => one.intervals);
  return (
    <ResponsiveContainer width="100%" height={PLOT_HEIGHT}>
      <BarChart data={data} margin={{ top: 12, right: 12, bottom: 4, left: 8 }} barGap={2} barCategoryGap="18%">
        <CartesianGrid {...GRID} vertical={false} />
        <XAxis {...AXIS} dataKey="group" />
        <YAxis {...AXIS} domain={[0, 1]} tickFormatter={format} width={52} />
        <Tooltip
          cursor={{ fill: "var(--hover)" }}
          isAnimationActive={false}
          content={({ payload, label }) =>
            payload && payload.length > 0 ? (
              <div className={styles.tip}>
                <strong>{label}</strong>
                {payload.map((one) => (
                  <div key={String(one.dataKey)}>
                    {one.name}: {typeof one.value === "number" ? format(one.value) : "–"}
                  </div>
                ))}
              </div>
            ) : null
          }
        />
        {series.map((one) => (
          <Bar key={one.name} name={one.name} dataKey={`s${one.index}`} fill={seriesColour(one.index)} isAnimationActive={false} radius={[3, 3, 0, 0]} maxBarSize={34} minPointSize={2}>
            {unsure && <ErrorBar isAnimationActive={false} dataKey={`e${one.index}`} direction="y" width={4} stroke="var(--text)" strokeOpacity={0.75} />}
          </Bar>
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

/** How far a value's interval reaches below and above it. */
function whisker(value: number | null | undefined, interval: Interval | null | undefined): [number, number] {
  return value == null || !interval ? [0, 0] : [value - interval.low, interval.high - value];
}
