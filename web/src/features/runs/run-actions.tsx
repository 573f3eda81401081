/** What can be done with the runs that are selected. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deleteRunMutation, restoreRunMutation } from "@/api/@tanstack/react-query.gen";
import type { RunLine } from "@/api/types.gen";
import { RunEditor } from "@/components/run-editor";
import { Icon } from "@/components/icon";
import { LinkButton } from "@/components/link-button";
import { plural } from "@/lib/format";
import { contenderKey } from "@/lib/contender";
import { asProblem } from "@/lib/problem";
import styles from "./run-actions.module.css";

const MOST_COMPARED = 4;

type Props = { runs: readonly RunLine[]; deleted: boolean; onDone: () => void };

export function RunActions({ runs, deleted, onDone }: Props) {
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const restore = useMutation({ ...restoreRunMutation(), onSettled: () => client.invalidateQueries() });
  const remove = useMutation({ ...deleteRunMutation(), onSettled: () => client.invalidateQueries() });
  const contenders = runs.flatMap((run) => run.candidates.map((candidate) => contenderKey({ candidate, run_id: run.id, suite: null })));

  async function removeAll(): Promise<void> {
    try {
      for (const run of runs) await remove.mutateAsync({ path: { run_id: run.id } });
    } catch (error) {
      notifications.show({ color: "red", title: "Not deleted", message: asProblem(error).detail });
      return;
    }
    onDone();
    const id = notifications.show({
      autoClose: 12_000,
      title: `${plural(runs.length, "run")} deleted`,
      message: (
        <Button size="compact-sm" variant="default" leftSection={<Icon name="undo" size={14} />} onClick={() => void restoreAll(id)}>
          Undo
        </Button>
      ),
    });
  }

  async function restoreAll(notification?: string): Promise<void> {
    if (notification) notifications.hide(notification);
    try {
      for (const run of runs) await restore.mutateAsync({ path: { run_id: run.id } });
      onDone();
    } catch (error) {
      notifications.show({ color: "red", title: "Not restored", message: asProblem(error).detail });
    }
  }

  const [only] = runs;
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selected runs">
      <strong>{plural(runs.length, "run")} selected</strong>
      {runs.length === 1 && only && (
        <Button size="compact-md" variant="default" leftSection={<Icon name="edit" size={14} />} onClick={() => setEditing(true)}>
          Name, tags, notes
        </Button>
      )}
      <LinkButton
        size="compact-md"
        variant="default"
        leftSection={<Icon name="compare" size={14} />}
        to="/compare"
        search={{ with: contenders.slice(0, MOST_COMPARED) }}
        disabled={contenders.length < 2}
      >
        Compare
      </LinkButton>
      {deleted ? (
        <Button size="compact-md" variant="default" leftSection={<Icon name="undo" size={14} />} loading={restore.isPending} onClick={() => void restoreAll()}>
          Restore
        </Button>
      ) : (
        <Button size="compact-md" variant="default" color="red" leftSection={<Icon name="trash" size={14} />} loading={remove.isPending} onClick={() => void removeAll()}>
          Delete
        </Button>
      )}
      <Button size="compact-md" variant="subtle" color="gray" onClick={onDone}>
        Clear selection
      </Button>
      {editing && only && <RunEditor runId={only.id} onClose={() => setEditing(false)} />}
    </div>
  );
}
