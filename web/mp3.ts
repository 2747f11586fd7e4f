/** What a recording is by its first bytes, and whether one of ours carries sound and no more. */

/** Kinds of recordings that are taken. All others are refused before a decoder sees them. */
export type SoundKind = "mp4" | "ogg" | "webm" | "mp3" | "wav" | "adts";

/** The kind, or null where it is none of them. */
export function soundKind(bytes: Uint8Array): SoundKind | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.length));
  if (head.length < 16) return null;
  const at = (from: number, to: number) => head.toString("latin1", from, to);
  if (at(4, 8) === "ftyp") return "mp4";
  if (at(0, 4) === "OggS") return "ogg";
  if (head.readUInt32BE(0) === 0x1a45dfa3) return "webm";
  if (at(0, 4) === "RIFF" && at(8, 12) === "WAVE") return "wav";
  if (at(0, 3) === "ID3") return "mp3";
  const [first = 0, second = 0] = head;
  if (first !== 0xff || second < 0xe0) return null;
  // Eleven bits in step; then the layer: of MPEG audio the third, of ADTS none.
  const layer = (second >> 1) & 3;
  if (layer === 1) return "mp3";
  return layer === 0 && second >= 0xf0 ? "adts" : null;
}

/** What is kept: MPEG-2, layer III, mono, 24,000 samples and 32,000 bits a second (ISO 13818-3). */
export const RATE = 24_000;
/** See {@link RATE}. */
export const KBITS = 32;
const HEAD = Buffer.from([0xff, 0xf3, 0x44, 0xc4]);
const FRAME_BYTES = (72 * KBITS * 1_000) / RATE;
const FRAME_SAMPLES = 576;

/**
 * How many seconds an MP3 of ours holds; null where it is none, or holds anything but frames of one
 * kind, one after the other: no tag before them, none behind, and nothing between.
 */
export function bareSeconds(bytes: Uint8Array): number | null {
  const frames = bytes.length / FRAME_BYTES;
  if (frames === 0 || !Number.isInteger(frames)) return null;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < all.length; at += FRAME_BYTES)
    if (all.compare(HEAD, 0, HEAD.length, at, at + HEAD.length) !== 0) return null;
  return (frames * FRAME_SAMPLES) / RATE;
}
