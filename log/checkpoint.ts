import { decodeBase64, encodeBase64 } from "./base64.ts";
import { Malformed } from "./malformed.ts";
import { isKeyName, openNote, parseNote, type Signer, signNote, type Verifier } from "./note.ts";
import { digestBytes } from "./sha256.ts";

/** A log's head: which log, how many entries, and the root over them (C2SP tlog-checkpoint). */
export type Checkpoint = {
  /** Scheme-less `<host name at founding>/<space id>`; also the name of the log's keys. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
};

/** The text a head's signature is over. Throws RangeError where a field could not be read back. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  if (!isKeyName(origin)) throw new RangeError("not an origin");
  if (!(Number.isSafeInteger(size) && size >= 0)) throw new RangeError("not a size");
  if (root.length !== digestBytes) throw new RangeError("a root is 32 bytes");
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}

/**
 * Reads a head's text. Extension lines are passed over, as the standard asks of readers; we never
 * write one. Throws Malformed, also for sizes above 2^53 - 1, which are beyond this program.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split("\n");
  const [origin, digits, base64] = lines as [string, string?, string?];
  if (lines.pop() !== "" || lines.length < 3 || lines.includes("")) {
    throw new Malformed("checkpoint", "not three lines");
  }
  const size = Number(digits);
  if (!/^(0|[1-9][0-9]{0,15})$/.test(digits ?? "") || !Number.isSafeInteger(size)) {
    throw new Malformed("checkpoint", "not a size");
  }
  const root = decodeBase64(base64 ?? "");
  if (root?.length !== digestBytes) throw new Malformed("checkpoint", "not a root hash");
  return { origin, size, root };
}

/** Signs a head. The signer's name must be the origin; throws RangeError otherwise. */
export function signCheckpoint(head: Checkpoint, signer: Signer): string {
  if (signer.verifier.name !== head.origin) throw new RangeError("a key of another log");
  return signNote(checkpointText(head), [signer]);
}

/** A head whose signature by the log's own key holds, or why it does not. */
export type OpenedCheckpoint =
  | { readonly ok: true; readonly head: Checkpoint; readonly by: readonly Verifier[] }
  | { readonly ok: false; readonly fault: "no known signature" | "bad signature" };

/**
 * Verifies a signed head by the keys given; only keys named like the head's origin count. With
 * no key at all the answer is "no known signature". Throws Malformed.
 */
export function openCheckpoint(note: string, keys: readonly Verifier[]): OpenedCheckpoint {
  const head = parseCheckpoint(parseNote(note).text);
  const opened = openNote(
    note,
    keys.filter(({ name }) => name === head.origin),
  );
  return opened.ok ? { ok: true, head, by: opened.by } : opened;
}
