/** What ended under a permission stays ended for pictures as it does for words. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PUBLIC, type Reader } from "../../house/circles.ts";
import { assertDone, assertRefused, DAY } from "../../house/testing.ts";
import { onePermission, usedOf } from "./questions.ts";
import type { Terms } from "./terms.ts";
import { BY_VOICE, consentSpace, day, heardYes, withPicture } from "./testing.ts";

const again = (id: string) => ({
  ...{ consent: id, ends: day("2027-03-01"), review: day("2027-01-10"), lang: "en" },
  ...{ notice: { lang: "en", text: "once more" }, retold: true, interpreted: false },
});

/** Somebody with a picture beside their words, asked for it; nobody said yes yet. */
async function begun(terms: Partial<Terms> = {}, is = "person") {
  const made = await consentSpace();
  const one = await withPicture(made, terms, { is });
  const { picture, file, consent: id } = one;
  const yes = (as = "self") => made.ask("hear-yes", heardYes(id, { as }), made.host, BY_VOICE);
  const show = () => made.send("show-picture", { picture });
  /** Whether a reader is given the picture's bytes, its words, and its record. */
  const sees = async (reader: Reader = PUBLIC) => {
    const view = await made.view(reader);
    const found = await view.file(file);
    const { entries } = await view.latest(50, null);
    const told = entries.some(({ thing }) => thing.id === picture);
    assert.equal(told, found !== undefined, "its bytes, and that it is there");
    return found !== undefined;
  };
  const opens = async () => {
    await yes();
    assertDone(await show());
    assert.ok(await sees());
  };
  const status = async () => (await onePermission(await made.view(), id))?.status;
  return { ...made, ...one, yes, show, sees, opens, status };
}

describe("of a picture of somebody who is away", () => {
  it("all closes with that word, goes on by who may speak, and by nobody else's yes", async () => {
    const made = await begun();
    const { subject, consent: id } = made;
    await made.ask("name-beside", { subject, as: "speaker", name: "noor", reach: "x" });
    await made.opens();
    await made.ask("say-absent", { subject, what: "dead" });
    assert.ok(!(await made.sees()));
    assertRefused(await made.show(), "house.no-permission");
    // Not by whoever said that they are dead: another of the group hears who may speak.
    const heard = await made.another();
    await made.ask("speak-for", { subject }, heard, BY_VOICE);
    assert.ok(await made.sees());
    assertRefused(await made.send("renew", again(id), heard, BY_VOICE), "consent.is-absent");
    // A yes by whoever found the code counts for nothing, and nobody can have heard it from them.
    await made.ask("renew", again(id), made.holder);
    assertRefused(await made.send("confirm-yes", { consent: id }, heard), "consent.is-absent");
    assert.deepEqual([await made.sees(), await made.status()], [true, "given"]);
    await made.ask("withdraw", { consent: id }, made.holder);
    assert.ok(!(await made.sees()));
    assert.ok(await made.sees(made.insider), "the group has it still");
  });

  it("nothing opens again when they are back, whoever asks for more time", async () => {
    const made = await begun();
    const { subject, consent: id } = made;
    await made.opens();
    await made.ask("say-absent", { subject, what: "detained" });
    await made.ask("say-back", { subject });
    await made.ask("renew", again(id), made.holder);
    assert.deepEqual([await made.sees(), await made.status()], [false, "closed"]);
    assertRefused(await made.show(), "house.no-permission");
  });
});

describe("of a picture of a child", () => {
  it("it takes both, and either ends it", async () => {
    for (const last of ["self", "guardian"]) {
      const made = await begun({ face: "altered" }, "child");
      await made.yes(last === "self" ? "guardian" : "self");
      assertRefused(await made.show(), "house.no-permission");
      await made.yes(last);
      assertDone(await made.show());
      assert.ok(await made.sees());
      await made.ask("withdraw", { consent: made.consent }, made.holder);
      assert.ok(!(await made.sees()), last);
    }
  });

  it("a yes from before an absence does not count beside one from after", async () => {
    const made = await begun({}, "child");
    const { subject } = made;
    await made.yes();
    await made.ask("say-absent", { subject, what: "missing" });
    await made.ask("say-back", { subject });
    await made.yes("guardian");
    assert.equal(await made.status(), "closed");
    assertRefused(await made.show(), "house.no-permission");
  });

  it("no face is asked for as it is, and none that is recognised ever shown", async () => {
    const made = await consentSpace();
    const asked = withPicture(made, { face: "shown" }, { is: "child" });
    await assert.rejects(asked, /no-child-face/);
    await assert.rejects(
      withPicture(made, { face: "altered" }, { is: "child", seen: "shown" }),
      /face-in-picture/,
    );
  });
});

it("no assembly says yes to a face that can be recognised, and to others it does", async () => {
  const made = await consentSpace();
  await assert.rejects(
    withPicture(made, { face: "shown" }, { is: "community" }),
    /no-community-face/,
  );
  const { consent: id, picture } = await withPicture(
    made,
    { face: "altered" },
    { is: "community" },
  );
  const assembly = { many: "20", absent: ["women"], unheard: ["far-away"] };
  const said = { ...heardYes(id, { as: "assembly" }), assembly };
  await made.ask("hear-yes", said, made.host, { arrived: "assembly", readBack: true });
  assertDone(await made.send("show-picture", { picture }));
});

it("a picture that was allowed to some is shown to nobody outside", async () => {
  const some = { activity: "access", anyone: false, roles: ["coordination"], channels: [] };
  const made = await begun(some as Partial<Terms>);
  await made.yes();
  assertRefused(await made.show(), "house.no-permission");
  assert.ok(!(await made.sees()));
});

it("a picture allowed elsewhere is shown on no page of the group", async () => {
  const made = await begun({ channels: ["print", "press"] });
  await made.yes();
  assertRefused(await made.show(), "house.no-permission");
});

it("a picture that went by time opens nothing of itself to anybody outside", async () => {
  const made = await begun();
  const { picture } = made;
  const sent = async (command: string, input: object, author = made.host) =>
    assertDone(await made.send("", input, author, { command }));
  await sent("spaces.plan-times", { wanted: [{ what: "pictures", days: 7 }] });
  made.clock.pass(8 * DAY);
  await made.opens();
  await made.ask("withdraw", { consent: made.consent });
  made.clock.pass(120 * DAY);
  const outside = await made.view(PUBLIC);
  assert.equal(await outside.file(made.file), undefined);
  const entries = Array.from({ length: (await made.view()).space.size }, (_, i) => i);
  const gone = { id: picture, what: "pictures", days: 7, entries, more: false };
  await sent("consent.erase-by-time", gone, { by: "clock", thing: picture } as never);
  assert.ok(!(await made.sees()));
  assert.equal(await (await made.view()).file(made.file), undefined, "nor inside");
});

it("each showing of a picture counts where it says how often, and is told", async () => {
  const made = await begun({ uses: 2 });
  const { picture, saying } = made;
  await made.opens();
  await made.ask("show-words", { saying });
  const view = await made.view();
  const found = await onePermission(view, made.consent);
  assert.ok(found);
  assert.equal(await usedOf(view, found.thing), 2);
  await made.ask("take-picture-down", { picture });
  assertRefused(await made.show(), "house.no-permission");
});

it("a picture is shown as long as a renewed permission holds, and kept so many days", async () => {
  const made = await begun();
  const { picture, consent: id } = made;
  const sent = async (command: string, input: object, author = made.host) =>
    made.send("", input, author, { command });
  assertDone(await sent("spaces.plan-times", { wanted: [{ what: "pictures", days: 7 }] }));
  made.clock.pass(8 * DAY);
  await made.opens();
  made.clock.pass(40 * DAY);
  await made.ask("renew", again(id), made.host, BY_VOICE);
  const erase = async () => {
    const entries = Array.from({ length: (await made.view()).space.size }, (_, i) => i);
    const gone = { id: picture, what: "pictures", days: 7, entries, more: false };
    return sent("consent.erase-by-time", gone, { by: "clock", thing: picture } as never);
  };
  made.clock.pass(30 * DAY);
  assert.ok(await made.sees(), "past its first end");
  assertRefused(await erase(), "house.not-its-time");
  await made.ask("withdraw", { consent: id });
  assert.ok(!(await made.sees()));
  made.clock.pass(7 * DAY);
  assertDone(await erase());
});
