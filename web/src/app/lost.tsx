/** An address without a page, and a page that broke. */
import { EmptyState } from "@/components/empty-state";
import { ErrorPanel } from "@/components/error-panel";
import { LinkButton } from "@/components/link-button";
import { PageHead } from "@/components/page-head";

export function Lost() {
  return (
    <>
      <PageHead title="There is no such page" />
      <EmptyState icon="search" title="Nothing is at this address" actions={<LinkButton to="/">Go home</LinkButton>}>
        It may be mistyped, or what it names was deleted.
      </EmptyState>
    </>
  );
}

export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  return <ErrorPanel title="This page broke" error={error} onRetry={reset} />;
}
