/** A disk that is full, through HTTP: it is said, nothing is halved, and all goes on afterwards. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { writeSpaceFile } from "../../house/space-file.ts";
import { verifySpaceFile } from "../../house/space-file-verdict.ts";
import { type FaultKind, faulty } from "../../store/faulty.ts";
import { diskKeys, memoryKeys } from "../../store/key-folder.ts";
import { newMemory, openMemory } from "../../store/memory/open.ts";
import type { Store } from "../../store/port.ts";
import { openSqlite } from "../../store/sqlite/open.ts";
import { forms, testNode } from "../../web/testing.ts";

const DISK = "size=8m";
const MINUTE = 60_000;
const TITLE = `mantas ${"largas ".repeat(20)}`.trim();

const words = new URL("../../house/words/en.json", import.meta.url);
const TRY_AGAIN: string = JSON.parse(readFileSync(words, "utf8"))["refusal.house.try-again"];

/** A store on a disk that can be filled and emptied. */
type Disk = {
  store: Store;
  keys: ReturnType<typeof memoryKeys>;
  fill: () => void;
  free: () => void;
  remove: () => Promise<void>;
};

/** A small disk of its own, or null where this user may mount none. */
async function realDisk(): Promise<Disk | null> {
  const at = mkdtempSync(join(tmpdir(), "alongside-full-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", DISK, "tmpfs", at]).status === 0;
  if (!mounted) {
    rmSync(at, { recursive: true });
    return null;
  }
  const store = await openSqlite(join(at, "data"));
  const filler = join(at, "filler");
  return {
    store,
    keys: await diskKeys(join(at, "data", "keys")),
    fill: () => {
      for (const bytes of [65_536, 4_096, 1])
        try {
          for (;;) appendFileSync(filler, Buffer.alloc(bytes));
        } catch (fault) {
          assert.equal((fault as NodeJS.ErrnoException).code, "ENOSPC");
        }
    },
    free: () => rmSync(filler, { force: true }),
    remove: async () => {
      rmSync(filler, { force: true });
      await store.close();
      spawnSync("umount", ["-l", at]);
      rmSync(at, { recursive: true });
    },
  };
}

/** A store in memory that takes no write while it counts as full. */
async function madeUp(): Promise<Disk> {
  const faults = new Map<number, FaultKind>();
  const store = faulty(openMemory(newMemory()), faults);
  return {
    store,
    keys: memoryKeys(),
    fill: () => {
      for (let n = 1; n < 2_000; n++) faults.set(store.writes() + n, "refused");
    },
    free: () => faults.clear(),
    remove: () => store.close(),
  };
}

async function story({ store, keys, fill, free }: Disk): Promise<void> {
  const node = await testNode({ faults: "answer", on: { store, keys } });
  const { slug, space, browser, clock } = { ...node, ...(await node.found()) };
  const needs = `/s/${slug}/needs`;
  const page = await browser.get(`${needs}/new`);
  const size = await store.size(space);
  fill();
  // So late that the session's use would be noted, which is a write as well.
  clock.pass(5 * MINUTE);
  const typed = { title: TITLE, of: "40" };
  const told = await browser.submitOn(page, typed, needs);
  assert.ok(says(told.status), `${told.status}`);
  assert.ok(told.text.includes(TRY_AGAIN), "it says to try again");
  const kept = forms(told.text).find(({ action }) => action === needs);
  assert.ok(
    kept?.fields.some(([name, value]) => name === "title" && value === TITLE),
    "kept",
  );
  assert.equal((await browser.get(needs)).status, 200, "reading goes on");
  assert.equal((await node.browser().get(`/s/${slug}`)).status, 200);
  assert.equal((await node.browser().get("/sign-in")).status, 200);
  const once = await browser.submitOn({ ...told, path: needs }, {}, needs);
  assert.ok(says(once.status), "and again, while it is full");
  assert.equal(await store.size(space), size, "nothing half written");
  free();
  const sent = await browser.submitOn({ ...once, path: needs }, {}, needs);
  assert.equal(sent.status, 303);
  const list = await browser.get(needs);
  assert.equal(list.text.split("mantas largas").length > 1, true, "it is there");
  const opened = await node.house.space(space);
  assert.ok(opened);
  const file = await verifySpaceFile(writeSpaceFile(opened, { keys, now: node.house.now }));
  assert.ok(file.ok, JSON.stringify(file));
  assert.ok(opened.size > size);
}

/** A form drawn again by its own page says 422, any other 503. */
const says = (status: number) => status === 422 || status === 503;

async function on(disk: Disk): Promise<void> {
  try {
    await story(disk);
  } finally {
    await disk.remove();
  }
}

it("a full disk, as a store that takes no write", async () => on(await madeUp()));

it("a full disk, as files on one", async (t: TestContext) => {
  const disk = await realDisk();
  // Mounting needs a right that not every machine gives; the made-up one runs everywhere.
  if (disk === null) t.diagnostic("no small disk may be mounted here");
  else await on(disk);
});
