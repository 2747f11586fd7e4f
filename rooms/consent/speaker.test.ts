/** Nobody alone decides for somebody who is away, and what closed once opens no more. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { PUBLIC } from "../../house/circles.ts";
import { assertRefused } from "../../house/testing.ts";
import { onePermission, shownVoices } from "./questions.ts";
import { BY_VOICE, consentSpace, heardYes, termsOf } from "./testing.ts";

type Made = Awaited<ReturnType<typeof consentSpace>>;
const open = async ({ view }: Made) => (await shownVoices(await view(PUBLIC))).length;
const speaker = (subject: string) => ({ subject, as: "speaker", name: "a friend", reach: "x" });

async function shown(made: Made) {
  const one = await made.somebody();
  await made.ask("hear-yes", heardYes(one.consent), made.host, BY_VOICE);
  await made.ask("show-words", { saying: one.saying });
  return one;
}

it("who named the speaker does not also say what they said", async () => {
  const made = await consentSpace();
  const bo = await made.another();
  const { subject, consent: id, saying } = await shown(made);
  await made.ask("name-beside", speaker(subject));
  await made.ask("say-absent", { subject, what: "missing" });
  const alone = await made.send("speak-for", { subject }, made.host, BY_VOICE);
  assertRefused(alone, "consent.another-speaks");
  assert.equal(await open(made), 0);
  const text = { lang: "en", text: "May we?" };
  const terms = termsOf({ scope: [saying], data: ["words", "picture"], face: "shown" });
  const asked = { subject, ...terms, notice: text, purpose: text, lang: "en" };
  const { consent: next = "" } = await made.ask("ask", asked);
  const spoken = heardYes(next, { as: "speaker" });
  assertRefused(await made.send("hear-yes", spoken, made.host, BY_VOICE), "consent.another-speaks");
  await made.ask("speak-for", { subject }, bo, BY_VOICE);
  assert.equal(await open(made), 1);
  await made.ask("hear-yes", spoken, bo, BY_VOICE);
  assert.equal((await onePermission(await made.view(), id))?.status, "given");
});

it("what closed when they were away opens no more, whoever is named and away again", async () => {
  const made = await consentSpace();
  const bo = await made.another();
  const { subject, consent: id, saying } = await shown(made);
  await made.ask("say-absent", { subject, what: "missing" });
  await made.ask("say-back", { subject });
  await made.ask("name-beside", speaker(subject));
  await made.ask("say-absent", { subject, what: "missing" });
  await made.ask("speak-for", { subject }, bo, BY_VOICE);
  assert.equal(await open(made), 0);
  assert.equal((await onePermission(await made.view(), id))?.status, "closed");
  assertRefused(await made.send("show-words", { saying }), "house.no-permission");
});
