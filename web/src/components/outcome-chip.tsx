/** How an attempt ended, as a chip. */
import { Chip, type Tone } from "./chip";
import type { IconName } from "./icon";

type Look = { word: string; tone: Tone; icon: IconName; meaning: string };

export const OUTCOMES: Record<string, Look> = {
  passed: { word: "PASS", tone: "pass", icon: "check", meaning: "Every test passed." },
  failed: { word: "FAIL", tone: "fail", icon: "cross", meaning: "The answer did not pass." },
  refused: { word: "REFUSED", tone: "fail", icon: "ban", meaning: "The candidate declined to answer." },
  truncated: { word: "TRUNCATED", tone: "warn", icon: "scissors", meaning: "The answer was cut off at its token limit." },
  limit: { word: "LIMIT", tone: "warn", icon: "gauge", meaning: "A limit of time, memory or output was hit." },
  candidate_error: { word: "NO ANSWER", tone: "fail", icon: "warn", meaning: "The answer could not be used." },
  infra_error: { word: "INFRA", tone: "note", icon: "plug", meaning: "Provider or machine broke: says nothing about the candidate." },
  cancelled: { word: "CANCELLED", tone: "plain", icon: "stop", meaning: "Stopped before it was finished." },
  tampered: { word: "TAMPERED", tone: "fail", icon: "shield", meaning: "The code reached for the verdict." },
};

export function outcomeLook(outcome: string): Look {
  return OUTCOMES[outcome] ?? { word: outcome.toUpperCase(), tone: "plain", icon: "more", meaning: outcome };
}

export function OutcomeChip({ outcome }: { outcome: string }) {
  const look = outcomeLook(outcome);
  return (
    <Chip tone={look.tone} icon={look.icon} title={look.meaning}>
      {look.word}
    </Chip>
  );
}
