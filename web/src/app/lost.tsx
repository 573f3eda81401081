/** An address without a page, and a page that broke. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "@/components/empty-state";
import { ErrorPanel } from "@/components/error-panel";

export function Lost() {
  return (
    <EmptyState
      icon="search"
      title="There is no such page"
      actions={
        <Button component={Link} to="/">
          Go home
        </Button>
      }
    >
      The address may be mistyped, or what it names was deleted.
    </EmptyState>
  );
}

export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  return <ErrorPanel title="This page broke" error={error} onRetry={reset} />;
}
