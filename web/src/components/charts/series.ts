/** Colours and shapes of the candidates in charts: the same candidate looks the same in every chart. */

const COLOURS = 8;
export const SHAPES = ["circle", "square", "triangle", "diamond", "star", "cross", "wye"] as const;

/** The colour of the nth of a chart's candidates, from the tokens. */
export function seriesColour(index: number): string {
  return `var(--c${(index % COLOURS) + 1})`;
}

/** The shape of the nth of a chart's candidates: tells them apart without colour. */
export function seriesShape(index: number): (typeof SHAPES)[number] {
  return SHAPES[index % SHAPES.length] ?? "circle";
}
