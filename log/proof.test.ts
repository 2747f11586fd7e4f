import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { signCheckpoint } from "./checkpoint.ts";
import { Malformed } from "./malformed.ts";
import { leafHash } from "./merkle.ts";
import { noteText } from "./note.ts";
import { makeProof, parseProof, verifyProof } from "./proof.ts";
import { inclusionProof } from "./prove.ts";
import { commitmentsOf, flipped, onlyMalformed, origin, seed, signerOf } from "./test-kit.ts";
import { nodesFromTiles, TileWriter } from "./tiles.ts";

const signer = signerOf(origin);
const commitments = commitmentsOf(200);
const writer = new TileWriter();
writer.append(commitments.map(leafHash));
const checkpoint = signCheckpoint({ origin, size: 200, root: writer.root() }, signer);
const nodes = nodesFromTiles(200, () => writer.partials()[0]?.bytes ?? new Uint8Array());

async function proofOf(index: number, extra?: Uint8Array): Promise<string> {
  const hashes = await inclusionProof(index, 200, nodes);
  return makeProof({ index, hashes, checkpoint, ...(extra === undefined ? {} : { extra }) });
}

test("the example of C2SP tlog-proof has the shape we read", () => {
  const hash = commitments[0]?.toString("base64");
  const text = `c2sp.org/tlog-proof@v1\nextra YWdl\nindex 73894\n${hash}\n\n${checkpoint}`;
  const { extra, index, hashes } = parseProof(text);
  assert.deepEqual(Buffer.from(extra ?? []).toString(), "age");
  assert.equal(index, 73894);
  assert.equal(hashes.length, 1);
});

test("a proof shows its own entry, under the log's key, and no other", async () => {
  for (const index of [0, 1, 127, 128, 199]) {
    const text = await proofOf(index);
    const judged = verifyProof(text, commitments[index] as Buffer, [signer.verifier]);
    assert.ok(judged.ok && judged.index === index && judged.head.size === 200);
    const wrong = verifyProof(text, commitments[index ^ 2] as Buffer, [signer.verifier]);
    assert.deepEqual(wrong, { ok: false, fault: "not included" });
  }
  const text = await proofOf(3);
  const stranger = signerOf(origin, "stranger").verifier;
  const judged = verifyProof(text, commitments[3] as Buffer, [stranger]);
  assert.deepEqual(judged, { ok: false, fault: "no known signature" });
});

test("a proof reads back as it was made, with and without extra", async () => {
  for (const extra of [undefined, Buffer.of(), Buffer.from("which version")]) {
    const text = await proofOf(77, extra);
    assert.equal(makeProof(parseProof(text)), text);
  }
});

test("law: whatever bit of a proof is turned over, it shows nothing", async () => {
  const text = Buffer.from(await proofOf(42));
  for (let bit = 0; bit < text.length * 8; bit += 3) {
    const turned = flipped(text, bit);
    const judged = onlyMalformed(() =>
      verifyProof(noteText(turned), commitments[42] as Buffer, [signer.verifier]),
    );
    assert.ok(judged?.ok !== true, `bit ${bit}`);
  }
  const whole = noteText(text);
  assert.ok(verifyProof(whole, commitments[42] as Buffer, [signer.verifier]).ok);
});

test("what is no proof is malformed", async () => {
  const text = await proofOf(5);
  const long = `${commitments[0]?.toString("base64")}\n`.repeat(65);
  const bad = [
    "",
    "\n\n",
    text.replace("@v1", "@v2"),
    text.replace("index 5", "index 05"),
    text.replace("index 5", "index -5"),
    text.replace("index 5", "index 9007199254740993"),
    text.replace("index 5\n", ""),
    text.replace("index 5\n", "index 5\nextra YWdl\n"),
    text.replace("index 5\n", "extra Y\nindex 5\n"),
    text.replace("index 5\n", "index 5\nAAAA\n"),
    text.replace("index 5\n", `index 5\n${long}`),
    text.replace(`\n200\n`, "\n0200\n"),
    text.slice(0, text.indexOf("\n\n") + 2),
  ];
  for (const one of bad) assert.throws(() => parseProof(one), Malformed, one.slice(0, 100));
});

test("law: random text is a proof or malformed", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: "binary" }), (a, b) => {
      onlyMalformed(() => parseProof(a));
      onlyMalformed(() => parseProof(`c2sp.org/tlog-proof@v1\n${a}\n\n${b}`));
      onlyMalformed(() => parseProof(`c2sp.org/tlog-proof@v1\nindex 1\n${a}\n\n${checkpoint}`));
    }),
    { seed, numRuns: 500 },
  );
});
