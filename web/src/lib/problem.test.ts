import { expect, test } from "vitest";
import { asProblem, fieldMessage } from "./problem";

const problem = {
  type: "urn:x",
  title: "Unprocessable",
  status: 422,
  detail: "body.samples: too large",
  errors: [{ field: "body.samples", value: "5000", message: "must be at most 1000" }],
  request_id: "ab12",
};

test("a problem keeps its fields, and a form finds its own", () => {
  expect(asProblem(problem).requestId).toBe("ab12");
  expect(fieldMessage(problem, "samples")).toBe("must be at most 1000");
  expect(fieldMessage(problem, "suite")).toBeUndefined();
});

test("an unreachable server is told apart from an error", () => {
  expect(asProblem(new TypeError("Failed to fetch")).title).toBe("The server does not answer");
  expect(asProblem(new Error("odd")).detail).toBe("odd");
});
