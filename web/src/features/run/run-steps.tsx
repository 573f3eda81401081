/** What can be done with the run now. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  cancelRunMutation,
  pauseRunMutation,
  rescoreRunMutation,
  resumeRunMutation,
  retryErrorsMutation,
} from "@/api/@tanstack/react-query.gen";
import type { RunDetail } from "@/api/types.gen";
import { Icon } from "@/components/icon";
import { LinkButton, LinkMenuItem } from "@/components/link-button";
import { RunEditor } from "@/components/run-editor";
import { contenderKey } from "@/lib/contender";
import { asProblem } from "@/lib/problem";
import { BudgetEditor } from "./budget-editor";

export function RunSteps({ run }: { run: RunDetail }) {
  const client = useQueryClient();
  const [open, setOpen] = useState<"edit" | "budget">();
  const answer = {
    onSettled: () => client.invalidateQueries(),
    onError: (error: unknown) => {
      notifications.show({ color: "red", title: asProblem(error).title, message: asProblem(error).detail });
    },
  };
  const pause = useMutation({ ...pauseRunMutation(), ...answer });
  const cancel = useMutation({ ...cancelRunMutation(), ...answer });
  const resume = useMutation({ ...resumeRunMutation(), ...answer });
  const retry = useMutation({ ...retryErrorsMutation(), ...answer });
  const rescore = useMutation({ ...rescoreRunMutation(), ...answer });
  const which = { path: { run_id: run.id } };
  const { steps } = run;
  return (
    <>
      {steps.pause && (
        <Button variant="default" leftSection={<Icon name="pause" />} loading={pause.isPending} onClick={() => pause.mutate(which)}>
          Pause
        </Button>
      )}
      {steps.cancel && (
        <Button variant="default" leftSection={<Icon name="stop" />} loading={cancel.isPending} onClick={() => cancel.mutate(which)}>
          Stop now
        </Button>
      )}
      {steps.resume && (
        <Button leftSection={<Icon name="play" />} loading={resume.isPending} onClick={() => resume.mutate(which)}>
          Resume
        </Button>
      )}
      {steps.retry_errors && (
        <Button variant="default" leftSection={<Icon name="retry" />} loading={retry.isPending} onClick={() => retry.mutate(which)}>
          Retry only errors
        </Button>
      )}
      <LinkButton variant="default" leftSection={<Icon name="reports" />} to="/reports" search={{ run: run.id }}>
        Report
      </LinkButton>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More to do with this run">
            <Icon name="more" size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="edit" />} onClick={() => setOpen("edit")}>
            Name, tags, notes
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="money" />} onClick={() => setOpen("budget")}>
            Raise the budget
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="gauge" />} disabled={!steps.rescore} onClick={() => rescore.mutate(which)}>
            Score anew (calls no model)
          </Menu.Item>
          <LinkMenuItem leftSection={<Icon name="launch" />} to="/launch" search={draftLike(run)}>
            Launch one like it
          </LinkMenuItem>
          <LinkMenuItem
            leftSection={<Icon name="compare" />}
            to="/compare"
            disabled={run.candidates.length < 2}
            search={{ with: run.candidates.slice(0, 4).map((candidate) => contenderKey({ candidate, run_id: run.id, suite: null })) }}
          >
            Compare its candidates
          </LinkMenuItem>
          <LinkMenuItem leftSection={<Icon name="analytics" />} to="/analytics" search={{ run: run.id }}>
            Charts
          </LinkMenuItem>
        </Menu.Dropdown>
      </Menu>
      {open === "edit" && <RunEditor runId={run.id} onClose={() => setOpen(undefined)} />}
      {open === "budget" && <BudgetEditor run={run} onClose={() => setOpen(undefined)} />}
    </>
  );
}

/** The draft of a run like this one, for Launch. */
function draftLike(run: RunDetail) {
  return {
    suite: run.suite,
    with: run.competitors.map((one) => one.name),
    tasks: run.task_ids.length > 0 ? run.task_ids : undefined,
    difficulties: run.difficulties.length > 0 ? run.difficulties : undefined,
    tags: run.task_tags.length > 0 ? run.task_tags : undefined,
    limit: run.task_limit ?? undefined,
    seed: run.seed || undefined,
    samples: run.samples > 1 ? run.samples : undefined,
    budget: run.max_cost_usd ?? undefined,
  };
}
