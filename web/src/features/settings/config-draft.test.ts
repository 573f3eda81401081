import { expect, test } from "vitest";
import type { ConfigDetail } from "@/api/types.gen";
import { configRequest, draftOf } from "./config-draft";

const SAVED: ConfigDetail = {
  name: "fast",
  provider: "openai",
  model: "gpt-5-mini",
  version: "0123",
  only_in_file: ["api_key"],
  settings: { temperature: 0, top_p: null, max_tokens: 500, seed: null, reasoning_effort: "low", verbosity: null, system: "Be brief.", api: "responses", stream: true },
  price: { input_usd_per_mtok: "0.25", output_usd_per_mtok: "2", cached_usd_per_mtok: null },
};

test("a config that is opened and saved is the same config", () => {
  const { version: _version, only_in_file: _kept, ...sent } = SAVED;
  expect(configRequest(draftOf(SAVED))).toEqual(sent);
});

test("what is left empty is left to the provider", () => {
  const request = configRequest({ ...draftOf(), name: "a", provider: "ollama", model: "m", temperature: "0.5" });
  expect(request.settings).toMatchObject({ temperature: 0.5, top_p: null, max_tokens: null, system: null });
  expect(request.price).toBeNull();
});

test("half a price is sent as it is, for the server to refuse beside its field", () => {
  expect(configRequest({ ...draftOf(), input_price: 1 }).price).toEqual({ input_usd_per_mtok: "1", output_usd_per_mtok: "", cached_usd_per_mtok: null });
});
