/** Which suite, and which of its tasks. */
import { Button, Checkbox, Group, MultiSelect, NumberInput, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getSuiteOptions, listSuitesOptions } from "@/api/@tanstack/react-query.gen";
import { ErrorPanel } from "@/components/error-panel";
import { Panel } from "@/components/panel";
import { plural } from "@/lib/format";
import { fieldMessage } from "@/lib/problem";
import type { FieldsProps } from "./fields";
import styles from "./launch.module.css";
import { TaskPicker } from "./task-picker";

export function SuiteFields({ draft, patch, trouble }: FieldsProps) {
  const [picking, setPicking] = useState(false);
  const suites = useQuery(listSuitesOptions());
  const suite = useQuery({ ...getSuiteOptions({ path: { suite: draft.suite ?? "" } }), enabled: Boolean(draft.suite) });
  const chosen = draft.tasks?.length ?? 0;
  return (
    <Panel title="Suite and tasks" note={suite.data?.description || undefined}>
      <div className={styles.fields}>
        <Select
          label="Suite"
          placeholder="Choose a suite"
          searchable
          required
          value={draft.suite ?? null}
          onChange={(name) => patch({ suite: name ?? undefined, tasks: undefined, tags: undefined, difficulties: undefined })}
          data={(suites.data?.items ?? []).filter((one) => !one.broken).map((one) => ({ value: one.name, label: one.title ? `${one.name}: ${one.title}` : one.name }))}
          error={fieldMessage(trouble, "suite") ?? (suites.error ? "Suites can't be read." : undefined)}
        />
        {suite.error && <ErrorPanel error={suite.error} />}
        {suite.data && (
          <>
            <Checkbox.Group label="Difficulty" description="None chosen: all." value={draft.difficulties ?? []} onChange={(all) => patch({ difficulties: all.length > 0 ? all : undefined })}>
              <Group gap="md" mt={6}>
                {inOrder(suite.data.difficulties).map((one) => (
                  <Checkbox key={one.name} value={one.name} label={`${one.name} (${one.tasks})`} />
                ))}
              </Group>
            </Checkbox.Group>
            <div className={styles.row}>
              <MultiSelect
                label="Tags"
                description="A task must have all of them."
                searchable
                clearable
                placeholder={draft.tags?.length ? undefined : "Any"}
                value={draft.tags ?? []}
                data={suite.data.tags.map((one) => ({ value: one.name, label: `${one.name} (${one.tasks})` }))}
                onChange={(tags) => patch({ tags: tags.length > 0 ? tags : undefined })}
              />
              <NumberInput
                label="At most"
                description="Tasks, drawn with the seed."
                placeholder="All"
                min={1}
                allowDecimal={false}
                value={draft.limit ?? ""}
                onChange={(value) => patch({ limit: Number(value) || undefined })}
                error={fieldMessage(trouble, "selection.limit")}
              />
              <NumberInput label="Seed" description="Of the draw." min={0} allowDecimal={false} placeholder="0" value={draft.seed ?? ""} onChange={(value) => patch({ seed: Number(value) || undefined })} />
            </div>
            <Group gap="sm">
              <Button variant="default" onClick={() => setPicking(true)}>
                {chosen > 0 ? `${plural(chosen, "task")} picked` : "Pick single tasks"}
              </Button>
              {chosen > 0 && (
                <Button variant="subtle" color="gray" onClick={() => patch({ tasks: undefined })}>
                  Take all instead
                </Button>
              )}
            </Group>
            {picking && <TaskPicker suite={suite.data} chosen={draft.tasks ?? []} onChosen={(tasks) => patch({ tasks: tasks.length > 0 ? tasks : undefined })} onClose={() => setPicking(false)} />}
          </>
        )}
      </div>
    </Panel>
  );
}

const ORDER = ["easy", "medium", "hard", "extreme"];

function inOrder<One extends { name: string }>(difficulties: readonly One[]): One[] {
  return difficulties.toSorted((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
}
