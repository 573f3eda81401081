/** What the page of an attempt says. */
export const WORDS = {
  overview: "Overview",
  tests: "Tests",
  code: "Code",
  prompt: "Prompt",
  response: "Response",
  output: "Output",
  files: "Files",
  repeat: "Repeat",
  noAnswer: "There is no answer: the attempt ended before one came.",
  noCode: "No program was found in the answer, or the task asks for none.",
  voided: "The program reached for the verdict, so no test counts as passed.",
  noExecution: "No code ran for this attempt.",
} as const;
