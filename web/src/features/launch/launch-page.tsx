/** Launch: suite, tasks, candidates, limits and budget on the left; what that would do and cost on the right. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { startRunMutation } from "@/api/@tanstack/react-query.gen";
import { planRun } from "@/api/sdk.gen";
import type { Plan } from "@/api/types.gen";
import { ErrorPanel } from "@/components/error-panel";
import { PageHead } from "@/components/page-head";
import { asProblem } from "@/lib/problem";
import { useSearchPatch } from "@/lib/use-search-state";
import { useDebouncedValue } from "@mantine/hooks";
import { AnswerFields } from "./answer-fields";
import { CandidateFields } from "./candidate-fields";
import styles from "./launch.module.css";
import { LimitFields } from "./limit-fields";
import { PlanPanel } from "./plan-panel";
import { type Draft, requestOf } from "./search";
import { SuiteFields } from "./suite-fields";

const route = getRouteApi("/launch");
const PAUSE_MS = 400;

export function LaunchPage() {
  const draft = route.useSearch();
  const patch = useSearchPatch<Draft>();
  const navigate = useNavigate();
  const request = requestOf(draft);
  const [settled] = useDebouncedValue(request, PAUSE_MS);
  const plan = useQuery<Plan>({
    queryKey: ["plan", settled],
    enabled: settled !== undefined,
    staleTime: 10_000,
    retry: false,
    placeholderData: (before: Plan | undefined) => (settled ? before : undefined),
    queryFn: async ({ signal }) => {
      if (!settled) throw new Error("nothing to plan");
      return (await planRun({ body: settled, signal, throwOnError: true })).data;
    },
  });
  const start = useMutation({
    ...startRunMutation(),
    onSuccess: (run) => void navigate({ to: "/runs/$runId", params: { runId: run.id } }),
  });
  const { mutate, isPending } = start;
  const go = useCallback(() => {
    if (request && !isPending) mutate({ body: request });
  }, [request, isPending, mutate]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [go]);
  const trouble = start.error ?? plan.error;
  const fields = { draft, patch, trouble };
  return (
    <>
      <PageHead title="Launch" lead="Give a suite's tasks to candidates. What you choose stays in the address; nothing is spent before you start." />
      <div className={styles.columns}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <SuiteFields {...fields} />
          <CandidateFields {...fields} />
          <LimitFields {...fields} />
          <AnswerFields {...fields} />
        </form>
        <aside className={styles.side} aria-label="Plan">
          <PlanPanel plan={request ? plan.data : undefined} loading={plan.isFetching} missing={missing(draft)} starting={isPending} onStart={go} budget={draft.budget} />
          {trouble && request && <ErrorPanel error={trouble} title={start.error ? "The run did not start" : asProblem(trouble).title} />}
        </aside>
      </div>
    </>
  );
}

function missing(draft: Draft): string | undefined {
  if (!draft.suite) return "Choose a suite.";
  if (!draft.with?.length) return "Choose at least one candidate.";
  return undefined;
}
