// Says how much script a first visit loads (what index.html names, compressed), and fails above the limit.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 300;
const folder = process.argv[2];
const size = (path) => gzipSync(readFileSync(join(folder, path))).length / 1024;

const html = readFileSync(join(folder, "index.html"), "utf8");
const first = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1]);
const total = first.reduce((sum, path) => sum + size(path), 0);
const later = readdirSync(join(folder, "assets"))
  .filter((name) => name.endsWith(".js") && !first.includes(`assets/${name}`))
  .reduce((sum, name) => sum + size(`assets/${name}`), 0);

console.log(`page: first load ${total.toFixed(0)} KB of script (gzip), ${later.toFixed(0)} KB more as pages need it`);
if (first.length === 0 || total > LIMIT_KB) {
  console.error(`page: the limit is ${LIMIT_KB} KB; load what is heavy with its page`);
  process.exit(1);
}
