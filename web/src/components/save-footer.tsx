/** The end of a form that saves: what went wrong as a whole, and the ways out. */
import { Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { asProblem } from "@/lib/problem";
import { ErrorPanel } from "./error-panel";

/** `error`: what to show above the buttons; an edit that crossed somebody else's can be looked at anew. */
export function SaveFooter({ error, saving, onClose }: { error: unknown; saving: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const crossed = asProblem(error ?? "").status === 412;
  return (
    <>
      {Boolean(error) && (
        <ErrorPanel
          error={error}
          {...(crossed ? { title: "Somebody changed it meanwhile", onRetry: () => void client.invalidateQueries() } : {})}
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={saving}>
          Save
        </Button>
      </Group>
    </>
  );
}
