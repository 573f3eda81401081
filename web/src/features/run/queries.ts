/** What a run's page reads. */
import { listAttemptsInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import { attemptQuery } from "@/components/attempt-query";
import { byCursor } from "@/lib/paged";
import type { RunSearch } from "./search";

export function attemptsQuery(runId: string, search: RunSearch) {
  return { ...listAttemptsInfiniteOptions({ path: { run_id: runId }, query: attemptQuery(search) }), ...byCursor };
}
