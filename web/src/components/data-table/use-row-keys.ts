/** Moves a focus over virtual rows by keyboard: one row is in the tab order at a time. */
import { type KeyboardEvent, useRef, useState } from "react";

type Options = {
  count: number;
  scrollTo: (index: number) => void;
  open: (index: number) => void;
  select: (index: number) => void;
};

export function useRowKeys({ count, scrollTo, open, select }: Options) {
  const [active, setActive] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const here = Math.min(active, Math.max(0, count - 1));

  function go(index: number): void {
    const target = Math.max(0, Math.min(count - 1, index));
    setActive(target);
    scrollTo(target);
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-index="${target}"]`)?.focus());
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!(event.target as HTMLElement).matches("[data-index]")) return;
    const page = 10;
    const moves: Record<string, number> = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + page,
      PageUp: here - page,
      Home: 0,
      End: count - 1,
    };
    const target = moves[event.key];
    if (target !== undefined) go(target);
    else if (event.key === "Enter") open(here);
    else if (event.key === " ") select(here);
    else return;
    event.preventDefault();
  }

  return {
    body: { ref: body, onKeyDown },
    row: (index: number) => ({
      tabIndex: index === here ? 0 : -1,
      "data-index": index,
      onFocus: () => setActive(index),
    }),
  };
}
