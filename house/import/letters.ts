/**
 * Bytes of a file that does not say how it is written, as text: UTF-8, or what spreadsheets of
 * Western Europe and the Americas write (windows-1252). Which of the two, its first letter beyond
 * ASCII says, so that the same bytes are the same text in pieces of any size.
 */
import { isAscii, isUtf8 } from "node:buffer";

/** The most bytes of one sign in UTF-8. */
const SIGN_BYTES_MAX = 4;
const NOTHING = new Uint8Array();

/** Decodes bytes that arrive in pieces. */
export class Letters {
  /** Null while all that came was ASCII. */
  #decoder: TextDecoder | null = null;
  /** Bytes of a first sign beyond ASCII that may go on in the next piece. */
  #held: Uint8Array = NOTHING;

  /** The text of these bytes; `stream` says whether more may come. */
  decode(bytes: Uint8Array, { stream = false } = {}): string {
    if (this.#decoder !== null) return this.#decoder.decode(bytes, { stream });
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const at = isAscii(all) ? -1 : all.findIndex((byte) => byte > 0x7f);
    const sign = at < 0 ? NOTHING : all.subarray(at, at + signBytes(all[at] ?? 0));
    const isCut = at >= 0 && stream && sign.length < signBytes(all[at] ?? 0);
    if (at >= 0 && !isCut) {
      this.#decoder = new TextDecoder(isUtf8(sign) ? "utf-8" : "windows-1252");
      this.#held = NOTHING;
      return this.#decoder.decode(all, { stream });
    }
    this.#held = isCut ? Uint8Array.from(all.subarray(at)) : NOTHING;
    return Buffer.from(isCut ? all.subarray(0, at) : all).toString("latin1");
  }
}

/** How many bytes a sign of UTF-8 that begins so has; one where none begins so. */
function signBytes(first: number): number {
  const many = Math.clz32(~(first << 24));
  return many >= 2 && many <= SIGN_BYTES_MAX ? many : 1;
}
