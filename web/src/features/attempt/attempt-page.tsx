/** One attempt: the run's attempts on the left, everything that is stored of this one on the right. */
import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { getAttemptOptions } from "@/api/@tanstack/react-query.gen";
import type { AttemptDetail } from "@/api/types.gen";
import { Icon } from "@/components/icon";
import { LinkButton } from "@/components/link-button";
import { Loaded } from "@/components/loaded";
import { OutcomeChip } from "@/components/outcome-chip";
import { PageHead } from "@/components/page-head";
import { TabRow } from "@/components/tab-row";
import { useSearchPatch } from "@/lib/use-search-state";
import styles from "./attempt.module.css";
import { AttemptList } from "./attempt-list";
import { CodePart } from "./code-part";
import { FilesPart } from "./files-part";
import { OutputPart } from "./output-part";
import { OverviewPart } from "./overview-part";
import { RepeatPart } from "./repeat-part";
import { type AttemptSearch, PARTS, type Part } from "./search";
import { TestsPart } from "./tests-part";
import { WholeText } from "./whole-text";
import { WORDS } from "./words";

const route = getRouteApi("/runs/$runId/attempts/$attemptId");

export function AttemptPage() {
  const { runId, attemptId } = route.useParams();
  const attempt = useQuery(getAttemptOptions({ path: { attempt_id: attemptId } }));
  return (
    <div className={styles.columns}>
      <AttemptList runId={runId} attemptId={attemptId} />
      <div className={styles.explorer}>
        <Loaded query={attempt} height={600}>
          {(found) => <Explorer attempt={found} />}
        </Loaded>
      </div>
    </div>
  );
}

function Explorer({ attempt }: { attempt: AttemptDetail }) {
  const { part = "overview" } = route.useSearch();
  const patch = useSearchPatch<AttemptSearch>();
  const execution = attempt.execution;
  const passed = execution && !execution.tampered ? execution.results.filter((result) => result.passed).length : 0;
  const counts: Partial<Record<Part, string>> = {
    tests: execution ? `${passed}/${execution.planned}` : "",
    files: String(attempt.artifacts.length),
  };
  return (
    <>
      <PageHead
        title={attempt.task_id}
        badge={<OutcomeChip outcome={attempt.outcome} />}
        lead={`${attempt.candidate} · sample ${attempt.sample} · ${[attempt.suite, attempt.difficulty, attempt.language].filter(Boolean).join(" · ")}`}
        actions={
          <>
            <LinkButton to="/suites" search={{ suite: attempt.suite, task: attempt.task_id }} variant="default" leftSection={<Icon name="suites" />}>
              Task
            </LinkButton>
            <LinkButton to="/runs/$runId" params={{ runId: attempt.run_id }} variant="default" leftSection={<Icon name="runs" />}>
              Run
            </LinkButton>
          </>
        }
      />
      <Tabs value={part} onChange={(next) => patch({ part: (next ?? undefined) as Part | undefined })} keepMounted={false}>
        <TabRow chosen={part}>
          {PARTS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {WORDS[one]} {counts[one] && <span className={styles.count}>{counts[one]}</span>}
            </Tabs.Tab>
          ))}
        </TabRow>
        <Tabs.Panel value="overview" className={styles.part}>
          <OverviewPart attempt={attempt} />
        </Tabs.Panel>
        <Tabs.Panel value="tests" className={styles.part}>
          <TestsPart attempt={attempt} />
        </Tabs.Panel>
        <Tabs.Panel value="code" className={styles.part}>
          <CodePart attempt={attempt} />
        </Tabs.Panel>
        <Tabs.Panel value="prompt" className={styles.part}>
          <WholeText title="Prompt" text={attempt.answer?.prompt} attempt={attempt} file="prompt" language="text" none={WORDS.noAnswer} />
        </Tabs.Panel>
        <Tabs.Panel value="response" className={styles.part}>
          <WholeText title="Response" text={attempt.answer?.text} attempt={attempt} file="response" language="text" none={WORDS.noAnswer} />
        </Tabs.Panel>
        <Tabs.Panel value="output" className={styles.part}>
          <OutputPart attempt={attempt} />
        </Tabs.Panel>
        <Tabs.Panel value="files" className={styles.part}>
          <FilesPart attempt={attempt} />
        </Tabs.Panel>
        <Tabs.Panel value="repeat" className={styles.part}>
          <RepeatPart attempt={attempt} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
