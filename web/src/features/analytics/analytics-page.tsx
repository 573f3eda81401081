/** Analytics: speed and cost against accuracy, difficulty, score dimensions, latency; each with its data as a table. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { getRunStatsOptions, getSuiteStatsOptions, listRunsOptions, listSuiteResultsOptions } from "@/api/@tanstack/react-query.gen";
import { EmptyState } from "@/components/empty-state";
import { FilterSelect } from "@/components/filter-select";
import { LinkButton } from "@/components/link-button";
import { Loaded } from "@/components/loaded";
import { PageHead } from "@/components/page-head";
import { runTitle } from "@/lib/run-words";
import { useSearchPatch } from "@/lib/use-search-state";
import { Charts } from "./charts";
import type { AnalyticsSearch } from "./search";

const route = getRouteApi("/analytics");

export function AnalyticsPage() {
  const search = route.useSearch();
  const patch = useSearchPatch<AnalyticsSearch>();
  const suites = useQuery(listSuiteResultsOptions());
  const runs = useQuery(listRunsOptions({ query: { limit: 50 } }));
  const suite = search.suite ?? suites.data?.items[0]?.suite;
  const ofRun = useQuery({ ...getRunStatsOptions({ path: { run_id: search.run ?? "" } }), enabled: search.run !== undefined, placeholderData: keepPreviousData });
  const ofSuite = useQuery({ ...getSuiteStatsOptions({ path: { suite: suite ?? "" } }), enabled: search.run === undefined && suite !== undefined, placeholderData: keepPreviousData });
  const nothing = suites.data?.items.length === 0 && search.run === undefined;
  return (
    <>
      <PageHead
        title="Analytics"
        lead={search.run ? "One run's figures." : "Figures of a suite's candidates over everything that is stored."}
        actions={
          <>
            <FilterSelect label="Suite" value={search.run ? undefined : suite} options={suites.data?.items.map((one) => one.suite) ?? []} onChange={(name) => patch({ suite: name, run: undefined, hide: undefined }, { step: true })} />
            <FilterSelect
              label="One run"
              width={260}
              value={search.run}
              options={(runs.data?.items ?? []).map((run) => ({ value: run.id, label: `${runTitle(run)} (${run.id.slice(-6)})` }))}
              onChange={(run) => patch({ run, hide: undefined }, { step: true })}
            />
          </>
        }
      />
      {nothing ? (
        <EmptyState icon="analytics" title="No figures yet" actions={<LinkButton to="/launch">Launch a run</LinkButton>}>
          Charts are drawn as soon as attempts have verdicts.
        </EmptyState>
      ) : (
        <Loaded query={search.run ? ofRun : ofSuite} height={640}>
          {(found) => <Charts cells={found.cells} />}
        </Loaded>
      )}
    </>
  );
}
