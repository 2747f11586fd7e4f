import { Malformed } from "./malformed.ts";
import { digestBytes } from "./sha256.ts";
import { tileWidth } from "./tile-path.ts";

const stride = 2 + digestBytes;

/**
 * A C2SP entry bundle: every entry behind its length as a big-endian u16. Our entries are 32-byte
 * commitments. Throws RangeError for other lengths, for none and for more than 256.
 */
export function encodeBundle(commitments: readonly Uint8Array[]): Buffer {
  if (commitments.length === 0 || commitments.length > tileWidth) throw new RangeError("1 to 256");
  const out = Buffer.alloc(commitments.length * stride);
  commitments.forEach((commitment, i) => {
    if (commitment.length !== digestBytes) throw new RangeError("a commitment is 32 bytes");
    out.set(commitment, out.writeUInt16BE(digestBytes, i * stride));
  });
  return out;
}

/** The commitments in a bundle of exactly `width` entries, as views. Throws Malformed otherwise. */
export function decodeBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length !== width * stride) throw new Malformed("bundle", "wrong length");
  const commitments: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += stride) {
    if (bytes[at] !== 0 || bytes[at + 1] !== digestBytes) {
      throw new Malformed("bundle", "an entry that is not a commitment");
    }
    commitments.push(bytes.subarray(at + 2, at + stride));
  }
  return commitments;
}

/** Bytes in a bundle of `width` entries. */
export function bundleBytes(width: number): number {
  return width * stride;
}
