/** An address without a page, and a page that broke. */
import { EmptyState } from "@/components/empty-state";
import { ErrorPanel } from "@/components/error-panel";
import { LinkButton } from "@/components/link-button";

export function Lost() {
  return (
    <EmptyState
      icon="search"
      title="There is no such page"
      actions={
        <LinkButton to="/">
          Go home
        </LinkButton>
      }
    >
      The address may be mistyped, or what it names was deleted.
    </EmptyState>
  );
}

export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  return <ErrorPanel title="This page broke" error={error} onRetry={reset} />;
}
