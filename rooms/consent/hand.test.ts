/** A yes with the code opens nothing before somebody who never had the code heard it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PUBLIC } from "../../house/circles.ts";
import { assertRefused } from "../../house/testing.ts";
import { consent } from "./facts.ts";
import { onePermission, shownVoices } from "./questions.ts";
import { BY_VOICE, consentSpace, day, heardYes } from "./testing.ts";

type Made = Awaited<ReturnType<typeof consentSpace>>;
const status = async ({ view }: Made, id: string) =>
  (await onePermission(await view(), id))?.status;
const stateOf = async ({ view }: Made, id: string) =>
  (await (await view()).thing(consent, id))?.state;
const again = (id: string, ends = "2027-02-01") => ({
  ...{ consent: id, ends: day(ends), review: day("2027-01-10"), lang: "en" },
  ...{ notice: { lang: "en", text: "once more" }, retold: true, interpreted: false },
});

describe("a yes with the code", () => {
  it("is not for whoever made the code to say, nor to hear", async () => {
    const made = await consentSpace();
    const bo = await made.another();
    const { consent: id, saying: words, holder } = await made.somebody();
    await made.ask("give", { consent: id, as: "self" }, holder);
    assert.equal(await status(made, id), "by-hand");
    assertRefused(await made.send("show-words", { saying: words }), "house.no-permission");
    const own = await made.send("confirm-yes", { consent: id });
    assertRefused(own, "consent.another-hears");
    made.clock.pass(4 * 60_000);
    await made.ask("confirm-yes", { consent: id }, bo);
    const yes = (await stateOf(made, id))?.yes[0];
    assert.deepEqual([yes?.how, yes?.heard], ["own-hand", (bo as { member: string }).member]);
    assert.equal(yes?.code?.by, (made.host as { member: string }).member);
    assert.ok((yes?.code?.after ?? -1) >= 0 && (yes?.code?.after ?? 0) < 60_000, "used at once");
    await made.ask("show-words", { saying: words });
    assert.equal((await shownVoices(await made.view(PUBLIC))).length, 1);
  });

  it("told on behalf of somebody is heard by another than who made the code, too", async () => {
    const made = await consentSpace();
    const bo = await made.another();
    const { consent: id } = await made.somebody();
    await made.ask("hear-yes", heardYes(id, { as: "other" }), made.host, BY_VOICE);
    const own = await made.send("confirm-yes", { consent: id });
    assertRefused(own, "consent.another-hears");
    await made.ask("confirm-yes", { consent: id }, bo);
    assert.equal((await stateOf(made, id))?.yes[0]?.how, "spoken-code");
  });

  it("counts no more where a new code was made by somebody else", async () => {
    const made = await consentSpace();
    const bo = await made.another();
    const { consent: id, holder } = await made.somebody();
    await made.ask("give", { consent: id, as: "self" }, holder);
    await made.ask("make-code", { consent: id }, bo);
    assert.equal(await status(made, id), "asked");
    const heard = await made.send("confirm-yes", { consent: id });
    assertRefused(heard, "consent.nothing-told");
  });

  it("of a child is the child's and the guardian's, heard one after the other", async () => {
    const made = await consentSpace();
    const bo = await made.another();
    const { consent: id, holder } = await made.somebody({}, "child");
    await made.ask("give", { consent: id, as: "self" }, holder);
    await made.ask("confirm-yes", { consent: id }, bo);
    assert.equal(await status(made, id), "half");
    await made.ask("give", { consent: id, as: "guardian" }, holder);
    await made.ask("give", { consent: id, as: "self" }, holder);
    await made.ask("confirm-yes", { consent: id }, bo);
    assert.equal(await status(made, id), "given");
  });
});

describe("a yes to more time with the code", () => {
  it("waits as well, and its text is kept and goes with the others", async () => {
    const made = await consentSpace();
    const bo = await made.another();
    const { consent: id, holder } = await made.somebody();
    await made.ask("hear-yes", heardYes(id), made.host, BY_VOICE);
    await made.ask("renew", again(id), holder);
    const before = await stateOf(made, id);
    assert.deepEqual([before?.stood, before?.ends.date], ["given", "2026-12-31"]);
    assertRefused(await made.send("confirm-yes", { consent: id }), "consent.another-hears");
    await made.ask("confirm-yes", { consent: id }, bo);
    const after = await stateOf(made, id);
    assert.deepEqual([after?.stood, after?.ends.date], ["renewed", "2027-02-01"]);
    const view = await made.view();
    const thing = await view.thing(consent, id);
    assert.ok(thing?.state.againAt);
    const text = await view.part<{ notice: { text: string } }>(thing, thing.state.againAt);
    assert.ok(typeof text !== "string" && text.notice.text === "once more");
    const none = await made.send("confirm-yes", { consent: id }, bo);
    assertRefused(none, "consent.nothing-told");
  });

  it("is nothing once somebody said that they are away", async () => {
    const made = await consentSpace();
    const bo = await made.another();
    const { subject, consent: id, holder } = await made.somebody();
    await made.ask("hear-yes", heardYes(id), made.host, BY_VOICE);
    await made.ask("renew", again(id), holder);
    await made.ask("say-absent", { subject, what: "dead" });
    assertRefused(await made.send("confirm-yes", { consent: id }, bo), "consent.is-absent");
  });
});
