import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { type Got, testNode } from "../../web/testing.ts";

const en = (text: string) => ({ lang: "en", text });
const main = ({ text }: Got) => text.slice(text.indexOf("<main"), text.indexOf("</main"));
const plain = (got: Got) =>
  main(got)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/[⁨⁩\u2066-\u2069]/g, "")
    .replaceAll(/\s+/g, " ");

// One story, in order: what one test leaves is where the next one begins.
const node = await testNode();
const ann = await node.found({ safety: "no" });
const { browser } = await node.join(ann.space, ["member"], "sierra");
const base = `/s/${ann.slug}`;
const does = (command: string, input: object) => node.does(ann.space, ann.member, command, input);
let [room, van, roomId, vanId, book, item, needId] = ["", "", "", "", "", "", ""];

it("a storekeeper names places, receives with a shortage and puts it away in one tap", async () => {
  // Nothing is there: the page says what to do.
  assert.match(plain(await browser.get(`${base}/stock`)), /No place yet/);
  const first = await browser.submit(`${base}/stock/places/new`, { name: "Back room" });
  assert.equal(first.status, 303, first.text.slice(0, 300));
  room = first.location ?? "";
  const second = await browser.submit(`${base}/stock/places/new`, { name: "Van" });
  van = second.location ?? "";
  [roomId, vanId] = [room.slice(-32), van.slice(-32)];

  // A shipment of which two are missing is counted, and what came is put away in one tap.
  const asked1 = { title: en("Soap"), quantity: { of: "80", unit: "item" }, publish: true };
  const { id: need } = (await does("needs.open", asked1)).answer;
  needId = String(need);
  const lines = [
    { need, sent: { of: "50", unit: "item" } },
    { what: en("Rice"), sent: { of: "20", unit: "kg" } },
  ];
  const { answer } = await does("deliveries.announce", { lines });
  const id = String(answer["id"] ?? answer["delivery"]);
  const count = { "counted-1": "48", "counted-2": "20" };
  assert.equal((await browser.submit(`${base}/deliveries/${id}/count`, count)).status, 303);
  assert.match(plain(await browser.get(`${base}/stock/arrivals`)), /2 lines to put away/);
  const put = `${base}/stock/arrivals/${id}`;
  const asked = await browser.get(put);
  assert.match(main(asked), /value="48"/);
  const done = await browser.submitOn(asked, { "until-1": "2026-11-02" }, put);
  assert.equal(done.status, 303, plain(done));
  assert.equal(done.location, room);
  assert.match(plain(await browser.get(room)), /Soap .*48 items good until .*Soon over/);
  assert.match(plain(await browser.get(put)), /All of it was put away/);
});

it("sees what runs low, and that what is soon over is not plenty", async () => {
  // The book cannot take out of the places behind the storekeeper's back.
  book = /\/books\/[0-9a-f]{32}/.exec(main(await browser.get(`${base}/stock/check`)))?.[0] ?? "";
  const taken = { from: "here", to: "lost", amount: "1", "amount-unit": "item" };
  const behind = await browser.submit(`${base}${book}/new-line`, taken, `${base}${book}/lines`);
  assert.equal(behind.status, 422);
  assert.match(plain(behind), /only 0 of it was not put away/);

  // More soap came unannounced; what should be there is said; soon over is not plenty.
  const came = { came: "bought-nearby", "of-1": "10", "what-1": "soap" };
  assert.equal((await browser.submit(`${base}/stock/coming`, came)).status, 303);
  const list = main(await browser.get(`${base}/stock`));
  const soap = /\/stock\/items\/([0-9a-f]{32})"[^>]*>[^<]*<span[^>]*>Soap/.exec(list)?.[1];
  assert.ok(soap, list);
  item = `${base}/stock/items/${soap}`;
  const least = { minimum: "30", wanted: "100", days: "14" };
  assert.equal((await browser.submit(`${item}/setting`, least, `${item}/levels`)).status, 303);
  assert.match(plain(await browser.get(item)), /Counts as enough, over all places: 10/);
  assert.match(plain(await browser.get(`${base}/stock`)), /1 item runs low.*missing: 90/);
});

it("moves, gives out and counts, and the book says the same", async () => {
  // Part goes into the van; giving out takes what is over first, never more than is there.
  const from = await browser.get(`${base}/stock/places/${roomId}`);
  const line = /href="([^"]+\/lines\/[^"]+\/2026[^"]*)"/.exec(main(from))?.[1] ?? "";
  const moved = { amount: "8", to: vanId };
  const onLine = await browser.get(line);
  assert.equal((await browser.submitOn(onLine, moved, `${room}/moves`)).status, 303);
  const far = await browser.submit(`${item}/giving`, { amount: "60", shelf: roomId });
  assert.equal(far.status, 422);
  assert.match(plain(far), /so much is not there: 50 is/);
  const gave = { amount: "42", shelf: roomId, band: "20-49" };
  assert.equal((await browser.submit(`${item}/giving`, gave)).status, 303);
  assert.match(plain(await browser.get(item)), /Van 8 items .*Back room 8 items/);
  assert.match(plain(await browser.get(`${base}/stock/given`)), /Back room Soap: 40.*20 to 49/);

  // One line answers where it is, for members alone.
  const where = /in stock 16 items · missing 32 items/;
  assert.match(plain(await browser.get(`${base}/needs/${needId}`)), where);
  assert.match(main(await browser.get(`${base}/stock/where/${needId}`)), /Soap: in stock 16 items/);
  assert.match(plain(await browser.get(`${base}/stock/where`)), where);
  const outside = await node.browser().get(`${base}/needs/${needId}`);
  assert.doesNotMatch(outside.text, /in stock|stock\/where/);

  // A shelf is counted blind by one, looked at by another, and the book takes the difference.
  const blind = await browser.get(`${van}/count`);
  assert.doesNotMatch(main(blind), /8 items|value="8"/);
  const counted = await browser.submitOn(blind, { "of-1": "7" }, `${van}/count`);
  assert.equal(counted.location, van);
  const look = await ann.browser.get(van);
  assert.match(plain(look), /Counted by sierra.*8 items 7 items 1 item less/);
  assert.equal((await ann.browser.submitOn(look, {}, `${van}/look`)).status, 303);
  assert.match(plain(await browser.get(van)), /7 items/);
  assert.match(plain(await browser.get(`${base}${book}`)), /Lost or spoiled/);
});

it("tells what is over, checks itself, and a square code is for members alone", async () => {
  // What is over is told, and is not proposed.
  node.clock.pass(3 * DAY);
  // Days went by: the session ended, and somebody else looks.
  const { browser } = await node.join(ann.space, ["member"], "brisa");
  assert.match(plain(await browser.get(`${base}/stock`)), /Of 1 item something is over/);
  const over = await browser.submit(`${item}/giving`, { amount: "1", shelf: vanId });
  assert.match(plain(over), /so much is not there: 0 is/);

  // Places and book say the same; the square code leads a member on, and nobody else anywhere.
  const check = plain(await browser.get(`${base}/stock/check`));
  assert.match(check, /It is the same/);
  assert.match(main(await browser.get(`${base}/stock/sheet?place=${vanId}`)), /<svg class="qr"/);
  assert.equal((await browser.get(`/boxes/${vanId}`)).location, van);
  assert.equal((await node.browser().get(`/boxes/${vanId}`)).status, 404);
  assert.equal((await node.browser().get(van)).status, 303);
});

it("asks who sells it here before accepting, and says who gets first", async () => {
  const { browser: again } = await node.join(ann.space, ["member"], "gaviota");
  const taken = { need: needId, quantity: { of: "5", unit: "item" }, terms: null };
  const author = { by: "stranger", id: "e".repeat(32) } as const;
  const input = { ...taken, name: "noor", reach: "at the well" };
  await node.send({ space: ann.space, command: "offers.take", input, author });
  const inbox = await again.get(`${base}/contributions`);
  assert.match(plain(inbox), /Before you accept: Does someone here sell or make this\?/);
  const near = `${base}/stock/nearby/${needId}`;
  const said = await again.submit(near, { who: "sells", where: "the market" });
  assert.equal(said.status, 303, plain(said));
  assert.match(plain(await again.get(`${base}/contributions`)), /Someone sells it/);
  assert.match(plain(await again.get(`${base}/stock/nearby`)), /items 10 58 17 %/);
  // Others see the rules once they are shown, and nothing else of this room.
  const rules = { text: "Who walks here first", how: "assembly" };
  assert.equal((await again.submit(`${base}/who-first`, rules)).status, 303);
  const outside = node.browser();
  assert.doesNotMatch((await outside.get(`${base}/who-first`)).text, /walks here/);
  await again.submit(`${base}/who-first`, {}, `${base}/who-first/showing`);
  assert.match(plain(await outside.get(`${base}/who-first`)), /walks here first .*assembly/);
  assert.equal((await outside.get(near)).status, 303);
  assert.doesNotMatch((await outside.get(`${base}/needs/${needId}`)).text, /sell or make/);
});

it("writes down the legs of a shipment, with carriers and papers", async () => {
  const { browser: again } = await node.join(ann.space, ["member"], "salitre");
  const sent = { lines: [{ what: en("Tents"), sent: { of: "9", unit: "item" } }] };
  const { answer } = await does("deliveries.announce", sent);
  const shipment = `${base}/deliveries/${answer["id"]}`;
  assert.match(plain(await again.get(shipment)), /On its way: Legs, carriers and papers/);
  const ways = `${base}/stock/ways/${answer["id"]}`;
  const typed = { way: "port to border", carrier: "the co-op truck", papers: ["customs", "list"] };
  assert.equal((await again.submit(ways, typed)).status, 303);
  const page = await again.get(ways);
  assert.match(plain(page), /1\. port to border Planned the co-op truck .*customs paper/);
  const moved = await again.submitOn(page, { to: "under-way", papers: "list" }, `${ways}/moves`);
  assert.equal(moved.status, 303, plain(moved));
  assert.match(plain(await again.get(ways)), /port to border Under way/);
  assert.equal((await again.submit(ways, { way: "" })).status, 422);
});
