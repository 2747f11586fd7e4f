/** Judging a space file from end to end, with no node and no trust (specs/space-file.md). */
import { openCheckpoint } from "../log/checkpoint.ts";
import { generationOf, isTakenOver, keysAt, type LogKey, parseKeys } from "../log/keys.ts";
import { Malformed } from "../log/malformed.ts";
import { verifyEntries } from "../log/verify-entries.ts";
import { type Claim, readClaims } from "./claims.ts";
import { openEntry, parsePart, type ReadEntry } from "./entry.ts";
import type { Fields } from "./facts.ts";
import { readUntil } from "./keep-until.ts";
import { keyHash, MOVED, publicBytes, TAKEN_OVER } from "./moves.ts";
import { type FileEnd, type FileHead, type Moved, readSpaceFile } from "./space-file.ts";
import { FilesCheck } from "./space-file-pieces.ts";

/** A move that the log tells of: the entry's index and the hash of the next key. */
export type ToldMove = { at: number; key: string };

/** What was checked, or the first fault in words. */
export type FileVerdict =
  | {
      ok: true;
      head: FileHead;
      keys: readonly LogKey[];
      checked: { entries: number; parts: number; erased: number; files: number };
      /** Whether the file lets another node continue the space. */
      moved: boolean;
      moves: readonly ToldMove[];
      /** The day until which a copy is to be kept (`YYYY-MM-DD`, UTC), or null. */
      until: string | null;
      claims: readonly Claim[];
    }
  | { ok: false; fault: string };

const bad = (why: string) => new Malformed("space file", why);

/**
 * Checks a space file: commitments, root, signatures, the size and hash of every file, and that
 * what its keys and its end say is what its log says. Keeps one batch in memory. `each` is told of
 * every entry once its bytes were checked, and may throw `Malformed`.
 */
export async function verifySpaceFile(
  lines: AsyncIterable<string>,
  each: (entry: ReadEntry) => void = () => undefined,
): Promise<FileVerdict> {
  try {
    return await judge(lines, each);
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, fault: error.message };
    throw error;
  }
}

async function judge(
  lines: AsyncIterable<string>,
  each: (entry: ReadEntry) => void,
): Promise<FileVerdict> {
  const steps = readSpaceFile(lines);
  const first = (await steps.next()).value as { head: FileHead };
  const { head } = first;
  const keys = parseKeys(head.key);
  const history = new History(keys);
  const files = new FilesCheck();
  const found: { end?: FileEnd } = {};
  async function* batches() {
    for await (const step of steps) {
      if ("end" in step) found.end = step.end;
      if ("piece" in step) files.take(step.piece);
      if (!("entries" in step)) continue;
      const from = history.size;
      yield step.entries;
      for (const [i, stored] of step.entries.entries()) {
        const entry = openEntry(stored, from + i);
        history.see(entry);
        files.see(entry.index, stored.parts.find(({ name }) => name === "files")?.bytes);
        each(entry);
      }
    }
  }
  const earlier = keys.filter(isTakenOver).map(({ certified }) => certified.head);
  const entries = await verifyEntries(batches(), { space: head.space, earlier });
  if (!entries.ok) return { ok: false, fault: `entry ${entries.at}: ${entries.fault}` };
  files.end();
  if (found.end === undefined) return { ok: false, fault: "the file is empty" };
  const { checkpoint, until, claims, moved } = found.end;
  const signers = keysAt(keys, head.size);
  const opened = openCheckpoint(checkpoint, signers);
  if (!opened.ok) return { ok: false, fault: `checkpoint: ${opened.fault}` };
  const { origin, size, root } = opened.head;
  const matches = origin === head.origin && size === entries.size && size === head.size;
  if (!matches || !Buffer.from(root).equals(entries.root))
    return { ok: false, fault: "the entries are not those of the checkpoint" };
  if (history.generation !== generationOf(keys))
    throw bad("its keys were taken over and its log does not say so");
  if (moved !== null) history.mayEnd(head, moved);
  return {
    ...{ ok: true, head, keys, moved: moved !== null },
    checked: { ...entries.checked, files: files.right },
    moves: history.moves,
    until: until === null ? null : readUntil(until, signers, head),
    claims: claims === null ? [] : readClaims(claims, signers, head),
  };
}

/** What the log itself says of moves and generations, held against the list of keys. */
class History {
  size = 0;
  generation = 1;
  readonly moves: ToldMove[] = [];
  readonly #keys: readonly LogKey[];

  constructor(keys: readonly LogKey[]) {
    this.#keys = keys;
  }

  see(entry: ReadEntry): void {
    this.size = entry.index + 1;
    if (entry.type === MOVED) this.moves.push({ at: entry.index, key: keyNamed(entry) });
    if (entry.type === TAKEN_OVER) this.#takenOver(entry);
  }

  #takenOver(entry: ReadEntry): void {
    const key = this.#keys.filter(isTakenOver)[this.generation - 1];
    this.generation++;
    const { generation, size, root } = recordOf(entry);
    const head = key?.certified.head;
    const rooted = head !== undefined && Buffer.from(head.root).toString("hex") === root;
    const placed = entry.index === key?.from && size === key.from;
    if (!rooted || !placed || generation !== this.generation)
      throw bad(`entry ${entry.index}: it was taken over, and its keys do not say so`);
  }

  /** A move's last line must bring the key that the last moved entry names, and add no other. */
  mayEnd(head: FileHead, moved: Moved): void {
    const next = parseKeys(moved.key).at(-1);
    const grown = moved.key.startsWith(head.key) && next?.from === head.size;
    const named = this.moves.at(-1)?.key;
    if (next === undefined || !grown || keyHash(publicBytes(next.verifier)) !== named)
      throw bad("it was moved, and not to the key its log names");
  }
}

/** The hash of a key that an entry names; it is printed, so nothing else may stand there. */
function keyNamed(entry: ReadEntry): string {
  const key = recordOf(entry)["key"];
  if (typeof key === "string" && /^[0-9a-f]{64}$/.test(key)) return key;
  throw bad(`entry ${entry.index}: it was moved to no key`);
}

function recordOf({ stored, index }: ReadEntry): Fields {
  const part = stored.parts.find(({ name }) => name === "record");
  try {
    const record: unknown = parsePart(part?.bytes ?? new Uint8Array());
    if (typeof record === "object" && record !== null) return record as Fields;
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
  }
  throw bad(`entry ${index}: its record is none`);
}
