/** What a query has come to: bones while it loads, the error with a way to try again, or the page's part. */
import { Skeleton } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorPanel } from "./error-panel";

type Props<Data> = {
  query: Pick<UseQueryResult<Data, unknown>, "data" | "error" | "refetch">;
  /** Height of the bones in pixels: as high as what comes, so that nothing jumps. */
  height?: number;
  children: (data: Data) => ReactNode;
};

export function Loaded<Data>({ query, height = 240, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div role="status" aria-label="Loading">
      <Skeleton height={height} radius="lg" />
    </div>
  );
}
