/** Starts the offline demo and goes to its page. */
import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { startRunMutation } from "@/api/@tanstack/react-query.gen";
import { Icon } from "@/components/icon";
import { asProblem } from "@/lib/problem";
import { DEMO, HOME } from "./words";

export function DemoButton(props: Pick<ButtonProps, "variant" | "size">) {
  const navigate = useNavigate();
  const start = useMutation({
    ...startRunMutation(),
    onSuccess: (run) => void navigate({ to: "/runs/$runId", params: { runId: run.id } }),
    onError: (error) => notifications.show({ color: "red", title: "The demo did not start", message: asProblem(error).detail }),
  });
  return (
    <Tooltip label={HOME.demoNote}>
      <Button {...props} leftSection={<Icon name="play" />} loading={start.isPending} onClick={() => start.mutate({ body: DEMO })}>
        {HOME.demo}
      </Button>
    </Tooltip>
  );
}
