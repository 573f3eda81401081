/** Suites: what can be asked; a suite's tasks; one task in full. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { listSuitesOptions } from "@/api/@tanstack/react-query.gen";
import { Loaded } from "@/components/loaded";
import { PageHead } from "@/components/page-head";
import { useSearchPatch } from "@/lib/use-search-state";
import type { SuitesSearch } from "./search";
import { SuiteCards } from "./suite-cards";
import { SuiteView } from "./suite-view";
import styles from "./suites.module.css";
import { TaskView } from "./task-view";

const route = getRouteApi("/suites");

export function SuitesPage() {
  const search = route.useSearch();
  const patch = useSearchPatch<SuitesSearch>();
  const suites = useQuery(listSuitesOptions({ query: { limit: 500 } }));
  return (
    <>
      <PageHead title="Suites" lead="What candidates are asked. A task is known by the digest of its content: edit it, and it is another task." />
      <div className={styles.stack}>
        <Loaded query={suites} height={150}>
          {(found) => <SuiteCards suites={found.items} chosen={search.suite} onChoose={(suite) => patch({ suite, task: undefined, tag: undefined, difficulty: undefined, language: undefined }, { step: true })} />}
        </Loaded>
        {search.suite && search.task && <TaskView key={search.task} suite={search.suite} task={search.task} onClose={() => patch({ task: undefined, part: undefined }, { step: true })} />}
        {search.suite && <SuiteView key={search.suite} name={search.suite} />}
      </div>
    </>
  );
}
