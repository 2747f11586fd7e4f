import { decodeBase64, encodeBase64 } from "./base64.ts";
import { type Checkpoint, openCheckpoint } from "./checkpoint.ts";
import { Malformed } from "./malformed.ts";
import { openNote, parseVkey, type Signer, signNote, type Verifier } from "./note.ts";

/** One verifier key of a log, the size from which it signs heads, and what makes it the log's. */
export type LogKey = {
  readonly from: number;
  readonly verifier: Verifier;
  /**
   * The first key stands by itself; a later one on a certificate by a key the group holds, or on
   * two members who took the space over when its node was gone.
   */
  readonly certified: "founding" | Certificate | TakenOver;
};

/** A signed note over `certificateText`, and the key that signed it. */
export type Certificate = { readonly by: Verifier; readonly note: string };

/** The last head known when a log was taken over, as its earlier key signed it. */
export type TakenOver = { readonly last: string; readonly head: Checkpoint };

const firstLine = "alongside/key/v1";
/** Stands where the certifier's vkey would. */
const TAKEN_OVER = "taken-over";
/** No log lists more keys than this. */
export const keysMax = 1_000;

/** What a group's key signs so that `vkey` continues the log of `origin` from size `from`. */
function certificateText(origin: string, from: number, vkey: string): string {
  return `${firstLine}\n${origin}\n${from}\n${vkey}\n`;
}

/** The next key of a log, certified by a key the group holds. */
export function certifyKey(from: number, verifier: Verifier, group: Signer): LogKey {
  const note = signNote(certificateText(verifier.name, from, verifier.vkey), [group]);
  return { from, verifier, certified: { by: group.verifier, note } };
}

/** Whether a key begins a new generation: nobody's key vouches for it. */
export function isTakenOver(key: LogKey): key is LogKey & { certified: TakenOver } {
  return key.certified !== "founding" && "last" in key.certified;
}

/**
 * The next key of a log whose node is gone, from the last head known on. Throws Malformed where no
 * key of the list signed that head.
 */
export function takeOverKey(
  keys: readonly LogKey[],
  last: string,
  verifier: Verifier,
): LogKey & { certified: TakenOver } {
  const head = openLast(keys, last);
  return { from: head.size, verifier, certified: { last, head } };
}

function openLast(keys: readonly LogKey[], last: string): Checkpoint {
  const opened = openCheckpoint(last, signersOf(keys));
  if (!opened.ok || !opened.by.some((key) => keysAt(keys, opened.head.size).includes(key))) {
    throw new Malformed("key file", "a last head that no key of the log signed");
  }
  return opened.head;
}

const signersOf = (keys: readonly LogKey[]) => keys.map(({ verifier }) => verifier);

/** How often the log was taken over, and one: its generation. */
export function generationOf(keys: readonly LogKey[]): number {
  return 1 + keys.filter(isTakenOver).length;
}

/** The `key` file of a log, its keys in the order they held. */
export function makeKeys(keys: readonly LogKey[]): string {
  const lines = keys.map(({ from, verifier, certified }) => {
    const line = `${from} ${verifier.vkey}`;
    if (certified === "founding") return `${line} founding\n`;
    if ("last" in certified) return `${line} ${TAKEN_OVER} ${base64Of(certified.last)}\n`;
    return `${line} ${certified.by.vkey} ${base64Of(certified.note)}\n`;
  });
  return `${firstLine}\n${lines.join("")}`;
}

const base64Of = (note: string) => encodeBase64(Buffer.from(note));

/**
 * Reads a `key` file (specs/log.md) and verifies its certificates, which show who vouched, not
 * that the reader should believe them. Throws Malformed where a line or a certificate is wrong.
 */
export function parseKeys(text: string): LogKey[] {
  const lines = text.split("\n");
  if (lines.shift() !== firstLine || lines.pop() !== "" || lines.length === 0) {
    throw new Malformed("key file", "not a list of keys");
  }
  if (lines.length > keysMax) throw new Malformed("key file", "too many keys");
  const keys: LogKey[] = [];
  for (const line of lines) keys.push(parseKey(line, keys));
  return keys;
}

function parseKey(line: string, before: readonly LogKey[]): LogKey {
  const last = before.at(-1);
  const [digits, vkey, by, note, more] = line.split(" ");
  const from = Number(digits);
  if (!/^(0|[1-9][0-9]{0,15})$/.test(digits ?? "") || !Number.isSafeInteger(from)) {
    throw new Malformed("key file", "not a size");
  }
  const verifier = parseVkey(vkey ?? "");
  const first = last === undefined;
  if (first !== (by === "founding") || first !== (note === undefined) || more !== undefined) {
    throw new Malformed("key file", "what certified the key is not said");
  }
  if (last === undefined) {
    if (from !== 0) throw new Malformed("key file", "the founding key holds from 0");
    return { from, verifier, certified: "founding" };
  }
  if (from < last.from || verifier.name !== last.verifier.name) {
    throw new Malformed("key file", "a key that does not follow the one before it");
  }
  if (by === TAKEN_OVER) return parseTakenOver(from, verifier, note, before);
  return { from, verifier, certified: parseCertificate(from, verifier, by as string, note) };
}

function parseTakenOver(
  from: number,
  verifier: Verifier,
  base64: string | undefined,
  before: readonly LogKey[],
): LogKey {
  const last = decodeBase64(base64 ?? "")?.toString("utf8") ?? "";
  const key = takeOverKey(before, last, verifier);
  if (key.from !== from) throw new Malformed("key file", "a last head of another size");
  return key;
}

function parseCertificate(from: number, verifier: Verifier, by: string, base64 = ""): Certificate {
  const group = parseVkey(by);
  const note = decodeBase64(base64)?.toString("utf8") ?? "";
  const opened = openNote(note, [group]);
  if (!opened.ok || opened.text !== certificateText(verifier.name, from, verifier.vkey)) {
    throw new Malformed("key file", "a certificate that does not hold");
  }
  return { by: group, note };
}

/**
 * The keys that may have signed a head of `size`. At the very size where one key takes over from
 * another both may: the old one signs the last head, the new one signs it again.
 */
export function keysAt(keys: readonly LogKey[], size: number): Verifier[] {
  return keys
    .filter(({ from }, i) => from <= size && size <= (keys[i + 1]?.from ?? Number.MAX_SAFE_INTEGER))
    .map(({ verifier }) => verifier);
}

/**
 * The keys of a log a reader who trusts these vkeys may believe: those named, and those certified
 * by one named or by an earlier key already believed. What a log says of itself adds nothing, and
 * a key that took over is believed only by name: no key vouches for it.
 */
export function trustedKeys(
  keys: readonly LogKey[],
  vkeys: readonly string[],
): ReadonlySet<Verifier> {
  const believed = new Set(vkeys);
  const trusted = new Set<Verifier>();
  for (const { verifier, certified } of keys) {
    const by = certified !== "founding" && "by" in certified ? certified.by : null;
    const vouched = by !== null && believed.has(by.vkey);
    if (!vouched && !believed.has(verifier.vkey)) continue;
    believed.add(verifier.vkey);
    trusted.add(verifier);
  }
  return trusted;
}
