/** A candidate's colour and shape, for legends. */
import { seriesColour, seriesShape } from "./series";

const MARKS: Record<ReturnType<typeof seriesShape>, string> = {
  circle: "M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2Z",
  square: "M2.5 2.5h9v9h-9z",
  triangle: "M7 2l5.5 10h-11z",
  diamond: "M7 1l5 6-5 6-5-6z",
  star: "M7 1l1.8 3.9 4.2.5-3.1 2.9.8 4.2L7 10.4 3.3 12.5l.8-4.2L1 5.4l4.2-.5z",
  cross: "M5 1h4v4h4v4H9v4H5V9H1V5h4z",
  wye: "M7 7 2 4M7 7l5-3M7 7v6",
};

export function SeriesMark({ index }: { index: number }) {
  const shape = seriesShape(index);
  const colour = seriesColour(index);
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" style={{ flex: "none" }}>
      <path d={MARKS[shape]} fill={shape === "wye" ? "none" : colour} stroke={colour} strokeWidth={shape === "wye" ? 2.5 : 0} />
    </svg>
  );
}
