/** The draft of a run: all of it lives in the address, so that it survives a reload and can be shared. */
import type { RunRequest } from "@/api/types.gen";
import { countOf, listOf, oneOf, textOf } from "@/lib/search";

const DIFFICULTIES = ["easy", "medium", "hard", "extreme"] as const;
const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh"] as const;

export type Draft = {
  suite?: string | undefined;
  with?: string[] | undefined;
  tasks?: string[] | undefined;
  difficulties?: string[] | undefined;
  tags?: string[] | undefined;
  limit?: number | undefined;
  seed?: number | undefined;
  samples?: number | undefined;
  budget?: string | undefined;
  sandbox?: string | undefined;
  concurrency?: number | undefined;
  fresh?: "yes" | undefined;
  /** As `correctness:0.4,speed:0.2`. */
  weights?: string | undefined;
  temperature?: string | undefined;
  max_tokens?: number | undefined;
  effort?: string | undefined;
  system?: string | undefined;
};

export function launchSearch(search: Record<string, unknown>): Draft {
  return {
    suite: textOf(search, "suite"),
    with: listOf(search, "with"),
    tasks: listOf(search, "tasks"),
    difficulties: listOf(search, "difficulties")?.filter((one) => DIFFICULTIES.some((known) => known === one)),
    tags: listOf(search, "tags"),
    limit: countOf(search, "limit"),
    seed: countOf(search, "seed"),
    samples: countOf(search, "samples"),
    budget: textOf(search, "budget"),
    sandbox: textOf(search, "sandbox"),
    concurrency: countOf(search, "concurrency"),
    fresh: oneOf(search, "fresh", ["yes"]),
    weights: textOf(search, "weights"),
    temperature: textOf(search, "temperature"),
    max_tokens: countOf(search, "max_tokens"),
    effort: oneOf(search, "effort", EFFORTS),
    system: textOf(search, "system"),
  };
}

/** Read weights as they stand in the address; null: the workspace's own. */
export function readWeights(text: string | undefined): Record<string, number> | null {
  if (!text) return null;
  const pairs = text.split(",").flatMap((part): [string, number][] => {
    const [name = "", value = ""] = part.split(":");
    const weight = Number(value);
    return name && value !== "" && Number.isFinite(weight) && weight >= 0 ? [[name, weight]] : [];
  });
  return pairs.length > 0 ? Object.fromEntries(pairs) : null;
}

export function writeWeights(weights: Record<string, number>): string {
  return Object.entries(weights)
    .map(([name, weight]) => `${name}:${weight}`)
    .join(",");
}

/** The request a draft stands for; undefined while suite or candidates are missing. */
export function requestOf(draft: Draft): RunRequest | undefined {
  if (!draft.suite || !draft.with?.length) return undefined;
  const settings = {
    ...(draft.temperature ? { temperature: Number(draft.temperature) } : {}),
    ...(draft.max_tokens ? { max_tokens: draft.max_tokens } : {}),
    ...(draft.effort ? { reasoning_effort: draft.effort as (typeof EFFORTS)[number] } : {}),
    ...(draft.system ? { system: draft.system } : {}),
  };
  return {
    suite: draft.suite,
    candidates: draft.with.map((name) => ({ name, settings })),
    samples: draft.samples ?? 1,
    selection: {
      task_ids: draft.tasks ?? [],
      difficulties: (draft.difficulties ?? []) as (typeof DIFFICULTIES)[number][],
      tags: draft.tags ?? [],
      limit: draft.limit ?? null,
      seed: draft.seed ?? 0,
    },
    weights: readWeights(draft.weights),
    max_cost_usd: draft.budget ?? null,
    sandbox: draft.sandbox ?? "auto",
    provider_concurrency: draft.concurrency ?? null,
    fresh: draft.fresh === "yes",
  };
}
