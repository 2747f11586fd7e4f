/**
 * Imported by tests that come to the same door with the same words again and again, and are about
 * something else than how a passphrase is hashed: argon2id of one input is worked out once, at its
 * full cost, and answered from then on. The hasher's own tests do not import it.
 */
import crypto, { hash } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

type Argon2 = typeof crypto.argon2;

const inputs = new Map<string, Buffer>();
const { argon2 } = crypto;

/** An input as one text: the kind, every cost, and the bytes by their own names. */
function nameOf(kind: string, input: Parameters<Argon2>[1]): string {
  const text = JSON.stringify([kind, input], (_key, value: unknown) =>
    ArrayBuffer.isView(value) ? hash("sha256", value as Uint8Array) : value,
  );
  return hash("sha256", text);
}

const once: Argon2 = (kind, input, answer) => {
  const name = nameOf(kind, input);
  const known = inputs.get(name);
  // Never at once: whoever waits for it waits.
  if (known !== undefined) setImmediate(answer, null, Buffer.from(known));
  else
    argon2(kind, input, (fault, tag) => {
      if (fault === null) inputs.set(name, Buffer.from(tag));
      answer(fault, tag);
    });
};

crypto.argon2 = once;
syncBuiltinESMExports();
