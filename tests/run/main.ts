/**
 * The gate, as one readable list of steps: `npm test`, at depth with `--deep`. Words after it
 * name the steps to run ("npm test -- types"); a run of some steps is not a full run.
 */
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { cleanCommit, keep, type Progress, progressFile, resume } from "./progress.ts";
import type { Counts } from "./reporter.ts";
import { runStep } from "./run-step.ts";
import { type Step, steps, testFiles } from "./steps.ts";

const root = join(import.meta.dirname, "../..");
const asked = process.argv.slice(2);
const deep = asked.includes("--deep");
const named = asked.filter((word) => !word.startsWith("--"));
const given = Number(process.env["ALONGSIDE_SEED"] ?? randomInt(2 ** 31));

const commit = deep ? cleanCommit(root) : undefined;
const file = progressFile(root);
const progress: Progress = commit
  ? resume(file, commit, given)
  : { commit: "", seed: given, done: {} };
if (deep && !commit) say("The tree differs from its commit: a run broken off starts anew.");

const chosen = steps(testFiles(root), deep).filter(
  ({ name }) => named.length === 0 || named.some((word) => name.includes(word)),
);
say(`Node ${process.versions.node}; fresh seed ${progress.seed} (ALONGSIDE_SEED repeats it)`);
if (chosen.length === 0) say(`No step is named ${named.join(" or ")}.`);
const total = chosen.map(timed).reduce(add, { passed: 0, failed: 0, skipped: 0 });
if (total.skipped > 0) say(`${total.skipped} skipped or to do`);
say(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function timed(step: Step): Counts {
  const before = progress.done[step.name];
  if (before) {
    say(`✔ ${step.name}: done before, ${before.passed} passed`);
    return before;
  }
  say(`▶ ${step.name}`);
  const start = performance.now();
  const counts = runStep(step, { root, deep, seed: progress.seed });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const mark = counts.failed > 0 ? "✖" : "✔";
  say(`${mark} ${step.name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`);
  if (commit && counts.failed === 0) {
    progress.done[step.name] = counts;
    keep(file, progress);
  }
  return counts;
}

function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
