import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { canonicalJson } from "../../log/jcs.ts";
import { Malformed } from "../../log/malformed.ts";
import { openNote, parseVkey, signerFromSeed, signNote } from "../../log/note.ts";
import { type AgreementState, agreement } from "./facts.ts";
import { agreementFile, signedNote, verifyAgreement } from "./note.ts";
import { textsOf } from "./questions.ts";
import { agreedSpace, SAID } from "./testing.ts";

/** The file of an agreement that both signed, as the page hands it out. */
async function signedFile(seed = 1) {
  const made = await agreedSpace(seed);
  const deal = await made.draft(Object.values(SAID));
  await made.sign(deal);
  const view = await made.view();
  const thing = await view.thing(agreement, deal);
  assert.ok(thing);
  const version = (thing.state as AgreementState).proposed;
  assert.ok(version?.sealed, "the last signature asked for the note");
  const { lines } = version.sealed;
  const note = signedNote({ id: deal, state: thing.state, version, lines });
  const texts = await textsOf(view, thing, version);
  assert.ok(texts);
  return { made, deal, version, note, lines, file: agreementFile(note, version, texts) };
}

describe("the signed note", () => {
  it("says what both signed, how each yes was given, and who keeps which key", async () => {
    const { made, deal, version, note, file, lines } = await signedFile();
    const space = await made.house.space(made.at);
    assert.equal(lines[0]?.vkey.split("+")[0], `${space?.ring.origin}/group`);
    const opened = openNote(note, [parseVkey(lines[0]?.vkey ?? "")]);
    assert.ok(opened.ok);
    assert.match(
      opened.text,
      /^yes host \S+ own-hand kept-by node alongside\.invalid\/\S+\/group$/m,
    );
    const { ally } = made.other;
    assert.match(opened.text, new RegExp(`^yes ${ally} \\S+ own-hand kept-by none$`, "m"));
    assert.match(opened.text, new RegExp(`^party ${ally} none$`, "m"));
    assert.match(opened.text, /^prevails en$/m);
    const verdict = verifyAgreement(file);
    assert.deepEqual(
      [verdict.agreement, verdict.version, verdict.clauses, verdict.langs, verdict.trusted],
      [deal, 1, 12, ["en", "es"], false],
    );
    assert.deepEqual(
      [verdict.from, verdict.review, verdict.ends],
      [...["2026-11-02", "2027-04-30", "2027-10-31"]],
    );
    assert.deepEqual(
      verdict.yes.map(({ side, key }) => [side, key !== null]),
      [
        ["host", true],
        [ally, false],
      ],
    );
    assert.equal(verifyAgreement(file, [lines[0]?.vkey ?? ""]).trusted, true);
    assert.match(opened.text, new RegExp(`^clauses ${version.hash}$`, "m"));
  });

  it("does not hold with any byte of its file changed", async () => {
    const { file } = await signedFile();
    const bytes = Buffer.from(file);
    const step = Math.max(1, Math.floor(bytes.length / 400));
    for (let at = 0; at < bytes.length; at += step) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] as number) ^ 1;
      assert.throws(() => verifyAgreement(other.toString("utf8")), Malformed, `byte ${at}`);
    }
    assert.throws(() => verifyAgreement(file.trimEnd()), Malformed);
    assert.throws(
      () => verifyAgreement(file.replace('{"clauses"', '{"also":1,"clauses"')),
      Malformed,
    );
  });

  it("does not hold where a stranger's note says a sentence in a word's place", async () => {
    const { file } = await signedFile();
    const read = JSON.parse(file) as { note: string };
    const own = signerFromSeed("a.invalid/b/group", Buffer.alloc(32, 7));
    const text = read.note.slice(0, read.note.lastIndexOf("\n\n") + 1);
    const theirs = text.replace(/^(party host) .*$/m, `$1 ${own.verifier.vkey}`);
    const forged = (note: string) =>
      verifyAgreement(`${canonicalJson({ ...read, note: signNote(note, [own]) })}\n`);
    assert.equal(forged(theirs).trusted, false, "it holds under its own key, and says so");
    for (const line of [/^(agreement) .*$/m, /^(prevails) .*$/m, /^(yes host \S+) .*$/m])
      assert.throws(() => forged(theirs.replace(line, "$1 a b. Signed under a key you named.")), {
        message: /not as such notes are written/,
      });
  });

  it("does not hold under the key of another group, nor with its parts exchanged", async () => {
    const { file } = await signedFile();
    const other = await signedFile(2);
    assert.throws(() => verifyAgreement(file, [other.lines[0]?.vkey ?? ""]), /no key you named/);
    const mixed = { ...JSON.parse(file), note: JSON.parse(other.file).note };
    const { clauses, format, note, texts } = mixed;
    assert.throws(
      () => verifyAgreement(`${JSON.stringify({ clauses, format, note, texts })}\n`),
      Malformed,
    );
  });
});

describe("the next note, and who keeps one", () => {
  it("names the note that it takes the place of", async () => {
    const { made, deal, version } = await signedFile();
    made.clock.pass(1);
    await made.sign(deal, { struck: [version.clauses[0]?.clause ?? ""] });
    const view = await made.view();
    const state = (await view.thing(agreement, deal))?.state;
    assert.equal(state?.proposed?.version, 2);
    assert.equal(state?.proposed?.replaces, version.sealed?.note);
    assert.equal(state?.current?.version, 1);
  });

  it("is the clock's to keep: nobody else writes one, and no other text", async () => {
    const { made, deal, lines } = await signedFile();
    const input = { agreement: deal, version: 1, text: "another\n", lines };
    const done = await made.send("seal", input);
    assert.ok("refused" in done);
    const clock = { by: "clock", thing: deal } as const;
    const again = await made.send("seal", input, clock);
    assert.deepEqual("done" in again && again.entries, 0, "it is sealed, and stays");
  });
});
