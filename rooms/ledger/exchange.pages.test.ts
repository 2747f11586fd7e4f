/** Money that was changed, from the book's page to the line that says the rate: by requests. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { testNode } from "../../web/testing.ts";

const text = (html: string) =>
  html
    .replaceAll(/[\u2066-\u2069]/g, "")
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]*>/g, " ");

it("changes money from a phone, and keeps what was typed where it does not fit", async () => {
  const node = await testNode();
  const at = await node.found({ lang: "en", group: "River kitchen" });
  const { browser, space, member } = at;
  const opens = async (purpose: string) => {
    const done = await node.does(space, member, "ledger.open-book", { purpose });
    return `/s/${at.slug}/books/${done.answer["book"]}`;
  };
  const [book, goods] = [await opens("money"), await opens("goods")];
  assert.match((await browser.get(book)).text, /\/exchange">Change money/);
  assert.doesNotMatch((await browser.get(goods)).text, /exchange/);
  assert.equal((await browser.get(`${goods}/exchange`)).status, 404);

  const form = await browser.get(`${book}/exchange`);
  // No heading that is a form's of its own, and none that holds no money of ours.
  assert.doesNotMatch(form.text, /value="(exchanged|between|elsewhere|fees|uses:food)"/);
  const typed = {
    ...{ gave: "100", "gave-unit": "EUR", from: "money", got: "65 000", "got-unit": "XOF" },
    ...{ to: "money", source: "changer", rate: "700", "rate-unit": "XOF", narration: "port" },
  };
  const no = await browser.submitOn(form, typed);
  assert.equal(no.status, 422);
  assert.match(text(no.text), /The two amounts come to 650, and the rate says something else/);
  assert.match(no.text, /value="700"/);
  const done = await browser.submitOn(no, { ...typed, rate: "650" });
  assert.equal(done.status, 303, text(done.text));
  const line = await browser.get(done.location ?? "");
  assert.match(text(line.text), /Rate\s+EUR\s1 was worth XOF\s650 · .* · a money changer/);
  assert.match(text(line.text), /This line has more than two sides/);
  const back = await browser.submitOn(line, { never: "yes" });
  assert.equal(back.status, 303, text(back.text));
  assert.match(text((await browser.get(back.location ?? "")).text), /taken back whole/);
  for (const path of [
    "",
    "/lines",
    "/report",
    "/check",
    "/sheet",
    "/table.csv",
    "/lines?account=exchanged",
  ])
    assert.equal((await browser.get(book + path)).status, 200, path);
  assert.match(
    (await browser.get(`${book}/table.csv`)).text,
    /,650,XOF,EUR,\d{4}-\d\d-\d\d,changer,/,
  );
  // A rate the other way round, and amounts that are none.
  const other = { ...typed, rate: "0.00153", "rate-unit": "EUR", gave: "99" };
  const again = await browser.submitOn(await browser.get(`${book}/exchange`), other);
  assert.equal(again.status, 303, text(again.text));
  const bad: [Record<string, string>, RegExp][] = [
    [{ gave: "" }, /./],
    [{ "got-unit": "EUR" }, /same currency/],
    [{ fee: "100" }, /nothing would be left/],
    [{ "rate-day": "2199-01-01" }, /has not come yet/],
    [{ source: "" }, /./],
    [{ "rate-unit": "USD" }, /neither of the two/],
  ];
  for (const [more, says] of bad) {
    const got = await browser.submitOn(await browser.get(`${book}/exchange`), {
      ...typed,
      ...more,
    });
    assert.equal(got.status, 422, JSON.stringify(more));
    assert.match(text(got.text), says, JSON.stringify(more));
  }
});
