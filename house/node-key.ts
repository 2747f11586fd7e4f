/** The node's own secret: 32 bytes in the key folder, in no database and in no copy of one. */
import type { KeyFolder, Random } from "./ports.ts";

/** The secret's name in the key folder. */
export const NODE_KEY = "node-web";
/** The turn in which it is made: the id of no space. */
const TURN = "0".repeat(32);
const BYTES = 32;

/** What the secret is read and made with; `lock` waits for a turn across processes. */
export type NodeKeyParts = {
  keys: KeyFolder;
  random: Random;
  lock: (turn: string) => Promise<() => Promise<void>>;
};

const known = new WeakMap<KeyFolder, Promise<Uint8Array>>();

/** The node's secret; the first to ask makes it, and only one of several processes. */
export function nodeKey(parts: NodeKeyParts): Promise<Uint8Array> {
  const { keys } = parts;
  let key = known.get(keys);
  if (key === undefined) {
    key = readOrMake(parts);
    known.set(keys, key);
    // A fault of the disk is not remembered: the next one asks again.
    key.catch(() => known.delete(keys));
  }
  return key;
}

async function readOrMake({ keys, random, lock }: NodeKeyParts): Promise<Uint8Array> {
  const there = await keys.read(NODE_KEY);
  if (there !== null) return there;
  const release = await lock(TURN);
  try {
    const meanwhile = await keys.read(NODE_KEY);
    if (meanwhile !== null) return meanwhile;
    const made = random(BYTES);
    await keys.write(NODE_KEY, made);
    return made;
  } finally {
    await release();
  }
}
