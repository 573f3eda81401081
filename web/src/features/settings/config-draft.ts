/** A saved config as it is typed: numbers are texts until they are sent, empty means "left to the provider". */
import type { ConfigDetail, ConfigRequest, SettingsRequest } from "@/api/types.gen";

export const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh"] as const;
export const VERBOSITIES = ["low", "medium", "high"] as const;
export const APIS = ["chat", "responses"] as const;

type Typed = number | string;

export type ConfigDraft = {
  name: string;
  provider: string;
  model: string;
  temperature: Typed;
  top_p: Typed;
  max_tokens: Typed;
  seed: Typed;
  reasoning_effort: SettingsRequest["reasoning_effort"];
  verbosity: SettingsRequest["verbosity"];
  system: string;
  api: NonNullable<SettingsRequest["api"]>;
  stream: boolean;
  input_price: Typed;
  output_price: Typed;
  cached_price: Typed;
};

/** Start a draft from a saved config, or from nothing. */
export function draftOf(config?: ConfigDetail): ConfigDraft {
  const { settings, price } = config ?? {};
  return {
    name: config?.name ?? "",
    provider: config?.provider ?? "",
    model: config?.model ?? "",
    temperature: settings?.temperature ?? "",
    top_p: settings?.top_p ?? "",
    max_tokens: settings?.max_tokens ?? "",
    seed: settings?.seed ?? "",
    reasoning_effort: settings?.reasoning_effort ?? null,
    verbosity: settings?.verbosity ?? null,
    system: settings?.system ?? "",
    api: settings?.api ?? "chat",
    stream: settings?.stream ?? false,
    input_price: price?.input_usd_per_mtok ?? "",
    output_price: price?.output_usd_per_mtok ?? "",
    cached_price: price?.cached_usd_per_mtok ?? "",
  };
}

/** Return what is sent. A price that is half given is sent so: the server says which part is missing. */
export function configRequest(draft: ConfigDraft): ConfigRequest {
  const priced = [draft.input_price, draft.output_price, draft.cached_price].some((typed) => typed !== "");
  return {
    name: draft.name,
    provider: draft.provider,
    model: draft.model,
    settings: {
      temperature: numberOf(draft.temperature),
      top_p: numberOf(draft.top_p),
      max_tokens: numberOf(draft.max_tokens),
      seed: numberOf(draft.seed),
      reasoning_effort: draft.reasoning_effort ?? null,
      verbosity: draft.verbosity ?? null,
      system: draft.system || null,
      api: draft.api,
      stream: draft.stream,
    },
    price: priced
      ? {
          input_usd_per_mtok: String(draft.input_price),
          output_usd_per_mtok: String(draft.output_price),
          cached_usd_per_mtok: draft.cached_price === "" ? null : String(draft.cached_price),
        }
      : null,
  };
}

function numberOf(typed: Typed): number | null {
  return typed === "" ? null : Number(typed);
}
