import { expect, test } from "vitest";
import { launchSearch, readWeights, requestOf, writeWeights } from "./search";

test("a draft without suite or candidates is no request yet", () => {
  expect(requestOf({ suite: "assistant" })).toBeUndefined();
  expect(requestOf({ with: ["baseline/empty"] })).toBeUndefined();
});

test("a draft keeps what was chosen, and leaves the rest to the server", () => {
  const draft = launchSearch({ suite: "s", with: "a/b", difficulties: ["easy", "odd"], budget: 2.5, temperature: 0, samples: "x" });
  const request = requestOf(draft);
  expect(request?.candidates).toEqual([{ name: "a/b", settings: { temperature: 0 } }]);
  expect(request?.selection?.difficulties).toEqual(["easy"]);
  expect(request?.max_cost_usd).toBe("2.5");
  expect(request?.samples).toBe(1);
  expect(request?.weights).toBeNull();
});

test("weights survive the address", () => {
  const weights = { correctness: 0.5, speed: 0 };
  expect(readWeights(writeWeights(weights))).toEqual(weights);
  expect(readWeights("speed:-1,x")).toBeNull();
});
