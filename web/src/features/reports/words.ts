/** What Reports says. */
import type { Form } from "./search";

export const FORM_NAMES: Record<Form, string> = { html: "HTML", md: "Markdown", pdf: "PDF", csv: "CSV", json: "JSON" };

export const FORM_NOTES: Record<Form, string> = {
  html: "One file that holds all it needs: opens without a network, prints well, and runs no script.",
  md: "For a wiki, an issue or a pull request.",
  pdf: "The same document as the HTML page, which is shown here; fixed pages to hand on.",
  csv: "One row for each attempt of a run, or for each task of a comparison; safe to open in a spreadsheet.",
  json: "Every figure at full precision, for programs.",
};

export const WORDS = {
  lead: "Results as a document to hand on: method, figures with intervals, failures, cost.",
  none: "A report of a run, or of the candidates put side by side under Compare, is shown here before you save it. On the command line:",
} as const;
