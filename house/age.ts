/** Space files sealed under age (C2SP age v1), for recipients or a passphrase. */
import { createRequire } from "node:module";

// Read when something is first sealed: its curves are a tenth of what a start takes.
const require = createRequire(import.meta.url);
const age = (): typeof import("age-encryption") => require("age-encryption");

const PIECE_BYTES = 65_536;

/** What a file is sealed to: age recipients (`age1…`), or a passphrase and its work factor. */
export type SealTo =
  | { recipients: readonly string[] }
  /** `work`: base-2 logarithm of scrypt's N, 18 unsaid; less where the text is a drawn code. */
  | { passphrase: string; work?: number };

/** Longest recipient that is looked at, in UTF-16 units. */
export const RECIPIENT_MAX = 4_096;

/** Whether age can seal to this recipient. */
export function isRecipient(text: string): boolean {
  if (text.length > RECIPIENT_MAX || !/^age1[a-z0-9]+$/.test(text)) return false;
  try {
    new (age().Encrypter)().addRecipient(text);
  } catch (fault) {
    // The library says so by an Error of no kind of its own.
    if (fault instanceof Error) return false;
    throw fault;
  }
  return true;
}

/** Seals text as it comes. Throws where a recipient is none that age knows. */
export async function* sealedFor(
  text: AsyncIterable<string>,
  to: SealTo,
): AsyncGenerator<Uint8Array> {
  const encrypter = new (age().Encrypter)();
  if ("recipients" in to) for (const one of to.recipients) encrypter.addRecipient(one);
  else {
    if (to.work !== undefined) encrypter.setScryptWorkFactor(to.work);
    encrypter.setPassphrase(to.passphrase);
  }
  yield* await encrypter.encrypt(ReadableStream.from(pieces(text)));
}

/** Lines gathered into larger pieces: sealing works on 64 KiB at a time. */
async function* pieces(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let held: string[] = [];
  let length = 0;
  for await (const line of text) {
    held.push(line);
    length += line.length;
    if (length < PIECE_BYTES) continue;
    yield Buffer.from(held.join(""));
    held = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(held.join(""));
}
