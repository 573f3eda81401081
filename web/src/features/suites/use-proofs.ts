/** The newest proofs of a suite's tasks, and how to make new ones, one task after the other. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { listValidationsOptions, validateTaskMutation } from "@/api/@tanstack/react-query.gen";
import { listTasks, listValidations, validateTask } from "@/api/sdk.gen";
import type { ValidationLine } from "@/api/types.gen";

const PAGE = 500;

/** Proofs by the digest of the task. */
export function useProofs(suite: string): ReadonlyMap<string, ValidationLine> {
  const options = listValidationsOptions({ path: { suite }, query: { limit: PAGE } });
  const found = useQuery({ queryKey: options.queryKey, queryFn: async ({ signal }) => ({ items: await allProofs(suite, signal), next_cursor: null }) });
  return useMemo(() => new Map(found.data?.items.map((one) => [one.task_digest, one])), [found.data]);
}

export function useProve(suite: string) {
  const client = useQueryClient();
  return useMutation({
    ...validateTaskMutation(),
    onSuccess: () => client.invalidateQueries({ queryKey: listValidationsOptions({ path: { suite }, query: { limit: PAGE } }).queryKey }),
  });
}

/** Proves every task of a suite; can be stopped between two tasks. */
export function useProveAll(suite: string) {
  const client = useQueryClient();
  const stopped = useRef(false);
  const [done, setDone] = useState<{ tried: number; of: number }>();
  const work = useMutation({
    mutationFn: async () => {
      stopped.current = false;
      const tasks = await allTasks(suite);
      for (const [index, task_id] of tasks.entries()) {
        if (stopped.current) break;
        setDone({ tried: index, of: tasks.length });
        await validateTask({ path: { suite }, body: { task_id }, throwOnError: true });
        void client.invalidateQueries({ queryKey: listValidationsOptions({ path: { suite }, query: { limit: PAGE } }).queryKey });
      }
    },
    onSettled: () => setDone(undefined),
  });
  return { ...work, done, stop: () => (stopped.current = true) };
}

async function allProofs(suite: string, signal: AbortSignal): Promise<ValidationLine[]> {
  const found: ValidationLine[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listValidations<true>>> = await listValidations({ path: { suite }, query: { limit: PAGE, cursor }, signal, throwOnError: true });
    found.push(...page.data.items);
    cursor = page.data.next_cursor;
  } while (cursor !== null);
  return found;
}

async function allTasks(suite: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listTasks<true>>> = await listTasks({ path: { suite }, query: { limit: PAGE, cursor }, throwOnError: true });
    found.push(...page.data.items.map((task) => task.id));
    cursor = page.data.next_cursor;
  } while (cursor !== null);
  return found;
}
