/** Where a report comes from, and how it is fetched to look at or to save. */
import { readContenders } from "@/lib/contender";
import type { Form, ReportsSearch } from "./search";

export type Source = { kind: "run"; run: string } | { kind: "comparison"; keys: readonly string[] };

/** What the address asks for; nothing where it names neither a run nor two contenders. */
export function sourceOf(search: ReportsSearch): Source | undefined {
  if (search.with && search.with.length >= 2) return { kind: "comparison", keys: search.with };
  return search.run === undefined ? undefined : { kind: "run", run: search.run };
}

export function fileName(source: Source, form: Form): string {
  return `${source.kind === "run" ? source.run : "comparison"}.${form}`;
}

/** Ask the server for the document; throws the problem it answers with. */
export async function fetchDocument(source: Source, form: Form, signal?: AbortSignal): Promise<Blob> {
  const around = signal ? { signal } : {};
  const response =
    source.kind === "run"
      ? await fetch(`/api/runs/${encodeURIComponent(source.run)}/export/${form}?download=false`, around)
      : await fetch(`/api/comparisons/export/${form}?download=false`, {
          ...around,
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ contenders: readContenders(source.keys) }),
        });
  if (!response.ok) throw await response.json();
  return response.blob();
}
