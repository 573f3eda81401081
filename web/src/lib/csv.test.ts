import { expect, test } from "vitest";
import { csvCell, toCsv } from "./csv";

test("quotes, commas and line ends are kept inside a cell", () => {
  expect(csvCell('say "hi", now')).toBe('"say ""hi"", now"');
  expect(csvCell("two\nlines")).toBe('"two\nlines"');
});

test("a formula in an answer stays text, a negative number stays a number", () => {
  expect(csvCell("=cmd()")).toBe("'=cmd()");
  expect(csvCell("@x")).toBe("'@x");
  expect(csvCell(-3)).toBe("-3");
});

test("unknown is an empty cell", () => {
  expect(toCsv(["a", "b"], [[null, 0]])).toBe("a,b\r\n,0\r\n");
});
