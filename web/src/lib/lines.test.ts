import { describe, expect, test } from "vitest";
import { ansiPieces } from "./ansi";
import { codePieces } from "./highlight";
import { LONGEST_ROW, rowText, safeCut, toLines } from "./lines";

describe("rows", () => {
  test("a line of 200 KB becomes rows, and no character is lost", () => {
    const long = `{"key":"${"é🙂".repeat(60_000)}"}`;
    const lines = toLines([{ text: long }]);
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.every((line) => rowText(line).length <= LONGEST_ROW)).toBe(true);
    expect(lines.map(rowText).join("")).toBe(long);
    expect(lines.map((line) => line.number).slice(0, 3)).toEqual([1, 0, 0]);
  });

  test("an emoji made of several is never cut", () => {
    const family = "👨‍👩‍👧‍👦";
    for (let at = 1; at < family.length; at += 1) expect(safeCut(`abc${family}`, 3 + at)).toBe(3);
  });

  test("line ends of all kinds, and no empty row for the last one", () => {
    expect(toLines([{ text: "a\r\nb\n\nc\n" }]).map(rowText)).toEqual(["a", "b", "", "c"]);
  });

  test("an output of 1 MB is cut into rows quickly", () => {
    const output = "line of output with some length to it\n".repeat(28_000);
    const started = performance.now();
    expect(toLines(ansiPieces(output)).length).toBe(28_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("terminal output", () => {
  test("colours are kept, other control sequences go", () => {
    const pieces = [...ansiPieces("\u001b[1;31mred\u001b[0m plain\u001b[2K\u001b]0;title\u0007!\u001b[?25l")];
    expect(pieces).toEqual([{ text: "red", look: "ansi-red bold" }, { text: " plain" }, { text: "!" }]);
  });

  test("256 colours do not swallow what follows", () => {
    expect([...ansiPieces("\u001b[38;5;196;1mx\u001b[38;2;1;2;3my")].map((piece) => piece.look)).toEqual(["bold", "bold"]);
  });

  test("what a progress bar wrote over itself shows its last state", () => {
    expect([...ansiPieces("10 %\r50 %\r100 %\ndone")].map((piece) => piece.text).join("")).toBe("100 %\ndone");
  });
});

describe("code", () => {
  test("nothing is lost, and a keyword in a string is part of the string", () => {
    const code = 'def f(x):\n    """return it"""\n    return x  # for you\n';
    const pieces = [...codePieces(code, "python")];
    expect(pieces.map((piece) => piece.text).join("")).toBe(code);
    expect(pieces.filter((piece) => piece.look === "keyword").map((piece) => piece.text)).toEqual(["def", "return"]);
    expect(pieces.find((piece) => piece.look === "comment")?.text).toBe("# for you");
  });
});
