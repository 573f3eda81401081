/** Attempts that finish while the table is read: shown at once, but never under the reader's pointer. */
import { type RefObject, useEffect, useRef, useState } from "react";
import { useNews } from "@/lib/live-events";

type Options = {
  runId: string;
  frame: RefObject<HTMLElement | null>;
  /** Whether the rows may be read anew without asking: not where many pages are loaded. */
  canShow: boolean;
  /** Whether no row is shown yet, so that none can move away from the pointer. */
  empty: boolean;
  show: () => Promise<unknown>;
};

const PAUSE_MS = 1500;

export function useArrivals({ runId, frame, canShow, empty, show }: Options) {
  const [waiting, setWaiting] = useState(0);
  const held = useRef(0);
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const showNow = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    held.current = 0;
    last.current = Date.now();
    setWaiting(0);
    void show();
  };
  const offer = () => {
    timer.current = undefined;
    const reading = !empty && (frame.current?.matches(":hover, :focus-within") ?? false);
    if (canShow && !reading) showNow();
    else setWaiting(held.current);
  };
  useNews((changes) => {
    const mine = changes.filter((change) => change.run_id === runId);
    if (mine.length === 0) return;
    held.current += mine.filter((change) => change.kind === "attempt_finished").length;
    const ended = mine.some((change) => change.kind === "run_changed");
    const pause = PAUSE_MS - (Date.now() - last.current);
    if (ended || pause <= 0) offer();
    else timer.current ??= setTimeout(offer, pause);
  });
  return { waiting, showNow };
}
