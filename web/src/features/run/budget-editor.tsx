/** Raises a run's budget; one that stopped at its budget can go on at once. */
import { Button, Checkbox, Group, Modal, NumberInput, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { raiseBudgetMutation, resumeRunMutation } from "@/api/@tanstack/react-query.gen";
import type { RunDetail } from "@/api/types.gen";
import { ErrorPanel } from "@/components/error-panel";
import { money } from "@/lib/format";
import { fieldMessage } from "@/lib/problem";

export function BudgetEditor({ run, onClose }: { run: RunDetail; onClose: () => void }) {
  const client = useQueryClient();
  const [budget, setBudget] = useState<number | string>(Number(run.max_cost_usd ?? run.spent_usd) || 1);
  const [goOn, setGoOn] = useState(run.status !== "running");
  const raise = useMutation(raiseBudgetMutation());
  const resume = useMutation(resumeRunMutation());
  const save = async () => {
    try {
      await raise.mutateAsync({ path: { run_id: run.id }, body: { max_cost_usd: String(budget) }, headers: { "if-match": `"${run.version}"` } });
      if (goOn && run.finished < run.planned) await resume.mutateAsync({ path: { run_id: run.id } });
    } catch {
      return; // shown below
    } finally {
      await client.invalidateQueries();
    }
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Raise the budget" size="sm">
      <Stack gap="sm">
        <NumberInput
          label="Budget in USD"
          description={`${money(run.spent_usd)} is spent. A run never passes its budget, not even by one call.`}
          min={0}
          decimalScale={6}
          data-autofocus
          value={budget}
          onChange={setBudget}
          error={fieldMessage(raise.error, "max_cost_usd")}
        />
        {run.status !== "running" && run.finished < run.planned && (
          <Checkbox label="Resume the run with it" checked={goOn} onChange={(event) => setGoOn(event.currentTarget.checked)} />
        )}
        {(raise.error ?? resume.error) && <ErrorPanel error={raise.error ?? resume.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={raise.isPending || resume.isPending} onClick={() => void save()}>
            Save
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
