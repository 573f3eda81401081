/** A text of the attempt; where the answer holds only its beginning, the stored file gives the rest. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { AttemptDetail, LongText } from "@/api/types.gen";
import { EmptyState } from "@/components/empty-state";
import { ErrorPanel } from "@/components/error-panel";
import { TextView } from "@/components/text/text-view";

type Props = {
  title: string;
  text: LongText | null | undefined;
  attempt: AttemptDetail;
  /** Name of the stored file, without its ending. */
  file: string;
  language: string;
  none: string;
  height?: number;
};

export function WholeText({ title, text, attempt, file, language, none, height }: Props) {
  const [whole, setWhole] = useState(false);
  const href = attempt.artifacts.find((artifact) => artifact.name.split(".")[0] === file)?.href;
  const stored = useQuery({
    queryKey: ["artifact", href],
    enabled: whole && href !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => textFrom(href ?? ""),
  });
  if (!text || text.characters === 0) {
    return (
      <EmptyState icon="minus" title={`No ${title.toLowerCase()}`}>
        {text ? "It is empty." : none}
      </EmptyState>
    );
  }
  return (
    <>
      {stored.error && <ErrorPanel error={stored.error} />}
      <TextView
        title={title}
        text={stored.data ?? text.text}
        language={language}
        whole={stored.data === undefined && text.cut ? text.characters : undefined}
        href={href}
        onWhole={href ? () => setWhole(true) : undefined}
        {...(height ? { height } : {})}
      />
    </>
  );
}

async function textFrom(href: string): Promise<string> {
  const response = await fetch(href);
  if (!response.ok) throw await response.json();
  return response.text();
}
