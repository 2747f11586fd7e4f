import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeBase64 } from "./base64.ts";
import { signCheckpoint } from "./checkpoint.ts";
import {
  certifyKey,
  generationOf,
  keysAt,
  type LogKey,
  makeKeys,
  parseKeys,
  takeOverKey,
  trustedKeys,
} from "./keys.ts";
import { Malformed } from "./malformed.ts";
import { fixed, onlyMalformed, origin, seed, signerOf } from "./test-kit.ts";

const first = signerOf(origin, "first");
const second = signerOf(origin, "second");
const third = signerOf(origin, "third");
const group = signerOf("alongside.invalid/group/q7");
const founding: LogKey = { from: 0, verifier: first.verifier, certified: "founding" };
const moved = certifyKey(500, second.verifier, group);
const takenOver = certifyKey(900, third.verifier, group);
const list = [founding, moved, takenOver];

const plain = (keys: readonly LogKey[]) => makeKeys(keys);

test("a key file reads back", () => {
  assert.equal(plain(parseKeys(plain(list))), plain(list));
  assert.equal(plain([founding]), `alongside/key/v1\n0 ${first.verifier.vkey} founding\n`);
});

test("at each size the keys that hold there, both where one takes over", () => {
  const rows: readonly [number, readonly string[]][] = [
    [0, [first.verifier.id]],
    [499, [first.verifier.id]],
    [500, [first.verifier.id, second.verifier.id]],
    [501, [second.verifier.id]],
    [900, [second.verifier.id, third.verifier.id]],
    [1_000_000, [third.verifier.id]],
  ];
  for (const [size, ids] of rows) {
    assert.deepEqual(
      keysAt(parseKeys(plain(list)), size).map(({ id }) => id),
      ids,
      `at ${size}`,
    );
  }
});

test("trust comes from the reader: by name, by certificate, never from the list alone", () => {
  const byOld = certifyKey(950, signerOf(origin, "fourth").verifier, third);
  const all = [...list, byOld];
  const count = (...vkeys: string[]) => trustedKeys(all, vkeys).size;
  assert.equal(count(), 0);
  assert.equal(count(first.verifier.vkey), 1);
  assert.equal(count(group.verifier.vkey), 3);
  assert.equal(count(third.verifier.vkey), 2);
  assert.equal(count(signerOf("x.example/other").verifier.vkey), 0);
});

test("a key that took over stands on the last head, and on nothing that did not sign it", () => {
  const headBy = (signer: typeof first, size: number) =>
    signCheckpoint({ origin, size, root: fixed("root") }, signer);
  const last = headBy(second, 900);
  const keys = [founding, moved, takeOverKey([founding, moved], last, third.verifier)];
  const text = plain(keys);
  assert.equal(plain(parseKeys(text)), text);
  assert.match(text, /^900 \S+ taken-over \S+$/m);
  assert.equal(generationOf(parseKeys(text)), 2);
  assert.equal(trustedKeys(keys, [first.verifier.vkey, group.verifier.vkey]).size, 2);
  const base64 = encodeBase64(Buffer.from(last));
  for (const bad of [
    text.replace("900 ", "901 "),
    text.replace(base64, encodeBase64(Buffer.from(headBy(second, 400)))),
    text.replace(base64, encodeBase64(Buffer.from(headBy(first, 900)))),
    text.replace(base64, encodeBase64(Buffer.from(headBy(third, 900)))),
    text.replace(base64, ""),
    text.replace(` ${base64}`, ""),
  ])
    assert.throws(() => parseKeys(bad), Malformed, bad.split("\n")[3]);
});

test("a list that does not hold together is malformed", () => {
  const line = (key: LogKey) => makeKeys([key]).split("\n")[1] as string;
  const file = (...lines: string[]) => `alongside/key/v1\n${lines.join("\n")}\n`;
  const [a, b, c] = list.map(line) as [string, string, string];
  const stranger = certifyKey(500, signerOf("x.example/other").verifier, group);
  const note = (moved.certified as { note: string }).note;
  const bad: readonly string[] = [
    "",
    "alongside/key/v1\n",
    file(a).trimEnd(),
    file(a).replace("v1", "v2"),
    file(b),
    file(a, a),
    file(a, c, b),
    file(a, line(stranger)),
    file(a.replace("0 ", "1 ")),
    file(a.replace("0 ", "00 ")),
    file(`${a} more`),
    file(a, `${b} more`),
    file(a, b.replace("500 ", "501 ")),
    file(a, b.replace(group.verifier.vkey, first.verifier.vkey)),
    file(a, b.replace(second.verifier.vkey, third.verifier.vkey)),
    file(a, b.replace(encodeBase64(Buffer.from(note)), "")),
    file(a, b.slice(0, -4)),
    file(a, "", b),
    file(a, ...Array.from({ length: 1_000 }, () => b)),
  ];
  for (const text of bad) assert.throws(() => parseKeys(text), Malformed, text.slice(0, 300));
});

test("law: random lines are keys or malformed", () => {
  const word = fc.oneof(fc.string(), fc.nat().map(String), fc.constant(first.verifier.vkey));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), (words) => {
      onlyMalformed(() => parseKeys(`alongside/key/v1\n${words.join(" ")}\n`));
      onlyMalformed(() => parseKeys(`${plain(list)}${words.join(" ")}\n`));
    }),
    { seed, numRuns: 500 },
  );
});
