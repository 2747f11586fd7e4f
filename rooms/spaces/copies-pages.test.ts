import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Decrypter, generateX25519Identity, identityToRecipient } from "age-encryption";

const { testNode } = await import("../../web/testing.ts");
const { verifySpaceFile } = await import("../../house/space-file-verdict.ts");
const { DAY } = await import("../../house/testing.ts");
const { tendCopy } = await import("./kept-copy.ts");

const identity = await generateX25519Identity();
const recipient = await identityToRecipient(identity);

/** A group with two in coordination and one who is not. */
async function group(more: object = {}) {
  const node = await testNode();
  const ann = await node.found(more);
  const bo = await node.join(ann.space, ["coordination"], "amapola");
  const cy = await node.join(ann.space, ["member"], "trigo");
  return { ...node, ann, bo, cy, space: ann.space, at: `/s/${ann.slug}` };
}
type Group = Awaited<ReturnType<typeof group>>;

const openKey = async (bytes: Uint8Array) => {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(bytes, "text");
};
async function* lines(text: string) {
  for (const line of text.trimEnd().split("\n")) yield line;
}

/** Says yes to what waits, as somebody. */
async function agree({ at }: Group, { browser }: Group["bo"]) {
  const page = await browser.get(`${at}/joint`);
  const action = /action="([^"]+\/agreement)"/.exec(page.text)?.[1] ?? "";
  assert.match((await browser.submitOn(page, {}, action)).location ?? "", /\/joint$/);
}

describe("handing out a copy of everything", () => {
  it("takes two; the file opens with the key alone, and is whole", async () => {
    const made = await group();
    const { ann, bo, cy, at } = made;
    await ann.browser.submit(`${at}/copies`, {}, `${at}/copies`);
    const page = await ann.browser.get(`${at}/copies`);
    assert.match(page.text, /Yes from .*1.* of .*2/);
    assert.doesNotMatch(page.text, /Take the copy/, "one alone takes nothing");
    const [, id] = /\/joint\/([0-9a-f]{32})\//.exec(page.text) ?? [];
    const early = await ann.browser.get(`${at}/copies/${id}`);
    const refused = await ann.browser.submitOn(
      early,
      { how: "key", recipient },
      `${at}/copies/${id}/file`,
    );
    assert.match(refused.text, /another person has to agree first/);
    await agree(made, bo);
    assert.match((await bo.browser.get(`${at}/copies`)).text, /Take the copy/);
    assert.doesNotMatch((await cy.browser.get(`${at}/copies`)).text, /Take the copy/);
    assert.equal((await cy.browser.get(`${at}/copies/${id}`)).status, 403);
    const form = await bo.browser.get(`${at}/copies/${id}`);
    const file = `${at}/copies/${id}/file`;
    const wrong = await bo.browser.submitOn(form, { how: "key", recipient: "age1no" }, file);
    assert.deepEqual([wrong.status, /no key that age knows/.test(wrong.text)], [422, true]);
    const sent = await bo.browser.submitOn(form, { how: "key", recipient }, file);
    assert.equal(sent.status, 200);
    assert.match(sent.headers.get("content-disposition") ?? "", /copy\.age/);
    const text = await openKey(sent.bytes);
    const judged = await verifySpaceFile(lines(text), () => undefined);
    assert.ok(judged.ok && judged.head.space === made.space);
    assert.match(text, /amapola/);
    assert.doesNotMatch(Buffer.from(sent.bytes).toString("latin1"), /amapola/);
    const after = await cy.browser.get(`${at}/copies`);
    assert.match(after.text, /Sealed to a key/, "every member sees that one was handed out");
    const again = await bo.browser.submitOn(form, { how: "key", recipient }, file);
    assert.equal(again.status, 200, "the same form again, where a connection broke");
    const other = await identityToRecipient(await generateX25519Identity());
    const more = await bo.browser.submitOn(form, { how: "key", recipient: other }, file);
    assert.match(more.text, /Not possible any more/, "and for nobody else");
  });

  it("is sealed under a code that the page shows once", async () => {
    const made = await group();
    const { ann, bo, at } = made;
    await ann.browser.submit(`${at}/copies`, {}, `${at}/copies`);
    await agree(made, bo);
    const page = await ann.browser.get(`${at}/copies`);
    const [, id] = /copies\/([0-9a-f]{32})"/.exec(page.text) ?? [];
    const form = await ann.browser.get(`${at}/copies/${id}`);
    const [, code = ""] = /name="code" value="([^"]+)"/.exec(form.text) ?? [];
    assert.ok(form.text.includes(`>${code}</code>`));
    const sent = await ann.browser.submitOn(form, { how: "code" }, `${at}/copies/${id}/file`);
    const decrypter = new Decrypter();
    decrypter.addPassphrase(code);
    assert.match(await decrypter.decrypt(sent.bytes, "text"), /"checkpoint"/);
    const weak = await ann.browser.submitOn(
      form,
      { how: "code", code: "1234" },
      `${at}/copies/${id}/file`,
    );
    assert.notEqual(weak.headers.get("content-type"), "application/octet-stream");
  });
});

/** Has copies made for the key, by two. */
async function kept(made: Group) {
  const { ann, bo, at } = made;
  const keys = `Ann, at home ${recipient}`;
  const asked = await ann.browser.submit(
    `${at}/copies`,
    { keys, every: "7" },
    `${at}/copies/schedule`,
  );
  assert.equal(asked.status, 303, asked.text);
  await agree(made, bo);
}

describe("sealed copies on a schedule", () => {
  it("are made with the second yes and every week, and the newest is kept", async () => {
    const made = await group();
    const { cy, at, clock, house, store, space } = made;
    await kept(made);
    const page = await cy.browser.get(`${at}/copies`);
    assert.match(page.text, /Ann, at home/);
    assert.match(page.text, /The newest one/);
    const first = await cy.browser.get(`${at}/copies/newest.age`);
    const before = await openKey(first.bytes);
    assert.match(before, /trigo/);
    clock.now += 8 * DAY;
    await house.runDue();
    const browser = (await made.signIn(cy.login)).browser;
    const second = await openKey((await browser.get(`${at}/copies/newest.age`)).bytes);
    assert.ok(second.length > before.length, "the newest is kept");
    const left = await Array.fromAsync(store.blobs.read(space, "kept-copy-a", 0, 9));
    assert.deepEqual(left, [], "and no other");
    assert.equal((await made.browser().get(`${at}/copies/newest.age`)).status, 303);
  });

  it("keep nothing that was erased since, and are made anew", async () => {
    const made = await group();
    const { ann, cy, at, house, space } = made;
    await kept(made);
    await cy.browser.submit(`${at}/membership`, { handle: "cebada" });
    assert.equal((await ann.browser.get(`${at}/copies/newest.age`)).status, 404);
    assert.match((await ann.browser.get(`${at}/copies`)).text, /made within the hour/);
    await tendCopy(house, space);
    const text = await openKey((await ann.browser.get(`${at}/copies/newest.age`)).bytes);
    assert.match(text, /cebada/);
    assert.doesNotMatch(text, /trigo/);
  });

  it("stop at one word, and nothing of them is left here", async () => {
    const made = await group();
    const { bo, at, store, space, clock } = made;
    await kept(made);
    const page = await bo.browser.get(`${at}/copies`);
    await bo.browser.submitOn(page, {}, `${at}/copies/end`);
    assert.equal((await bo.browser.get(`${at}/copies/newest.age`)).status, 404);
    for (const slot of ["a", "b"])
      assert.deepEqual(
        await Array.fromAsync(store.blobs.read(space, `kept-copy-${slot}`, 0, 9)),
        [],
      );
    assert.equal(await store.records.get(space, "kept-copy", clock.now), null);
    assert.doesNotMatch((await bo.browser.get(`${at}/copies`)).text, /Ann, at home/);
  });

  it("say what is wrong with a key, and keep what was typed", async () => {
    const { ann, at } = await group();
    for (const [typed, says] of [
      ["", /no key that age knows/],
      ["Ann age1nothing", /no key that age knows/],
      [`${recipient}\n${recipient}`, /stands here twice/],
    ] as const) {
      const sent = await ann.browser.submit(
        `${at}/copies`,
        { keys: typed },
        `${at}/copies/schedule`,
      );
      assert.equal(sent.status, 422);
      assert.match(sent.text, says);
      assert.match(sent.text, /href="#f-keys"/);
    }
    const days = { keys: recipient, every: "400" };
    const sent = await ann.browser.submit(`${at}/copies`, days, `${at}/copies/schedule`);
    assert.match(sent.text, /From 1 to 90 days/);
    assert.ok(sent.text.includes(recipient));
  });
});

it("a sealed copy that holds what is past its time is handed to nobody", async () => {
  const made = await group();
  const { ann, bo, at, clock, does, house, space } = made;
  const title = { lang: "es", text: "quixenda" };
  const { answer } = await does(space, ann.member, "needs.open", { title });
  await does(space, ann.member, "needs.withdraw", { ids: [answer["id"]] });
  const since = clock.now;
  const wanted = [{ what: "needs", days: 10 }];
  await does(space, ann.member, "spaces.plan-times", { wanted });
  await agree(made, bo);
  await kept(made);
  clock.now = since + 10 * DAY - 1;
  const { browser } = await made.signIn(ann.login);
  const newest = () => browser.get(`${at}/copies/newest.age`);
  assert.match(await openKey((await newest()).bytes), /quixenda/, "not a moment sooner");
  clock.now += 1;
  assert.equal((await newest()).status, 404);
  assert.match((await browser.get(`${at}/copies`)).text, /made within the hour/);
  await tendCopy(house, space);
  assert.doesNotMatch(await openKey((await newest()).bytes), /quixenda/);
});
