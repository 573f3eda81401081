/** Makes or changes a saved config; an edit that crosses somebody else's is refused and shown, not overwritten. */
import { Modal, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createConfigMutation, getConfigOptions, replaceConfigMutation } from "@/api/@tanstack/react-query.gen";
import type { ConfigDetail } from "@/api/types.gen";
import { Loaded } from "@/components/loaded";
import { SaveFooter } from "@/components/save-footer";
import { asProblem } from "@/lib/problem";
import { configRequest, draftOf } from "./config-draft";
import { ConfigFields } from "./config-fields";

/** `name` of the config to change; undefined: a new one. */
export function ConfigEditor({ name, onClose }: { name: string | undefined; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={name === undefined ? "New config" : `Config ${name}`} size="lg">
      {name === undefined ? <Form onClose={onClose} /> : <Change name={name} onClose={onClose} />}
    </Modal>
  );
}

function Change({ name, onClose }: { name: string; onClose: () => void }) {
  const found = useQuery(getConfigOptions({ path: { name } }));
  return <Loaded query={found}>{(config) => <Form key={config.version} config={config} onClose={onClose} />}</Loaded>;
}

function Form({ config, onClose }: { config?: ConfigDetail; onClose: () => void }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(config));
  const saved = {
    onSuccess: () => {
      onClose();
      void client.invalidateQueries();
    },
  };
  const create = useMutation({ ...createConfigMutation(), ...saved });
  const replace = useMutation({ ...replaceConfigMutation(), ...saved });
  const save = config ? replace : create;
  const submit = () => {
    const body = configRequest(draft);
    if (config) replace.mutate({ path: { name: config.name }, body, headers: { "if-match": `"${config.version}"` } });
    else create.mutate({ body });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        <ConfigFields draft={draft} patch={(change) => setDraft((old) => ({ ...old, ...change }))} trouble={save.error} />
        <SaveFooter error={save.error && asProblem(save.error).errors.length === 0 ? save.error : null} saving={save.isPending} onClose={onClose} />
      </Stack>
    </form>
  );
}
