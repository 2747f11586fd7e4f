/**
 * A giver's proof: entries of one log under one signed head, some of them opened as far as their
 * record (specs/log.md, 6). Made for somebody to keep, judged with no node.
 */
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { type Header, leafCommitment, parseHeader, partCommitment } from "./entry.ts";
import { keysAt, parseKeys } from "./keys.ts";
import { Malformed } from "./malformed.ts";
import { parseVkey, type Verifier } from "./note.ts";
import { parseProof, verifyProof } from "./proof.ts";
import type { StoredEntry } from "./segment.ts";

/** What an entry is said to be: what was accepted, received, its line in a book, and so on. */
export const STEPS = ["accepted", "received", "line", "asked", "use"] as const;
/** See {@link STEPS}. */
export type Step = (typeof STEPS)[number];

/** How the type of a step's entry begins: a step is said of no other. */
const TYPES: Readonly<Record<Step, string>> = {
  accepted: "offer.accepted/",
  received: "offer.received/",
  line: "transfer.posted/",
  asked: "need.progressed/",
  use: "transfer.posted/",
};

/** An entry of the file: its proof, and its header and record where it is opened. */
export type Shown = {
  is: Step;
  proof: string;
  /** The commitment, base64; of an opened one it is worked out. */
  entry?: string;
  opened?: { header: string; salt: string; record: string; recordSalt: string };
};

/** How the file begins. */
export const GIVER = '{"alongside":"giver-proof/v1",';
/** Most entries of one file. */
export const SHOWN_MAX = 40;

/** The text of the file. */
export function makeGiverFile(entries: readonly Shown[], key: string): string {
  return `${JSON.stringify({ alongside: "giver-proof/v1", entries, key })}\n`;
}

/** An entry opened: its header, and its record as it was kept. */
export function openedOf({ header, headerSalt, parts }: StoredEntry): Shown["opened"] {
  const record = parts.find(({ name }) => name === "record");
  if (record === undefined) throw new Error("an entry has no record");
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");
  return {
    ...{ header: text(header), salt: encodeBase64(headerSalt) },
    ...{ record: text(record.bytes), recordSalt: encodeBase64(record.salt) },
  };
}

/** An entry that stands in the log, and what it says where it was opened. */
export type Proved = {
  is: Step;
  index: number;
  opened: { header: Header; record: Record<string, unknown> } | null;
};

/** What holds: the log, the size of its head, and each entry. */
export type GiverVerdict = { origin: string; size: number; trusted: boolean; entries: Proved[] };

const bad = (why: string) => new Malformed("giver's proof", why);

/** Judges a file under the keys a reader names, else under those it brings. Throws Malformed. */
export function verifyGiverFile(text: string, vkeys: readonly string[]): GiverVerdict {
  const { entries, key } = readFile(text);
  const heads = new Set(entries.map(({ proof }) => parseProof(proof).checkpoint));
  if (heads.size !== 1) throw bad("its entries are not under one head");
  const size = Number([...heads][0]?.split("\n")[1]);
  if (!Number.isSafeInteger(size)) throw bad("its head has no size");
  const keys = vkeys.length > 0 ? vkeys.map(parseVkey) : keysAt(parseKeys(key), size);
  const proved = entries.map((one) => judge(one, keys));
  const spaces = new Set(proved.flatMap(({ opened }) => opened?.header.space ?? []));
  const [origin = ""] = proved.map((one) => one.origin);
  if (spaces.size > 1) throw bad("its entries are of several spaces");
  for (const space of spaces)
    if (!origin.endsWith(`/${space}`)) throw bad("an opened entry is of another log");
  const all = proved.map(({ origin: _, ...one }) => one);
  return { origin, size, trusted: vkeys.length > 0, entries: all };
}

function readFile(text: string): { entries: Shown[]; key: string } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw bad("it is no JSON");
  }
  if (!isObject(file)) throw bad("it is no JSON object");
  const { alongside, entries, key } = file;
  if (alongside !== "giver-proof/v1") throw bad("it is of an unknown version");
  if (!Array.isArray(entries) || entries.length === 0 || entries.length > SHOWN_MAX)
    throw bad(`it has not one to ${SHOWN_MAX} entries`);
  if (typeof key !== "string") throw bad("it names no key of its log");
  for (const one of entries as Shown[]) if (!isEntry(one)) throw bad("an entry has not its shape");
  return { entries: entries as Shown[], key };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isEntry = (one: unknown): boolean =>
  isObject(one) &&
  STEPS.includes(one["is"] as Step) &&
  typeof one["proof"] === "string" &&
  (one["opened"] === undefined || isObject(one["opened"]));

function judge({ is, proof, entry, opened }: Shown, keys: readonly Verifier[]) {
  const read = opened === undefined ? null : readOpened(opened);
  const commitment = read?.commitment ?? decodeBase64(String(entry));
  if (commitment?.length !== 32) throw bad("an entry's commitment is not 32 bytes");
  const verdict = verifyProof(proof, commitment, keys);
  if (!verdict.ok) throw bad(verdict.fault);
  const { index, head } = verdict;
  if (read !== null && read.header.index !== index)
    throw bad("an opened entry is of another place");
  if (read !== null && !read.header.type.startsWith(TYPES[is]))
    throw bad("an opened entry is not what it is said to be");
  const shown = read === null ? null : { header: read.header, record: read.record };
  return { is, index, opened: shown, origin: head.origin };
}

function readOpened(opened: NonNullable<Shown["opened"]>) {
  const [salt, recordSalt] = [opened.salt, opened.recordSalt].map((one) =>
    decodeBase64(String(one)),
  );
  if (salt?.length !== 32 || recordSalt?.length !== 32) throw bad("a salt is not 32 bytes");
  const bytes = Buffer.from(String(opened.header), "utf8");
  const header = parseHeader(bytes);
  const record = Buffer.from(String(opened.record), "utf8");
  if (partCommitment("record", recordSalt, record) !== header.parts["record"])
    throw bad("a record does not match its commitment");
  return { header, record: readRecord(record), commitment: leafCommitment(salt, bytes) };
}

function readRecord(bytes: Buffer): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(bytes.toString("utf8"));
    if (isObject(said)) return said;
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
  }
  throw bad("its record is none");
}
