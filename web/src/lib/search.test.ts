import { expect, test } from "vitest";
import { countOf, listOf, oneOf, textOf } from "./search";

test("a wrong address is as good as an empty one", () => {
  const search = { q: { deep: 1 }, status: "nonsense", tags: [1, {}, "x"], samples: "-3", suite: "" };
  expect(textOf(search, "q")).toBeUndefined();
  expect(textOf(search, "suite")).toBeUndefined();
  expect(oneOf(search, "status", ["running"])).toBeUndefined();
  expect(listOf(search, "tags")).toEqual(["1", "x"]);
  expect(countOf(search, "samples")).toBeUndefined();
});

test("what is right is kept, a number that looks like text included", () => {
  expect(textOf({ q: 42 }, "q")).toBe("42");
  expect(oneOf({ status: "running" }, "status", ["running"])).toBe("running");
  expect(listOf({ tags: "x" }, "tags")).toEqual(["x"]);
  expect(countOf({ samples: 3 }, "samples")).toBe(3);
});
