/** Errors of the API as RFC 9457 problems; whatever else goes wrong becomes one too. */

export type FieldProblem = { field: string; message: string; value: string };

export type Problem = {
  title: string;
  detail: string;
  status: number;
  errors: readonly FieldProblem[];
  requestId: string;
};

type Loose = Record<string, unknown>;

const text = (value: unknown, otherwise: string): string => (typeof value === "string" && value ? value : otherwise);

/** Read what was thrown. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof TypeError) {
    return {
      title: "The server does not answer",
      detail: "Is `benchwright serve` still running? The page tries again by itself once it is back.",
      status: 0,
      errors: [],
      requestId: "",
    };
  }
  if (typeof thrown === "object" && thrown !== null && "detail" in thrown) {
    const problem = thrown as Loose;
    return {
      title: text(problem.title, "Something went wrong"),
      detail: text(problem.detail, "The server gave no reason."),
      status: typeof problem.status === "number" ? problem.status : 0,
      errors: Array.isArray(problem.errors) ? problem.errors.map(asField) : [],
      requestId: text(problem.request_id, ""),
    };
  }
  const detail = thrown instanceof Error ? thrown.message : text(thrown, "The server's answer could not be read.");
  return { title: "Something went wrong", detail, status: 0, errors: [], requestId: "" };
}

function asField(one: Loose): FieldProblem {
  return { field: text(one.field, "?"), message: text(one.message, "is wrong"), value: text(one.value, "") };
}

/** What is wrong with one field of a request's body, by its path without `body.`. */
export function fieldMessage(thrown: unknown, field: string): string | undefined {
  if (!thrown) return undefined;
  const found = asProblem(thrown).errors.filter((one) => {
    const path = one.field.replace(/^body\./, "");
    return path === field || path.startsWith(`${field}.`);
  });
  return found.length > 0 ? found.map((one) => one.message).join("; ") : undefined;
}
