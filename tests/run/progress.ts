import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Counts } from "./reporter.ts";

/** What a run at depth has done so far; kept only for a tree with nothing uncommitted. */
export interface Progress {
  commit: string;
  seed: number;
  /** Steps that passed, by name. */
  done: Record<string, Counts>;
}

/** The commit a tree stands at, or undefined when files differ from it. */
export function cleanCommit(root: string): string | undefined {
  const git = (...args: string[]) => spawnSync("git", args, { cwd: root, encoding: "utf8" });
  const status = git("status", "--porcelain");
  const head = git("rev-parse", "HEAD");
  if (status.status !== 0 || head.status !== 0 || status.stdout !== "") return undefined;
  return head.stdout.trim();
}

/** What was done before for this commit, or a beginning with the seed given. */
export function resume(file: string, commit: string, seed: number): Progress {
  const beginning: Progress = { commit, seed, done: {} };
  let kept: string;
  try {
    kept = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return beginning;
    throw error;
  }
  const progress: Progress = JSON.parse(kept);
  return progress.commit === commit ? progress : beginning;
}

/** Keeps what is done so far. */
export function keep(file: string, progress: Progress): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(progress, null, 2)}\n`);
}

/** Where a tree keeps it. */
export function progressFile(root: string): string {
  return join(root, "data", "deep.json");
}
