/** Asks once before a saved config is taken out of the config file. */
import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteConfigMutation } from "@/api/@tanstack/react-query.gen";
import type { ConfigLine } from "@/api/types.gen";
import { ErrorPanel } from "@/components/error-panel";

export function ConfigRemover({ config, onClose }: { config: ConfigLine; onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({ ...deleteConfigMutation(), onSuccess: onClose, onSettled: () => client.invalidateQueries() });
  return (
    <Modal opened onClose={onClose} title={`Delete config ${config.name}?`} size="sm">
      <Stack gap="sm">
        <p>
          Its entry is taken out of benchwright.yaml
          {config.only_in_file.length > 0 && <>, with the {config.only_in_file.join(" and ")} that only the file knows</>}. Runs that used it stay as they are.
        </p>
        {remove.error && <ErrorPanel error={remove.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate({ path: { name: config.name }, headers: { "if-match": `"${config.version}"` } })}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
