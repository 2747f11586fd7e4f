/**
 * Runs the measurements and prints their table; exits 1 where a row misses its mark.
 *
 *     node --import ./web/loader/register.ts bench/main.ts [NAME …] [--json] [--write]
 *         [--transfers N]
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { books } from "./books.ts";
import { durable } from "./durable.ts";
import { gate } from "./gate.ts";
import { overHttp } from "./http.ts";
import { importing } from "./import.ts";
import { pages } from "./pages.ts";
import { type Row, reached } from "./row.ts";
import { starting } from "./start.ts";
import { statements } from "./statements.ts";

const ROOT = new URL("../", import.meta.url);
const DOCUMENT = new URL("docs/benchmarks.md", ROOT);
/** Plain bytes of an entry of `durable`; what the bare route stores for each post. */
const ENTRY_BYTES = 660;
const IMPORT_ROWS = 100_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    transfers: { type: "string", default: "1000000" },
  },
});

const one = async (row: Promise<Row>) => [await row];
const transfers = Number(values.transfers);

/** Every measurement by its name; one may give several rows. */
const ALL: Record<string, () => Promise<Row[]>> = {
  // Enough of them that most run compiled, as they do in a node that has been up for a minute.
  "durable-1": () => one(durable(3, 1, 3_000)),
  "durable-64": () => one(durable(3, 64, 25_600)),
  "durable-marks": () => one(durable(12, 64, 25_600)),
  http: () =>
    overHttp(
      [
        { flight: 1, count: 400 },
        { flight: 64, count: 4_000 },
      ],
      ENTRY_BYTES,
    ),
  gate,
  books: () => books(transfers),
  import: () => one(importing(IMPORT_ROWS)),
  statements: () => statements(IMPORT_ROWS),
  pages,
  start: starting,
};

function markOf({ reach }: Row): string {
  return "least" in reach ? `≥ ${reach.least}` : `≤ ${reach.most}`;
}

function lineOf(row: Row): string {
  const { what, against, ratio, note } = row;
  const verdict = reached(row) ? "reached" : "**missed**";
  return `| ${what} | ${against} | ${markOf(row)} | ${ratio.toFixed(3)} | ${verdict} | ${note} |`;
}

const HEAD =
  "| what | against | to reach | measured | | how |\n| --- | --- | --- | --- | --- | --- |";

function documentOf(rows: readonly Row[]): string {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" });
  const commit = git("rev-parse", "--short", "HEAD").trim();
  const changed = git("status", "--porcelain", "--untracked-files=no").trim() !== "";
  const more = changed ? " with changes" : "";
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? "unknown"})`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const missed = rows.filter((row) => !reached(row)).length;
  return `# Benchmarks

Written by \`npm run bench -- --write\`. Every line is a ratio of two things measured in turn in one
run on one machine; only ratios are compared, the figures beside them say where they came from.

${machine}, ${memory}, Node ${process.version}, ${day}, commit ${commit}${more}.
${missed === 0 ? "All marks are reached." : `${missed} of ${rows.length} marks are missed.`}

${HEAD}
${rows.map(lineOf).join("\n")}
`;
}

const unknown = positionals.find((name) => !Object.hasOwn(ALL, name));
if (unknown !== undefined || !(transfers >= 1_000)) {
  const names = Object.keys(ALL).join(" ");
  process.stderr.write(`not a measurement: ${unknown ?? values.transfers}; there are ${names}\n`);
  process.exit(2);
}
if (values.write && positionals.length > 0) {
  process.stderr.write("--write writes the whole table: name no measurement with it\n");
  process.exit(2);
}
const names = positionals.length > 0 ? positionals : Object.keys(ALL);
const rows: Row[] = [];
if (!values.json) console.log(HEAD);
for (const name of names) {
  const found = (await ALL[name]?.()) ?? [];
  rows.push(...found);
  if (!values.json) console.log(found.map(lineOf).join("\n"));
}
if (values.json) {
  const said = rows.map((row) => ({ ...row, reached: reached(row) }));
  console.log(JSON.stringify(said));
}
if (values.write) writeFileSync(DOCUMENT, documentOf(rows));
process.exitCode = rows.every(reached) ? 0 : 1;
