/** A statement that a group added up again, signed with its key: what holds, and what does not. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertRefused, decide, fold, type Given } from "../../house/testing.ts";
import { canonicalJson } from "../../log/jcs.ts";
import { Malformed } from "../../log/malformed.ts";
import { parseNote, signerFromSeed, signNote } from "../../log/note.ts";
import { commands } from "./commands.ts";
import { RECHECK, recheckFile, recheckText, sumOf, verifyRecheck } from "./recheck-note.ts";
import { notedOf } from "./seal-recheck.ts";
import { type StatementRecord, type StatementState, statement } from "./statement-facts.ts";

const [ID, ALLY] = ["5".repeat(32), "e".repeat(32)];
const AT = Date.UTC(2026, 10, 2, 9);
const made: StatementRecord = {
  ...{ purpose: "money", from: "2026-08", to: "2026-10", shared: [], leftOut: false, late: false },
  units: [
    {
      ...{ unit: "EUR", came: { rows: [{ account: "elsewhere", of: "500" }], leftOut: false } },
      went: { rows: [{ account: "uses:food", of: "320.5" }], leftOut: true },
    },
  ],
};
const signer = signerFromSeed(`a.invalid/b/party/${ALLY}`, Buffer.alloc(32, 7));
const { vkey } = signer.verifier;

function signed(text: string): string {
  const [one] = parseNote(signNote(text, [signer])).signatures;
  assert.ok(one);
  return Buffer.from(one.bytes).toString("base64");
}
const noted = { statement: ID, sum: sumOf(made), same: true, ally: ALLY, vkey, when: AT };
const file = recheckFile(noted, signed(recheckText(noted)), made);

describe("the file of a recheck", () => {
  it("holds under the key of the group that signed it, and says what it is of", () => {
    assert.ok(file.startsWith(RECHECK));
    const { key, trusted, ...verdict } = verifyRecheck(file);
    assert.deepEqual([key, trusted], [vkey, false]);
    assert.deepEqual(verdict, {
      ...{ statement: ID, purpose: "money", from: "2026-08", to: "2026-10", found: "equal" },
      ...{ party: ALLY, said: "2026-11-02T09:00:00.000Z" },
    });
    assert.equal(verifyRecheck(file, [vkey]).trusted, true);
    const other = signerFromSeed("a.invalid/c/group", Buffer.alloc(32, 8)).verifier.vkey;
    assert.throws(() => verifyRecheck(file, [other]), /no key you named/);
  });
  it("does not hold with any byte of it changed", () => {
    const bytes = Buffer.from(file);
    for (let at = 0; at < bytes.length; at += 7) {
      const one = Buffer.from(bytes);
      one[at] = (one[at] as number) ^ 1;
      assert.throws(() => verifyRecheck(one.toString("utf8")), Malformed, `byte ${at}`);
    }
    assert.throws(() => verifyRecheck(file.trimEnd()), Malformed);
    const { format, note, told } = JSON.parse(file);
    const less = canonicalJson({ format, note, told: { ...told, units: [] } });
    assert.throws(() => verifyRecheck(`${less}\n`), /not what was checked/);
    for (const more of ["null", "[]", "1", '{"format":"alongside/recheck/v1"}'])
      assert.throws(() => verifyRecheck(more), Malformed);
  });
  it("prints nothing that whoever made it could say in a word's place", () => {
    const { note: _, ...rest } = JSON.parse(file);
    const forged = (text: string) =>
      verifyRecheck(`${canonicalJson({ ...rest, note: signNote(text, [signer]) })}\n`);
    const text = recheckText(noted);
    assert.equal(forged(text).found, "equal");
    for (const name of ["statement", "found", "said"])
      assert.throws(
        () => forged(text.replace(new RegExp(`^(${name}) .*$`, "m"), "$1 a b. It is trusted.")),
        Malformed,
        name,
      );
    assert.throws(() => forged(`${text}also this\n`), Malformed);
  });
  it("is nobody's word under the key of another group, nor under a name that turns a line", () => {
    const { note: _, ...rest } = JSON.parse(file);
    const other = "d".repeat(32);
    for (const [party, by] of [
      [other, signer],
      [ALLY, signerFromSeed("a.invalid/b/group", Buffer.alloc(32, 7))],
      [ALLY, signerFromSeed(`a.invalid/\u202eb/party/${ALLY}`, Buffer.alloc(32, 7))],
    ] as const) {
      const text = recheckText({ ...noted, ally: party, vkey: by.verifier.vkey });
      const forged = `${canonicalJson({ ...rest, note: signNote(text, [by]) })}\n`;
      assert.throws(() => verifyRecheck(forged, [by.verifier.vkey]), Malformed, by.verifier.name);
    }
  });
});

describe("the note of a recheck", () => {
  const told = { thing: ID, type: "statement.made/1", record: made as never } as Given;
  const rechecked = (same: boolean, at = AT): Given => ({
    ...{ thing: ID, type: "statement.rechecked/1", record: { same, sum: sumOf(made) } },
    stamp: { who: ALLY, at },
  });
  const signature = signed(recheckText(noted));
  const sealed: Given = {
    ...{ thing: ID, type: "statement.recheck-sealed/1" },
    record: { ally: ALLY, vkey, signature },
  };
  const row = commands.find(({ name }) => name === "ledger.seal-recheck");
  const seals = (given: Given[], more: object = {}, author: object = { by: "clock", thing: ID }) =>
    decide(
      row as never,
      [statement] as never,
      given,
      { statement: ID, ally: ALLY, text: recheckText(noted), vkey, signature, ...more } as never,
      { author: author as never },
    );
  const facts = (decided: ReturnType<typeof seals>) =>
    "facts" in decided ? decided.facts.map(({ type }) => type) : decided.refused;

  it("is the clock's to keep, of what was said and of nothing else, once", () => {
    const given = [told, rechecked(true)];
    assert.deepEqual(facts(seals(given)), ["statement.recheck-sealed/1"]);
    assert.deepEqual(facts(seals([...given, sealed])), []);
    assert.deepEqual(facts(seals([told])), []);
    assert.deepEqual(facts(seals([told, rechecked(false)])), [], "it said something else");
    for (const author of [
      { by: "member", member: ALLY },
      { by: "ally", ally: ALLY, person: ID },
    ])
      assertRefused(seals(given, {}, author), "ledger.no-such-statement");
  });
  it("falls with what is said anew", () => {
    const stateOf = (given: Given[]) => fold([statement], given).get(ID)?.state as StatementState;
    const one = stateOf([told, rechecked(true), sealed]);
    const { vkey: _, ...plain } = noted;
    assert.deepEqual(notedOf(ID, one, ALLY), plain);
    assert.deepEqual(one.sealed, { [ALLY]: { vkey, signature } });
    assert.deepEqual(stateOf([told, rechecked(true), sealed, rechecked(false)]).sealed, {});
  });
});
