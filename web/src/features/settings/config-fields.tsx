/** The fields of a saved config; what is wrong with one stands beside it. */
import { Checkbox, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listProvidersOptions } from "@/api/@tanstack/react-query.gen";
import { fieldMessage } from "@/lib/problem";
import { APIS, type ConfigDraft, EFFORTS, VERBOSITIES } from "./config-draft";
import styles from "./settings.module.css";

type Props = { draft: ConfigDraft; patch: (change: Partial<ConfigDraft>) => void; trouble: unknown };

export function ConfigFields({ draft, patch, trouble }: Props) {
  const providers = useQuery(listProvidersOptions({ query: { limit: 500 } }));
  const names = (providers.data?.items ?? []).map((provider) => provider.name);
  const wrong = (field: string) => fieldMessage(trouble, field);
  const number = (field: "temperature" | "top_p" | "max_tokens" | "seed", label: string, more: { min?: number; max?: number; step?: number; whole?: boolean }) => (
    <NumberInput
      label={label}
      min={more.min}
      max={more.max}
      step={more.step ?? 1}
      allowDecimal={!more.whole}
      value={draft[field]}
      onChange={(value) => patch({ [field]: value })}
      error={wrong(`settings.${field}`)}
    />
  );
  const price = (field: "input" | "output" | "cached", label: string) => (
    <NumberInput
      label={label}
      min={0}
      decimalScale={6}
      value={draft[`${field}_price`]}
      onChange={(value) => patch({ [`${field}_price`]: value })}
      error={wrong(`price.${field}_usd_per_mtok`)}
    />
  );
  return (
    <>
      <TextInput label="Name" description="How it is called in tables and with --model." required data-autofocus maxLength={100} value={draft.name} onChange={(event) => patch({ name: event.currentTarget.value })} error={wrong("name")} />
      <div className={styles.pair}>
        <Select
          label="Provider"
          required
          searchable
          value={draft.provider || null}
          data={draft.provider && !names.includes(draft.provider) ? [draft.provider, ...names] : names}
          onChange={(provider) => patch({ provider: provider ?? "" })}
          error={wrong("provider")}
        />
        <TextInput label="Model" placeholder="gpt-5-mini" required maxLength={300} value={draft.model} onChange={(event) => patch({ model: event.currentTarget.value })} error={wrong("model")} />
      </div>
      <p className={styles.small}>What is left empty is left to the provider.</p>
      <div className={styles.four}>
        {number("temperature", "Temperature", { min: 0, max: 2, step: 0.1 })}
        {number("top_p", "Top p", { min: 0, max: 1, step: 0.05 })}
        {number("max_tokens", "Output tokens", { min: 1, whole: true })}
        {number("seed", "Seed", { whole: true })}
        <Select label="Reasoning effort" clearable value={draft.reasoning_effort ?? null} data={[...EFFORTS]} onChange={(effort) => patch({ reasoning_effort: effort })} error={wrong("settings.reasoning_effort")} />
        <Select label="Verbosity" clearable value={draft.verbosity ?? null} data={[...VERBOSITIES]} onChange={(verbosity) => patch({ verbosity })} error={wrong("settings.verbosity")} />
        <Select label="API" allowDeselect={false} value={draft.api} data={[...APIS]} onChange={(api) => patch({ api: api ?? "chat" })} error={wrong("settings.api")} />
        <Checkbox className={styles.tick} label="Stream" checked={draft.stream} onChange={(event) => patch({ stream: event.currentTarget.checked })} />
      </div>
      <Textarea label="System prompt" autosize minRows={2} maxRows={10} value={draft.system} onChange={(event) => patch({ system: event.currentTarget.value })} error={wrong("settings.system")} />
      <p className={styles.small}>A price of your own, in USD for a million tokens; empty: that of the price book.</p>
      <div className={styles.four}>
        {price("input", "Input")}
        {price("output", "Output")}
        {price("cached", "Cached input")}
      </div>
    </>
  );
}
