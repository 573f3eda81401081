/** Reports: a run or a comparison as a document, previewed before it is saved. */
import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { listRunsOptions } from "@/api/@tanstack/react-query.gen";
import { Chip } from "@/components/chip";
import { EmptyState } from "@/components/empty-state";
import { Icon } from "@/components/icon";
import { LinkButton } from "@/components/link-button";
import { PageHead } from "@/components/page-head";
import { readContenders } from "@/lib/contender";
import { localTime } from "@/lib/format";
import { runTitle } from "@/lib/run-words";
import { useSearchPatch } from "@/lib/use-search-state";
import { sourceOf } from "./document";
import { Preview } from "./preview";
import styles from "./reports.module.css";
import { SaveButton } from "./save-button";
import { type Form, FORMS, type ReportsSearch } from "./search";
import { FORM_NAMES, FORM_NOTES, WORDS } from "./words";

const route = getRouteApi("/reports");

export function ReportsPage() {
  const search = route.useSearch();
  const patch = useSearchPatch<ReportsSearch>();
  const { form = "html" } = search;
  const source = sourceOf(search);
  return (
    <>
      <PageHead title="Reports" lead={WORDS.lead} actions={source && <SaveButton source={source} form={form} />} />
      <div className={styles.choose}>
        {source?.kind === "comparison" ? <Compared keys={source.keys} /> : <RunChoice run={search.run} onChange={(run) => patch({ run }, { step: true })} />}
        <SegmentedControl
          aria-label="Form of the document"
          value={form}
          onChange={(value) => patch({ form: value as Form })}
          data={FORMS.map((one) => ({ value: one, label: FORM_NAMES[one] }))}
        />
      </div>
      {source ? (
        <>
          <p className={styles.note}>{FORM_NOTES[form]}</p>
          <Preview source={source} form={form} />
        </>
      ) : (
        <EmptyState
          icon="reports"
          title="Choose a run"
          actions={
            <>
              <LinkButton to="/runs">Runs</LinkButton>
              <LinkButton to="/compare" variant="default">
                Compare
              </LinkButton>
            </>
          }
        >
          {WORDS.none} <code>benchwright export</code>.
        </EmptyState>
      )}
    </>
  );
}

function RunChoice({ run, onChange }: { run: string | undefined; onChange: (run: string | undefined) => void }) {
  const runs = useQuery(listRunsOptions({ query: { limit: 100 } }));
  const options = (runs.data?.items ?? []).map((one) => ({ value: one.id, label: `${runTitle(one)} · ${localTime(one.created_at)}` }));
  if (run && !options.some((one) => one.value === run)) options.unshift({ value: run, label: run });
  return <Select label="Run" searchable clearable placeholder="Choose a run" value={run ?? null} data={options} onChange={(id) => onChange(id ?? undefined)} clearButtonProps={{ "aria-label": "Clear the run" }} />;
}

function Compared({ keys }: { keys: readonly string[] }) {
  return (
    <div className={styles.compared} role="group" aria-label="Candidates compared">
      {readContenders(keys).map((one) => (
        <Chip key={`${one.run_id} ${one.suite} ${one.candidate}`} icon="compare">
          {one.candidate} · {one.run_id ?? one.suite}
        </Chip>
      ))}
      <LinkButton to="/compare" search={{ with: [...keys] }} size="compact-md" variant="default" leftSection={<Icon name="compare" size={14} />}>
        Change
      </LinkButton>
      <LinkButton to="/reports" search={{}} size="compact-md" variant="default">
        A run instead
      </LinkButton>
    </div>
  );
}
