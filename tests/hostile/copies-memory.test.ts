/** A copy of everything is made a piece at a time, however large the space is. */
import assert from "node:assert/strict";
import { it, type TestContext } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { keptCopy, makeCopy, openCopy } from "../../rooms/spaces/kept-copy.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import type { Store } from "../../store/port.ts";
import { openPostgres } from "../../store/postgres/open.ts";
import { startPostgres } from "../../store/postgres/testing.ts";
import { openSqlite } from "../../store/sqlite/open.ts";
import { emptyFolder } from "../../store/sqlite/testing.ts";
import { testNode } from "../../web/testing.ts";

const MIB = 1_048_576;
/** Of a copy, in bytes, what may be read and not yet put away: a step's words, a few pieces. */
const BETWEEN_MAX = 3 * MIB;
/** What the process may grow by while it copies, whatever the size. */
const GROWTH_MAX = 48 * MIB;
/** At every so many pieces it is looked at. */
const LOOK_EVERY = 24;

// What waits to be collected is no more than what a busy machine left lying: it is collected first.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const held = () => {
  collect();
  return process.memoryUsage().rss;
};
const LANGS = ["en", "es", "ar", "fr", "pt"];

/** A store that says how much was read out of it, and lets whoever asks look on. */
function watched(store: Store, look: (read: number, put: number) => void) {
  const count = { read: 0, put: 0 };
  const parts: Store["parts"] = async (space, refs) => {
    const found = await store.parts(space, refs);
    for (const { sealed } of found) count.read += sealed.length;
    return found;
  };
  async function* counted(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      count.put += chunk.length;
      look(count.read, count.put);
      yield chunk;
    }
  }
  const put: Store["blobs"]["put"] = (space, id, chunks) =>
    store.blobs.put(space, id, counted(chunks as AsyncIterable<Uint8Array>));
  return { store: { ...store, parts, blobs: { ...store.blobs, put } }, count };
}

/** A store of each kind, empty; it and what it stands on end with the test. */
const STORES = {
  SQLite: async (t: TestContext) => {
    const { folder, remove } = emptyFolder();
    const store = await openSqlite(folder);
    t.after(async () => {
      await store.close();
      remove();
    });
    return store;
  },
  PostgreSQL: async (t: TestContext) => {
    const server = await startPostgres();
    const store = await openPostgres(server.url);
    t.after(async () => {
      await store.close();
      await server.stop();
    });
    return store;
  },
} as const;

async function filled(plain: Store) {
  const seen: { read: number; put: number; rss: number }[] = [];
  const look = (read: number, put: number) =>
    void seen.push({ read, put, rss: seen.length % LOOK_EVERY === 0 ? held() : 0 });
  const { store, count } = watched(plain, look);
  const node = await testNode({ on: { store, keys: memoryKeys() } });
  const { space, member } = await node.found({ safety: "yes" });
  const key = await identityToRecipient(await generateX25519Identity());
  const keys = [{ key, label: "ann" }];
  await node.does(space, member, "spaces.plan-copies", { every: 7, keys });
  /** A mebibyte and more of words, in a hundred lines. */
  const grow = () => {
    const said = "palabra entre muchas ".repeat(95).trim();
    const details = LANGS.map((lang) => ({ lang, text: said }));
    const line = { title: { lang: "es", text: "mantas" }, details };
    return node.does(space, member, "needs.open-many", { lines: Array(100).fill(line) });
  };
  return { ...node, space, grow, seen, count };
}

type Filled = Awaited<ReturnType<typeof filled>>;

/** Makes the copy; answers its size, and the most that was read and not put away meanwhile. */
async function copied({ house, space, seen, count }: Filled) {
  seen.length = 0;
  Object.assign(count, { read: 0, put: 0 });
  const before = held();
  await makeCopy(house, space);
  const [all, bytes] = [count.read, count.put];
  const between = Math.max(...seen.map(({ read, put }) => (read / all) * bytes - put));
  const grown = Math.max(...seen.map(({ rss }) => rss)) - before;
  return { bytes, between, grown };
}

/** Makes copies of a space and of one seven times the size, and hands the last one out. */
async function holds(store: Store, times: number): Promise<void> {
  const made = await filled(store);
  for (let n = 0; n < times; n++) await made.grow();
  const small = await copied(made);
  for (let n = 0; n < 6 * times; n++) await made.grow();
  const large = await copied(made);
  assert.ok(large.bytes > 6 * small.bytes && large.bytes > 7.5 * times * MIB, `${large.bytes}`);
  for (const { between, grown, bytes } of [small, large]) {
    assert.ok(between < BETWEEN_MAX, `${between} bytes of ${bytes} at once`);
    assert.ok(grown < GROWTH_MAX, `${grown} bytes more for ${bytes}`);
  }
  // Handed out it is read a piece at a time, too.
  const space = await made.house.space(made.space);
  assert.ok(space);
  const file = await openCopy(made.house, space);
  assert.ok(file);
  const before = held();
  let [read, most, pieces] = [0, 0, 0];
  for await (const chunk of file) {
    read += chunk.length;
    if (pieces++ % LOOK_EVERY === 0) most = Math.max(most, held() - before);
  }
  assert.equal(read, (await keptCopy(made.house, space))?.bytes);
  assert.ok(most < GROWTH_MAX, `${most} bytes more to hand out ${read}`);
}

for (const [name, open] of Object.entries(STORES))
  it(`a sealed copy of a space seven times the size takes no more memory on ${name}`, async (t) => {
    // What is written takes longest on PostgreSQL: half as much of it shows the same.
    await holds(await open(t), name === "SQLite" ? 2 : 1);
  });
