/** The contract of what can be erased: parts, partsOfEpoch, reseal, erase. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SealedPart } from "../port.ts";
import { batchOf, bytesOf, freshId, grow, HOSTILE, type Subject } from "./given.ts";

const partOf = (index: number, name: string, epoch: number, seed = ""): SealedPart => ({
  index,
  name,
  epoch,
  sealed: bytesOf(`part ${index} ${name} ${seed}`, 100),
});

async function given(subject: Subject, parts: SealedPart[], count: number): Promise<string> {
  const space = freshId();
  const answer = await subject.store.append(space, 0, batchOf(0, count, { parts }));
  assert.ok(answer.ok);
  return space;
}

const sorted = (parts: SealedPart[]) =>
  parts.toSorted((a, b) => a.index - b.index || (a.name < b.name ? -1 : 1));

/** Registers the checks of parts. */
export function partsContract(subject: Subject): void {
  finding(subject);
  sealing(subject);
  erasing(subject);
}

function finding(subject: Subject): void {
  test("parts gives the named ones that exist, each once", async () => {
    const kept = [partOf(0, "words", 1), partOf(0, "people", 1), partOf(2, "words", 1)];
    const space = await given(subject, kept, 3);
    const refs = [...kept, { index: 0, name: "words" }, { index: 1, name: "words" }];
    const found = await subject.store.parts(space, refs);
    assert.deepEqual(sorted(found), sorted(kept));
    assert.deepEqual(await subject.store.parts(space, []), []);
    assert.deepEqual(await subject.store.parts(freshId(), kept), []);
  });

  test("parts takes 1,024 refs and refuses more", async () => {
    const kept = Array.from({ length: 1024 }, (_, n) => partOf(n % 256, `p${n >> 8}`, 1));
    const space = await given(subject, kept, 256);
    const found = await subject.store.parts(space, kept);
    assert.deepEqual(sorted(found), sorted(kept));
    const more = [...kept, { index: 0, name: "one more" }];
    await assert.rejects(subject.store.parts(space, more), RangeError);
  });

  test("part names may be anything but empty", async () => {
    const kept = HOSTILE.map((name) => partOf(0, name, 1));
    const space = await given(subject, kept, 1);
    for (const part of kept) assert.deepEqual(await subject.store.parts(space, [part]), [part]);
  });

  test("partsOfEpoch pages through one epoch by index and name", async () => {
    const mine = [
      partOf(0, "people", 3),
      partOf(0, "words", 3),
      partOf(2, "a\uffff", 3),
      partOf(2, "a\u{10000}", 3),
      partOf(11, "words", 3),
    ];
    const others = [partOf(0, "files", 2), partOf(3, "words", 4)];
    const space = await given(subject, [...others, ...mine.toReversed()], 12);
    const { store } = subject;
    assert.deepEqual(await store.partsOfEpoch(space, 3, 100, null), mine);
    const paged: SealedPart[] = [];
    for (let page = 0; page < 9; page += 1) {
      paged.push(...(await store.partsOfEpoch(space, 3, 2, paged.at(-1) ?? null)));
    }
    assert.deepEqual(paged, mine);
    assert.deepEqual(await store.partsOfEpoch(space, 9, 5, null), []);
    assert.deepEqual(await store.partsOfEpoch(freshId(), 3, 5, null), []);
  });
}

function sealing(subject: Subject): void {
  test("reseal replaces what exists and brings nothing back", async () => {
    const { store } = subject;
    const [kept, gone] = [partOf(0, "words", 1), partOf(1, "words", 1)];
    const space = await given(subject, [kept, gone], 2);
    await store.erase(space, [gone]);
    const anew = [partOf(0, "words", 2, "anew"), partOf(1, "words", 2), partOf(1, "x", 2)];
    await store.reseal(space, anew);
    assert.deepEqual(await store.parts(space, anew), [anew[0]]);
    assert.deepEqual(await store.partsOfEpoch(space, 1, 9, null), []);
    assert.deepEqual(await store.partsOfEpoch(space, 2, 9, null), [anew[0]]);
    await store.reseal(freshId(), anew);
  });
}

function erasing(subject: Subject): void {
  test("erase takes the named parts, their bytes too, and no other", async () => {
    const { store } = subject;
    const sizes = [40, 700, 3000, 5000, 200_000];
    const pair = (size: number, index: number) => ({
      gone: { index, name: "words", epoch: 1, sealed: bytesOf(`gone ${size}`, size) },
      kept: { index, name: "people", epoch: 1, sealed: bytesOf(`kept ${size}`, size) },
    });
    const pairs = sizes.map(pair);
    const gone = pairs.map((one) => one.gone);
    const kept = pairs.map((one) => one.kept);
    const space = await given(subject, [...gone, ...kept], sizes.length);
    const piece = (part: SealedPart) => part.sealed.slice(-40);
    for (const part of gone) assert.ok(await subject.grep(piece(part)), "not found before");
    await store.erase(space, gone);
    assert.deepEqual(sorted(await store.parts(space, [...gone, ...kept])), sorted(kept));
    for (const part of gone) assert.equal(await subject.grep(piece(part)), false);
    for (const part of kept) assert.ok(await subject.grep(piece(part)));
    await store.erase(space, gone);
    assert.equal(await store.size(space), sizes.length);
  });

  test("erasing what is not there is nothing", async () => {
    const { store } = subject;
    const space = freshId();
    await store.erase(space, [{ index: 0, name: "words" }]);
    assert.equal(await store.size(space), 0);
    await grow(store, space, [1]);
    await store.erase(space, [{ index: 0, name: "words" }]);
    assert.equal(await store.size(space), 1);
  });
}
