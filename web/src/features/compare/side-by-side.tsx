/** One task: any two contenders' code with its difference, any sample of each. */
import { ActionIcon, SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { getAttemptOptions, getLeaderboardOptions, listAttemptsOptions } from "@/api/@tanstack/react-query.gen";
import type { AttemptDetail, Comparison } from "@/api/types.gen";
import { Icon } from "@/components/icon";
import { Loaded } from "@/components/loaded";
import { OutcomeChip } from "@/components/outcome-chip";
import { Panel } from "@/components/panel";
import { DiffView } from "@/components/text/diff-view";
import { TextView } from "@/components/text/text-view";
import type { Contender } from "@/lib/contender";
import { useSearchPatch } from "@/lib/use-search-state";
import styles from "./compare.module.css";
import type { CompareSearch } from "./search";

const route = getRouteApi("/compare");

type Props = { task: string; comparison: Comparison; onClose: () => void };

export function SideBySide({ task, comparison, onClose }: Props) {
  const search = route.useSearch();
  const patch = useSearchPatch<CompareSearch>();
  const last = comparison.contenders.length;
  const pair = [Math.min(search.left ?? 1, last) - 1, Math.min(search.right ?? 2, last) - 1] as const;
  const as = search.as ?? "difference";
  const left = useAnswer(task, comparison.contenders[pair[0]]);
  const right = useAnswer(task, comparison.contenders[pair[1]]);
  const names = comparison.names.map((name, index) => ({ value: String(index), label: name }));
  const [before, after] = [codeOf(left.attempt.data), codeOf(right.attempt.data)];
  return (
    <Panel
      title={task}
      actions={
        <>
          <SegmentedControl
            size="xs"
            value={as}
            onChange={(value) => patch({ as: value === "beside" ? "beside" : undefined })}
            aria-label="Show the answers as"
            data={[
              { value: "difference", label: "Difference" },
              { value: "beside", label: "Side by side" },
            ]}
          />
          <ActionIcon variant="subtle" color="gray" aria-label="Close" onClick={onClose}>
            <Icon name="cross" />
          </ActionIcon>
        </>
      }
    >
      <div className={styles.beside}>
        {([left, right] as const).map((side, which) => (
          <div key={which === 0 ? "left" : "right"} className={styles.who}>
            <Select
              aria-label={which === 0 ? "First" : "Second"}
              size="sm"
              allowDeselect={false}
              data={names}
              value={String(pair[which])}
              onChange={(value) => patch(which === 0 ? { left: Number(value) + 1 } : { right: Number(value) + 1 })}
            />
            {side.samples.length > 1 && (
              <Select aria-label="Sample" size="sm" w={120} allowDeselect={false} data={side.samples} value={side.id ?? null} onChange={(id) => side.choose(id ?? undefined)} />
            )}
            {side.attempt.data && (
              <>
                <OutcomeChip outcome={side.attempt.data.outcome} />
                <Link to="/runs/$runId/attempts/$attemptId" params={{ runId: side.attempt.data.run_id, attemptId: side.attempt.data.id }}>
                  Open
                </Link>
              </>
            )}
          </div>
        ))}
      </div>
      <Loaded query={left.id === null ? { ...left.attempt, data: undefined, error: { detail: "There is no attempt of the first to show." } } : left.attempt} height={260}>
        {() =>
          as === "difference" ? (
            <DiffView title="Code" before={before} after={after} beforeName={comparison.names[pair[0]] ?? ""} afterName={comparison.names[pair[1]] ?? ""} />
          ) : (
            <div className={styles.beside}>
              <TextView title={comparison.names[pair[0]] ?? ""} text={before} language={left.attempt.data?.language ?? "text"} />
              <TextView title={comparison.names[pair[1]] ?? ""} text={after} language={right.attempt.data?.language ?? "text"} />
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}

/** The attempts of a contender at a task, and the chosen one in full. A leaderboard's contender shows its best run. */
function useAnswer(task: string, contender: Contender | undefined) {
  const [chosen, choose] = useState<string>();
  const board = useQuery({ ...getLeaderboardOptions({ query: { suite: contender?.suite } }), enabled: contender?.run_id === null && contender.suite !== null });
  const best = board.data?.items.flatMap((one) => one.standings).find((one) => one.summary.candidate === contender?.candidate)?.best?.run_id;
  const runId = contender?.run_id ?? best;
  const attempts = useQuery({
    ...listAttemptsOptions({ path: { run_id: runId ?? "" }, query: { task_id: task, candidate: contender?.candidate, limit: 50 } }),
    enabled: runId !== undefined,
  });
  const items = attempts.data?.items ?? [];
  const id = items.some((one) => one.id === chosen) ? chosen : items[0]?.id;
  const attempt = useQuery({ ...getAttemptOptions({ path: { attempt_id: id ?? "" } }), enabled: id !== undefined });
  const samples = items.map((one) => ({ value: one.id, label: `sample ${one.sample}` }));
  return { attempt, samples, id: attempts.isSuccess && id === undefined ? null : id, choose };
}

function codeOf(attempt: AttemptDetail | undefined): string {
  return attempt?.answer?.code?.text ?? attempt?.answer?.text.text ?? "";
}
