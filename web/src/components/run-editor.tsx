/** Name, tags and notes of a run; an edit that crosses somebody else's is refused and shown, not overwritten. */
import { Modal, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { editRunMutation, getRunOptions } from "@/api/@tanstack/react-query.gen";
import type { RunDetail } from "@/api/types.gen";
import { fieldMessage } from "@/lib/problem";
import { Loaded } from "./loaded";
import { SaveFooter } from "./save-footer";

export function RunEditor({ runId, onClose }: { runId: string; onClose: () => void }) {
  const run = useQuery(getRunOptions({ path: { run_id: runId } }));
  return (
    <Modal opened onClose={onClose} title="Name, tags and notes" size="md">
      <Loaded query={run}>{(found) => <Form key={found.version} run={found} onClose={onClose} />}</Loaded>
    </Modal>
  );
}

function Form({ run, onClose }: { run: RunDetail; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState(run.name);
  const [tags, setTags] = useState<string[]>(run.tags);
  const [notes, setNotes] = useState(run.notes);
  const save = useMutation({
    ...editRunMutation(),
    onSuccess: () => {
      void client.invalidateQueries();
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ path: { run_id: run.id }, body: { name, tags, notes }, headers: { "if-match": `"${run.version}"` } });
      }}
    >
      <Stack gap="sm">
        <TextInput label="Name" data-autofocus maxLength={200} value={name} error={fieldMessage(save.error, "name")} onChange={(event) => setName(event.currentTarget.value)} />
        <TagsInput label="Tags" maxTags={20} maxLength={50} value={tags} error={fieldMessage(save.error, "tags")} onChange={setTags} />
        <Textarea label="Notes" autosize minRows={4} maxRows={12} value={notes} error={fieldMessage(save.error, "notes")} onChange={(event) => setNotes(event.currentTarget.value)} />
        <SaveFooter error={save.error} saving={save.isPending} onClose={onClose} />
      </Stack>
    </form>
  );
}
