/** What a picture is by its first bytes, and whether one of ours carries a picture and no more. */

/** Kinds of pictures that are taken. All others are refused before a decoder sees them. */
export type PictureKind = "jpeg" | "png" | "webp";

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The kind, or null where it is none of them. */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.length));
  if (head.length < 16) return null;
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return "jpeg";
  if (head.subarray(0, 8).equals(PNG)) return "png";
  const riff = head.toString("latin1", 0, 4) + head.toString("latin1", 8, 12);
  return riff === "RIFFWEBP" ? "webp" : null;
}

/** Segments that say how to draw: tables, the frame, restarts (ITU-T T.81, table B.1). */
const DRAWS = new Set([0xdb, 0xc0, 0xc1, 0xc2, 0xc4, 0xdd]);
const [SCAN, END, JFIF, ADOBE] = [0xda, 0xd9, 0xe0, 0xee];

/**
 * Whether a JPEG holds what it takes to draw it and nothing else: no comment, no profile, none of
 * the segments in which cameras say where and when, nothing behind its end.
 */
export function isBareJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  for (let at = 2; at + 3 < bytes.length + 2; ) {
    const marker = bytes[at] === 0xff ? bytes[at + 1] : undefined;
    if (marker === undefined) return false;
    if (marker === END) return at + 2 === bytes.length;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const plain = (marker === JFIF && length === 16) || (marker === ADOBE && length === 14);
    if (length < 2 || !(DRAWS.has(marker) || marker === SCAN || plain)) return false;
    at += 2 + length;
    if (marker === SCAN) at = scanEnd(bytes, at);
  }
  return false;
}

/** Where the coded bytes of a scan end: at a marker that is neither stuffing nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at++) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return bytes.length;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
}
