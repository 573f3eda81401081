/** What all charts share in looks. */

export const PLOT_HEIGHT = 300;

export const AXIS = {
  stroke: "var(--line-strong)",
  tick: { fill: "var(--muted)", fontSize: 12 },
  tickLine: false,
} as const;

export const GRID = { stroke: "var(--line)", strokeDasharray: "2 4" } as const;
