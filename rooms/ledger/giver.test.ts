/** A giver's proof: what its holder and a member read, what the file opens, what verifying says. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { verifyGiver } from "../../cli/giver.ts";
import { HOUR } from "../../house/testing.ts";
import { makeGiverFile, type Shown, verifyGiverFile } from "../../log/giver.ts";
import { testNode } from "../../web/testing.ts";
import { main } from "../agreements/testing-pages.ts";

const item = (of: number) => ({ of: String(of), unit: "item" });

/** Two givers of one line; both came in one shipment and were counted, the first one short. */
async function arrived(safety: "yes" | "no") {
  const node = await testNode();
  const at = await node.found({ group: "River kitchen", lang: "en", safety });
  const does = (command: string, input: object) => node.does(at.space, at.member, command, input);
  const title = { lang: "en", text: "Blankets" };
  const { id: need } = (await does("needs.open", { title, quantity: item(60), publish: true }))
    .answer;
  const gives = async (name: string, of: number) => {
    const who = { name, reach: "at the bakery", terms: null };
    const took = await does("offers.take", { need, quantity: item(of), ...who });
    const { id, code } = took.answer as { id: string; code: string };
    await does("offers.answer-many", { answers: [{ id, answer: "accept" }] });
    return { id, code, of };
  };
  const [noor, ali] = [await gives("noor", 40), await gives("ali", 10)];
  const sent = [noor, ali].map(({ id, of }) => ({ need, offer: id, sent: item(of) }));
  const { id: way } = (await does("deliveries.announce", { lines: sent })).answer;
  const lines = [38, 10].map((of, i) => ({ line: i + 1, counted: item(of) }));
  const { book } = (await does("ledger.count-delivery", { id: way, lines })).answer;
  const holder = async (code: string, path: string) => {
    const browser = node.browser();
    const shown = await browser.submit("/receipt", { code }, "/receipt");
    const page = await browser.submitOn(shown, {}, "/receipt/proof");
    return path === "/receipt/proof" ? page : browser.submitOn(page, {}, path);
  };
  return { ...node, at, does, need, noor, ali, book: String(book), holder };
}

it("says to who holds the code what arrived, and hands out a file that verifies", async () => {
  const { noor, ali, holder, clock, at, book, does, signIn } = await arrived("no");
  const page = main(await holder(noor.code, "/receipt/proof"));
  assert.match(page, /It arrived and was counted[\s\S]*38 items/);
  assert.match(page, /Its line in the books[\s\S]*Written, and not open to you/);
  assert.match(page, /60 items[\s\S]*48 items/);
  assert.doesNotMatch(page, /ali|bakery|\/books\//);
  const early = await holder(noor.code, "/receipt/proof/file");
  assert.equal(early.status, 200, "the head that everyone is shown is of now");
  clock.pass(HOUR);
  const got = await holder(noor.code, "/receipt/proof/file");
  const verdict = verifyGiverFile(got.text, []);
  assert.deepEqual(
    verdict.entries.map(({ is, opened }) => [is, opened?.header.type ?? null]),
    [
      ["accepted", "offer.accepted/1"],
      ["received", "offer.received/1"],
      ["asked", "need.progressed/1"],
      ["line", null],
    ],
  );
  assert.doesNotMatch(got.text, new RegExp(`${book}|bakery|noor`), "nothing of the book or a name");

  // Who gave the other part is shown another line.
  const others = verifyGiverFile((await holder(ali.code, "/receipt/proof/file")).text, []);
  const line = (all: typeof verdict) => all.entries.find(({ is }) => is === "line")?.index;
  assert.notEqual(line(others), line(verdict));

  // A member's file opens the line, and what was given out for it.
  const used = [
    { account: "here", of: item(-5) },
    { account: "given-out", of: item(5) },
  ];
  const need = verdict.entries[2]?.opened?.header.thing;
  await does("ledger.post", { book, lines: used, for: { need } });
  const { slug } = at;
  const { browser } = await signIn(at.login);
  const own = main(await browser.get(`/s/${slug}/contributions/${noor.id}/proof`));
  assert.match(own, /Given out or used[\s\S]*5 items/);
  const file = await browser.get(`/s/${slug}/contributions/${noor.id}/giver-proof.json`);
  const whole = verifyGiverFile(file.text, []);
  assert.deepEqual(
    whole.entries.map(({ is, opened }) => [is, opened !== null]),
    ["accepted", "received", "asked", "line", "use"].map((is) => [is, true]),
  );
  await says(file.text);
});

/** In plain words; and nothing changed in it holds. */
async function says(text: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "giver-"));
  const path = join(folder, "giver-proof.json");
  try {
    await writeFile(path, text);
    const { text: said } = await verifyGiver(path, []);
    assert.match(said, /5 entries stand in the log/);
    assert.match(said, /offer\.received\/1, 2026-11-02: it arrived and was counted: 38 item/);
    assert.match(said, /What this cannot know/);
    await writeFile(path, text.replaceAll('\\"of\\":\\"38\\"', '\\"of\\":\\"39\\"'));
    assert.match((await verifyGiver(path, [])).fault ?? "", /does not match its commitment/);
  } finally {
    await rm(folder, { recursive: true });
  }
  const { entries, key } = JSON.parse(text) as { entries: Shown[]; key: string };
  const [first, second] = entries as [Shown, Shown];
  const swapped = makeGiverFile([{ ...first, proof: second.proof }], key);
  assert.throws(() => verifyGiverFile(swapped, []), /not included|another place/);
  assert.throws(() => verifyGiverFile(makeGiverFile([], key), []), /one to 40/);
  assert.throws(() => verifyGiverFile("{}", []), /unknown version/);
}

it("is handed out by a group without a page for everyone itself", async () => {
  const { noor, holder, does } = await arrived("no");
  await does("spaces.quiet", {});
  const page = main(await holder(noor.code, "/receipt/proof"));
  assert.match(page, /Ask it for the file/);
  assert.doesNotMatch(page, /proof\/file/);
});

it("is handed out by a protected group itself, and to nobody before anything came", async () => {
  const { noor, holder, at } = await arrived("yes");
  const page = main(await holder(noor.code, "/receipt/proof"));
  assert.match(page, /Ask it for the file/);
  assert.doesNotMatch(page, /proof\/file|2026-11-02/);
  const { browser, slug } = at;
  const file = await browser.get(`/s/${slug}/contributions/${noor.id}/giver-proof.json`);
  assert.equal(verifyGiverFile(file.text, []).entries.length, 4);
  const absent = await browser.get(`/s/${slug}/contributions/${"0".repeat(32)}/proof`);
  assert.equal(absent.status, 404);
});
