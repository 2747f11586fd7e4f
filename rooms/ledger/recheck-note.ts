/**
 * The signed note of a recheck and the file that carries it (docs/cryptography.md): what a
 * statement tells, what a group that opens its book found when it added the lines up again, signed
 * by that group's key for this relation; and the judge of such a file, which needs no node.
 */
import { hash } from "node:crypto";
import { canonicalJson, type Json } from "../../log/jcs.ts";
import { Malformed } from "../../log/malformed.ts";
import { noteBytesMax, openNote, parseVkey } from "../../log/note.ts";
import type { StatementRecord } from "./statement-facts.ts";

/** The first line of a note's text, and the format of its file. */
export const FORMAT = "alongside/recheck/v1";
/** How such a file begins. */
export const RECHECK = `{"format":"${FORMAT}"`;

/** What a statement tells, as it is hashed: neither whose it is nor when it was made. */
function toldOf(made: StatementRecord): Json {
  const { purpose, from, to, units, shared, leftOut, late } = made;
  return { purpose, from, to, units, shared, leftOut, late } as unknown as Json;
}

/** SHA-256 of what a statement tells, in hex: whoever says they checked it says what. */
export const sumOf = (made: StatementRecord): string =>
  hash("sha256", canonicalJson(toldOf(made)), "hex");

/** A recheck as its note says it; `when` in ms. */
export type Noted = {
  statement: string;
  sum: string;
  same: boolean;
  ally: string;
  vkey: string;
  when: number;
};

/** The text that is signed: one fact a line, in this order. */
export function recheckText({ statement, sum, same, ally, vkey, when }: Noted): string {
  return `${[
    FORMAT,
    `statement ${statement}`,
    `told ${sum}`,
    `found ${same ? "equal" : "differs"}`,
    `party ${ally} ${vkey}`,
    `said ${new Date(when).toISOString()}`,
  ].join("\n")}\n`;
}

/** The file: canonical JSON, so that each of its bytes is judged. */
export function recheckFile(noted: Noted, signature: string, made: StatementRecord): string {
  const { id, name } = parseVkey(noted.vkey);
  const bytes = Buffer.concat([Buffer.from(id, "hex"), Buffer.from(signature, "base64")]);
  const note = `${recheckText(noted)}\n— ${name} ${bytes.toString("base64")}\n`;
  return `${canonicalJson({ format: FORMAT, note, told: toldOf(made) })}\n`;
}

/** What a file of a recheck turned out to be. */
export type RecheckVerdict = {
  statement: string;
  purpose: string;
  from: string;
  to: string;
  found: "equal" | "differs";
  party: string;
  said: string;
  key: string;
  /** Whether the key is one that the reader named. */
  trusted: boolean;
};

/** Whose word it is, and the key of that very group: none speaks under its own for another. */
const PARTY = /^([0-9a-f]{32}) [\w./:-]+\/party\/\1\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/;

const bad = (why: string) => new Malformed("recheck", why);

/** Judges a file, by these keys where any are named. Throws Malformed at the first fault. */
export function verifyRecheck(file: string, named: readonly string[] = []): RecheckVerdict {
  if (file.length > noteBytesMax) throw bad("too long");
  const { note, told } = readFile(file);
  const text = note.slice(0, note.lastIndexOf("\n\n") + 1);
  const said = fieldsOf(text);
  const [party = "", vkey = ""] = word(said.party, PARTY).split(" ");
  const own = parseVkey(vkey);
  const opened = openNote(note, [own]);
  if (!opened.ok) throw bad(opened.fault);
  if (opened.text !== text || opened.unknown.length > 0) throw bad("not a signed note");
  const trusted = named.map(parseVkey).some((one) => one.vkey === own.vkey);
  if (named.length > 0 && !trusted) throw bad("no key you named signed it");
  if (said.told !== hash("sha256", canonicalJson(told), "hex"))
    throw bad("what is told is not what was checked");
  const { purpose, from, to } = told as { [name: string]: Json };
  const found = word(said.found, /^(equal|differs)$/) as RecheckVerdict["found"];
  const month = /^\d{4}-\d{2}$/;
  return {
    ...{ statement: word(said.statement, /^[0-9a-f]{32}$/), found, party },
    ...{ purpose: word(String(purpose), /^[a-z]+$/), key: own.vkey, trusted },
    ...{ from: word(String(from), month), to: word(String(to), month) },
    said: word(said.said, /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
  };
}

/** What is printed of a note: whoever made the file wrote it, and a sentence is no word. */
function word(said: string, shape: RegExp): string {
  if (!shape.test(said)) throw bad("it is not as such notes are written");
  return said;
}

function readFile(file: string): { note: string; told: Json } {
  let read: { format?: unknown; note?: unknown; told?: Json };
  try {
    read = JSON.parse(file);
  } catch (fault) {
    if (fault instanceof SyntaxError) throw bad("not JSON");
    throw fault;
  }
  const { format, note, told } = read ?? {};
  const isObject = typeof told === "object" && told !== null && !Array.isArray(told);
  if (format !== FORMAT || typeof note !== "string" || !isObject)
    throw bad("not a file of a recheck");
  if (`${canonicalJson({ format, note, told })}\n` !== file)
    throw bad("not written as such files are: something in it was changed");
  return { note, told };
}

const NAMES = ["statement", "told", "found", "party", "said"] as const;

/** The lines of a note's text by their first word: each once, in their order, and no other. */
function fieldsOf(text: string): Record<(typeof NAMES)[number], string> {
  const [first, ...lines] = text.split("\n");
  if (first !== FORMAT || lines.pop() !== "" || lines.length !== NAMES.length)
    throw bad("not a note of a recheck");
  const found = NAMES.map((name, at) => {
    const line = lines[at] ?? "";
    if (!line.startsWith(`${name} `)) throw bad(`it does not say its ${name}`);
    return [name, line.slice(name.length + 1)] as const;
  });
  return Object.fromEntries(found) as Record<(typeof NAMES)[number], string>;
}
