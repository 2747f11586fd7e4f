/** Files of a recheck as the command line judges them: what is said, and how it ends. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { noteBytesMax, parseNote, signerFromSeed, signNote } from "../log/note.ts";
import { recheckFile, recheckText, sumOf } from "../rooms/ledger/recheck-note.ts";
import type { StatementRecord } from "../rooms/ledger/statement-facts.ts";
import { alongside, folder, json } from "./test-kit.ts";

const [STATEMENT, ALLY] = ["5".repeat(32), "e".repeat(32)];
const made: StatementRecord = {
  ...{ purpose: "money", from: "2026-08", to: "2026-10", shared: [], leftOut: false, late: false },
  units: [
    {
      ...{ unit: "EUR", came: { rows: [{ account: "elsewhere", of: "500" }], leftOut: false } },
      went: { rows: [{ account: "uses:food", of: "320.5" }], leftOut: true },
    },
  ],
};

/** A file that a group signed, and its key. */
function signed(same: boolean) {
  const signer = signerFromSeed(`a.invalid/b/party/${ALLY}`, Buffer.alloc(32, 7));
  const { vkey } = signer.verifier;
  const when = Date.UTC(2026, 10, 2, 9);
  const noted = { statement: STATEMENT, sum: sumOf(made), same, ally: ALLY, vkey, when };
  const [one] = parseNote(signNote(recheckText(noted), [signer])).signatures;
  assert.ok(one);
  return { vkey, file: recheckFile(noted, Buffer.from(one.bytes).toString("base64"), made) };
}

test("verify takes a recheck, and says what was found, by whom, and under which key", async () => {
  await using dir = await folder();
  const { file, vkey } = signed(true);
  await writeFile(join(dir.at, "recheck.json"), file);
  const plain = await alongside(dir.at, "verify", "recheck.json");
  assert.deepEqual([plain.code, plain.err], [0, ""]);
  assert.match(plain.out, new RegExp(`The statement ${STATEMENT} \\(money, 2026-08 to 2026-10\\)`));
  assert.match(plain.out, new RegExp(`The group ${ALLY} added its book up again: equal`));
  assert.match(plain.out, /The lines of the book are not in this file/);
  assert.match(plain.out, /a key that the file itself names/);
  assert.ok(plain.out.includes(vkey));
  const told = await json(dir.at, "verify", "recheck.json", "--vkey", vkey);
  assert.deepEqual(
    [told.ok, told.kind, told.statement, told.found, told.party, told.trusted],
    [true, "recheck", STATEMENT, "equal", ALLY, true],
  );
  const named = await alongside(dir.at, "verify", "recheck.json", "--vkey", vkey);
  assert.match(named.out, /Signed under a key you named/);
  await writeFile(join(dir.at, "differs.json"), signed(false).file);
  assert.match((await alongside(dir.at, "verify", "differs.json")).out, /again: differs/);
});

test("verify refuses one that was changed, cut, or signed by another", async () => {
  await using dir = await folder();
  const { file } = signed(true);
  const other = signerFromSeed("a.invalid/c/group", Buffer.alloc(32, 8)).verifier.vkey;
  const refused = async (text: string, why: RegExp, ...more: string[]) => {
    await writeFile(join(dir.at, "bad.json"), text);
    const plain = await alongside(dir.at, "verify", "bad.json", ...more);
    assert.deepEqual([plain.code, plain.out], [1, "The recheck does not hold.\n"]);
    assert.match(plain.err, why);
    const asJson = await alongside(dir.at, "verify", "bad.json", "--json", ...more);
    assert.equal(asJson.code, 1);
    const { ok, fault } = JSON.parse(asJson.out);
    assert.equal(ok, false);
    assert.match(fault, why);
  };
  const more = file.replace('"of":"500"', '"of":"501"');
  assert.notEqual(more, file);
  await refused(more, /what is told is not what was checked/);
  await refused(file.replace("found equal", "found differs"), /recheck/);
  await refused(file.slice(0, 200), /not JSON/);
  await refused(`${file} `, /something in it was changed/);
  await refused(file, /no key you named signed it/, "--vkey", other);
  await refused(`${file.slice(0, -1)}${" ".repeat(noteBytesMax)}`, /too long/);
});
