/** Leaderboard: each suite's candidates over everything that is stored, ties shown as ties, absences explained. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { getLeaderboardOptions, listSuiteResultsOptions } from "@/api/@tanstack/react-query.gen";
import { EmptyState } from "@/components/empty-state";
import { FilterSelect } from "@/components/filter-select";
import { LinkButton } from "@/components/link-button";
import { Loaded } from "@/components/loaded";
import { PageHead } from "@/components/page-head";
import { useSearchPatch } from "@/lib/use-search-state";
import { Board } from "./board";
import styles from "./leaderboard.module.css";
import type { LeaderboardSearch } from "./search";

const route = getRouteApi("/leaderboard");
const DIFFICULTIES = ["easy", "medium", "hard", "extreme"];

export function LeaderboardPage() {
  const search = route.useSearch();
  const patch = useSearchPatch<LeaderboardSearch>();
  const suites = useQuery(listSuiteResultsOptions());
  const shown = suites.data?.items.filter((one) => !search.suite || one.suite === search.suite) ?? [];
  const languages = [...new Set(shown.flatMap((one) => one.languages))].toSorted();
  const boards = useQuery({
    ...getLeaderboardOptions({ query: { suite: search.suite, difficulty: search.difficulty, language: search.language } }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead
        title="Leaderboard"
        lead="Candidates over everything that is stored of a suite. Those whose intervals overlap share a range of ranks: more tasks would tell them apart."
        actions={
          <>
            <FilterSelect label="Suite" value={search.suite} options={suites.data?.items.map((one) => one.suite) ?? []} onChange={(suite) => patch({ suite }, { step: true })} />
            <FilterSelect label="Difficulty" width={140} value={search.difficulty} options={DIFFICULTIES} onChange={(difficulty) => patch({ difficulty }, { step: true })} />
            <FilterSelect label="Language" width={140} value={search.language} options={languages} onChange={(language) => patch({ language }, { step: true })} />
          </>
        }
      />
      <Loaded query={boards} height={420}>
        {(found) =>
          found.items.length === 0 ? (
            <EmptyState icon="board" title="No results yet" actions={<LinkButton to="/launch">Launch a run</LinkButton>}>
              A candidate stands here once one of its attempts has a verdict.
            </EmptyState>
          ) : (
            <div className={styles.boards}>
              {found.items.map((board) => (
                <Board key={board.suite} board={board} view={search} onView={(view) => patch(view)} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  );
}
