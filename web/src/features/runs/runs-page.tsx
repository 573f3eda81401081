/** Runs: the history with filters in the address; rename, tag, delete with undo, compare what is selected. */
import { Switch } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { listRunsInfiniteOptions, listSuitesOptions } from "@/api/@tanstack/react-query.gen";
import type { RunLine } from "@/api/types.gen";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/empty-state";
import { FilterField } from "@/components/filter-field";
import { FilterSelect } from "@/components/filter-select";
import { Icon } from "@/components/icon";
import { LinkButton } from "@/components/link-button";
import { Loaded } from "@/components/loaded";
import { PageHead } from "@/components/page-head";
import { STATUSES } from "@/components/status-chip";
import { plural } from "@/lib/format";
import { allRows, byCursor } from "@/lib/paged";
import { useSearchPatch } from "@/lib/use-search-state";
import { COLUMNS } from "./columns";
import { RunActions } from "./run-actions";
import type { RunsSearch } from "./search";

const route = getRouteApi("/runs/");
const STATUS_OPTIONS = Object.entries(STATUSES).map(([value, look]) => ({ value, label: look.word }));

export function RunsPage() {
  const search = route.useSearch();
  const patch = useSearchPatch<RunsSearch>();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const runs = useInfiniteQuery({
    ...listRunsInfiniteOptions({ query: queryOf(search) }),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
  const suites = useQuery(listSuitesOptions());
  const rows = useMemo(() => allRows(runs.data), [runs.data]);
  const chosen = useMemo(() => rows.filter((run) => selected.has(run.id)), [rows, selected]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = runs;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const open = useCallback((run: RunLine) => void navigate({ to: "/runs/$runId", params: { runId: run.id } }), [navigate]);

  return (
    <>
      <PageHead
        title="Runs"
        lead="Everything that was measured here, from this page and from the command line."
        actions={
          <LinkButton to="/launch" leftSection={<Icon name="launch" />}>
            Launch a run
          </LinkButton>
        }
      />
      {chosen.length > 0 && <RunActions runs={chosen} deleted={search.deleted === "yes"} onDone={() => setSelected(new Set())} />}
      <Loaded query={runs} height={480}>
        {() => (
          <DataTable
            label="Runs"
            rows={rows}
            columns={COLUMNS}
            rowId={idOf}
            view={search}
            onView={(view) => patch(view)}
            onOpen={open}
            href={hrefOf}
            selected={selected}
            onSelected={setSelected}
            sortedByServer
            total={hasNextPage ? undefined : rows.length}
            onEnd={more}
            height="calc(100dvh - 260px)"
            empty={<NoRuns filtered={isFiltered(search)} />}
            tools={
              <>
                <FilterField label="Find by name, id or suite" value={search.q} onChange={(q) => patch({ q })} />
                <FilterSelect label="Status" value={search.status} options={STATUS_OPTIONS} onChange={(status) => patch({ status }, { step: true })} />
                <FilterSelect
                  label="Suite"
                  value={search.suite}
                  options={suites.data?.items.map((suite) => suite.name) ?? []}
                  onChange={(suite) => patch({ suite }, { step: true })}
                />
                <FilterField label="Tag" width={110} value={search.tag} onChange={(tag) => patch({ tag })} />
                <FilterField label="Candidate" width={170} value={search.candidate} onChange={(candidate) => patch({ candidate })} />
                <Switch
                  label="Deleted"
                  style={{ alignSelf: "center" }}
                  checked={search.deleted === "yes"}
                  onChange={(event) => patch({ deleted: event.currentTarget.checked ? "yes" : undefined }, { step: true })}
                />
              </>
            }
          />
        )}
      </Loaded>
      <p className="only-spoken" role="status">
        {runs.isFetching ? "Loading" : `${plural(rows.length, "run")} loaded`}
      </p>
    </>
  );
}

const hrefOf = (run: RunLine) => `/runs/${run.id}`;
const idOf = (run: RunLine) => run.id;

function queryOf(search: RunsSearch) {
  return {
    limit: 50,
    search: search.q,
    status: search.status as RunLine["status"] | undefined,
    suite: search.suite,
    tag: search.tag,
    candidate: search.candidate,
    deleted: search.deleted === "yes",
    ...(search.sort ? { sort: search.sort as "created_at" } : {}),
  };
}

function isFiltered(search: RunsSearch): boolean {
  return Boolean(search.q || search.status || search.suite || search.tag || search.candidate || search.deleted);
}

function NoRuns({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState
        icon="search"
        title="No run fits"
        actions={
          <LinkButton to="/runs" variant="default">
            Clear the filters
          </LinkButton>
        }
      >
        Deleted runs are shown with the switch above.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="runs"
      title="Nothing has been measured yet"
      actions={
        <LinkButton to="/launch" leftSection={<Icon name="launch" />}>
          Launch a run
        </LinkButton>
      }
    >
      A run gives a suite's tasks to one or more candidates. It can be started here or with <code>benchwright run</code>.
    </EmptyState>
  );
}
