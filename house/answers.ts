/**
 * Answers to commands, kept 48 hours so that a repeat gets the first one. One row holds those of a
 * whole commit; what is kept is keyed hashes and how many entries each wrote, never a command's
 * words: the things come from the entries again, and codes from the command's key. What a decider
 * answered beyond that is sealed in the same row.
 */
import { hash } from "node:crypto";
import type { Done, Envelope } from "./command.ts";
import type { Commit } from "./commit.ts";
import { whoOf } from "./gate.ts";
import { newCode } from "./ids.ts";
import type { Random } from "./ports.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { ERASED } from "./room.ts";
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
/** Characters of base64url kept of a hash: 132 bits. */
const HASH_CHARS = 22;
/** Stands between the lines of a row and what is sealed in it. */
const SEALED_AFTER = 0;

type Values = Done["answer"];
/** An answer as kept: its key and its command's hash, and the entries it wrote. */
type Line = { key: string; of: string; first: number; entries: number };
type Row = { lines: readonly Line[]; values: Record<string, Values> };

const rowKey = (first: number) => `answers/${String(first).padStart(12, "0")}`;
const firstOf = (row: string) => Number(row.slice("answers/".length));

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
        for (const line of linesOf(key, value)) this.#remember(line.key, key);
        this.#lastRow = key;
      }
      if (rows.length < ROWS_MAX) break;
    }
    this.#seen = size;
  }

  #open(key: string, value: Uint8Array): Row {
    const end = value.indexOf(SEALED_AFTER);
    const sealed = end < 0 ? null : unseal(this.#space.key, key, value.subarray(end + 1));
    const values = sealed === null ? {} : JSON.parse(Buffer.from(sealed).toString());
    return { lines: linesOf(key, value), values };
  }

  #remember(answer: string, row: string): void {
    this.#rows.set(answer, row);
    if (this.#rows.size <= ANSWERS_MAX) return;
    const oldest = this.#rows.keys().next().value;
    if (oldest !== undefined) this.#rows.delete(oldest);
  }

  /** Whether a command with this answer's key may have had one before. */
  has(answer: string): boolean {
    return this.#rows.has(answer);
  }

  /** The answer a command got before; a refusal where its key was used for another command. */
  async find(envelope: Envelope, answer: string, now: number): Promise<Done | Refusal | null> {
    const key = this.#rows.get(answer);
    if (key === undefined) return null;
    const row = await this.#space.store.records.get(this.#space.id, key, now);
    if (row === null) return null;
    const { lines, values } = this.#open(key, row.value);
    const kept = lines.find((line) => line.key === answer);
    if (kept === undefined) return null;
    if (kept.of !== this.#commandHash(envelope, kept)) return refuse("house.key-used", "state");
    const { entries } = kept;
    const things = await this.#things(kept);
    return {
      done: true,
      answer: this.#showCodes(answer, values[answer]),
      things,
      entries,
      again: true,
    };
  }

  /** The things that entries were written on, in order, each once, as it was after them. */
  async #things({ first, entries }: Line): Promise<Done["things"]> {
    const found = new Map<string, Done["things"][number]>();
    const indexes = Array.from({ length: entries }, (_, i) => first + i);
    for await (const { thing: id, type, record } of this.#space.entries(indexes)) {
      // What a command erased it did not write on.
      if (type === ERASED && !found.has(id)) continue;
      const kind = found.get(id)?.kind ?? (await this.#space.thing(id))?.kind ?? "";
      found.set(id, { kind, id, circle: record.circle });
    }
    return [...found.values()];
  }

  /** Keyed, over what was written too: a row that was altered answers no command. */
  #commandHash({ command, input }: Envelope, { first, entries }: Omit<Line, "key" | "of">): string {
    const of = `${first} ${entries} ${command}\n${JSON.stringify(input ?? null)}`;
    return short(`${this.#secrets.command}${of}`);
  }

  /** Puts a commit's answers along with it, in one row: those that wrote something, in order. */
  keep(
    commit: Commit,
    answered: readonly { envelope: Envelope; key: string; done: Done }[],
    now: number,
  ): void {
    const values: Row["values"] = {};
    let { first } = commit;
    let lines = "";
    for (const { envelope, key, done } of answered) {
      const { entries } = done;
      lines += `${key}${this.#commandHash(envelope, { first, entries })}${entries}\n`;
      first += entries;
      if (!isEmpty(done.answer)) values[key] = this.#hideCodes(key, done.answer);
    }
    const key = rowKey(commit.first);
    const value = this.#row(key, Buffer.from(lines, "latin1"), values);
    commit.records.push({ key, value, expires: now + ANSWER_MS });
  }

  #row(key: string, lines: Buffer, values: Row["values"]): Buffer {
    if (isEmpty(values)) return lines;
    const plain = Buffer.from(JSON.stringify(values));
    const sealed = seal(this.#space.key, key, plain, this.#random);
    return Buffer.concat([lines, Buffer.of(SEALED_AFTER), sealed]);
  }

  /** Remembers them once the commit is durable. */
  kept(first: number, answers: readonly string[]): void {
    const row = rowKey(first);
    for (const answer of answers) this.#remember(answer, row);
    this.#lastRow = row;
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

  #hideCodes(answer: string, values: Values): Values {
    if (!Object.values(values).some(looksLikeCode)) return values;
    const codes = this.#codeList(answer);
    const hidden = Object.entries(values).map(([name, value]) => {
      const number = codes.indexOf(String(value));
      return number < 0 ? [name, value] : [`${name}${CODE_MARK}`, number];
    });
    return Object.fromEntries(hidden);
  }

  #showCodes(answer: string, values: Values = {}): Values {
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

function linesOf(row: string, value: Uint8Array): Line[] {
  const end = value.indexOf(SEALED_AFTER);
  const text = Buffer.from(end < 0 ? value : value.subarray(0, end)).toString("latin1");
  let first = firstOf(row);
  return text.split("\n", -1).flatMap((line) => {
    if (line === "") return [];
    const entries = Number(line.slice(2 * HASH_CHARS));
    const at = first;
    first += entries;
    const [key, of] = [line.slice(0, HASH_CHARS), line.slice(HASH_CHARS, 2 * HASH_CHARS)];
    return [{ key, of, first: at, entries }];
  });
}

function isEmpty(values: object): boolean {
  for (const _ in values) return false;
  return true;
}

function short(text: string): string {
  return hash("sha256", text, "base64url").slice(0, HASH_CHARS);
}

function looksLikeCode(value: unknown): boolean {
  return typeof value === "string" && /^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/.test(value);
}
