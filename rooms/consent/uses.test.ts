/** How often something may be used: each showing and each giving on counts, taken down or not. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { PUBLIC } from "../../house/circles.ts";
import { assertDone, assertRefused } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import { consent } from "./facts.ts";
import { shownVoices } from "./questions.ts";
import { BY_VOICE, consentSpace, heardYes, termsOf } from "./testing.ts";

it("is used so often and no more; what is shown stays shown until it is taken down", async () => {
  const made = await consentSpace();
  const more = { uses: 2, channels: ["group-page" as const, "press" as const] };
  const { consent: id, saying } = await made.somebody(more);
  await made.ask("hear-yes", heardYes(id), made.host, BY_VOICE);
  await made.ask("show-words", { saying });
  await made.ask("pass-on", { saying, channel: "press" });
  const open = async () => (await shownVoices(await made.view(PUBLIC))).length;
  assert.equal(await open(), 1);
  assertRefused(await made.send("pass-on", { saying, channel: "press" }), "house.no-permission");
  await made.ask("take-words-down", { saying });
  assert.equal(await open(), 0);
  assertRefused(await made.send("show-words", { saying }), "house.no-permission");
});

it("counts what is not durable yet, and of each permission its own", async () => {
  const made = await consentSpace();
  const { consent: id, saying, subject } = await made.somebody({ uses: 1 });
  await made.ask("hear-yes", heardYes(id), made.host, BY_VOICE);
  const both = await Promise.all([1, 2].map(() => made.send("show-words", { saying })));
  assert.equal(both.filter((one) => "done" in one).length, 1, JSON.stringify(both));
  const text = { lang: "en", text: "Once more?" };
  const terms = termsOf({ scope: [saying] });
  const asked = { subject, ...terms, notice: text, purpose: text, lang: "en" };
  const { consent: next = "" } = await made.ask("ask", asked);
  await made.ask("hear-yes", heardYes(next), made.host, BY_VOICE);
  assertDone(await made.send("show-words", { saying }));
  const state = (await (await made.view()).thing(consent, next))?.state;
  assert.equal(state?.uses, null, "nothing said: as often as its days let");
});

it("is said in the terms, from once on", () => {
  const { shape } = commands.ask;
  const text = { lang: "en", text: "May we?" };
  const asked = { subject: "1".repeat(32), ...termsOf(), notice: text, purpose: text, lang: "en" };
  for (const [uses, is] of [
    [0, false],
    [1, true],
    [101, false],
    [null, true],
  ] as const)
    assert.equal(shape.safeParse({ ...asked, uses }).success, is, String(uses));
  assert.equal(shape.safeParse(asked).success, true, "a program need not say it");
});
