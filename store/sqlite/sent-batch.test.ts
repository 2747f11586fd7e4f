import assert from "node:assert/strict";
import { it } from "node:test";
import type { Batch } from "../port.ts";
import { receivedBatch, sentBatch } from "./sent-batch.ts";

const bytes = (...of: number[]) => Uint8Array.from(of);
const space = "a".repeat(32);

const full: Batch = {
  segment: { first: 7, count: 2, leaves: new Uint8Array(64).fill(1), sealed: bytes(1, 2, 3) },
  erased: [{ index: 3, name: "words" }],
  parts: [
    { index: 7, name: "people", epoch: 1, sealed: bytes(4) },
    { index: 8, name: "words", epoch: 2, sealed: bytes(5, 6) },
  ],
  derived: [{ key: "tile/00", value: bytes(7, 8, 9) }],
  records: [
    { key: "answers/1", value: bytes(10), expires: 12 },
    { key: "kept", value: bytes(), expires: null },
  ],
  due: [{ queue: "due", id: "one", space, at: 99, value: bytes(11, 12) }],
};

const plain = (batch: Batch) =>
  JSON.parse(JSON.stringify(batch, (_, v) => (v instanceof Uint8Array ? [...v] : v)));

it("a batch arrives as it was sent", () => {
  const none = { ...full, erased: [], parts: [], derived: [], records: [], due: [] };
  for (const batch of [full, none])
    assert.deepEqual(plain(receivedBatch(structuredClone(sentBatch(batch)))), plain(batch));
});

it("the sender keeps its bytes, and a small view drags no large buffer along", () => {
  const large = new Uint8Array(100_000);
  const view = large.subarray(10, 13);
  const sent = sentBatch({ ...full, segment: { ...full.segment, sealed: view } });
  assert.ok(sent.bytes.buffer.byteLength < 200);
  structuredClone(sent, { transfer: [sent.bytes.buffer] });
  assert.equal(view.length, 3);
});
