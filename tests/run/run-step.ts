import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeEntries } from "./entries.ts";
import type { Counts } from "./reporter.ts";
import type { Step } from "./steps.ts";
import { missing } from "./tools.ts";

/** How long one test may take, in milliseconds. */
const LIMIT_MS = { usual: 120_000, deep: 3_600_000 };

const LIGHTER = new URL("./lighter.ts", import.meta.url).href;

/** How a run was asked for, the same for all its steps. */
export interface Run {
  root: string;
  deep: boolean;
  seed: number;
}

/** Runs one step and counts it; a command counts as one. What went wrong is on the terminal. */
export function runStep(step: Step, run: Run): Counts {
  const lacking = missing(step.needs);
  if (lacking) return fault(lacking);
  if (step.command) return runCommand(step.command, run);
  // A gate nothing passes through is not a gate.
  if (!step.files?.length) return fault("no test of this kind is there yet");
  return runTests(step, run);
}

function runCommand(command: readonly string[], run: Run): Counts {
  const [name = "", ...args] = command;
  const program = join(run.root, "node_modules", ".bin", name);
  const done = spawnSync(program, args, { cwd: run.root, encoding: "utf8", env: env(run) });
  if (done.status === 0) return { passed: 1, failed: 0, skipped: 0 };
  return fault(`${done.stdout ?? ""}${done.stderr ?? ""}${done.error?.message ?? ""}`);
}

function runTests(step: Step, run: Run): Counts {
  const folder = mkdtempSync(join(tmpdir(), "alongside-test-"));
  const counts = join(folder, "counts.json");
  const files = step.files ?? [];
  const entries = writeEntries(run.root, folder, files, run.deep);
  const done = spawnSync(process.execPath, [...testArguments(step, run), ...entries], {
    cwd: run.root,
    stdio: "inherit",
    env: { ...env(run), ALONGSIDE_COUNTS: counts },
  });
  const counted: Counts | undefined = existsSync(counts)
    ? JSON.parse(readFileSync(counts, "utf8"))
    : undefined;
  rmSync(folder, { recursive: true });
  if (!counted) return fault(`the test runner ended early: ${done.signal ?? done.status}`);
  // Green counts with a red exit (a fault outside any test) are red.
  return done.status === 0 ? counted : { ...counted, failed: Math.max(1, counted.failed) };
}

function testArguments(step: Step, run: Run): string[] {
  return [
    "--import",
    LIGHTER,
    "--import",
    "./web/loader/register.ts",
    "--test",
    "--test-reporter=./tests/run/reporter.ts",
    `--test-concurrency=${step.atOnce ?? 1}`,
    `--test-timeout=${run.deep ? LIMIT_MS.deep : LIMIT_MS.usual}`,
  ];
}

function env(run: Run): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // Types stripped once serve every test file's process.
    NODE_COMPILE_CACHE: join(run.root, "data", "cache", "compiled"),
    ALONGSIDE_SEED: String(run.seed),
    ...(run.deep ? { ALONGSIDE_DEPTH: "deep" } : {}),
    // Set inside a test; with it the inner runner would run nothing.
    NODE_TEST_CONTEXT: undefined,
    PATH: `${join(process.execPath, "..")}:${process.env["PATH"]}`,
  };
}

function fault(message: string): Counts {
  process.stdout.write(`  ✖ ${message.trim().replaceAll("\n", "\n    ")}\n`);
  return { passed: 0, failed: 1, skipped: 0 };
}
