/**
 * Zip files as a stream (PKWARE APPNOTE 6.3): deflated, nothing of a member held but what is under
 * way. No member tells a time, so the same content gives the same bytes.
 */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";

/** A member: its path inside, and its bytes or text in pieces. */
export type ZipMember = {
  path: string;
  pieces: Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;
};

type Written = { path: Buffer; at: number; crc: number; packed: number; size: number };

const LOCAL = 0x04034b50;
const AFTER = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Version 2.0; sizes stand after the bytes, paths are UTF-8; deflated. */
const [NEEDS, FLAGS, DEFLATED] = [20, 0x0808, 8];
/** 1 January 1980, the first day there is in a zip file. */
const DAY = 0x0021;
/** What does not fit 32 bits would need another format. */
const BYTES_MAX = 0xffff_ffff;

/** A zip file of these members, in their order. Throws where it would be 4 GiB or more. */
export async function* zipFile(
  members: Iterable<ZipMember> | AsyncIterable<ZipMember>,
): AsyncGenerator<Uint8Array, void, void> {
  const all: Written[] = [];
  let at = 0;
  for await (const { path, pieces } of members) {
    const one: Written = { path: Buffer.from(path), at, crc: 0, packed: 0, size: 0 };
    const head = Buffer.concat([numbers([LOCAL, 4], ...shared(one), [0, 2]), one.path]);
    yield head;
    for await (const chunk of deflated(pieces, one)) {
      one.packed += chunk.length;
      yield chunk;
    }
    yield numbers([AFTER, 4], [one.crc, 4], [one.packed, 4], [one.size, 4]);
    at += head.length + one.packed + 16;
    if (Math.max(at, one.size) > BYTES_MAX) throw new RangeError("too large for a zip file");
    all.push(one);
  }
  yield* ending(all, at);
}

/** The list of members, and the end that says where it begins. */
function* ending(all: readonly Written[], at: number): Generator<Uint8Array> {
  let size = 0;
  for (const one of all) {
    const fields = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [one.at, 4],
    ] as const;
    const row = Buffer.concat([
      numbers([CENTRAL, 4], [NEEDS, 2], ...shared(one), ...fields),
      one.path,
    ]);
    size += row.length;
    yield row;
  }
  const many = [all.length, 2] as const;
  yield numbers([END, 4], [0, 2], [0, 2], many, many, [size, 4], [at, 4], [0, 2]);
}

/** What stands in front of a member and in the list alike. */
function shared({ path, crc, packed, size }: Written): (readonly [number, number])[] {
  const sizes = [
    [crc, 4],
    [packed, 4],
    [size, 4],
    [path.length, 2],
  ] as const;
  return [[NEEDS, 2], [FLAGS, 2], [DEFLATED, 2], [0, 2], [DAY, 2], ...sizes];
}

/** Whole numbers with their bytes each, the least one first. */
function numbers(...all: readonly (readonly [value: number, bytes: number])[]): Buffer {
  const out = Buffer.alloc(all.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of all) at = out.writeUIntLE(value, at, bytes);
  return out;
}

async function* deflated(pieces: ZipMember["pieces"], one: Written): AsyncGenerator<Uint8Array> {
  async function* counted() {
    for await (const piece of pieces) {
      const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
      one.crc = crc32(bytes, one.crc);
      one.size += bytes.length;
      yield bytes;
    }
  }
  const packing = createDeflateRaw();
  const done = pipeline(Readable.from(counted(), { objectMode: false }), packing);
  // A fault ends the reading below as well, and is thrown there.
  done.catch(() => undefined);
  yield* packing as AsyncIterable<Buffer>;
  await done;
}
