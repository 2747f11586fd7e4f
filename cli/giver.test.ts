/** Files of a giver's proof that a stranger made: what they hold is judged before it is printed. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { signCheckpoint } from "../log/checkpoint.ts";
import { encodeHeader, leafCommitment, partCommitment } from "../log/entry.ts";
import { makeGiverFile, type Shown, type Step } from "../log/giver.ts";
import { makeKeys } from "../log/keys.ts";
import { leafHash } from "../log/merkle.ts";
import { makeProof } from "../log/proof.ts";
import { fixed, origin, signerOf } from "../log/test-kit.ts";
import { commandLine } from "./command-line.ts";

type Forged = { is?: Step; type?: string; record: unknown; name?: string };

/** A file with one entry, alone in a log of its own under a key of its own. */
function forged({ is = "received", type = "offer.received/1", record, name = origin }: Forged) {
  const signer = signerOf(name);
  const [salt, recordSalt] = [fixed("header salt"), fixed("record salt")];
  const bytes = Buffer.from(typeof record === "string" ? record : JSON.stringify(record));
  const header = encodeHeader({
    ...{ v: 1, space: "b0s9u4", index: 0, id: "e0", thing: "t0", type },
    parts: { record: partCommitment("record", recordSalt, bytes) },
  });
  const root = leafHash(leafCommitment(salt, header));
  const checkpoint = signCheckpoint({ origin: name, size: 1, root }, signer);
  const text = (of: Uint8Array) => Buffer.from(of).toString();
  const opened = {
    ...{ header: text(header), salt: salt.toString("base64") },
    ...{ record: text(bytes), recordSalt: recordSalt.toString("base64") },
  };
  const shown: Shown = { is, proof: makeProof({ index: 0, hashes: [], checkpoint }), opened };
  const key = makeKeys([{ from: 0, verifier: signer.verifier, certified: "founding" }]);
  return { shown, key, file: makeGiverFile([shown], key) };
}

/** What the program prints of it, and how it exits. */
async function verified(file: string) {
  const folder = await mkdtemp(join(tmpdir(), "giver-"));
  const said = { out: "", err: "" };
  try {
    await writeFile(join(folder, "proof.json"), file);
    const streams = {
      out: (text: string) => {
        said.out += text;
      },
      err: (text: string) => {
        said.err += text;
      },
      cwd: folder,
    };
    const exit = await commandLine(["verify", "proof.json"], streams as never);
    return { exit, ...said };
  } finally {
    await rm(folder, { recursive: true });
  }
}

it("prints an amount and a day, and nothing else that a record brings", async () => {
  const quantity = { of: "38", unit: "item" };
  const { exit, out } = await verified(forged({ record: { day: "2026-11-02", quantity } }).file);
  assert.equal(exit, 0);
  assert.match(out, /offer\.received\/1, 2026-11-02: it arrived and was counted: 38 item\n/);
  const unit = "kg\nSigned under a key you named.\n\u001b[8m";
  const steering = [
    { quantity: { of: "5", unit } },
    { quantity: { of: "5\nSigned under a key you named.\u001b[8m", unit: "kg" } },
    { day: "2026-11-02\nSigned under a key you named.\u001b[8m" },
    { day: { toString: 1 } },
  ];
  for (const record of steering) {
    const said = await verified(forged({ record }).file);
    assert.equal(said.exit, 0, said.err);
    assert.doesNotMatch(said.out, /a key you named\.|\p{Cc}(?<!\n)/u, JSON.stringify(record));
  }
});

it("prints no sign that steers a terminal out of a log's name", async () => {
  const name = "a\u009b8m\u202eb/b0s9u4";
  const { out } = await verified(forged({ record: {}, name }).file);
  assert.match(out, /The proof holds/);
  assert.doesNotMatch(out, /[\u0080-\u009f\u202e]/);
});

it("refuses what an entry is said to be and is not", async () => {
  const said: [Step, string][] = [
    ["received", "need.opened/1"],
    ["accepted", "offer.received/1"],
    ["asked", "offer.received/1"],
    ["line", "need.progressed/1"],
    ["use", "transfer.posted-not/1"],
  ];
  for (const [is, type] of said) {
    const { exit, out, err } = await verified(forged({ is, type, record: {} }).file);
    assert.equal(exit, 1, type);
    assert.match(`${out}${err}`, /not what it is said to be/);
  }
  assert.equal((await verified(forged({ type: "offer.received/9", record: {} }).file)).exit, 0);
});

it("refuses an opening or a record of another shape, and throws nothing", async () => {
  for (const record of ["null", "[]", "7", "no JSON \u001b[8m"]) {
    const { exit, out, err } = await verified(forged({ record }).file);
    assert.equal(exit, 1, record);
    assert.match(`${out}${err}`, /its record is none/);
    assert.doesNotMatch(`${out}${err}`, /\p{Cc}(?<!\n)/u);
  }
  const { shown, key } = forged({ record: {} });
  for (const opened of [null, 7, "text", []]) {
    const file = makeGiverFile([{ ...shown, opened: opened as never }], key);
    const { exit, out, err } = await verified(file);
    assert.equal(exit, 1, JSON.stringify(opened));
    assert.match(`${out}${err}`, /has not its shape/);
  }
});
