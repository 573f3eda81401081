/** Compare: two to four candidates, in pairs and task by task; one task's code side by side. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { compareCandidates } from "@/api/sdk.gen";
import { EmptyState } from "@/components/empty-state";
import { Icon } from "@/components/icon";
import { LinkButton } from "@/components/link-button";
import { Loaded } from "@/components/loaded";
import { PageHead } from "@/components/page-head";
import { contenderKey, readContenders } from "@/lib/contender";
import { useSearchPatch } from "@/lib/use-search-state";
import styles from "./compare.module.css";
import { ContenderPicker } from "./contender-picker";
import { Pairs } from "./pairs";
import type { CompareSearch } from "./search";
import { SideBySide } from "./side-by-side";
import { TaskTable } from "./task-table";

const route = getRouteApi("/compare");

export function ComparePage() {
  const search = route.useSearch();
  const patch = useSearchPatch<CompareSearch>();
  const contenders = readContenders(search.with);
  const comparison = useQuery({
    queryKey: [{ _id: "compareCandidates", contenders }],
    enabled: contenders.length >= 2,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await compareCandidates({ body: { contenders }, signal, throwOnError: true })).data,
  });
  return (
    <>
      <PageHead
        title="Compare"
        lead="Two to four candidates on the tasks they share: who is better, how sure that is, and where they differ."
        actions={
          contenders.length >= 2 && (
            <LinkButton to="/reports" search={{ with: contenders.map(contenderKey) }} variant="default" leftSection={<Icon name="reports" />}>
              Report
            </LinkButton>
          )
        }
      />
      <div className={styles.stack}>
        <ContenderPicker contenders={contenders} onChange={(chosen) => patch({ with: chosen.map(contenderKey), task: undefined, best: undefined, left: undefined, right: undefined }, { step: true })} />
        {contenders.length < 2 ? (
          <EmptyState icon="compare" title="Choose two candidates" actions={<LinkButton to="/runs">Runs</LinkButton>}>
            Take them from a suite's leaderboard above, or select runs under Runs and press Compare.
          </EmptyState>
        ) : (
          <Loaded query={comparison} height={400}>
            {(found) => (
              <>
                <Pairs comparison={found} />
                {search.task && <SideBySide key={search.task} task={search.task} comparison={found} onClose={() => patch({ task: undefined, left: undefined, right: undefined, as: undefined })} />}
                <TaskTable comparison={found} />
              </>
            )}
          </Loaded>
        )}
      </div>
    </>
  );
}
