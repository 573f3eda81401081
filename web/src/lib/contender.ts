/** Whom to compare, as it stands in an address: a candidate in one run, or as its suite's leaderboard knows it. */

export type Contender = { candidate: string; run_id: string | null; suite: string | null };

export const MOST_CONTENDERS = 4;

/** `run_…|candidate`, or `suite:name|candidate`. */
export function contenderKey(contender: Contender): string {
  return `${contender.run_id ?? `suite:${contender.suite ?? ""}`}|${contender.candidate}`;
}

export function readContender(key: string): Contender | undefined {
  const cut = key.indexOf("|");
  if (cut <= 0 || cut === key.length - 1) return undefined;
  const [where, candidate] = [key.slice(0, cut), key.slice(cut + 1)];
  return where.startsWith("suite:") ? { candidate, run_id: null, suite: where.slice(6) } : { candidate, run_id: where, suite: null };
}

/** Contenders of an address, without those that can't be read, each once. */
export function readContenders(keys: readonly string[] | undefined): Contender[] {
  const found = [...new Set(keys)].flatMap((key) => readContender(key) ?? []);
  return found.slice(0, MOST_CONTENDERS);
}
