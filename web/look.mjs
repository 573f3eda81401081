// Looks at every page in a real browser: dark and light, wide and 390 px. Writes a picture of each, and fails where a
// page logs an error, is wider than its window, or breaks a rule of WCAG 2.2 AA (axe).
// Usage: node look.mjs ADDRESS FOLDER; CHROMIUM names the browser where it is not /usr/bin/chromium.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [address, folder] = process.argv.slice(2);
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!address || !folder) fail("usage: node look.mjs ADDRESS FOLDER");
if (!existsSync(browserPath)) fail(`there is no browser at ${browserPath}; apt-get install chromium, or set CHROMIUM`);
mkdirSync(folder, { recursive: true });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const SETTLED_MS = 600;
const troubles = [];

const pages = await pagesToSee();
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
for (const scheme of ["dark", "light"]) {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ]) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: "reduce" });
    for (const [name, path] of pages) await see(context, `${name}-${width}-${scheme}`, path);
    await context.close();
  }
}
await browser.close();
console.log(`look: ${pages.length * 4} pictures in ${folder}`);
if (troubles.length > 0) fail(troubles.join("\n"));

async function pagesToSee() {
  const [run] = (await read("/api/runs?limit=1")).items;
  if (!run) fail("this server has no run to show; make demo makes one");
  const [attempt] = (await read(`/api/runs/${run.id}/attempts?limit=1&outcome=failed&sort=-overall`)).items;
  const who = run.candidates.slice(0, 2).map((candidate) => `${run.id}|${candidate}`);
  const search = new URLSearchParams({ with: JSON.stringify(who), ...(attempt ? { task: attempt.task_id } : {}) });
  const one = attempt ? `/runs/${run.id}/attempts/${attempt.id}` : "";
  return [
    ["home", "/"],
    ["launch", `/launch?suite=${run.suite}&with=baseline/reference`],
    ["runs", "/runs"],
    ["run", `/runs/${run.id}?about=open`],
    ...(attempt ? ["overview", "tests", "code", "prompt", "response", "output", "files", "repeat"].map((part) => [`attempt-${part}`, `${one}?part=${part}`]) : []),
    ["leaderboard", "/leaderboard"],
    ...(who.length > 1 ? [["compare", `/compare?${search}`]] : []),
    ["analytics", "/analytics"],
    ["suites", `/suites?suite=${run.suite}${attempt ? `&task=${attempt.task_id}` : ""}`],
    ["reports", `/reports?run=${run.id}`],
    ...["providers", "machine", "prices", "page", "about"].map((section) => [`settings-${section}`, `/settings?section=${section}`]),
    ["lost", "/no-such-page"],
  ];
}

async function see(context, name, path) {
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && troubles.push(`${name}: ${message.text()}`));
  page.on("pageerror", (error) => troubles.push(`${name}: ${error.message}`));
  await page.goto(address + path, { waitUntil: "domcontentloaded" });
  await page.waitForSelector("h1, h2");
  await page.waitForFunction(() => !document.querySelector('[aria-label="Loading"], [aria-label="Planning"]'), undefined, { timeout: 30_000 });
  await page.waitForTimeout(SETTLED_MS);
  await page.screenshot({ path: `${folder}/${name}.png` });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wider > 0) troubles.push(`${name}: ${wider} px wider than its window`);
  await page.evaluate(`${axe};0`);
  const broken = await page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, { runOnly: rules });
    return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} at ${node.target.join(" ")}`));
  }, RULES);
  troubles.push(...broken.map((rule) => `${name}: ${rule}`));
  await page.close();
}

async function read(path) {
  return (await fetch(address + path)).json();
}

function fail(text) {
  console.error(text);
  process.exit(1);
}
