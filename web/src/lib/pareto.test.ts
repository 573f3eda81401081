import { expect, test } from "vitest";
import { paretoFront } from "./pareto";

test("only points that no cheaper one equals or beats are on the line", () => {
  const points = [
    { x: 3, y: 0.9 },
    { x: 1, y: 0.5 },
    { x: 2, y: 0.4 },
    { x: 2.5, y: 0.5 },
    { x: 4, y: 0.9 },
    { x: 1, y: 0.3 },
  ];
  expect(paretoFront(points)).toEqual([
    { x: 1, y: 0.5 },
    { x: 3, y: 0.9 },
  ]);
});
