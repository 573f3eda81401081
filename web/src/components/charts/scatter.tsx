/** Cost or time across, accuracy up, with intervals and the line of those that nobody beats on both. */
import {
  CartesianGrid,
  ErrorBar,
  Label,
  ReferenceLine,
  ResponsiveContainer,
  Scatter as Points,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { percent } from "@/lib/format";
import { paretoFront } from "@/lib/pareto";
import { AXIS, GRID, PLOT_HEIGHT } from "./look";
import { seriesColour, seriesShape } from "./series";
import styles from "./charts.module.css";

export type ScatterPoint = {
  name: string;
  index: number;
  x: number;
  /** Accuracy, 0..1. */
  y: number;
  interval: { low: number; high: number } | null;
};

type Props = { points: readonly ScatterPoint[]; xName: string; format: (x: number) => string };

export function Scatter({ points, xName, format }: Props) {
  const front = paretoFront(points);
  const segments = front.slice(1).map((to, index) => ({ from: front[index] ?? to, to }));
  return (
    <ResponsiveContainer width="100%" height={PLOT_HEIGHT}>
      <ScatterChart margin={{ top: 12, right: 24, bottom: 28, left: 8 }}>
        <CartesianGrid {...GRID} />
        <XAxis {...AXIS} type="number" dataKey="x" tickFormatter={format} domain={[0, (most: number) => most * 1.08 || 1]}>
          <Label value={xName} position="bottom" offset={8} fill="var(--muted)" fontSize={12} />
        </XAxis>
        <YAxis {...AXIS} type="number" dataKey="y" domain={[0, 1]} tickFormatter={(y: number) => percent(y, 0)} width={52} />
        {segments.map(({ from, to }) => (
          <ReferenceLine key={`${from.name} ${to.name}`} segment={[{ x: from.x, y: from.y }, { x: to.x, y: to.y }]} stroke="var(--faint)" strokeDasharray="5 4" />
        ))}
        <Tooltip cursor={false} isAnimationActive={false} content={({ payload }) => <Tip point={payload?.[0]?.payload as ScatterPoint | undefined} format={format} />} />
        {points.map((point) => (
          <Points
            key={point.name}
            name={point.name}
            isAnimationActive={false}
            shape={seriesShape(point.index)}
            fill={seriesColour(point.index)}
            data={[{ ...point, error: point.interval ? [point.y - point.interval.low, point.interval.high - point.y] : [0, 0] }]}
          >
            <ErrorBar isAnimationActive={false} dataKey="error" direction="y" width={6} stroke={seriesColour(point.index)} strokeOpacity={0.7} />
          </Points>
        ))}
      </ScatterChart>
    </ResponsiveContainer>
  );
}

function Tip({ point, format }: { point: ScatterPoint | undefined; format: (x: number) => string }) {
  if (!point) return null;
  return (
    <div className={styles.tip}>
      <strong>{point.name}</strong>
      <div>
        {percent(point.y)} {point.interval && `(${percent(point.interval.low)} to ${percent(point.interval.high)})`}
      </div>
      <div>{format(point.x)}</div>
    </div>
  );
}
