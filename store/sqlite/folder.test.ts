import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { all, batchOf, bytesOf, freshId, grow, stream } from "../contract/given.ts";
import type { SealedPart, Store } from "../port.ts";
import { FolderOwned, openSqlite } from "./open.ts";
import { emptyFolder, filesWith } from "./testing.ts";

/** Runs the check in a folder of its own, on a store that is closed in the end. */
async function within(check: (store: Store, folder: string) => Promise<void>): Promise<void> {
  const { folder, remove } = emptyFolder();
  const store = await openSqlite(folder);
  try {
    await check(store, folder);
  } finally {
    await store.close();
    remove();
  }
}

/** Another process on the folder: runs `code` with `store` open, says so, and waits for its end. */
async function process2(folder: string, code: string): Promise<ChildProcess> {
  const module = new URL("./open.ts", import.meta.url).href;
  const given = new URL("../contract/given.ts", import.meta.url).href;
  const source = `
    import { openSqlite } from ${JSON.stringify(module)};
    import { batchOf, bytesOf, stream } from ${JSON.stringify(given)};
    const store = await openSqlite(${JSON.stringify(folder)});
    ${code}
    console.log("done");
    setInterval(() => undefined, 1000);
  `;
  const args = ["--input-type=module", "-e", source];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit").then(([code]) => [`it ended with ${code}`]);
  const [said] = await Promise.race([once(child.stdout, "data"), ended]);
  assert.equal(String(said), "done\n");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

const partOf = (index: number, name: string, size: number): SealedPart => ({
  index,
  name,
  epoch: 1,
  sealed: bytesOf(`${name} ${index}`, size),
});

test("a folder has one owner within a process", async () => {
  await within(async (store, folder) => {
    await assert.rejects(openSqlite(folder), FolderOwned);
    const space = freshId();
    assert.equal(await grow(store, space, [1]), 1);
    await store.close();
    const again = await openSqlite(folder);
    assert.equal(await again.size(space), 1);
    await again.close();
  });
});

test("a folder has one owner among processes, until that one is killed", async () => {
  const { folder, remove } = emptyFolder();
  const space = freshId();
  const other = await process2(folder, `await store.append("${space}", 0, batchOf(0, 3));`);
  await assert.rejects(openSqlite(folder), FolderOwned);
  await kill(other);
  const store = await openSqlite(folder);
  assert.equal(await store.size(space), 3);
  await store.close();
  remove();
});

test("what a killed process had claimed may be claimed by the next at once", async () => {
  await within(async (_store, folder) => {
    await _store.close();
    const item = `{ queue: "q", id: "i", space: "${freshId()}", at: 1, value: bytesOf("v") }`;
    const code = `await store.due.put([${item}]); await store.due.claim("q", 5, 60_000, 9);`;
    await kill(await process2(folder, code));
    const next = await openSqlite(folder);
    try {
      assert.deepEqual(
        (await next.due.claim("q", 6, 60_000, 9)).map(({ id, tries }) => [id, tries]),
        [["i", 2]],
      );
    } finally {
      await next.close();
    }
  });
});

test("after a kill nothing answered is lost, and what was half done is gone", async () => {
  const { folder, remove } = emptyFolder();
  const [space, queue] = [freshId(), freshId()];
  const code = `
    const due = (id, at) => ({ queue: "${queue}", id, space: "${space}", at, value: bytesOf(id) });
    await store.append("${space}", 0, batchOf(0, 1, { due: [due("a", 1), due("b", 2)] }));
    const [claimed] = await store.due.claim("${queue}", 1, 10, 1);
    await store.due.done(claimed);
    await store.append("${space}", 1, batchOf(1, 1, { due: [due("c", 3)] }));
    const half = async function* () {
      for (let n = 0; n < 40; n += 1) yield bytesOf("half " + n);
      console.log("done");
      await new Promise(() => undefined);
    };
    await store.blobs.put("${space}", "half", half());
  `;
  const other = await process2(folder, code);
  await kill(other);
  assert.ok(filesWith(folder, bytesOf("half 3")).length > 0);
  const store = await openSqlite(folder);
  assert.deepEqual(await store.spaces(9, null), [space]);
  assert.deepEqual(await store.due.waiting(queue), { count: 2, oldest: 2 });
  const claimed = await store.due.claim(queue, 9, 10, 9);
  assert.deepEqual(
    claimed.map((item) => [item.id, item.tries]),
    [
      ["b", 1],
      ["c", 1],
    ],
  );
  assert.deepEqual(await all(store.blobs.read(space, "half", 0, 99)), []);
  await store.blobs.put(space, "half", stream([bytesOf("whole")]));
  assert.deepEqual(await all(store.blobs.read(space, "half", 0, 99)), [bytesOf("whole")]);
  await store.close();
  assert.deepEqual(filesWith(folder, bytesOf("half 3")), []);
  remove();
});

test("erase waits for someone who reads the file, and then the bytes are gone", async () => {
  await within(async (store, folder) => {
    const space = freshId();
    const part = partOf(0, "words", 3000);
    await store.append(space, 0, batchOf(0, 1, { parts: [part] }));
    const reader = new DatabaseSync(join(folder, "spaces", `${space}.db`), { readOnly: true });
    reader.exec("BEGIN; SELECT count(*) FROM part");
    let gone = false;
    const erased = store.erase(space, [part]).then(() => {
      gone = true;
    });
    await sleep(150);
    assert.equal(gone, false);
    assert.deepEqual(await store.parts(space, [part]), []);
    assert.ok(filesWith(folder, part.sealed.slice(0, 64)).length > 0);
    assert.deepEqual(await store.append(space, 1, batchOf(1, 1)), { ok: true, size: 2 });
    reader.exec("COMMIT");
    await erased;
    assert.deepEqual(filesWith(folder, part.sealed.slice(0, 64)), []);
    reader.close();
  });
});

test("erasing that a closing store could not end goes on when it is opened again", async () => {
  const { folder, remove } = emptyFolder();
  const store = await openSqlite(folder);
  const space = freshId();
  const part = partOf(0, "words", 3000);
  await store.append(space, 0, batchOf(0, 1, { parts: [part] }));
  const reader = new DatabaseSync(join(folder, "spaces", `${space}.db`), { readOnly: true });
  reader.exec("BEGIN; SELECT count(*) FROM part");
  // What became of it is said by the store, not by its thread being gone.
  const refused = assert.rejects(store.erase(space, [part]), /before erased bytes were gone/);
  await sleep(150);
  await store.close();
  await refused;
  assert.ok(filesWith(folder, part.sealed.slice(0, 64)).length > 0);
  reader.exec("COMMIT");
  reader.close();
  const again = await openSqlite(folder);
  for (let n = 0; n < 100 && filesWith(folder, part.sealed.slice(0, 64)).length > 0; n += 1) {
    await sleep(20);
  }
  assert.deepEqual(filesWith(folder, part.sealed.slice(0, 64)), []);
  await again.close();
  remove();
});

test("no piece of an erased part stays, whatever its size and neighbours", async () => {
  await within(async (store, folder) => {
    const space = freshId();
    const sizes = [30, 90, 300, 900, 1500, 2500, 4000, 9000];
    const parts = Array.from({ length: 1200 }, (_, n) =>
      partOf(n, "words", sizes[(n * 7 + (n >> 3)) % sizes.length] ?? 30),
    );
    for (let first = 0; first < parts.length; first += 100) {
      const some = parts.slice(first, first + 100);
      await store.append(space, first, batchOf(first, 100, { parts: some }));
    }
    const gone = parts.filter((_, n) => n % 3 !== 0);
    for (let n = 0; n < gone.length; n += 200) await store.erase(space, gone.slice(n, n + 200));
    const left = gone.filter((_, n) => n % 23 === 0);
    for (const part of left) {
      const middle = part.sealed.length >> 1;
      assert.deepEqual(filesWith(folder, part.sealed.slice(middle - 10, middle + 10)), []);
    }
    const kept = parts[3];
    assert.ok(kept !== undefined && filesWith(folder, kept.sealed.slice(0, 20)).length > 0);
  });
});

test("files are for their owner alone, and an ended space leaves none", async () => {
  await within(async (store, folder) => {
    const space = freshId();
    await store.append(space, 0, batchOf(0, 1));
    const modeOf = (path: string) => statSync(path).mode & 0o777;
    assert.equal(modeOf(folder), 0o700);
    assert.equal(modeOf(join(folder, "spaces")), 0o700);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    const modes = files
      .filter((file) => file.isFile())
      .map((file) => modeOf(join(file.parentPath, file.name)));
    assert.ok(modes.length >= 5 && modes.every((mode) => mode === 0o600));
    await store.end(space);
    assert.deepEqual(readdirSync(join(folder, "spaces")), []);
    assert.equal(existsSync(join(folder, "node.db")), true);
  });
});

test("a file no store can read fails the call and no other", async () => {
  await within(async (store, folder) => {
    const [broken, sound] = [freshId(), freshId()];
    await grow(store, sound, [1]);
    writeFileSync(join(folder, "spaces", `${broken}.db`), "this is no database, and it is long");
    await assert.rejects(store.size(broken), { errcode: 26 });
    assert.equal(await store.size(sound), 1);
  });
});
