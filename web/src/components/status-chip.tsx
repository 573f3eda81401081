/** Where a run stands, as a chip. */
import { Chip, type Tone } from "./chip";
import type { IconName } from "./icon";

type Look = { word: string; tone: Tone; icon: IconName };

export const STATUSES: Record<string, Look> = {
  running: { word: "Running", tone: "busy", icon: "play" },
  paused: { word: "Paused", tone: "warn", icon: "pause" },
  finished: { word: "Finished", tone: "pass", icon: "check" },
  interrupted: { word: "Interrupted", tone: "warn", icon: "stop" },
  budget_exhausted: { word: "Budget used up", tone: "warn", icon: "money" },
  invalid: { word: "Invalid", tone: "fail", icon: "warn" },
  cancelled: { word: "Cancelled", tone: "plain", icon: "stop" },
};

export function StatusChip({ status, note }: { status: string; note?: string }) {
  const look = STATUSES[status] ?? { word: status, tone: "plain" as const, icon: "more" as const };
  return (
    <Chip tone={look.tone} icon={look.icon} title={note || undefined}>
      {look.word}
    </Chip>
  );
}
