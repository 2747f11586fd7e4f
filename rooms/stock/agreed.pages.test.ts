/** What came under an agreement, by requests and HTML: where it is, and giving it its own place. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { HOUR } from "../../house/testing.ts";
import {
  AGAIN,
  begun,
  group,
  main,
  proposes,
  SUPPORT,
  signed,
  writes,
} from "../agreements/testing-pages.ts";

const plain = (got: Parameters<typeof main>[0]) =>
  main(got)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

it("says where it is under an agreement, and puts it where the agreement's goods lie", async () => {
  const made = await group();
  const { does: asks, space, ann, clock, base, at, ally } = made;
  const does = async (command: string, input: object) =>
    (await asks(space, ann.member, command, input)).answer;
  const deal = await begun(made);
  await writes(made, deal, "support", SUPPORT);
  await writes(made, deal, "look-again", AGAIN);
  await proposes(made, deal);
  await signed(made, deal, { kinds: ["goods"], until: "2027-03-31" });
  const asked = { title: { lang: "en", text: "Blankets" }, quantity: { of: "400", unit: "box" } };
  const need = String((await does("needs.open", { ...asked, publish: true }))["id"]);
  clock.pass(48 * HOUR);
  await made.again();
  const where = `${base}/stock/where/agreements/${deal}`;
  assert.match(plain(await made.browser.get(where)), /Nothing was taken under it yet/);
  await does("ledger.open-own-book", { agreement: deal, purpose: "goods" });
  const who = { name: "noor", reach: "jueves" };
  const taken = { agreement: deal, need, quantity: { of: "40", unit: "box" }, ...who };
  const { id } = await does("agreements.take-line", taken);
  await does("offers.answer-many", { answers: [{ id, answer: "accept" }] });
  const line = { need, offer: id, sent: { of: "40", unit: "box" } };
  const way = (await does("deliveries.announce", { lines: [line] }))["id"];
  const told = plain(await made.browser.get(where));
  assert.match(told, /on the way 40 boxes .*Blankets on the way 40 boxes/);
  assert.match(told, /Puente Norte: on the way 40 boxes Blankets: on the way 40 boxes/, "to paste");
  assert.match(plain(await made.browser.get(`${at}/${deal}`)), /Where is it\? on the way 40 boxes/);
  assert.match(plain(await made.browser.get(`${base}/stock/where`)), /By agreement Puente Norte/);
  assert.equal((await made.stranger().get(where)).status, 303);
  const missing = await made.browser.get(where.replace(deal, "0".repeat(32)));
  assert.equal(missing.status, 404);

  // It is counted, and has no place until there is one of the agreement's own.
  const count = { "counted-1": "38" };
  await made.browser.submit(`${base}/deliveries/${way}/count`, count);
  assert.match(plain(await made.browser.get(where)), /in stock 38 boxes · missing 2 boxes/);
  await made.browser.submit(`${base}/stock/places/new`, { name: "Back room" });
  const put = `${base}/stock/arrivals/${way}`;
  const none = await made.browser.get(put);
  assert.match(plain(none), /stands in its own book.*No place of this agreement yet/);
  const form = `${base}/stock/places/new?agreement=${deal}`;
  assert.ok(main(none).includes(`href="${form}"`));
  const named = await made.browser.submit(
    form,
    { name: "Their shelf" },
    `${base}/stock/places/new`,
  );
  assert.equal(named.status, 303, plain(named));
  const page = await made.browser.get(put);
  assert.doesNotMatch(main(page), /Back room/);
  const done = await made.browser.submitOn(page, {}, put);
  assert.equal(done.location, named.location, plain(done));
  assert.match(
    plain(await made.browser.get(done.location ?? "")),
    /came under an agreement.*38 boxes/,
  );
  assert.match(plain(await made.browser.get(put)), /All of it was put away/);
  const check = plain(await made.browser.get(`${base}/stock/check`));
  assert.match(check, /The agreement.{1,6}s own book/);
  // What comes unannounced is not offered that place.
  assert.doesNotMatch(main(await made.browser.get(`${base}/stock/coming`)), /Their shelf/);
  assert.ok(ally);
});
