import { expect, test } from "vitest";
import { type Column, nextSort, shownColumns } from "./column";

const columns: Column<object>[] = [
  { id: "task", header: "Task", value: () => "", fixed: true },
  { id: "cost", header: "Cost", value: () => 1, hidden: "narrow" },
  { id: "digest", header: "Digest", value: () => 1, hidden: true },
];

test("a narrow screen starts with fewer columns, and a choice overrules that", () => {
  expect([...shownColumns(columns, undefined, false)]).toEqual(["task", "cost"]);
  expect([...shownColumns(columns, undefined, true)]).toEqual(["task"]);
  expect([...shownColumns(columns, "digest", true)]).toEqual(["task", "digest"]);
});

test("a header goes from largest to smallest to the page's own order", () => {
  expect(nextSort(undefined, "cost")).toBe("-cost");
  expect(nextSort("-cost", "cost")).toBe("cost");
  expect(nextSort("cost", "cost")).toBeUndefined();
  expect(nextSort("-task", "cost")).toBe("-cost");
});
