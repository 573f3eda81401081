/** One task in full: what is asked, what it starts from, how it is judged. Its reference is for people only. */
import { ActionIcon, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { getTaskOptions } from "@/api/@tanstack/react-query.gen";
import type { LongText, TaskDetail } from "@/api/types.gen";
import { Chip } from "@/components/chip";
import { Icon } from "@/components/icon";
import { Loaded } from "@/components/loaded";
import { Panel } from "@/components/panel";
import { TabRow } from "@/components/tab-row";
import { TextView } from "@/components/text/text-view";
import { useSearchPatch } from "@/lib/use-search-state";
import { ProofPart } from "./proof-part";
import type { SuitesSearch } from "./search";
import styles from "./suites.module.css";

const route = getRouteApi("/suites");

type Props = { suite: string; task: string; onClose: () => void };

export function TaskView({ suite, task, onClose }: Props) {
  const found = useQuery(getTaskOptions({ path: { suite, task_id: task } }));
  return (
    <Panel
      title={task}
      actions={
        <ActionIcon variant="subtle" color="gray" aria-label="Close the task" onClick={onClose}>
          <Icon name="cross" />
        </ActionIcon>
      }
    >
      <Loaded query={found} height={360}>
        {(shown) => <Shown task={shown} />}
      </Loaded>
    </Panel>
  );
}

function Shown({ task }: { task: TaskDetail }) {
  const { part = "asked" } = route.useSearch();
  const patch = useSearchPatch<SuitesSearch>();
  return (
    <div className={styles.stack}>
      <div className={styles.tags}>
        <Chip tone="busy">{task.difficulty}</Chip>
        <Chip>{task.language}</Chip>
        <Chip>{task.kind}</Chip>
        {task.tags.map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
        <Chip title="The task's identity">{task.digest.slice(0, 12)}</Chip>
      </div>
      <Tabs value={part} onChange={(next) => patch({ part: (next ?? undefined) as SuitesSearch["part"] })} keepMounted={false}>
        <TabRow chosen={part}>
          <Tabs.Tab value="asked">Instructions</Tabs.Tab>
          {task.starter && <Tabs.Tab value="starter">Starter</Tabs.Tab>}
          <Tabs.Tab value="tests">Tests</Tabs.Tab>
          {task.reference && <Tabs.Tab value="reference">Reference</Tabs.Tab>}
          <Tabs.Tab value="proof">Proof</Tabs.Tab>
        </TabRow>
        <Tabs.Panel value="asked" pt="md" className={styles.stack}>
          <Text title="Instructions" text={task.prompt} language="text" />
          {task.signature && <TextView title="Signature" text={task.signature} language={task.language} height={120} />}
          <List title="Constraints" items={task.constraints} />
          <List title="Hints" items={task.hints} />
        </Tabs.Panel>
        <Tabs.Panel value="starter" pt="md">
          <Text title="Starter" text={task.starter} language={task.language} />
        </Tabs.Panel>
        <Tabs.Panel value="tests" pt="md" className={styles.stack}>
          {task.expected && <Text title="Expected answer" text={task.expected} language="text" />}
          {task.check_program && <Text title="Check program" text={task.check_program} language={task.language} />}
          {task.test_cases.length > 0 && <Cases task={task} />}
        </Tabs.Panel>
        <Tabs.Panel value="reference" pt="md">
          <Text title="Reference" text={task.reference} language={task.language} />
        </Tabs.Panel>
        <Tabs.Panel value="proof" pt="md">
          <ProofPart task={task} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Text({ title, text, language }: { title: string; text: LongText | null; language: string }) {
  return text && <TextView title={title} text={text.text} language={language} whole={text.cut ? text.characters : undefined} />;
}

function List({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}

function Cases({ task }: { task: TaskDetail }) {
  return (
    <div className={styles.cases} role="region" aria-label="Tests" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Input</th>
            <th scope="col">Expected</th>
            <th scope="col">Compared</th>
            <th scope="col">Weight</th>
          </tr>
        </thead>
        <tbody>
          {task.test_cases.map((one, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- tests have no other name
            <tr key={index}>
              <td>{index + 1}</td>
              <td>
                <code dir="auto">{one.input}</code>
              </td>
              <td>
                <code dir="auto">{one.expected}</code>
              </td>
              <td>{one.comparison}</td>
              <td>{one.weight}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
