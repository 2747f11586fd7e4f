/** Text of files that do not say how they are written: the same in pieces of any size. */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { Letters } from "./letters.ts";

function inPieces(bytes: Uint8Array, size: number): string {
  const letters = new Letters();
  let text = "";
  for (let at = 0; at < bytes.length; at += size)
    text += letters.decode(bytes.subarray(at, at + size), { stream: true });
  return text + letters.decode(new Uint8Array());
}

it("reads UTF-8, and else what spreadsheets of a Western machine write", () => {
  const said = "fecha;descripción;importe\n1;Año de José – «té» 5 €\n";
  const western = Buffer.from(said, "latin1");
  for (const [at, byte] of [
    [said.indexOf("–"), 0x96],
    [said.indexOf("€"), 0x80],
  ] as const)
    western[at] = byte;
  for (const size of [1, 2, 3, 7, 1_000]) {
    assert.equal(inPieces(western, size), said, `${size}`);
    for (const text of [said, "plain", "", "بطانية", "\u{1f34e} a\u00f1o", "\ufeffaño"]) {
      const right = text.replace("\ufeff", "");
      const read = inPieces(Buffer.from(text), size);
      assert.equal(read.replace("\ufeff", ""), right, `${size}`);
    }
  }
  // One broken sign further on spoils none of the others.
  const spoilt = Buffer.concat([Buffer.from("año "), Buffer.from([0xf1]), Buffer.from(" año")]);
  assert.equal(inPieces(spoilt, 3), "año \ufffd año");
});

it("reads any bytes the same in pieces of any size", () => {
  const bytes = fc.uint8Array({ maxLength: 60 });
  for (const seed of seeds())
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 20 }), (all, size) => {
        assert.equal(inPieces(all, size), inPieces(all, 1_000));
      }),
      { seed, numRuns: runs(500) },
    );
});
