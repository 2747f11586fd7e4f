import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkpointText, openCheckpoint, parseCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { Malformed } from "./malformed.ts";
import { parseNote, signNote } from "./note.ts";
import { fixed, onlyMalformed, origin, seed, signerOf } from "./test-kit.ts";

const signer = signerOf(origin);
const head = { origin, size: 20852163, root: fixed("root") };

test("the example of C2SP tlog-checkpoint reads, and is written the same", () => {
  const note =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" +
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/" +
    "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
  const { text, signatures } = parseNote(note);
  const read = parseCheckpoint(text);
  assert.equal(read.origin, "example.com/behind-the-sofa");
  assert.equal(read.size, 20852163);
  assert.equal(checkpointText(read), text);
  assert.equal(signatures[0]?.bytes.length, 64);
});

test("a signed head opens under the log's own key only", () => {
  const note = signCheckpoint(head, signer);
  const opened = openCheckpoint(note, [signer.verifier]);
  assert.ok(opened.ok);
  assert.deepEqual(opened.head, { ...head, root: Buffer.from(head.root) });
  assert.equal(openCheckpoint(note, []).ok, false);
  assert.equal(openCheckpoint(note, [signerOf(origin, "another").verifier]).ok, false);
  const witness = signerOf("witness.example/w");
  const cosigned = signNote(checkpointText(head), [witness]);
  const judged = openCheckpoint(cosigned, [witness.verifier, signer.verifier]);
  assert.deepEqual(judged, { ok: false, fault: "no known signature" });
  assert.throws(() => signCheckpoint(head, witness), RangeError);
});

test("extension lines are passed over, everything else is malformed", () => {
  const text = checkpointText(head);
  assert.deepEqual(parseCheckpoint(`${text}an extension\n`).size, head.size);
  const root = text.split("\n")[2] as string;
  const bad = [
    "",
    "\n",
    `${origin}\n5\n`,
    `\n5\n${root}\n`,
    `${origin}\n05\n${root}\n`,
    `${origin}\n-5\n${root}\n`,
    `${origin}\n+5\n${root}\n`,
    `${origin}\n5 \n${root}\n`,
    `${origin}\n5e1\n${root}\n`,
    `${origin}\n\n${root}\n`,
    `${origin}\n9007199254740992\n${root}\n`,
    `${origin}\n18446744073709551615\n${root}\n`,
    `${origin}\n5\n${root.slice(0, -1)}\n`,
    `${origin}\n5\n${root.slice(0, -4)}\n`,
    `${origin}\n5\n${root}`,
    `${origin}\n5\n${root}\n\n`,
    `${origin}\n5\n${root}\n\nextension\n`,
  ];
  for (const text of bad) assert.throws(() => parseCheckpoint(text), Malformed, text);
  for (const bad of [{ origin: "a b" }, { size: -1 }, { size: 1.5 }, { root: Buffer.alloc(31) }]) {
    assert.throws(() => checkpointText({ ...head, ...bad }), RangeError);
  }
});

test("law: what reads as a head without extensions is written the same", () => {
  const near = fc.tuple(
    fc.oneof(fc.maxSafeNat().map(String), fc.string()),
    fc.uint8Array({ minLength: 31, maxLength: 33 }),
  );
  fc.assert(
    fc.property(near, ([size, root]) => {
      const text = `${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`;
      const read = onlyMalformed(() => parseCheckpoint(text));
      if (read !== undefined) assert.equal(checkpointText(read), text);
    }),
    { seed, numRuns: 500 },
  );
});
