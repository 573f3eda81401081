/** The run's attempts beside the one that is open; j and k go to the next and the one before. */
import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { listAttemptsInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import { attemptQuery } from "@/components/attempt-query";
import { FilterField } from "@/components/filter-field";
import { Icon } from "@/components/icon";
import { outcomeLook } from "@/components/outcome-chip";
import { allRows, byCursor } from "@/lib/paged";
import { useSearchPatch } from "@/lib/use-search-state";
import styles from "./attempt.module.css";
import type { AttemptSearch } from "./search";

const route = getRouteApi("/runs/$runId/attempts/$attemptId");
const ROW_PX = 52;

export function AttemptList({ runId, attemptId }: { runId: string; attemptId: string }) {
  const search = route.useSearch();
  const patch = useSearchPatch<AttemptSearch>();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useInfiniteQuery({ ...listAttemptsInfiniteOptions({ path: { run_id: runId }, query: attemptQuery(search) }), ...byCursor });
  const rows = useMemo(() => allRows(list.data), [list.data]);
  const here = rows.findIndex((row) => row.id === attemptId);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 10 });
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 10) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useEffect(() => {
    if (here >= 0) virtual.scrollToIndex(here, { align: "auto" });
  }, [here, virtual]);
  const go = (by: number) => {
    const row = rows[here + by];
    if (row) void navigate({ to: "/runs/$runId/attempts/$attemptId", params: { runId, attemptId: row.id }, search, replace: true, resetScroll: false });
  };
  useHotkeys([
    ["j", () => go(1)],
    ["k", () => go(-1)],
  ]);
  return (
    <nav className={styles.list} aria-label="Attempts of this run">
      <div className={styles.listHead}>
        <FilterField label="Find a task" value={search.q} onChange={(q) => patch({ q })} width={170} />
        <Button.Group>
          <Button variant="default" size="sm" px={8} disabled={here <= 0} aria-label="Attempt before (k)" onClick={() => go(-1)}>
            <Icon name="up" />
          </Button>
          <Button variant="default" size="sm" px={8} disabled={here < 0 || here >= rows.length - 1} aria-label="Next attempt (j)" onClick={() => go(1)}>
            <Icon name="down" />
          </Button>
        </Button.Group>
      </div>
      <div ref={scroller} className={styles.listRows}>
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const look = outcomeLook(row.outcome);
            return (
              <Link
                key={row.id}
                to="/runs/$runId/attempts/$attemptId"
                params={{ runId, attemptId: row.id }}
                search={search}
                replace
                resetScroll={false}
                className={styles.listRow}
                style={{ transform: `translateY(${item.start}px)` }}
                aria-current={row.id === attemptId ? "page" : undefined}
              >
                <span className={styles.sign} data-tone={look.tone} title={look.word}>
                  <Icon name={look.icon} size={15} />
                  <span className="only-spoken">{look.word}</span>
                </span>
                <span className={styles.listWords}>
                  <strong>{row.task_id}</strong>
                  <span className={styles.small}>
                    {row.candidate} · {row.sample}
                  </span>
                </span>
              </Link>
            );
          })}
        </div>
        {rows.length === 0 && list.isSuccess && <p className={styles.small}>No attempt fits.</p>}
      </div>
    </nav>
  );
}
