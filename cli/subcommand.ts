/** What a subcommand of the command line is, what it is given, and what it answers. */

import type { ParseArgsOptionsConfig } from "node:util";
import type { House } from "../house/house.ts";
import { Usage } from "./args.ts";
import type { Setting } from "./settings.ts";

/** Where a run's words go and where its relative paths begin. */
export type Streams = {
  out: (text: string) => void;
  err: (text: string) => void;
  cwd: string;
  /** Waits until whoever reads has taken what was said so far; long answers ask for it. */
  drained?: () => Promise<void>;
};

/** What was asked, taken apart. */
export type Ask = {
  /** Options as given: text, `true` for a switch, a list where the option may be given often. */
  options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  words: readonly string[];
  streams: Streams;
  /** The data folder, absolute. */
  data: string;
  /** A path as the person at the terminal meant it. */
  path: (name: string) => string;
  /**
   * The node on the data folder, opened when first asked for; rejects with `FolderOwned`. With
   * `asFound` its folder stays as it is, which must hold a database and keys.
   */
  house: (how?: { asFound: boolean }) => Promise<House>;
  /** What the running node was started with, where it is the one that was asked; else null. */
  serving: readonly Setting[] | null;
};

/**
 * What came of it: `json` is the value of `--json`, `text` what people read. A `fault` is said in
 * a line on stderr either way; with one the exit code is 1 unless it is given.
 */
export type Answer = { json: unknown; text: string; fault?: string; exit?: 0 | 1 | 2 };

/** One subcommand. */
export type Subcommand = {
  /** What `--help` shows; its first line is the usage. */
  help: string;
  options: ParseArgsOptionsConfig;
  run: (ask: Ask) => Promise<Answer>;
};

/** An option's text, or undefined where it was not given. Stops where it is empty. */
export function textOf({ options }: Ask, name: string): string | undefined {
  const value = options[name];
  if (value === "") throw new Usage(`--${name} is empty`);
  return typeof value === "string" ? value : undefined;
}

/** An option's text; stops with a usage fault where it is missing. */
export function needText(ask: Ask, name: string): string {
  const value = textOf(ask, name);
  if (value === undefined) throw new Usage(`--${name} is missing`);
  return value;
}

/** All texts of an option that may be given often. */
export function textsOf({ options }: Ask, name: string): string[] {
  const value = options[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** The word at a place, or a usage fault that names what is missing. */
export function needWord({ words }: Ask, at: number, what: string): string {
  const word = words[at];
  if (word === undefined || word === "") throw new Usage(`${what} is missing`);
  return word;
}

/** Stops where more words were given than the subcommand takes. */
export function noMoreWords({ words }: Ask, max: number): void {
  const more = words[max];
  if (more !== undefined) throw new Usage(`too many words: ${JSON.stringify(more)}`);
}
