import assert from "node:assert/strict";
import { it } from "node:test";
import { signCheckpoint } from "../log/checkpoint.ts";
import { encodeHeader, type Header, leafCommitment, partCommitment } from "../log/entry.ts";
import { canonicalBytes, type Json } from "../log/jcs.ts";
import { makeKeys } from "../log/keys.ts";
import { leafHash } from "../log/merkle.ts";
import { signerFromSeed } from "../log/note.ts";
import { TileWriter } from "../log/tiles.ts";
import { type FaultKind, type Faulty, faulty, InjectedFault } from "../store/faulty.ts";
import { memoryKeys } from "../store/key-folder.ts";
import { openMemory } from "../store/memory/open.ts";
import type { Store } from "../store/port.ts";
import { makeClaims } from "./claims.ts";
import type { KeyFolder } from "./ports.ts";
import { writeSpaceFile } from "./space-file.ts";
import { verifySpaceFile } from "./space-file-verdict.ts";
import { type TakeIn, takeIn } from "./take-in.ts";
import { assertDone, seededRandom, testHouse } from "./testing.ts";
import { founded, plan, who } from "./testing-toys.ts";

async function* lines(file: readonly string[]) {
  yield* file;
}

function asking(file: readonly string[], on: { store: Store; keys: KeyFolder }): TakeIn {
  return {
    ...{ ...on, random: seededRandom("in"), now: 0, plan, foldVersion: () => "test" },
    ...{ lines: () => lines(file), receiveSeed: null },
  };
}

async function told(notes = 600) {
  const made = await founded();
  for (let i = 0; i < notes; i++) {
    const id = i.toString(16).padStart(32, "0");
    assertDone(await made.send("toys.write", { id, title: `t${i}`, name: "n", size: i }));
  }
  const space = await made.house.space(made.at);
  assert.ok(space);
  const claims = makeClaims([who, "c".repeat(32)], made.random);
  const file = await Array.fromAsync(
    writeSpaceFile(space, { keys: made.keys, now: made.house.now }, { claims }),
  );
  return { ...made, space, file, codes: claims.map(({ code }) => code) };
}

/** A key folder that a process which is gone does not reach either. */
function goneWith(store: Faulty, keys: KeyFolder): KeyFolder {
  const alive = <A extends unknown[], T>(act: (...a: A) => Promise<T>) => {
    return async (...a: A) => {
      if (store.crashed()) throw new InjectedFault("the process is gone");
      return act(...a);
    };
  };
  const { read, write, destroy, list } = keys;
  return { read: alive(read), write: alive(write), destroy: alive(destroy), list: alive(list) };
}

const KINDS: FaultKind[] = ["refused", "unheard", "stopped", "torn"];

it("whatever write fails, a space is here whole or not, and comes when asked again", async () => {
  const { at, file, codes, space: source } = await told();
  const say = (space: string, record: object) => ({
    ...{ space, command: "toys.take-over", input: record },
    author: { by: "founder", member: who } as const,
  });
  for (const takeOver of [undefined, { codes, say }]) {
    const more = takeOver === undefined ? {} : { takeOver };
    const counted = faulty(openMemory(), new Map());
    const whole = await takeIn({
      ...asking(file, { store: counted, keys: memoryKeys() }),
      ...more,
    });
    assert.ok(whole.ok, JSON.stringify(whole));
    assert.ok(counted.writes() >= 3);
    for (let write = 1; write <= counted.writes(); write++)
      for (const kind of KINDS) {
        const [inner, keys] = [openMemory(), memoryKeys()];
        const store = faulty(inner, new Map([[write, kind]]));
        const asked = asking(file, { store, keys: goneWith(store, keys) });
        const failed = await takeIn({ ...asked, ...more }).then(
          () => false,
          (fault) => fault instanceof InjectedFault || fault instanceof AggregateError,
        );
        assert.ok(failed, `${kind} at ${write}`);
        const { house } = testHouse(plan, 2, { store: inner, keys });
        assert.equal(await house.space(at), null, `${kind} at ${write}: a half copy`);
        const again = await takeIn({ ...asking(file, { store: inner, keys }), ...more });
        assert.ok(again.ok && again.size === whole.size, `${kind} at ${write}`);
        const opened = await testHouse(plan, 2, { store: inner, keys }).house.space(at);
        if (takeOver === undefined) assert.deepEqual(opened?.tree.root(), source.tree.root());
        assert.equal(opened?.ring.state, takeOver === undefined ? "copy" : "live");
        assert.deepEqual(await opened?.thing(who), await source.thing(who));
      }
  }
});

it("a key folder that fails leaves nothing that reads as a space", async () => {
  const { at, file } = await told(3);
  for (const failing of [1, 2]) {
    const [store, inner] = [openMemory(), memoryKeys()];
    let writes = 0;
    const keys: KeyFolder = {
      ...inner,
      write: async (name, bytes) => {
        if (++writes === failing) throw new Error("the key folder is full");
        await inner.write(name, bytes);
      },
    };
    await assert.rejects(takeIn(asking(file, { store, keys })), /key folder/);
    assert.deepEqual([await inner.list(), await store.size(at)], [[], 0]);
    assert.ok((await takeIn(asking(file, { store, keys }))).ok);
  }
});

const SPACE = "5".repeat(32);
const NOTE = "1".repeat(32);
type Piece = Record<string, unknown>;
type Told = { thing: string; type: string; record?: unknown; stamp?: unknown; words?: unknown };

const stamp: Piece = {
  ...{ kind: "act", by: "member", who, typedBy: null, at: 1_000, happened: null },
  ...{ arrived: "own-hand", readBack: false, standsOn: null },
};

/** A file with these entries, well signed by a key of its own: everything but the facts holds. */
function signedFile(told: readonly Told[]): string[] {
  const signer = signerFromSeed(`evil.example/${SPACE}`, Buffer.alloc(32, 7));
  const tree = new TileWriter();
  const salt = Buffer.alloc(32, 1);
  const entries = told.map(({ thing, type, ...given }, index) => {
    const parts: Header["parts"] & Record<string, string> = {};
    const p: Record<string, [string, string]> = {};
    for (const [name, value] of Object.entries(given)) {
      const bytes =
        typeof value === "string" ? Buffer.from(value) : canonicalBytes(value as unknown as Json);
      (parts as Record<string, string>)[name] = partCommitment(name, salt, bytes);
      p[name] = [salt.toString("base64"), bytes.toString()];
    }
    const sorted = Object.fromEntries(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1)));
    const id = index.toString(16).padStart(32, "0");
    const header = encodeHeader({ v: 1, space: SPACE, index, id, thing, type, parts: sorted });
    tree.append([leafHash(leafCommitment(salt, header))]);
    return JSON.stringify({ s: salt.toString("base64"), h: header.toString(), p });
  });
  const origin = signer.verifier.name;
  const size = told.length;
  const key = makeKeys([{ from: 0, verifier: signer.verifier, certified: "founding" }]);
  const head = { format: "alongside/space/v1", space: SPACE, origin, size, key };
  const checkpoint = signCheckpoint({ origin, size, root: tree.root() }, signer);
  return [JSON.stringify(head), ...entries, JSON.stringify({ checkpoint })];
}

const numbered = (n: number, k: number, more: Piece = {}): Piece => ({
  ...{ n, k, circle: "host", day: "2026-11-02" },
  ...more,
});
const first: Told = { thing: SPACE, type: "space.founded/1", record: numbered(1, 1), stamp };
const noted: Told = {
  ...{ thing: NOTE, type: "note.written/1", record: numbered(1, 2, { size: 3 }), stamp },
  words: { title: "t" },
};
const grown: Told = { thing: NOTE, type: "note.grown/1", record: numbered(2, 3, { by: 1 }), stamp };
const newer: Told = { thing: NOTE, type: "note.sung/7", record: numbered(2, 3, { x: [] }), stamp };

it("well signed facts are taken in, those of a newer version too", async () => {
  for (const told of [[first], [first, noted, grown], [first, noted, newer]]) {
    const file = signedFile(told);
    const taken = await takeIn(asking(file, { store: openMemory(), keys: memoryKeys() }));
    assert.ok(taken.ok, JSON.stringify(taken));
  }
});

it("well signed facts that fit no shape or order are refused whole, with the entry", async () => {
  const with1 = (change: Partial<Told>, more: readonly Told[] = []) => [
    ...[first, { ...noted, ...change }, ...more],
  ];
  const recorded = (piece: unknown) => with1({ record: piece });
  const stamped = (piece: Piece) => with1({ stamp: { ...stamp, ...piece } });
  const { record: _gone, ...bare } = noted;
  const { stamp: _too, ...unstamped } = noted;
  const rows: readonly [string, readonly Told[]][] = [
    ["a number for a figure of its own", recorded(numbered(1, 2, { size: "3" }))],
    ["a field nobody knows", recorded(numbered(1, 2, { size: 3, free: "text" }))],
    ["a circle that is none", recorded({ ...numbered(1, 2, { size: 3 }), circle: "everyone" })],
    ["a day that is none", recorded({ ...numbered(1, 2, { size: 3 }), day: "yesterday" })],
    ["no number", recorded({ size: 3 })],
    ["out of its thing's order", recorded(numbered(2, 2, { size: 3 }))],
    ["out of its circle's order", recorded(numbered(1, 9, { size: 3 }))],
    ["a list for a record", recorded([])],
    ["not JSON", recorded("{")],
    ["null", recorded("null")],
    ["words in another shape", with1({ words: { title: 7 } })],
    ["words that are a list", with1({ words: [] })],
    ["no record", [first, bare]],
    ["no stamp", [first, unstamped]],
    ["a stamp of nobody", stamped({ who: "me" })],
    ["a stamp past all calendars", stamped({ happened: 9e15 })],
    ["a stamp of a kind unknown", stamped({ by: "keeper" })],
    ["a part it cannot have", with1({ evidence: {} } as never)],
    ["words where there are none", [first, noted, { ...grown, words: { title: "x" } }]],
    ["a thing without an id", with1({ thing: "n1" })],
    [
      "a fact of another kind",
      [first, { ...noted, thing: SPACE, record: numbered(2, 2, { size: 3 }) }],
    ],
    ["no space at the beginning", [{ ...noted, record: numbered(1, 1, { size: 3 }) }]],
    ["another thing at the beginning", [{ ...first, thing: NOTE }]],
    ["erased: nothing in particular", with1({ type: "thing.erased/1" })],
  ];
  for (const [what, told] of rows) {
    const [store, keys] = [openMemory(), memoryKeys()];
    const file = signedFile(told);
    assert.ok((await verifySpaceFile(lines(file))).ok, `${what}: its proofs hold`);
    const taken = await takeIn(asking(file, { store, keys }));
    assert.ok(!taken.ok, `${what} was taken in`);
    assert.match(taken.fault, /^space file: entry \d+: /, what);
    assert.deepEqual([await keys.list(), await store.size(SPACE)], [[], 0], what);
  }
  // Files that name none are no files: the copy is not even judged well.
  const none = signedFile(with1({ files: {} } as never));
  assert.ok(!(await verifySpaceFile(lines(none))).ok);
});
