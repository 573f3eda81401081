/** Moves a focus over virtual rows by keyboard: one row is in the tab order at a time. */
import { type FocusEvent, type KeyboardEvent, type MouseEvent, useRef, useState } from "react";

type Options = {
  count: number;
  scrollTo: (index: number) => void;
  open: (index: number) => void;
  /** Class of the links that open the row as the row itself does. */
  lead: string;
  select: (index: number) => void;
};

/** A press that means the row itself: not a button in it, not a link of its own, not a new tab. */
export function pressedRow(event: MouseEvent<HTMLElement>, lead: string): number | undefined {
  const pressed = event.target as HTMLElement;
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const index = pressed.closest<HTMLElement>("[data-index]")?.dataset.index;
  if (index === undefined || !plain || pressed.closest("button, input, label")) return undefined;
  const link = pressed.closest("a");
  return link && !link.matches(`.${lead}`) ? undefined : Number(index);
}

export function useRowKeys({ count, scrollTo, open, lead, select }: Options) {
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

  function onFocus(event: FocusEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-index]");
    if (row) setActive(Number(row.dataset.index));
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    const index = pressedRow(event, lead);
    if (index === undefined) return;
    event.preventDefault();
    open(index);
  }

  return { here, body: { ref: body, onKeyDown, onFocus, onClick } };
}
