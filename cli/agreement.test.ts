import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { type AgreementState, agreement } from "../rooms/agreements/facts.ts";
import { agreementFile, signedNote } from "../rooms/agreements/note.ts";
import { textsOf } from "../rooms/agreements/questions.ts";
import { agreedSpace, SAID } from "../rooms/agreements/testing.ts";
import { alongside, folder, json } from "./test-kit.ts";

/** The file of an agreement that both signed, and the key that signed it for the host. */
async function signedFile(seed: number) {
  const made = await agreedSpace(seed);
  const deal = await made.draft([SAID.support, SAID.money]);
  await made.sign(deal);
  const view = await made.view();
  const thing = await view.thing(agreement, deal);
  const version = (thing?.state as AgreementState | undefined)?.proposed;
  assert.ok(thing && version?.sealed);
  const { lines } = version.sealed;
  const note = signedNote({ id: deal, state: thing.state, version, lines });
  const texts = (await textsOf(view, thing, version)) ?? [];
  return { file: agreementFile(note, version, texts), vkey: lines[0]?.vkey ?? "", deal };
}

test("verify takes the file of an agreement, and says who signed for whom", async () => {
  await using dir = await folder();
  const { file, vkey, deal } = await signedFile(1);
  await writeFile(join(dir.at, "agreement.json"), file);
  const plain = await alongside(dir.at, "verify", "agreement.json");
  assert.equal(plain.code, 0, plain.err);
  assert.match(plain.out, /Signed by the server for the local group: yes, own-hand/);
  assert.match(plain.out, /under no key of theirs: yes, own-hand/);
  assert.match(plain.out, /The text in en prevails/);
  assert.match(plain.out, /a key that the file itself names/);
  const said = await json(dir.at, "verify", "agreement.json", "--vkey", vkey);
  assert.deepEqual(
    [said.ok, said.kind, said.agreement, said.version, said.clauses, said.trusted],
    [true, "agreement", deal, 1, 2, true],
  );
});

test("verify refuses one with a byte changed, and one under another key", async () => {
  await using dir = await folder();
  const [{ file }, other] = [await signedFile(1), await signedFile(2)];
  const worse = file.replace('"of":"500"', '"of":"501"');
  assert.notEqual(worse, file);
  await writeFile(join(dir.at, "worse"), worse);
  const refused = await alongside(dir.at, "verify", "worse");
  assert.deepEqual([refused.code, refused.out], [1, "The agreement does not hold.\n"]);
  assert.match(refused.err, /the clauses are not those that were signed/);
  await writeFile(join(dir.at, "whole"), file);
  const named = await alongside(dir.at, "verify", "whole", "--vkey", other.vkey);
  assert.equal(named.code, 1);
  assert.match(named.err, /no key you named signed it/);
  await writeFile(join(dir.at, "cut"), file.slice(0, 200));
  const cut = await alongside(dir.at, "verify", "cut", "--json");
  assert.equal(JSON.parse(cut.out).ok, false);
});
