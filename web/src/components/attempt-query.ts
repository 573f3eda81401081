/** Which attempts of a run are meant, from what an address holds. */
import type { ListAttemptsData, Outcome } from "@/api/types.gen";

export type AttemptSearch = {
  outcome?: string[] | undefined;
  candidate?: string | undefined;
  difficulty?: string | undefined;
  q?: string | undefined;
  sort?: string | undefined;
};

type Sort = NonNullable<NonNullable<ListAttemptsData["query"]>["sort"]>;

const SORTS: readonly Sort[] = [
  "task",
  "-task",
  "finished_at",
  "-finished_at",
  "overall",
  "-overall",
  "cost_usd",
  "-cost_usd",
  "latency_s",
  "-latency_s",
  "output_tokens",
  "-output_tokens",
];

export function attemptQuery(search: AttemptSearch) {
  const sort = SORTS.find((one) => one === search.sort);
  return {
    limit: 100,
    outcome: (search.outcome ?? []) as Outcome[],
    candidate: search.candidate,
    difficulty: search.difficulty,
    search: search.q,
    ...(sort ? { sort } : {}),
  };
}
