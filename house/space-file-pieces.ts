/**
 * Files in a space file: their bytes in lines of their own, right before the entry that names them
 * (specs/space-file.md). Whoever reads one holds at most the files of one entry.
 */
import { createHash, type Hash } from "node:crypto";
import { z } from "zod";
import { Malformed } from "../log/malformed.ts";
import { CHUNK_BYTES, putFile, readFile } from "./file-bytes.ts";
import { fileKey, makeFileKey } from "./file-keys.ts";
import type { KeyFolder, Random } from "./ports.ts";
import type { Space } from "./space.ts";
import { FILE_BYTES_MAX, type FileRef, type FilesPart, idSchema } from "./values/index.ts";

/** Bytes of a file in one line: eight chunks, which as base64 stay well below a line's length. */
const PIECE_BYTES = 8 * CHUNK_BYTES;
/** Files that may come before one entry. */
const FILES_MAX = 16;

/** Some bytes of a file, and from which on. */
export type Piece = { id: string; at: number; bytes: Uint8Array };

const shape = z.strictObject({
  ...{ id: idSchema, at: z.int().min(0).max(FILE_BYTES_MAX) },
  bytes: z.base64().min(1),
});
/** As far as every version's files say it. */
const named = z.looseObject({
  list: z.array(z.looseObject({ id: idSchema, size: z.int(), sha256: z.string() })).max(FILES_MAX),
});

/** The piece that a line brings; undefined where it is none in shape. */
export function pieceOf(value: unknown): Piece | undefined {
  const { data } = shape.safeParse(value);
  return data && { ...data, bytes: Buffer.from(data.bytes, "base64") };
}

/**
 * Lines of the files that a part names; null where one of them was erased meanwhile: then the part
 * is left out, like one that was erased.
 */
export async function filesOf(
  space: Space,
  keys: KeyFolder,
  { list }: FilesPart,
): Promise<AsyncIterable<{ f: object }> | null> {
  const found: [FileRef, Uint8Array][] = [];
  for (const ref of list) {
    const key = await fileKey(keys, space.id, ref.id);
    if (key === null) return null;
    found.push([ref, key]);
  }
  return piecesOf(space, found);
}

async function* piecesOf(space: Space, all: readonly [FileRef, Uint8Array][]) {
  for (const [ref, key] of all)
    for (let at = 0; at < ref.size; at += PIECE_BYTES) {
      const place = { store: space.store, space: space.id, id: ref.id, key };
      const to = Math.min(ref.size, at + PIECE_BYTES);
      const bytes = Buffer.concat(await Array.fromAsync(readFile(place, ref, at, to)));
      yield { f: { id: ref.id, at, bytes: bytes.toString("base64") } };
    }
}

const bad = (why: string) => new Malformed("space file", why);

/** Holds what came of files against what the entry behind them says of them. */
export class FilesCheck {
  /** How many files were whole and right. */
  right = 0;
  readonly #coming = new Map<string, { hash: Hash; size: number }>();

  /** Takes a piece. Throws `Malformed` where it is not the next of its file. */
  take({ id, at, bytes }: Piece): void {
    const file = this.#coming.get(id) ?? { hash: createHash("sha256"), size: 0 };
    this.#coming.set(id, file);
    if (file.size !== at) throw bad(`file ${id}: out of order`);
    file.size += bytes.length;
    if (file.size > FILE_BYTES_MAX) throw bad(`file ${id}: too long`);
    if (this.#coming.size > FILES_MAX) throw bad("more files than one entry has");
    file.hash.update(bytes);
  }

  /** Takes the entry behind them, with its files part as it was stored, if it has one. */
  see(index: number, part: Uint8Array | undefined): void {
    for (const ref of part === undefined ? [] : namesIn(index, part)) {
      const file = this.#coming.get(ref.id);
      if (file === undefined) throw bad(`entry ${index}: a file is missing`);
      this.#coming.delete(ref.id);
      if (file.size !== ref.size || file.hash.digest("hex") !== ref.sha256)
        throw bad(`entry ${index}: a file is not the one it names`);
      this.right++;
    }
    this.end();
  }

  /** Throws where something came that no entry names. */
  end(): void {
    if (this.#coming.size > 0) throw bad("a file that no entry names");
  }
}

function namesIn(index: number, part: Uint8Array): { id: string; size: number; sha256: string }[] {
  const fault = bad(`entry ${index}: its files are in no shape known`);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part).toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw fault;
    throw error;
  }
  const { data } = named.safeParse(value);
  if (data === undefined) throw fault;
  return data.list;
}

/** What keeping files of a space that is being taken in needs. */
type Taking = Pick<Space, "store" | "id"> & { keys: KeyFolder; random: Random };

/** Keeps the files of a judged space file, one after another, each under a fresh key. */
export class FilesTaken {
  readonly #into: Taking;
  #id: string | null = null;
  #pieces: Uint8Array[] = [];

  constructor(into: Taking) {
    this.#into = into;
  }

  /** Takes a piece; the file before it is kept once another begins. */
  async take({ id, bytes }: Piece): Promise<void> {
    if (this.#id !== id) await this.end();
    this.#id = id;
    this.#pieces.push(bytes);
  }

  /** Keeps the file that came last. */
  async end(): Promise<void> {
    if (this.#id === null) return;
    const { store, id: space, keys, random } = this.#into;
    const key = await makeFileKey(keys, space, this.#id, random);
    if (key === null) throw new Error("more files than a node keeps of one space");
    await putFile({ store, space, id: this.#id, key }, this.#pieces, random);
    [this.#id, this.#pieces] = [null, []];
  }
}
