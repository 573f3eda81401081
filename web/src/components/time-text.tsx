/** A moment in the reader's own time zone; UTC on hover. */
import { useSyncExternalStore } from "react";
import { ago, localTime, UNKNOWN, utcTime } from "@/lib/format";

let now = Date.now();
const listeners = new Set<() => void>();
let clock: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  clock ??= setInterval(() => {
    now = Date.now();
    for (const one of listeners) one();
  }, 10_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(clock);
      clock = undefined;
    }
  };
}

export function TimeText({ at, relative = false }: { at: string | null | undefined; relative?: boolean }) {
  const moment = useSyncExternalStore(subscribe, () => now);
  if (!at) return <span>{UNKNOWN}</span>;
  return (
    <time dateTime={at} title={`${localTime(at)} here · ${utcTime(at)}`}>
      {relative ? ago(at, Math.max(moment, Date.parse(at))) : localTime(at)}
    </time>
  );
}
