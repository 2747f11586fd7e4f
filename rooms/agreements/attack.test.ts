/** What somebody of either side might try with an agreement, and does not get. */
import { describe, it } from "node:test";
import { assertDone, assertRefused, DAY } from "../../house/testing.ts";
import { agreedSpace, SAID } from "./testing.ts";

type Made = Awaited<ReturnType<typeof agreedSpace>>;

/** A line taken under an agreement: the contribution it is, and its own id. */
async function takes({ take }: Made, agreement: string, line: string, of: string, unit = "box") {
  const done = await take(agreement, line, of, unit);
  assertDone(done);
  return { offer: String(done.answer["id"]), drawing: String(done.answer["drawing"]) };
}

const accepts = (made: Made, ...offers: string[]) =>
  made.send("offers.answer-many", {
    answers: offers.map((id) => ({ id, answer: "accept" })),
  });

describe("limits", () => {
  it("hold for a line that was let come while nothing held it", async () => {
    const made = await agreedSpace("let-come");
    const [deal, line] = [await made.inForce([SAID.support]), await made.need()];
    const first = await takes(made, deal, line, "60");
    const second = await takes(made, deal, line, "90");
    await made.ask("let-come", { drawing: second.drawing });
    assertDone(await accepts(made, first.offer));
    assertRefused(await accepts(made, second.offer), "agreements.over-limit");
  });

  it("hold whatever unit is typed for what was asked in another", async () => {
    const made = await agreedSpace("unit");
    const [deal, line] = [await made.inForce([SAID.support]), await made.need()];
    assertRefused(await made.take(deal, line, "500", "pallet"), "offers.other-unit");
  });

  it("let no money come in a currency that was not agreed on", async () => {
    const made = await agreedSpace("currency");
    const deal = await made.inForce([SAID.money]);
    const [agreed, other] = [
      await made.need({ of: "400", unit: "EUR" }, "money"),
      await made.need({ of: "900000", unit: "USD" }, "money"),
    ];
    assertRefused(await made.take(deal, other, "900000", "USD"), "agreements.other-kind");
    assertDone(await made.take(deal, agreed, "300", "EUR"));
  });

  it("count each line in its own month, however many are accepted at once", async () => {
    const made = await agreedSpace("months");
    const [deal, line] = [await made.inForce([SAID.support]), await made.need()];
    const first = await takes(made, deal, line, "60");
    made.clock.pass(31 * DAY);
    const second = await takes(made, deal, line, "60");
    assertDone(await accepts(made, first.offer, second.offer));
    assertRefused(await made.take(deal, line, "41"), "agreements.over-limit");
  });
});

describe("a group that takes part no more", () => {
  it("is bound to nothing new, and nothing is revived with it", async () => {
    const made = await agreedSpace("gone");
    const [deal, line] = [await made.inForce([SAID.support]), await made.need()];
    const [stands, other] = [await made.inForce([SAID.support]), await made.draft([SAID.aims])];
    const asked = await made.ask("propose", made.proposal(other));
    const signing = { agreement: other, ...asked, assembly: null, seen: true };
    await made.ask("sign", signing, made.other.author);
    await made.ask("pause", { agreement: deal });
    await made.ask("go-on", { agreement: deal }, made.other.author);
    await made.ask("allies.end", { ally: made.other.ally });
    const left = "agreements.they-left";
    assertRefused(await made.send("sign", signing), left);
    assertRefused(await made.send("go-on", { agreement: deal }), left);
    assertRefused(await made.take(stands, line, "1"), left);
    const change = { clauses: [{ says: SAID.aims }] };
    assertRefused(await made.send("propose", made.proposal(deal, change)), left);
    assertDone(await made.send("end", { agreement: deal }));
  });
});
