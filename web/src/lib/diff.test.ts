import { expect, test } from "vitest";
import { foldedDiff } from "./diff";

test("a change is shown with its surroundings, the rest folds", () => {
  const before = Array.from({ length: 20 }, (_, line) => `line ${line}`);
  const after = before.with(10, "changed");
  const parts = foldedDiff(before.join("\n"), after.join("\n"), 2);
  expect(parts.map((part) => part.kind)).toEqual(["fold", "kept", "kept", "removed", "added", "kept", "kept", "fold"]);
  expect(parts[0]).toMatchObject({ lines: 8 });
});

test("spaces at line ends are no difference", () => {
  expect(foldedDiff("a  \nb\n", "a\nb", 3).every((part) => part.kind === "kept" || part.kind === "fold")).toBe(true);
});
