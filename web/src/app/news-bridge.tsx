/** Brings news into what was read from the server, and says when the server was started anew. */
import { Button } from "@mantine/core";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Icon } from "@/components/icon";
import { type Change, news, useNews, useServerRestarted } from "@/lib/live-events";
import styles from "./news-bridge.module.css";

const RUNS = new Set(["listRuns", "getSpending"]);
const RESULTS = new Set(["getLeaderboard", "getAnalytics", "compareCandidates"]);
const WAIT_MS = 1000;

type Key = [{ _id?: string; path?: { run_id?: string } }];

/** Whether what was read under a key may have changed. */
export function isTouched(key: Key, runs: ReadonlySet<string>, ended: boolean): boolean {
  const id = key[0]?._id ?? "";
  if (id === "getRun") return runs.has(key[0]?.path?.run_id ?? "");
  return RUNS.has(id) || (ended && RESULTS.has(id));
}

function refresh(client: QueryClient, changes: readonly Change[]): void {
  const runs = new Set(changes.map((change) => change.run_id));
  const ended = changes.some((change) => change.kind !== "attempt_finished");
  void client.invalidateQueries({ predicate: (query) => isTouched(query.queryKey as unknown as Key, runs, ended) });
}

export function NewsBridge() {
  const client = useQueryClient();
  const waiting = useRef<Change[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const restarted = useServerRestarted();
  useNews((changes) => {
    waiting.current.push(...changes);
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      refresh(client, waiting.current);
      waiting.current = [];
    }, WAIT_MS);
  });
  useEffect(() => {
    if (restarted) void client.invalidateQueries();
  }, [restarted, client]);
  if (!restarted) return null;
  return (
    <div className={styles.banner} role="status">
      <Icon name="retry" />
      <span>The server was started anew. What it was running is marked interrupted and can be resumed.</span>
      <Button size="compact-sm" variant="default" onClick={() => news.dismiss()}>
        Got it
      </Button>
    </div>
  );
}
