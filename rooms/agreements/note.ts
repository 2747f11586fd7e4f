/**
 * The signed note of an agreement and the file that carries it (docs/cryptography.md): its text
 * from what was signed, its lines from the keys, and the judge of such a file, which needs no node.
 */
import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../log/jcs.ts";
import { Malformed } from "../../log/malformed.ts";
import { noteBytesMax, openNote, parseVkey, type Verifier } from "../../log/note.ts";
import type { AgreementState, KeyLine, Version } from "./facts.ts";
import { clauseJson, textHash } from "./hash.ts";
import { HOST } from "./parties.ts";

/** The first line of a note's text, and the format of its file. */
export const FORMAT = "alongside/agreement/v1";

type Noted = {
  id: string;
  state: Pick<AgreementState, "with" | "prevails">;
  version: Version;
  lines: readonly Pick<KeyLine, "side" | "vkey">[];
};

/** The text that is signed: one fact a line, in this order. */
export function noteTextOf({ id, state, version, lines }: Noted): string {
  const keyOf = (side: string) => lines.find((one) => one.side === side)?.vkey ?? "none";
  const { frame } = version;
  const sides = [HOST, state.with];
  return `${[
    FORMAT,
    `agreement ${id}`,
    `version ${version.version}`,
    `replaces ${version.replaces ?? "none"}`,
    ...sides.map((side) => `party ${side} ${keyOf(side)}`),
    ...sides.flatMap((side) => yesOf(version, side, keyOf(side))),
    `clauses ${version.hash}`,
    ...version.texts.map(({ lang, hash }) => `text ${lang} ${hash}`),
    `prevails ${state.prevails}`,
    `from ${frame.from.date} ${frame.from.zone}`,
    `review ${frame.review.date} ${frame.review.zone}`,
    frame.ends === null ? "ends none" : `ends ${frame.ends.date} ${frame.ends.zone}`,
  ].join("\n")}\n`;
}

/** How a side's yes was given, by whom its key is kept, and when. */
function yesOf({ signed, hash }: Version, side: string, key: string): string[] {
  const found = signed.find((one) => one.side === side && one.hash === hash);
  if (found === undefined) return [];
  const { how, assembly, when } = found;
  const many = assembly === null ? "" : ` ${assembly.many} ${assembly.witnessed}`;
  const keeper = key === "none" ? key : `node ${key.split("+", 1)[0]}`;
  return [`yes ${side} ${new Date(when).toISOString()} ${how}${many} kept-by ${keeper}`];
}

/** The note with its signatures, as it was sealed. */
export function signedNote(noted: Omit<Noted, "lines"> & { lines: readonly KeyLine[] }): string {
  const lines = noted.lines.map(({ vkey, signature }) => {
    const { id, name } = parseVkey(vkey);
    const bytes = Buffer.concat([Buffer.from(id, "hex"), Buffer.from(signature, "base64")]);
    return `— ${name} ${bytes.toString("base64")}\n`;
  });
  return `${noteTextOf(noted)}\n${lines.join("")}`;
}

/** A text of the file, with the salt of its hash. */
export type FileText = { lang: string; text: string; salt: string };

/** The file: canonical JSON, so that each of its bytes is judged. */
export function agreementFile(
  note: string,
  version: Pick<Version, "clauses" | "frame">,
  texts: readonly FileText[],
): string {
  const clauses = JSON.parse(clauseJson(version)) as Json;
  return `${canonicalJson({ format: FORMAT, note, clauses, texts: texts as unknown as Json })}\n`;
}

/** Who gave a yes, how, and under which key it was signed; `key` null where none was. */
export type Yes = { side: string; when: string; how: string; key: string | null };

/** What a file of an agreement turned out to be. */
export type AgreementVerdict = {
  agreement: string;
  version: number;
  replaces: string | null;
  prevails: string;
  from: string;
  review: string;
  ends: string | null;
  langs: string[];
  clauses: number;
  yes: Yes[];
  /** The verifier keys whose signatures hold, and whether each is one that the reader named. */
  keys: string[];
  trusted: boolean;
};

const bad = (why: string) => new Malformed("agreement", why);
type Read = { format: string; note: string; clauses: Json; texts: FileText[] };

/** Judges a file, by these keys where any are named. Throws Malformed at the first fault. */
export function verifyAgreement(file: string, named: readonly string[] = []): AgreementVerdict {
  if (file.length > noteBytesMax) throw bad("too long");
  const read = readFile(file);
  const text = read.note.slice(0, read.note.lastIndexOf("\n\n") + 1);
  const said = fieldsOf(text);
  const parties = said.all("party").map((line) => line.split(" "));
  const own = parties.flatMap(([, vkey = "none"]) => (vkey === "none" ? [] : [parseVkey(vkey)]));
  const by = signersOf({ note: read.note, text }, own, named.map(parseVkey));
  const hash = createHash("sha256")
    .update(`alongside/clauses/v1\n${canonicalJson(read.clauses)}`)
    .digest("hex");
  if (said.one("clauses") !== hash) throw bad("the clauses are not those that were signed");
  textsAgree(said.all("text"), read.texts);
  const day = (name: string) => said.one(name).split(" ")[0] ?? "";
  const none = (value: string) => (value === "none" ? null : value);
  const all = read.clauses as { clauses?: readonly Json[] };
  for (const { lang } of read.texts) word(lang);
  return {
    ...{ agreement: word(said.one("agreement")), version: Number(said.one("version")) },
    ...{ replaces: none(word(said.one("replaces"))), prevails: word(said.one("prevails")) },
    ...{ from: day("from"), review: day("review"), ends: none(day("ends")) },
    ...{ langs: read.texts.map(({ lang }) => lang), clauses: all.clauses?.length ?? 0 },
    yes: said.all("yes").map((line) => {
      const [side = "", when = "", ...how] = line.split(" ");
      const vkey = parties.find(([one]) => one === side)?.[1] ?? "none";
      return { side, when, how: word(how.join(" "), GIVEN), key: none(vkey) };
    }),
    ...{ keys: by.map(({ vkey }) => vkey), trusted: named.length > 0 },
  };
}

/** How a yes was given, and who keeps the key that signed it. */
const GIVEN = /^[a-z-]+( [0-9]+ [a-z-]+)?( kept-by (none|node \S+))?$/;

/** What is printed of a note: whoever made the file wrote it, and a sentence is no word. */
function word(said: string, shape = /^\S+$/): string {
  if (!shape.test(said)) throw bad("it is not as such notes are written");
  return said;
}

/** The keys whose signatures hold: every key that the note names has to have signed it. */
function signersOf(
  { note, text }: { note: string; text: string },
  own: readonly Verifier[],
  named: readonly Verifier[],
): readonly Verifier[] {
  if (own.length === 0) throw bad("it names no key");
  const opened = openNote(note, own);
  if (!opened.ok) throw bad(opened.fault);
  if (opened.text !== text) throw bad("not a signed note");
  if (opened.unknown.length > 0) throw bad("a signature of a key that it does not name");
  const missing = own.find(({ vkey }) => !opened.by.some((one) => one.vkey === vkey));
  if (missing !== undefined) throw bad(`${missing.name} did not sign it`);
  const trusted = opened.by.some(({ vkey }) => named.some((one) => one.vkey === vkey));
  if (named.length > 0 && !trusted) throw bad("no key you named signed it");
  return opened.by;
}

function readFile(file: string): Read {
  let read: Read;
  try {
    read = JSON.parse(file) as Read;
  } catch (fault) {
    if (fault instanceof SyntaxError) throw bad("not JSON");
    throw fault;
  }
  const { format, note, clauses, texts } = read ?? {};
  const whole =
    format === FORMAT &&
    typeof note === "string" &&
    typeof clauses === "object" &&
    clauses !== null &&
    Array.isArray(texts) &&
    texts.every((one) =>
      [one?.lang, one?.text, one?.salt].every((part) => typeof part === "string"),
    );
  if (!whole) throw bad("not a file of an agreement");
  const plain = texts.map(({ lang, text, salt }) => ({ lang, text, salt }));
  if (`${canonicalJson({ format, note, clauses, texts: plain })}\n` !== file)
    throw bad("not written as such files are: something in it was changed");
  return { format, note, clauses, texts: plain };
}

/** The lines of a note's text by their first word; one that is not there is a fault. */
function fieldsOf(text: string) {
  const lines = text.split("\n");
  if (lines.shift() !== FORMAT || lines.pop() !== "") throw bad("not a note of an agreement");
  const all = (name: string) =>
    lines.flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []));
  const one = (name: string): string => {
    const [found, more] = all(name);
    if (found === undefined || more !== undefined) throw bad(`it does not say its ${name} once`);
    return found;
  };
  return { all, one };
}

function textsAgree(signed: readonly string[], texts: readonly FileText[]): void {
  const given = texts.map((one) => `${one.lang} ${textHash(one, one.salt)}`);
  if (signed.length !== given.length || signed.some((line, i) => line !== given[i]))
    throw bad("a text is not the one that was signed");
}
