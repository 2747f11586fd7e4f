import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeBase64 } from "./base64.ts";
import { Malformed } from "./malformed.ts";
import {
  isKeyName,
  makeVerifier,
  noteText,
  openNote,
  parseNote,
  parseVkey,
  signaturesMax,
  signNote,
  verifySignature,
} from "./note.ts";
import { flipped, onlyMalformed, publishedVectors, seed, signerOf } from "./test-kit.ts";

const vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const example =
  "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONnc" +
  "AlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

test("the example of C2SP signed-note verifies", () => {
  const verifier = parseVkey(vkey);
  assert.equal(verifier.vkey, vkey);
  assert.equal(verifier.id, "530d903a");
  const opened = openNote(example, [verifier]);
  assert.ok(opened.ok);
  assert.equal(opened.text, "This is an example message.\n");
});

type Ed25519Case = { key: string; sig: string; msg: string; flags: string[] | null };

/** The way every signature here is judged: enrol the key, then verify. */
function judge({ key, sig, msg }: Ed25519Case): boolean {
  const verifier = onlyMalformed(() => makeVerifier("example.com/k", Buffer.from(key, "hex")));
  if (verifier === undefined) return false;
  return verifySignature(verifier, Buffer.from(msg), Buffer.from(sig, "hex"));
}

test("of 914 published Ed25519 cases only the honest signature under the honest key holds", () => {
  const cases = publishedVectors<Ed25519Case[]>("ed25519.json");
  assert.equal(cases.length, 914);
  const held = cases.filter(judge);
  assert.deepEqual(
    held.map(({ flags }) => flags ?? []),
    [[]],
  );
});

test("every key the cases call hostile is refused, and no other", () => {
  const flagged = new Map<string, boolean>();
  for (const { key, flags } of publishedVectors<Ed25519Case[]>("ed25519.json")) {
    const hostile = (flags ?? []).some((flag) => flag.endsWith("_A"));
    flagged.set(key, hostile || flagged.get(key) === true);
  }
  assert.equal(flagged.size, 22);
  for (const [key, hostile] of flagged) {
    const refused = onlyMalformed(() => makeVerifier("k", Buffer.from(key, "hex"))) === undefined;
    assert.equal(refused, hostile, key);
  }
});

const text = "mou/v1\nاتفاق\n\nreview by 2027-03-01\n";
const here = signerOf("a.example/g");
const there = signerOf("b.example/h");
const other = signerOf("c.example/i");

test("a note signed by two is opened by either, and says who", () => {
  const note = signNote(text, [here, there]);
  const opened = openNote(note, [there.verifier, other.verifier]);
  assert.ok(opened.ok);
  assert.equal(opened.text, text);
  assert.deepEqual(
    opened.by.map(({ name }) => name),
    ["b.example/h"],
  );
  assert.deepEqual(
    opened.unknown.map(({ name }) => name),
    ["a.example/g"],
  );
});

test("unknown keys are passed over; one bad signature of a known key refuses the note", () => {
  const note = signNote(text, [here, there]);
  assert.deepEqual(openNote(note, [other.verifier]), { ok: false, fault: "no known signature" });
  assert.deepEqual(openNote(note, []), { ok: false, fault: "no known signature" });
  const swapped = `${text}\n${signNote("another\n", [here]).split("\n\n")[1]}`;
  const both = swapped + (signNote(text, [there]).split("\n\n").at(-1) as string);
  assert.deepEqual(openNote(both, [there.verifier, here.verifier]), {
    ok: false,
    fault: "bad signature",
  });
  assert.ok(openNote(both, [there.verifier]).ok);
  const sameName = signerOf("a.example/g", "another seed").verifier;
  assert.deepEqual(openNote(note, [sameName]), { ok: false, fault: "no known signature" });
});

test("a signature repeated counts once, and a hundred lines are read", () => {
  const [, line] = signNote("x\n", [here]).split("\n\n");
  const note = `x\n\n${(line as string).repeat(signaturesMax)}`;
  const opened = openNote(note, [here.verifier]);
  assert.ok(opened.ok && opened.by.length === 1);
  assert.throws(() => parseNote(note + line), Malformed);
});

test("law: whatever bit of a note is turned over, it does not open", () => {
  const bytes = Buffer.from(signNote(text, [here]));
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const turned = flipped(bytes, bit);
    const opened = onlyMalformed(() => openNote(noteText(turned), [here.verifier]));
    assert.ok(opened === undefined || !opened.ok, `bit ${bit}`);
  }
});

test("what is no note is malformed", () => {
  const signature = signNote("x\n", [here]).slice(3);
  const none: readonly string[] = [
    "",
    "\n\n",
    "x\n\n",
    "x\n",
    `x\n${signature}`,
    `x\n\n${signature.trimEnd()}`,
    `x\n\n${signature.replace("— ", "- ")}`,
    `x\n\n${signature.replace(" a.", "  a.")}`,
    `x\n\n${signature.replace("=\n", "\n")}`,
    `x\n\n${signature.replace("\n", " \n")}`,
    `x\n\n— a.example/g AAAAAA==\n`,
    `x\t\n\n${signature}`,
    `x\r\n\n${signature}`,
    `\ud800\n\n${signature}`,
    `x\n\n${signature}\n`,
    `${"x".repeat(1_000_000)}\n\n${signature}`,
  ];
  for (const note of none) assert.throws(() => parseNote(note), Malformed, JSON.stringify(note));
  assert.throws(() => noteText(Buffer.of(0xff, 0x0a)), Malformed);
  assert.throws(() => noteText(Buffer.alloc(1_000_001, 97)), Malformed);
  for (const bad of ["no newline", "a\tb\n", "\ud800\n", "\u0000\n"]) {
    assert.throws(() => signNote(bad, [here]), RangeError);
  }
});

test("a vkey with another name, id, type or spelling is malformed", () => {
  const [name, id, base64] = vkey.split("+") as [string, string, string];
  const ofType = (type: number) => {
    const bytes = Buffer.from(base64, "base64");
    bytes[0] = type;
    return encodeBase64(bytes);
  };
  const bad = [
    "",
    "+",
    "++",
    `${name}+${id}`,
    `other+${id}+${base64}`,
    `+${id}+${base64}`,
    `a b+${id}+${base64}`,
    `${name}+530d903b+${base64}`,
    `${name}+530D903A+${base64}`,
    `${name}+${id}+${base64}=`,
    `${name}+${id}+${base64.slice(0, -4)}`,
    `${name}+${id}+${ofType(2)}`,
    `${name}+${id}+${ofType(4)}`,
    `${vkey}\n`,
  ];
  for (const line of bad) assert.throws(() => parseVkey(line), Malformed, line);
});

test("a key's name has no space, plus or control character", () => {
  for (const name of ["a", "example.com/x", "ñandú", "مجموعة"]) assert.ok(isKeyName(name), name);
  for (const name of ["", "a b", "a+b", "a\u00a0b", "a\u2003", "a\nb", "a\u0001", "\ud800"]) {
    assert.ok(!isKeyName(name), JSON.stringify(name));
  }
});

test("law: random text and bytes are a note or malformed", () => {
  const near = fc.tuple(fc.string(), fc.string({ unit: "binary" }), fc.base64String());
  fc.assert(
    fc.property(near, fc.uint8Array(), ([a, name, base64], bytes) => {
      onlyMalformed(() => openNote(`${a}\n\n— ${name} ${base64}\n`, [here.verifier]));
      onlyMalformed(() => parseVkey(`${name}+00000000+${base64}`));
      onlyMalformed(() => openNote(noteText(bytes), [here.verifier]));
      const short = encodeBase64(Buffer.concat([Buffer.from(here.verifier.id, "hex"), bytes]));
      const judged = onlyMalformed(() =>
        openNote(`x\n\n— a.example/g ${short}\n`, [here.verifier]),
      );
      assert.ok(judged?.ok !== true);
    }),
    { seed, numRuns: 500 },
  );
});
