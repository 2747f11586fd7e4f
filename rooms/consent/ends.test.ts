/** What ended stays ended: by absence, by another permission, by time; and leaves no words. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PUBLIC } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { erasable } from "../../house/entry.ts";
import { assertDone, assertRefused, DAY } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import { consent } from "./facts.ts";
import { saying } from "./facts-subject.ts";
import { onePermission, shownVoices, toAskAgain } from "./questions.ts";
import { termsOf } from "./terms.ts";
import { BY_VOICE, consentSpace, day, heardYes } from "./testing.ts";

type Made = Awaited<ReturnType<typeof consentSpace>>;

const again = (id: string, ends = "2027-03-01", said = "once more") => ({
  ...{ consent: id, ends: day(ends), review: day("2027-01-10"), lang: "en" },
  ...{ notice: { lang: "en", text: said }, retold: true, interpreted: false },
});

/** Somebody's words, shown; a speaker is named before, where one is wanted. */
async function shown(made: Made, { speaker = false } = {}) {
  const one = await made.somebody();
  const { subject, consent: id, saying: words } = one;
  if (speaker) await made.ask("name-beside", { subject, as: "speaker", name: "noor", reach: "x" });
  await made.ask("hear-yes", heardYes(id), made.host, BY_VOICE);
  await made.ask("show-words", { saying: words });
  assert.equal(await open(made), 1);
  return one;
}

const open = async ({ view }: Made) => (await shownVoices(await view(PUBLIC))).length;
const status = async ({ view }: Made, id: string) =>
  (await onePermission(await view(), id))?.status;

describe("of somebody who is away", () => {
  it("no member prolongs what goes on by the word of who may speak for them", async () => {
    const made = await consentSpace();
    const bo = await made.another();
    const { subject, consent: id } = await shown(made, { speaker: true });
    await made.ask("say-absent", { subject, what: "dead" });
    await made.ask("speak-for", { subject }, bo, BY_VOICE);
    assert.equal(await open(made), 1);
    const done = await made.send("renew", again(id), made.host, BY_VOICE);
    assertRefused(done, "consent.is-absent");
    assert.equal(await open(made), 1);
  });

  it("nobody prolongs it who found the code", async () => {
    const made = await consentSpace();
    const bo = await made.another();
    const { subject, consent: id, holder } = await shown(made, { speaker: true });
    await made.ask("say-absent", { subject, what: "dead" });
    await made.ask("speak-for", { subject }, bo, BY_VOICE);
    await made.ask("renew", again(id), holder);
    assertRefused(await made.send("confirm-yes", { consent: id }, bo), "consent.is-absent");
    const { state } = (await onePermission(await made.view(), id))?.thing ?? {};
    assert.deepEqual([state?.ends.date, state?.renewed], ["2026-12-31", 0]);
  });

  it("nothing opens again when they are back, whoever asks for more time", async () => {
    const made = await consentSpace();
    const { subject, consent: id, saying: words, holder } = await shown(made);
    await made.ask("say-absent", { subject, what: "detained" });
    await made.ask("say-back", { subject });
    assertRefused(await made.send("renew", again(id), made.host, BY_VOICE), "consent.over");
    await made.ask("renew", again(id), holder);
    const bo = await made.another();
    assertRefused(await made.send("confirm-yes", { consent: id }, bo), "consent.over");
    assert.deepEqual([await open(made), await status(made, id)], [0, "closed"]);
    assertRefused(await made.send("show-words", { saying: words }), "house.no-permission");
  });

  it("nobody is told to ask for more time under what closed", async () => {
    const made = await consentSpace();
    const { subject } = await shown(made);
    made.clock.pass(45 * DAY);
    const asks = async () => (await toAskAgain(await made.view())).length;
    assert.equal(await asks(), 1);
    await made.ask("say-absent", { subject, what: "dead" });
    assert.equal(await asks(), 0);
  });

  it("a child's own yes from before does not count beside the guardian's after", async () => {
    const made = await consentSpace();
    const { subject, consent: id, saying: words } = await made.somebody({}, "child");
    await made.ask("hear-yes", heardYes(id), made.host, BY_VOICE);
    await made.ask("say-absent", { subject, what: "missing" });
    await made.ask("say-back", { subject });
    await made.ask("hear-yes", heardYes(id, { as: "guardian" }), made.host, BY_VOICE);
    assert.equal(await status(made, id), "closed");
    assertRefused(await made.send("show-words", { saying: words }), "house.no-permission");
  });
});

it("no permission replaces one that holds: taken back, the other would be left", async () => {
  const made = await consentSpace();
  const { subject, consent: id } = await shown(made);
  const before = await (await made.view()).thing(consent, id);
  assert.ok(before);
  const [notice, purpose] = [
    { lang: "en", text: "May we?" },
    { lang: "en", text: "Our page" },
  ];
  const asked = { subject, ...termsOf(before.state), notice, lang: "en", purpose, replaces: id };
  assertRefused(await made.send("ask", asked), "consent.ends-first");
  await made.ask("withdraw", { consent: id });
  assertDone(await made.send("ask", asked));
});

it("a yes to more time leaves of notices the first and the latest, and both can go", async () => {
  const made = await consentSpace();
  const { consent: id, holder } = await shown(made);
  const held = async () => {
    const { space } = await made.view();
    const refs: { index: number; name: string }[] = [];
    for await (const entry of space.entries(Array.from({ length: space.size }, (_, i) => i)))
      if (entry.thing === id) refs.push(...erasable(entry));
    return (await space.parts(refs)).size;
  };
  await made.ask("renew", again(id, "2027-01-20"), made.host, BY_VOICE);
  await made.ask("renew", again(id, "2027-02-20"), made.host, BY_VOICE);
  await made.ask("renew", again(id, "2027-03-20"), holder);
  assert.equal(await held(), 3, "and the one that waits to be heard");
  await made.ask("renew", again(id, "2027-03-20"), holder);
  assert.equal(await held(), 3);
  await made.ask("confirm-yes", { consent: id }, await made.another());
  assert.equal(await held(), 2);
  await made.ask("withdraw", { consent: id });
  await made.ask("take-notice-back", { consent: id });
  assert.equal(await held(), 0);
});

it("words that went by time open nothing of themselves to anybody outside", async () => {
  const made = await consentSpace();
  const sent = async (command: string, input: object, author: Author = made.host) =>
    assertDone(await made.send("", input, author, { command }));
  await sent("spaces.plan-times", { wanted: [{ what: "sayings", days: 7 }] });
  made.clock.pass(8 * DAY);
  const { consent: id, saying: words } = await shown(made);
  await made.ask("withdraw", { consent: id });
  made.clock.pass(120 * DAY);
  const entries = Array.from({ length: (await made.view()).space.size }, (_, i) => i);
  const gone = { id: words, what: "sayings", days: 7, entries, more: false };
  await sent("consent.erase-by-time", gone, { by: "clock", thing: words });
  const outside = await made.view(PUBLIC);
  assert.equal(await outside.thing(saying, words), undefined);
  const { entries: told } = await outside.latest(50, null);
  assert.deepEqual(
    told.filter(({ thing }) => thing.kind === saying.kind),
    [],
  );
});

it("no program is handed the code that says yes by own hand", () => {
  assert.deepEqual([commands.ask.byHand, commands.makeCode.byHand], [true, true]);
});
