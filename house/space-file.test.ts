import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import fc from "fast-check";
import { openCheckpoint } from "../log/checkpoint.ts";
import { keysAt, parseKeys } from "../log/keys.ts";
import { signerFromSeed } from "../log/note.ts";
import { parseProof, verifyProof } from "../log/proof.ts";
import { memoryKeys } from "../store/key-folder.ts";
import { openMemory } from "../store/memory/open.ts";
import { claimsNote, makeClaims } from "./claims.ts";
import { entryProof, freshHead, publicHead } from "./head.ts";
import { RUN_ENTRIES } from "./marks.ts";
import { keyHash, publicBytes } from "./moves.ts";
import { writeSpaceFile } from "./space-file.ts";
import { verifySpaceFile } from "./space-file-verdict.ts";
import { type TakenIn, takeIn } from "./take-in.ts";
import { assertDone, assertRefused, HOUR, seededRandom, testHouse } from "./testing.ts";
import { founded, insider, note, one, plan } from "./testing-toys.ts";

type Founded = Awaited<ReturnType<typeof founded>>;

/** Keys, and the time it is. */
const nowOf = ({ keys, house }: Founded) => ({ keys, now: house.now });

async function fileOf({ house, keys, at }: Founded): Promise<string[]> {
  const space = await house.space(at);
  assert.ok(space);
  return Array.fromAsync(writeSpaceFile(space, { keys, now: house.now }));
}

async function* lines(file: readonly string[]) {
  yield* file;
}

async function told(notes = 300) {
  const made = await founded();
  for (let i = 0; i < notes; i++) {
    const id = i.toString(16).padStart(32, "0");
    assertDone(await made.send("toys.write", { id, title: `t${i}`, name: "n", size: i }));
  }
  return made;
}

const taking = { plan, foldVersion: () => "test" };

function elsewhere(file: readonly string[], receiveSeed: string | null = null) {
  const store = openMemory();
  const keys = memoryKeys();
  const taken: Promise<TakenIn> = takeIn({
    ...{ store, keys, random: seededRandom("elsewhere"), now: 0 },
    ...{ lines: () => lines(file), receiveSeed, ...taking },
  });
  return { store, keys, taken };
}

it("a space file is judged whole, and any changed byte of it is found", async () => {
  const file = await fileOf(await told(5));
  const verdict = await verifySpaceFile(lines(file));
  assert.ok(verdict.ok);
  assert.deepEqual(verdict.checked, { entries: 7, parts: 24, erased: 0, files: 0 });
  for (const [from, to] of [
    ["t3", "t4"],
    ['"k\\":3', '"k\\":9'],
    ['"size":7', '"size":6'],
    ["toys", "boys"],
  ] as const) {
    const text = file.join("");
    if (!text.includes(from)) continue;
    const bad = text.replace(from, to).split(/(?<=\n)/);
    assert.equal((await verifySpaceFile(lines(bad))).ok, false, `${from} → ${to}`);
  }
  assert.equal((await verifySpaceFile(lines(file.slice(0, -1)))).ok, false);
  assert.equal((await verifySpaceFile(lines([...file, "{}\n"]))).ok, false);
  assert.equal((await verifySpaceFile(lines(["nonsense\n"]))).ok, false);
});

it("a copy has the same root and states, reads, and refuses writes", async () => {
  const made = await told();
  const file = await fileOf(made);
  const { store, keys, taken } = elsewhere(file);
  assert.deepEqual(await taken, {
    ok: true,
    space: made.at,
    size: 302,
    state: "copy",
    erased: 0,
    claims: 0,
  });
  const copy = testHouse(plan, 9, { store, keys });
  const space = await copy.house.space(made.at);
  const original = await made.house.space(made.at);
  assert.deepEqual(space?.tree.root(), original?.tree.root());
  const id = "7".padStart(32, "0");
  assert.deepEqual(await space?.thing(id), await original?.thing(id));
  const view = await copy.view(made.at, insider);
  assert.equal((await view.find(note, "w:t42")).length, 1);
  const write = { space: made.at, command: "toys.publish", input: { id } } as const;
  const author = { by: "member", member: "b".repeat(32) } as const;
  assertRefused(await copy.send({ ...write, author }), "house.copy");
});

it("an older file brings nothing back that was erased here", async () => {
  const made = await told(3);
  const id = "1".padStart(32, "0");
  const older = await fileOf(made);
  assert.ok(older.join("").includes('\\"t1\\"'));
  assertDone(await made.send("toys.forget", { id }));
  await made.house.endDirtyEpochs(made.at);
  const { store, keys, random } = made;
  const again = await takeIn({
    store,
    keys,
    random,
    now: 0,
    lines: () => lines(older),
    receiveSeed: null,
    ...taking,
  });
  assert.ok(again.ok && again.state === "here");
  const newer = await fileOf(made);
  assert.ok(!newer.join("").includes('\\"t1\\"'));
  const verdict = await verifySpaceFile(lines(newer));
  assert.ok(verdict.ok && verdict.checked.erased === 1);
});

it("a moved space continues under a certified key, and its old node refuses", async () => {
  const made = await told(4);
  const seed = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" }).d as string;
  const raw = Buffer.from(seed, "base64url");
  const key = signerFromSeed("x", raw).verifier.vkey.split("+").slice(2).join("+");
  const pub = Buffer.from(key, "base64").subarray(1);
  let file: string[] = [];
  assertDone(await made.send("toys.move", { size: 6, key: keyHash(pub) }));
  await made.house.moveAway(made.at, pub, async (space, moved) => {
    file = await Array.fromAsync(writeSpaceFile(space, nowOf(made), { moved }));
  });
  assertRefused(await made.send("toys.publish", { id: one }), "house.moved");
  const other = await elsewhere(file).taken;
  assert.ok(!other.ok, "another node cannot continue it");
  const { store, keys, taken } = elsewhere(file, raw.toString("base64"));
  assert.equal((await taken).ok && ((await taken) as { state: string }).state, "live");
  const next = testHouse(plan, 11, { store, keys, clock: made.clock });
  const author = { by: "member", member: "b".repeat(32) } as const;
  const input = { id: one, title: "after", name: "", size: 99 };
  assertDone(await next.send({ space: made.at, command: "toys.write", input, author }));
  const space = await next.house.space(made.at);
  assert.ok(space);
  const opened = openCheckpoint(
    await freshHead(space, keys),
    keysAt(parseKeys(space.ring.keyFile), space.size),
  );
  assert.ok(opened.ok && opened.head.size === 8);
});

it("a move to a key that its log does not name is a fault of the file", async () => {
  const made = await told(1);
  assertDone(await made.send("toys.move", { size: 3, key: "0".repeat(64) }));
  const raw = Buffer.alloc(32, 9);
  const pub = publicBytes(signerFromSeed("x", raw).verifier);
  let file: string[] = [];
  await made.house.moveAway(made.at, pub, async (space, moved) => {
    file = await Array.fromAsync(writeSpaceFile(space, nowOf(made), { moved }));
  });
  const taken = await elsewhere(file, raw.toString("base64")).taken;
  assert.ok(!taken.ok && /not to the key its log names/.test(taken.fault));
});

it("law: whatever stands at the end of a file, it is judged and never throws", async () => {
  const made = await told(2);
  const space = await made.house.space(made.at);
  assert.ok(space);
  const claims = makeClaims(["a".repeat(32), "b".repeat(32)], seededRandom("codes"));
  const file = await Array.fromAsync(writeSpaceFile(space, nowOf(made), { claims }));
  const good = await verifySpaceFile(lines(file));
  assert.ok(good.ok && good.claims.length === 2);
  const [note = ""] = file.slice(-1);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(note.length - 2),
      fc.string({ unit: "binary", maxLength: 3 }),
      fc.nat(3),
      async (at, put, gone) => {
        const other = note.slice(0, at) + put + note.slice(at + gone);
        if (other === note) return;
        const verdict = await verifySpaceFile(lines([...file.slice(0, -1), other]));
        // Lines of unknown keys may stand below the log's own; the claims are the same then.
        if (verdict.ok) assert.deepEqual(verdict.claims, good.claims);
      },
    ),
    { seed: 20261122, numRuns: 300 },
  );
  const other = makeClaims(["a".repeat(32)], seededRandom("more"));
  const foreign = claimsNote(4, other, signerFromSeed(space.ring.origin, Buffer.alloc(32, 3)));
  for (const end of [{ claims: foreign }, { claims: 7 }, { claims: "" }, { moved: {} }, {}]) {
    const bad = await verifySpaceFile(lines([...file.slice(0, -1), JSON.stringify(end)]));
    assert.ok(!bad.ok, JSON.stringify(end));
  }
});

it("the public head moves on the beat, and a proof carries a head of its own", async () => {
  const made = await told(3);
  const space = await made.house.space(made.at);
  assert.ok(space);
  const first = await publicHead(space, made.keys, made.clock.now);
  await made.send("toys.write", { id: one, title: "late", name: "", size: 77 });
  assert.equal((await publicHead(space, made.keys, made.clock.now)).size, first.size);
  const proof = await entryProof(space, 5, made.keys);
  const keys = keysAt(parseKeys(space.ring.keyFile), space.size);
  for await (const segment of space.store.read(made.at, 5, 6)) {
    const verified = verifyProof(proof, segment.leaves.subarray(0, 32), keys);
    assert.ok(verified.ok, JSON.stringify(parseProof(proof)));
  }
  made.clock.pass(HOUR);
  assert.equal((await publicHead(space, made.keys, made.clock.now)).size, 6);
});

it("a database behind its last head opens read-only", async () => {
  const made = await told(3);
  const space = await made.house.space(made.at);
  assert.ok(space);
  await freshHead(space, made.keys);
  const ring = space.ring;
  ring.head = { note: ring.head?.note ?? "", size: 99 };
  await made.house.saveRing(ring);
  const { store, keys, clock } = made;
  const again = testHouse(plan, 5, { store, keys, clock });
  const author = { by: "member", member: "b".repeat(32) } as const;
  const write = { space: made.at, command: "toys.publish", input: { id: one }, author };
  assertRefused(await again.send(write), "house.behind");
});

it("the published file is judged well, taken in, and written again byte for byte", async () => {
  const path = new URL("../specs/vectors/space-file.jsonl", import.meta.url);
  const file = readFileSync(path, "utf8").split(/(?<=\n)/);
  const verdict = await verifySpaceFile(lines(file));
  assert.ok(verdict.ok);
  assert.deepEqual(verdict.checked, { entries: 5, parts: 13, erased: 1, files: 0 });
  const { store, keys, taken } = elsewhere(file);
  const { space: id } = (await taken) as { space: string };
  const space = await testHouse(plan, 4, { store, keys }).house.space(id);
  assert.ok(space);
  assert.equal(
    (await Array.fromAsync(writeSpaceFile(space, { keys, now: 0 }))).join(""),
    file.join(""),
  );
});

it("small segments become large ones, and nothing else changes", async () => {
  const made = await told(RUN_ENTRIES);
  await made.house.idle();
  const space = await made.house.space(made.at);
  assert.ok(space);
  const counts = await Array.fromAsync(space.store.read(made.at, 0, space.size), (s) => s.count);
  assert.ok(counts.length < 40, `${counts.length} segments`);
  assert.ok(Math.max(...counts) === 256);
  const verdict = await verifySpaceFile(lines(await fileOf(made)));
  assert.ok(verdict.ok && verdict.checked.entries === RUN_ENTRIES + 2);
  const again = testHouse(plan, 3, { store: made.store, keys: made.keys, clock: made.clock });
  const other = await again.house.space(made.at);
  assert.deepEqual(other?.tree.root(), space.tree.root());
  const id = "9".padStart(32, "0");
  assert.deepEqual(await other?.thing(id), await space.thing(id));
});
