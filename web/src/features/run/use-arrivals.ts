/** Attempts that finish while the table is read: shown at once, but never under the reader's pointer. */
import { type RefObject, useRef, useState } from "react";
import { useNews } from "@/lib/live-events";

type Options = {
  runId: string;
  frame: RefObject<HTMLElement | null>;
  /** Whether the rows may be read anew without asking: not where many pages are loaded. */
  canShow: boolean;
  show: () => Promise<unknown>;
};

const PAUSE_MS = 1500;

export function useArrivals({ runId, frame, canShow, show }: Options) {
  const [waiting, setWaiting] = useState(0);
  const last = useRef(0);
  const showNow = () => {
    last.current = Date.now();
    setWaiting(0);
    void show();
  };
  useNews((changes) => {
    const mine = changes.filter((change) => change.run_id === runId);
    if (mine.length === 0) return;
    const ended = mine.some((change) => change.kind === "run_changed");
    const reading = frame.current?.matches(":hover, :focus-within") ?? false;
    const soon = Date.now() - last.current < PAUSE_MS && !ended;
    if (canShow && !reading && !soon) showNow();
    else setWaiting((before) => before + mine.filter((change) => change.kind === "attempt_finished").length);
  });
  return { waiting, showNow };
}
