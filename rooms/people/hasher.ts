/**
 * Passphrases are kept as argon2id only (RFC 9106; PHC string). Each takes 64 MiB for a moment, so
 * few are worked on at once and few may wait: a crowd at the door must not fill the memory.
 */
import { argon2, timingSafeEqual } from "node:crypto";
import type { Random } from "../../house/ports.ts";

const MEMORY_KIB = 65_536;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;
const SALT_BYTES = 16;
/** Worked on at the same time. */
export const HASHING_MAX = 2;
/** Waiting behind those, known browsers and all others each; more are told to come again. */
export const HASH_WAITING_MAX = 24;
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]{16,86})\$([\w+/]{43})$/;

/** The door is full: nothing was worked out. */
export class TooMany extends Error {}

let running = 0;
/** Two queues, so that a crowd of strangers stands in nobody's way who is known. */
const queues = { known: [] as (() => void)[], others: [] as (() => void)[] };

async function inTurn<T>(work: () => Promise<T>, known = false): Promise<T> {
  const waiting = known ? queues.known : queues.others;
  if (running >= HASHING_MAX) {
    if (waiting.length >= HASH_WAITING_MAX) throw new TooMany("too many passphrases at once");
    await new Promise<void>((go) => waiting.push(go));
  } else running++;
  try {
    return await work();
  } finally {
    // The place is handed on, not given back, so that nobody slips in between.
    const next = queues.known.shift() ?? queues.others.shift();
    if (next === undefined) running--;
    else next();
  }
}

type Costs = { memory: number; passes: number; parallelism: number };

function derive(passphrase: string, nonce: Uint8Array, costs: Costs): Promise<Buffer> {
  const message = Buffer.from(passphrase);
  return new Promise((done, failed) => {
    argon2("argon2id", { message, nonce, tagLength: TAG_BYTES, ...costs }, (fault, tag) => {
      if (fault === null) done(tag);
      else failed(fault);
    });
  });
}

const plain = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64").replaceAll("=", "");

/** The PHC string of a passphrase, under a fresh salt. Throws `TooMany`. */
export async function hashPassphrase(passphrase: string, random: Random): Promise<string> {
  const salt = random(SALT_BYTES);
  const costs = { memory: MEMORY_KIB, passes: PASSES, parallelism: LANES };
  const tag = await inTurn(() => derive(passphrase, salt, costs));
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${plain(salt)}$${plain(tag)}`;
}

/** A hash that no passphrase has; checking against it takes as long as against a real one. */
const NOBODY = [
  `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}`,
  plain(new Uint8Array(SALT_BYTES)),
  plain(new Uint8Array(TAG_BYTES)),
].join("$");

/**
 * Whether the passphrase is the one hashed; null (a name nobody has) takes the same work and is
 * never it. Who is `known` is worked on before all others. Throws `TooMany`, and on a hash we did
 * not write.
 */
export async function checkPassphrase(
  passphrase: string,
  phc: string | null,
  known = false,
): Promise<boolean> {
  const found = PHC.exec(phc ?? NOBODY);
  if (found === null) throw new Error("not a hash of ours");
  const [, memory, passes, parallelism, salt = "", tag = ""] = found;
  const costs = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
  const made = await inTurn(() => derive(passphrase, Buffer.from(salt, "base64"), costs), known);
  return timingSafeEqual(made, Buffer.from(tag, "base64")) && phc !== null;
}
