/** Reports: a run as a document, previewed before it is saved. */
import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { listRunsOptions } from "@/api/@tanstack/react-query.gen";
import { EmptyState } from "@/components/empty-state";
import { Icon } from "@/components/icon";
import { LinkButton } from "@/components/link-button";
import { Loaded } from "@/components/loaded";
import { PageHead } from "@/components/page-head";
import { TextView } from "@/components/text/text-view";
import { localTime } from "@/lib/format";
import { runTitle } from "@/lib/run-words";
import { useSearchPatch } from "@/lib/use-search-state";
import { Button } from "@mantine/core";
import styles from "./reports.module.css";
import { type Form, FORMS, type ReportsSearch } from "./search";

const route = getRouteApi("/reports");
const WORDS: Record<Form, string> = { md: "Markdown", csv: "CSV", json: "JSON" };
const PREVIEW = 400_000;

export function ReportsPage() {
  const { run, form = "md" } = route.useSearch();
  const patch = useSearchPatch<ReportsSearch>();
  const runs = useQuery(listRunsOptions({ query: { limit: 100 } }));
  const address = `/api/runs/${encodeURIComponent(run ?? "")}/export/${form}`;
  const report = useQuery({
    queryKey: ["export", run, form],
    enabled: run !== undefined,
    staleTime: 30_000,
    queryFn: ({ signal }) => read(`${address}?download=false`, signal),
  });
  const options = (runs.data?.items ?? []).map((one) => ({ value: one.id, label: `${runTitle(one)} · ${localTime(one.created_at)}` }));
  if (run && !options.some((one) => one.value === run)) options.unshift({ value: run, label: run });
  return (
    <>
      <PageHead
        title="Reports"
        lead="A run as a document to hand on: method, figures with intervals, failures, cost."
        actions={
          run && (
            <Button component="a" href={address} download leftSection={<Icon name="download" />}>
              Save as {WORDS[form]}
            </Button>
          )
        }
      />
      <div className={styles.choose}>
        <Select label="Run" searchable clearable placeholder="Choose a run" value={run ?? null} data={options} onChange={(id) => patch({ run: id ?? undefined }, { step: true })} />
        <SegmentedControl aria-label="Form" value={form} onChange={(value) => patch({ form: value as Form })} data={FORMS.map((one) => ({ value: one, label: WORDS[one] }))} />
      </div>
      {run ? (
        <Loaded query={report} height={520}>
          {(text) => <TextView title={`${run}.${form}`} text={text.slice(0, PREVIEW)} language="text" whole={text.length > PREVIEW ? text.length : undefined} height={720} />}
        </Loaded>
      ) : (
        <EmptyState icon="reports" title="Choose a run" actions={<LinkButton to="/runs">Runs</LinkButton>}>
          The report is shown here before you save it. On the command line: <code>benchwright export</code>.
        </EmptyState>
      )}
    </>
  );
}

async function read(address: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw await response.json();
  return response.text();
}
