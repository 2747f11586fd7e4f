/**
 * Verifies a space from its folder, every part opened, against hashing the same messages once. Both
 * on one core: the ratio is what counts.
 */
import { hash } from "node:crypto";
import { openSegment } from "../../house/entry.ts";
import type { StoredEntry } from "../../log/segment.ts";
import { verifyEntries } from "../../log/verify-entries.ts";
import { openHouse } from "../books.ts";

const [folder = "", id = ""] = process.argv.slice(2);
const { house, store } = await openHouse(folder);
const space = await house.space(id);
if (space === null) throw new Error("no such space");
const { size, key, tree } = space;

async function* opened(): AsyncIterable<StoredEntry[]> {
  for await (const segment of store.read(id, 0, size)) yield openSegment(key, id, segment);
}
const started = performance.now();
const verdict = await verifyEntries(opened(), { space: id, head: { size, root: tree.root() } });
const ours = performance.now() - started;
if (!verdict.ok) throw new Error(verdict.fault);

// The same messages: every part and header behind its tag and salt, every leaf and every node.
let theirs = 0;
let messages: Uint8Array[] = [];
const flush = () => {
  const before = performance.now();
  for (const message of messages) hash("sha256", message, "buffer");
  theirs += performance.now() - before;
  messages = [];
};
for await (const entries of opened()) {
  for (const entry of entries) {
    for (const { name, bytes } of entry.parts)
      messages.push(Buffer.alloc(51 + name.length + bytes.length));
    messages.push(Buffer.alloc(51 + entry.header.length), Buffer.alloc(33), Buffer.alloc(65));
  }
  flush();
}
const seconds = (ms: number) => (ms / 1000).toFixed(2);
console.log(
  JSON.stringify({ ratio: ours / theirs, note: `${seconds(ours)} s against ${seconds(theirs)} s` }),
);
await store.close();
