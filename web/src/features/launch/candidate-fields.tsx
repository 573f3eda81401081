/** Who is measured: saved configs, baselines, or any model by provider/model; and how models are called. */
import { NumberInput, Select, TagsInput, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listCandidatesOptions, listProvidersOptions } from "@/api/@tanstack/react-query.gen";
import type { CandidateOffer, ProviderLine } from "@/api/types.gen";
import { Panel } from "@/components/panel";
import { fieldMessage } from "@/lib/problem";
import type { FieldsProps } from "./fields";
import styles from "./launch.module.css";

export function CandidateFields({ draft, patch, trouble }: FieldsProps) {
  const offers = useQuery(listCandidatesOptions({ query: { limit: 500 } }));
  const providers = useQuery(listProvidersOptions({ query: { limit: 500 } }));
  const items = offers.data?.items ?? [];
  const chosen = draft.with ?? [];
  const warnings = chosen.flatMap((name) => warningFor(name, items, providers.data?.items ?? []));
  const group = (kind: CandidateOffer["kind"]) => items.filter((one) => one.kind === kind && !chosen.includes(one.name)).map((one) => one.name);
  return (
    <Panel title="Candidates" note="A model with all its settings is one candidate.">
      <div className={styles.fields}>
        <TagsInput
          label="Candidates"
          description="Choose, or type provider/model and press Enter: openai/gpt-5-mini, anthropic/…, ollama/…"
          placeholder={chosen.length > 0 ? undefined : "baseline/reference"}
          required
          clearable
          value={chosen}
          onChange={(names) => patch({ with: names.length > 0 ? names : undefined })}
          data={[
            { group: "Saved configs", items: group("saved") },
            { group: "Offline baselines", items: group("baseline") },
          ].filter((one) => one.items.length > 0)}
          error={fieldMessage(trouble, "candidates")}
        />
        {warnings.map((warning) => (
          <p key={warning} className={styles.warning}>
            {warning}
          </p>
        ))}
        <div className={styles.row}>
          <NumberInput
            label="Samples"
            description="Tries at each task."
            min={1}
            max={1000}
            allowDecimal={false}
            value={draft.samples ?? 1}
            onChange={(value) => patch({ samples: Number(value) > 1 ? Number(value) : undefined })}
            error={fieldMessage(trouble, "samples")}
          />
          <NumberInput
            label="Temperature"
            description="Empty: as configured."
            min={0}
            max={2}
            step={0.1}
            value={draft.temperature ?? ""}
            onChange={(value) => patch({ temperature: value === "" ? undefined : String(value) })}
            error={fieldMessage(trouble, "candidates.0.settings.temperature")}
          />
          <NumberInput
            label="Output tokens"
            description="At most, reasoning included."
            min={1}
            allowDecimal={false}
            value={draft.max_tokens ?? ""}
            onChange={(value) => patch({ max_tokens: Number(value) || undefined })}
          />
          <Select
            label="Reasoning effort"
            description="Where the model has one."
            clearable
            placeholder="As configured"
            value={draft.effort ?? null}
            data={["none", "minimal", "low", "medium", "high", "xhigh"]}
            onChange={(effort) => patch({ effort: effort ?? undefined })}
          />
        </div>
        <Textarea label="System prompt" description="Empty: as configured." autosize minRows={1} maxRows={8} value={draft.system ?? ""} onChange={(event) => patch({ system: event.currentTarget.value || undefined })} />
      </div>
    </Panel>
  );
}

function warningFor(name: string, offers: readonly CandidateOffer[], providers: readonly ProviderLine[]): string[] {
  const offer = offers.find((one) => one.name === name);
  if (offer) return offer.usable ? [] : [`${name}: ${offer.reason}`];
  const [prefix, ...model] = name.split("/");
  const provider = providers.find((one) => one.name === prefix);
  // What is no listed provider is judged by the plan, which names what is wrong with it.
  if (!provider) return name.includes("/") ? [] : [`${name}: no saved config has this name; a model is named provider/model.`];
  if (model.join("/") === "") return [`${name}: name the model too, as ${prefix}/MODEL.`];
  return provider.usable ? [] : [`${name}: ${provider.key_needed ? `no key; put ${provider.key_variable} into .env and start the server again` : "its provider can't be used now"}.`];
}
