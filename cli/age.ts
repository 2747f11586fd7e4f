/** Space files under age (C2SP age v1): written for a recipient or a passphrase, read back. */

import { Decrypter } from "age-encryption";
import { isRecipient, sealedFor } from "../house/age.ts";
import { Unable } from "./args.ts";
import { beginningOf, bytesOf } from "./files.ts";

const BINARY = "age-encryption.org/v1\n";
const ARMOR = "-----BEGIN AGE";

/** What opens or seals a file. */
export type AgeKeys = { recipient?: string | undefined; passphrase?: string | undefined };

/** Whether the file is under age. Stops where it is armored: only the plain form is read. */
async function isAge(path: string): Promise<boolean> {
  const start = (await beginningOf(path, 64)).toString("latin1");
  if (start.startsWith(ARMOR))
    throw new Unable(`${path}: armored; take the armor off first (age -d)`);
  return start.startsWith(BINARY);
}

/** Seals text as it comes; without a recipient and a passphrase it stays plain. */
export async function* sealed(
  text: AsyncIterable<string>,
  { recipient, passphrase }: AgeKeys,
): AsyncGenerator<Uint8Array> {
  if (recipient !== undefined) {
    if (!isRecipient(recipient)) throw new Unable("the recipient is none that age knows (age1…)");
    yield* sealedFor(text, { recipients: [recipient] });
  } else if (passphrase !== undefined) yield* sealedFor(text, { passphrase });
  else for await (const line of text) yield Buffer.from(line);
}

/**
 * The bytes of a space file, opened where it is under age. Stops where neither the passphrase nor
 * an identity opens it, and where its bytes were changed.
 */
export async function* openedBytes(
  path: string,
  keys: { passphrase?: string | undefined; identities?: readonly string[] },
): AsyncGenerator<Uint8Array> {
  if (!(await isAge(path))) {
    yield* bytesOf(path);
    return;
  }
  const { passphrase, identities = [] } = keys;
  if (passphrase === undefined && identities.length === 0)
    throw new Unable(
      `${path}: it is encrypted; its passphrase opens it (--passphrase-file), or the node ` +
        "that it was made for",
    );
  const decrypter = new Decrypter();
  if (passphrase !== undefined) decrypter.addPassphrase(passphrase);
  for (const identity of identities) addIdentity(decrypter, identity);
  const source = bytesOf(path);
  try {
    yield* await decrypter.decrypt(ReadableStream.from(source));
  } catch (fault) {
    // Whatever age says of a file it cannot open, it is the file's fault; the disk's stays its own.
    if (fault instanceof Error && "syscall" in fault) throw fault;
    const why = fault instanceof Error ? fault.message : "it does not open";
    throw new Unable(`${path}: it does not open (${why})`);
  }
}

function addIdentity(decrypter: Decrypter, identity: string): void {
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw new Unable("the identity is none that age knows (AGE-SECRET-KEY-1…)");
  }
}
