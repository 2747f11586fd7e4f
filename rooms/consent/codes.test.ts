/** The codes of a permission: what a new one takes from the old, and what it never takes. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Author } from "../../house/command.ts";
import { assertDone, assertRefused } from "../../house/testing.ts";
import { findByCode } from "./codes.ts";
import { consent } from "./facts.ts";
import { BY_VOICE, consentSpace, heardYes } from "./testing.ts";

it("an old paper still takes back what was allowed, and does nothing else", async () => {
  const made = await consentSpace();
  const { consent: id, holder: old, code } = await made.somebody();
  const { code: newer = "" } = await made.ask("make-code", { consent: id });
  await made.ask("make-code", { consent: id });
  const [middle, unknown]: Author[] = [
    { by: "holder", thing: id, code: newer },
    { by: "holder", thing: id, code: "0".repeat(24) },
  ];
  await made.ask("hear-yes", heardYes(id), made.host, BY_VOICE);
  assert.deepEqual(await findByCode(made.house, code), { space: made.at, thing: id, old: true });
  for (const author of [old, middle])
    for (const command of ["give", "refuse", "defer"])
      assertRefused(
        await made.send(
          command,
          { consent: id, ...(command === "give" && { as: "self" }) },
          author,
        ),
        "consent.no-such-permission",
      );
  const none = await made.send("withdraw", { consent: id }, unknown);
  assertRefused(none, "consent.no-such-permission");
  assertDone(await made.send("withdraw", { consent: id }, old));
  const state = (await (await made.view()).thing(consent, id))?.state;
  assert.deepEqual([state?.stood, state?.ended?.by], ["withdrawn", "holder"]);
});

it("no more codes are made than can be kept in mind", async () => {
  const made = await consentSpace();
  const { consent: id, holder } = await made.somebody();
  for (let n = 0; n < 20; n++) await made.ask("make-code", { consent: id });
  assertRefused(await made.send("make-code", { consent: id }), "consent.codes-often");
  assertDone(await made.send("withdraw", { consent: id }, holder));
});
