/** What Home says. */
export const HOME = {
  lead: "What is being measured, what came out last, and what it cost.",
  welcome: "Measure your first candidate",
  welcomeText:
    "Benchwright gives tasks to language models, runs what they answer in a sandbox, and says how sure the result is. See the whole way now, without a key and without spending anything.",
  demo: "Try the demo",
  demoNote: "Runs the shipped suite against three offline candidates: one that is always right, one that is slightly wrong, one that says nothing. Takes about a minute and costs nothing.",
  keyTitle: "Add a key to measure real models",
  keyText: "Keys are read from the environment or a file named .env beside your runs. They never reach this page.",
  keySteps: [
    "Copy .env.example to .env in the folder where the server was started.",
    "Put the key of a provider into it, such as OPENAI_API_KEY=…",
    "Start benchwright serve again, and test the provider under Settings.",
  ],
  terminal: "Or start from a terminal; the run shows here as it happens:",
} as const;

export const DEMO = {
  suite: "assistant",
  candidates: [{ name: "baseline/reference" }, { name: "baseline/mutant" }, { name: "baseline/empty" }],
};
