import { expect, test } from "vitest";
import { contenderKey, readContender, readContenders } from "./contender";

test("a contender survives the address, slashes and colons in its name included", () => {
  for (const one of [
    { candidate: "ollama/a:b|c", run_id: "run_1", suite: null },
    { candidate: "x/y", run_id: null, suite: "assistant" },
  ]) {
    expect(readContender(contenderKey(one))).toEqual(one);
  }
});

test("what can't be read is left out, and nobody meets himself", () => {
  expect(readContenders(["", "|x", "run_1|", "run_1|a", "run_1|a"])).toHaveLength(1);
});
