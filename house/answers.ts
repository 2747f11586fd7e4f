/**
 * Answers to commands, kept 48 hours so that a repeat gets the first one. One
 * sealed row holds those of a whole commit; what is kept is a keyed hash of the command, never its
 * words, and no code: codes follow from the command's key and are made again.
 */
import { hash } from "node:crypto";
import type { Circle } from "./circles.ts";
import type { Done, Envelope } from "./command.ts";
import type { Commit } from "./commit.ts";
import { whoOf } from "./gate.ts";
import { newCode } from "./ids.ts";
import type { Random } from "./ports.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { keyFor, seal, unseal } from "./seal.ts";
import type { Space } from "./space.ts";

/** How long an answer is kept, in ms. */
const ANSWER_MS = 48 * 3_600_000;
/** Answers remembered per space; beyond it the oldest are forgotten before their time. */
export const ANSWERS_MAX = 262_144;
/** Codes one command may make. */
const CODES_MAX = 4;
/** Ends the name of an answer's code in what is kept; no answer's name ends so. */
const CODE_MARK = "#code";
/** Rows read at once. */
const ROWS_MAX = 500;

/** The command's hash, how many entries it wrote, the things (kind, id, circle), the answer. */
type Kept = [of: string, entries: number, things: [string, string, Circle][], Done["answer"]];
type Row = Record<string, Kept>;
/** Characters of base64url kept of a hash: 132 bits. */
const HASH_CHARS = 22;

const rowKey = (first: number) => `answers/${String(first).padStart(12, "0")}`;

/** The kept answers of one space, in one process. */
export class Answers {
  readonly #space: Space;
  readonly #random: Random;
  readonly #secrets: { key: string; command: string; code: string };
  /** Which row an answer is in, by its key. */
  readonly #rows = new Map<string, string>();
  #lastRow: string | null = null;
  #seen = -1;

  constructor(space: Space, random: Random) {
    const secret = (use: string) => `${Buffer.from(keyFor(use, space.key)).toString("hex")}\n`;
    this.#space = space;
    this.#random = random;
    this.#secrets = {
      key: secret("answers"),
      command: secret("answered-commands"),
      code: secret("codes"),
    };
  }

  /** The key of a command's answer: a keyed hash over its author and its own key. */
  keyOf({ key, author }: Envelope): string {
    const who = author.by === "stranger" ? "" : whoOf(author);
    return short(`${this.#secrets.key}${author.by}\n${who}\n${key}`);
  }

  /** Learns of answers that other processes, or an earlier life of this one, kept. */
  async catchUp(now: number): Promise<void> {
    const { store, id, size } = this.#space;
    if (size === this.#seen) return;
    for (;;) {
      const rows = await store.records.list(id, "answers/", ROWS_MAX, this.#lastRow, now);
      for (const { key, value } of rows) {
        for (const answer of Object.keys(this.#open(key, value))) this.#remember(answer, key);
        this.#lastRow = key;
      }
      if (rows.length < ROWS_MAX) break;
    }
    this.#seen = size;
  }

  #open(key: string, value: Uint8Array): Row {
    return JSON.parse(Buffer.from(unseal(this.#space.key, key, value)).toString()) as Row;
  }

  #remember(answer: string, row: string): void {
    this.#rows.set(answer, row);
    if (this.#rows.size <= ANSWERS_MAX) return;
    const oldest = this.#rows.keys().next().value;
    if (oldest !== undefined) this.#rows.delete(oldest);
  }

  /** The answer a command got before; a refusal where its key was used for another command. */
  async find(envelope: Envelope, answer: string, now: number): Promise<Done | Refusal | null> {
    const key = this.#rows.get(answer);
    if (key === undefined) return null;
    const row = await this.#space.store.records.get(this.#space.id, key, now);
    if (row === null) return null;
    const kept = this.#open(key, row.value)[answer];
    if (kept === undefined) return null;
    const [of, entries, all, values] = kept;
    if (of !== this.#commandHash(envelope)) return refuse("house.key-used", "state");
    const things = all.map(([kind, id, circle]) => ({ kind, id, circle }));
    return { done: true, answer: this.#showCodes(answer, values), things, entries, again: true };
  }

  #commandHash({ command, input }: Envelope): string {
    return short(`${this.#secrets.command}${command}\n${JSON.stringify(input ?? null)}`);
  }

  /** Puts a commit's answers along with it, in one row. */
  keep(
    commit: Commit,
    answered: readonly { envelope: Envelope; key: string; done: Done }[],
    now: number,
  ): void {
    const row: Row = {};
    for (const { envelope, key, done } of answered) {
      const things = done.things.map(({ kind, id, circle }): Kept[2][0] => [kind, id, circle]);
      const values = this.#hideCodes(key, done.answer);
      row[key] = [this.#commandHash(envelope), done.entries, things, values];
    }
    const key = rowKey(commit.first);
    const value = seal(this.#space.key, key, Buffer.from(JSON.stringify(row)), this.#random);
    commit.records.push({ key, value, expires: now + ANSWER_MS });
  }

  /** Remembers them once the commit is durable. */
  kept(first: number, answers: readonly string[]): void {
    for (const answer of answers) this.#remember(answer, rowKey(first));
    this.#lastRow = rowKey(first);
    this.#seen = this.#space.size;
  }

  /** Codes for one command: the same again for the same key. */
  codes(answer: string): () => string {
    let made = 0;
    return () => {
      const from = hash("sha256", `${this.#secrets.code}${answer}\n${made++}`, "buffer");
      return newCode((n) => from.subarray(0, n));
    };
  }

  #codeList(answer: string): string[] {
    const code = this.codes(answer);
    return Array.from({ length: CODES_MAX }, () => code());
  }

  #hideCodes(answer: string, values: Done["answer"]): Done["answer"] {
    if (!Object.values(values).some(looksLikeCode)) return values;
    const codes = this.#codeList(answer);
    const hidden = Object.entries(values).map(([name, value]) => {
      const number = codes.indexOf(String(value));
      return number < 0 ? [name, value] : [`${name}${CODE_MARK}`, number];
    });
    return Object.fromEntries(hidden);
  }

  #showCodes(answer: string, values: Done["answer"]): Done["answer"] {
    if (!Object.keys(values).some((name) => name.endsWith(CODE_MARK))) return values;
    const codes = this.#codeList(answer);
    const shown = Object.entries(values).map(([name, value]) =>
      name.endsWith(CODE_MARK)
        ? [name.slice(0, -CODE_MARK.length), codes[Number(value)] ?? null]
        : [name, value],
    );
    return Object.fromEntries(shown);
  }
}

function short(text: string): string {
  return hash("sha256", text, "base64url").slice(0, HASH_CHARS);
}

function looksLikeCode(value: unknown): boolean {
  return typeof value === "string" && /^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/.test(value);
}
