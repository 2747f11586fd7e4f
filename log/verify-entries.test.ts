import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalBytes } from "./jcs.ts";
import { Frontier, leafHash } from "./merkle.ts";
import { decodeSegment, encodeSegment, type StoredEntry } from "./segment.ts";
import { commitmentOf, entryAt, fixed, flipped } from "./test-kit.ts";
import { verifyEntries } from "./verify-entries.ts";

const entries = Array.from({ length: 300 }, (_, i) => entryAt(i));
const frontier = new Frontier();
for (const entry of entries) frontier.append(leafHash(commitmentOf(entry)));
const head = { size: entries.length, root: frontier.root() };

const without = (entry: StoredEntry, name: string): StoredEntry => ({
  ...entry,
  parts: entry.parts.filter((part) => part.name !== name),
});

test("opened entries verify in batches of any length, sealed and opened again", async () => {
  const batches = [entries.slice(0, 1), [], entries.slice(1, 200), entries.slice(200)];
  const reopened = batches.map((batch) => decodeSegment(encodeSegment(batch)));
  for (const given of [batches, reopened]) {
    const verdict = await verifyEntries(given, { space: "b0s9u4", head });
    assert.ok(verdict.ok);
    assert.equal(verdict.size, 300);
    assert.deepEqual(verdict.root, head.root);
    assert.deepEqual(verdict.checked, { entries: 300, parts: 900, erased: 0 });
  }
});

test("heads on the way are held against the entries before them", async () => {
  const rootAt = (size: number) => {
    const some = new Frontier();
    for (const entry of entries.slice(0, size)) some.append(leafHash(commitmentOf(entry)));
    return { size, root: some.root() };
  };
  const earlier = [rootAt(0), rootAt(7), rootAt(200), rootAt(250)];
  assert.ok((await verifyEntries([entries], { head, earlier })).ok);
  const wrong = [rootAt(7), { size: 200, root: fixed("another") }];
  assert.deepEqual(await verifyEntries([entries], { head, earlier: wrong }), {
    ...{ ok: false, fault: "the root is not that of an earlier head", at: 200 },
  });
});

test("erased words leave every proof standing", async () => {
  const erased = entries.map((entry, i) => (i % 3 === 0 ? without(entry, "words") : entry));
  const verdict = await verifyEntries([erased], { head });
  assert.ok(verdict.ok);
  assert.deepEqual(verdict.checked, { entries: 300, parts: 800, erased: 100 });
});

const [zero, one, two] = entries as [StoredEntry, StoredEntry, StoredEntry];
const record = one.parts[0] as StoredEntry["parts"][number];
const stamp = one.parts[1] as StoredEntry["parts"][number];
const elsewhere = {
  ...one,
  header: Buffer.from(Buffer.from(one.header).toString().replace("b0s9u4", "zzzzzz")),
};
const changed = { ...record, bytes: canonicalBytes({ n: 1, quantity: "61", unit: "item" }) };
const rows: readonly [string, StoredEntry[], string, number, string?][] = [
  [
    "a record gone",
    [zero, without(one, "record")],
    "a part that must stay is missing",
    1,
    "record",
  ],
  ["a stamp gone", [zero, without(one, "stamp")], "a part that must stay is missing", 1, "stamp"],
  ["an entry left out", [zero, two], "not the next index", 1],
  ["an entry twice", [zero, zero], "not the next index", 1],
  ["a beginning left out", [one, two], "not the next index", 0],
  ["another space", [zero, elsewhere], "of another space", 1],
  ["a header that is none", [{ ...zero, header: Buffer.from("{}") }], "not a header", 0],
  [
    "a quantity changed",
    [zero, { ...one, parts: [changed, stamp] }],
    "a part does not match its commitment",
    1,
    "record",
  ],
  [
    "a part nobody committed to",
    [zero, { ...one, parts: [...one.parts, { ...record, name: "files" }] }],
    "a part the header does not name",
    1,
    "files",
  ],
  [
    "a part twice",
    [zero, { ...one, parts: [...one.parts, record] }],
    "a part the header does not name",
    1,
    "record",
  ],
];

for (const [what, given, fault, at, part] of rows) {
  test(`found: ${what}`, async () => {
    const verdict = await verifyEntries([given]);
    const expected = { ok: false, fault, at, ...(part === undefined ? {} : { part }) };
    assert.deepEqual(verdict, expected);
  });
}

test("a head says how many there are and what they come to", async () => {
  const short = await verifyEntries([entries.slice(0, -1)], { head });
  assert.deepEqual(short, { ok: false, fault: "fewer or more entries than the head", at: 299 });
  const salted = { ...two, headerSalt: fixed("another salt") };
  const verdict = await verifyEntries([[zero, one, salted, ...entries.slice(3)]], { head });
  assert.deepEqual(verdict, { ok: false, fault: "the root is not the head's", at: 300 });
  assert.ok(!(await verifyEntries([entries], { space: "another" })).ok);
});

test("law: a bit turned over anywhere in an entry is found", async () => {
  const three = { size: 3, root: new Frontier() };
  for (const entry of [zero, one, two]) three.root.append(leafHash(commitmentOf(entry)));
  const expected = { head: { size: 3, root: three.root.root() } };
  const body = encodeSegment([one]);
  assert.ok((await verifyEntries([[zero, one, two]], expected)).ok);
  const places: ((bit: number) => StoredEntry)[] = [
    (bit) => ({ ...one, headerSalt: flipped(one.headerSalt, bit) }),
    (bit) => ({ ...one, header: flipped(one.header, bit) }),
    (bit) => ({ ...one, parts: one.parts.with(0, { ...record, salt: flipped(record.salt, bit) }) }),
    (bit) => ({ ...one, parts: one.parts.with(1, { ...stamp, bytes: flipped(stamp.bytes, bit) }) }),
  ];
  for (const place of places) {
    for (let bit = 0; bit < body.length; bit += 3) {
      assert.ok(!(await verifyEntries([[zero, place(bit), two]], expected)).ok, `bit ${bit}`);
    }
  }
});
