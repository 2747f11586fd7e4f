/** The node's own secret, from which form tokens and sealed cookies are made. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { type NodeKeyParts, nodeKey } from "../house/node-key.ts";
import type { Random } from "../house/ports.ts";
import { Recent } from "../house/recent.ts";
import { keyFor, seal, Unsealable, unseal } from "../house/seal.ts";

const MAC_BYTES = 32;
const MACS_MAX = 2_048;

/** Makes and checks what only this node can make. */
export type Secrets = {
  /** A form token for a binding, masked anew each time (a compressed page must not repeat it). */
  token: (binding: string) => string;
  /** Whether a token was made for this binding. */
  isToken: (binding: string, token: string) => boolean;
  /** Seals a small value for a cookie; `use` keeps one cookie from standing for another. */
  seal: (use: string, value: string) => string;
  /** What `seal` sealed for this use, or null. */
  open: (use: string, sealed: string) => string | null;
  /** A fresh id, 32 hex characters. */
  id: () => string;
};

/** Reads the node's secret from the key folder, or makes it. */
export async function readSecrets(parts: NodeKeyParts): Promise<Secrets> {
  return secretsFrom(await nodeKey(parts), parts.random);
}

/** Secrets from a 32-byte key. */
function secretsFrom(key: Uint8Array, random: Random): Secrets {
  const formKey = keyFor("form-token", key);
  const cookieKey = keyFor("cookies", key);
  // Whoever posts one form mostly posts another: what was worked out for a browser is kept a while.
  const macs = new Recent<Uint8Array>(MACS_MAX);
  const mac = (binding: string) => {
    const known = macs.get(binding);
    if (known !== undefined) return known;
    const made = createHmac("sha256", formKey).update(binding).digest();
    macs.set(binding, made);
    return made;
  };
  // Of one token at a time: nothing waits between filling it and comparing it.
  const found = new Uint8Array(MAC_BYTES);
  return {
    token: (binding) => {
      const mask = random(MAC_BYTES);
      return Buffer.concat([mask, xor(mask, mac(binding))]).toString("base64url");
    },
    isToken: (binding, token) => {
      const bytes = Buffer.from(token, "base64url");
      if (bytes.length !== 2 * MAC_BYTES) return false;
      for (let i = 0; i < MAC_BYTES; i++)
        found[i] = (bytes[i] as number) ^ (bytes[MAC_BYTES + i] as number);
      return timingSafeEqual(found, mac(binding));
    },
    seal: (use, value) =>
      Buffer.from(seal(cookieKey, use, Buffer.from(value), random)).toString("base64url"),
    open: (use, sealed) => {
      try {
        return Buffer.from(unseal(cookieKey, use, Buffer.from(sealed, "base64url"))).toString();
      } catch (fault) {
        if (fault instanceof Unsealable) return null;
        throw fault;
      }
    },
    id: () => Buffer.from(random(16)).toString("hex"),
  };
}

function xor(a: Uint8Array, b: Uint8Array): Buffer {
  const out = Buffer.alloc(a.length);
  for (let i = 0; i < a.length; i++) out[i] = (a[i] as number) ^ (b[i] ?? 0);
  return out;
}
