/** Every attempt of the run; while it runs, new ones come in without moving what is under the pointer. */
import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useRef } from "react";
import type { AttemptLine, RunDetail } from "@/api/types.gen";
import { DataTable } from "@/components/data-table/data-table";
import { FilterField } from "@/components/filter-field";
import { FilterSelect } from "@/components/filter-select";
import { Icon } from "@/components/icon";
import { Loaded } from "@/components/loaded";
import { OUTCOMES } from "@/components/outcome-chip";
import { plural } from "@/lib/format";
import { allRows } from "@/lib/paged";
import { useSearchPatch } from "@/lib/use-search-state";
import { attemptColumns } from "./attempt-columns";
import { attemptsQuery } from "./queries";
import styles from "./run.module.css";
import type { RunSearch } from "./search";
import { useArrivals } from "./use-arrivals";

const route = getRouteApi("/runs/$runId/");
const DIFFICULTIES = ["easy", "medium", "hard", "extreme"];
const hrefOf = (row: AttemptLine) => `/runs/${row.run_id}/attempts/${row.id}`;
const idOf = (row: AttemptLine) => row.id;

export function AttemptTable({ run }: { run: RunDetail }) {
  const search = route.useSearch();
  const patch = useSearchPatch<RunSearch>();
  const navigate = useNavigate();
  const client = useQueryClient();
  const frame = useRef<HTMLDivElement>(null);
  const attempts = useInfiniteQuery({ ...attemptsQuery(run.id, search), placeholderData: keepPreviousData });
  const rows = useMemo(() => allRows(attempts.data), [attempts.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = attempts;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const reload = useCallback(
    () => client.invalidateQueries({ predicate: (query) => isAttemptsOf(query.queryKey, run.id) }),
    [client, run.id],
  );
  const pages = attempts.data?.pages.length ?? 0;
  const arrivals = useArrivals({ runId: run.id, frame, canShow: pages <= 2, empty: rows.length === 0, show: reload });
  const key = Object.keys(run.weights).toSorted().join(",");
  const columns = useMemo(() => attemptColumns(key ? key.split(",") : []), [key]);

  return (
    <div ref={frame}>
      <Loaded query={attempts} height={420}>
        {() => (
          <DataTable
            label="Attempts"
            rows={rows}
            columns={columns}
            rowId={idOf}
            view={search}
            onView={(view) => patch(view)}
            href={hrefOf}
            onOpen={(row) =>
              void navigate({
                to: "/runs/$runId/attempts/$attemptId",
                params: { runId: run.id, attemptId: row.id },
                search: { outcome: search.outcome, candidate: search.candidate, difficulty: search.difficulty, q: search.q, sort: search.sort },
              })
            }
            sortedByServer
            total={hasNextPage ? undefined : rows.length}
            onEnd={more}
            empty={run.finished === 0 ? "No attempt has finished yet." : "No attempt fits these filters."}
            tools={
              <>
                <h2 style={{ alignSelf: "center" }}>Attempts</h2>
                <FilterField label="Find a task" value={search.q} onChange={(q) => patch({ q })} width={180} />
                <FilterSelect
                  label="Outcome"
                  value={search.outcome?.[0]}
                  options={Object.entries(OUTCOMES).map(([value, look]) => ({ value, label: look.word }))}
                  onChange={(outcome) => patch({ outcome: outcome ? [outcome] : undefined }, { step: true })}
                />
                <FilterSelect label="Candidate" width={210} value={search.candidate} options={run.candidates} onChange={(candidate) => patch({ candidate }, { step: true })} />
                <FilterSelect label="Difficulty" width={140} value={search.difficulty} options={DIFFICULTIES} onChange={(difficulty) => patch({ difficulty }, { step: true })} />
                {arrivals.waiting > 0 && (
                  <Button variant="light" leftSection={<Icon name="down" />} onClick={arrivals.showNow}>
                    {plural(arrivals.waiting, "new attempt")}
                  </Button>
                )}
              </>
            }
          />
        )}
      </Loaded>
      {hasNextPage && (
        <div className={styles.fresh}>
          <Button variant="subtle" loading={isFetchingNextPage} onClick={more}>
            Load more ({rows.length} of {run.finished} loaded)
          </Button>
        </div>
      )}
    </div>
  );
}

function isAttemptsOf(queryKey: readonly unknown[], runId: string): boolean {
  const key = queryKey[0] as { _id?: string; path?: { run_id?: string } } | undefined;
  return key?._id === "listAttempts" && key.path?.run_id === runId;
}
