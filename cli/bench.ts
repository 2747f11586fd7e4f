/** `bench`: runs the measurements of `bench/`, which print as they go. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Unable } from "./args.ts";
import type { Answer, Ask, Subcommand } from "./subcommand.ts";

const HELP = `
Usage: alongside bench [NAME …]

Measures this version on this machine against the yardsticks of docs/benchmarks.md; all of them,
or those named. It works in folders of its own and leaves the node alone.

  --write  write them into docs/benchmarks.md, with this machine and version
`;

const LOADER = new URL("../web/loader/register.ts", import.meta.url);
const BENCH = new URL("../bench/main.ts", import.meta.url);

async function run({ words, options, streams }: Ask): Promise<Answer> {
  if (!existsSync(BENCH)) throw new Unable("this copy came without its measurements");
  const more = ["json", "write"]
    .filter((name) => options[name] === true)
    .map((name) => `--${name}`);
  const args = ["--import", LOADER.href, fileURLToPath(BENCH), ...words, ...more];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const asJson = options["json"] === true;
  let said = "";
  let lastWord = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    // One JSON value and nothing else: it is read whole and written once.
    if (asJson) said += text;
    else streams.out(text);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    lastWord = text.trimEnd().split("\n").at(-1) ?? "";
    streams.err(text);
  });
  const code = await new Promise<number>((ended, failed) => {
    child.once("error", failed);
    child.once("close", (exit) => ended(exit ?? 1));
  });
  const exit = code === 0 || code === 2 ? code : 1;
  if (said.trim() !== "") return { json: jsonOf(said), text: "", exit };
  // What was wrong is on stderr already.
  return { json: { ok: false, fault: lastWord, exit }, text: "", exit };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unable("the measurements did not end in one JSON value");
  }
}

/** `alongside bench`. */
export const subcommand: Subcommand = {
  help: HELP,
  options: { write: { type: "boolean" } },
  run,
};
