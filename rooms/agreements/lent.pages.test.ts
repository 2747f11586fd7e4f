/** What another group is let read of what the local one keeps to itself: pages, without script. */
import assert from "node:assert/strict";
import { it } from "node:test";
import {
  begun,
  group,
  type Made,
  main,
  proposes,
  SUPPORT,
  signed,
  writes,
} from "./testing-pages.ts";

const es = (text: string) => ({ lang: "es", text });

const opensIn = ({ does, space, ann }: Made) => {
  return async (title: string, more: object = {}) => {
    const given = { title: es(title), quantity: { of: "40", unit: "box" }, urgency: "weeks" };
    const done = await does(space, ann.member, "needs.open", { ...given, ...more });
    return String(done.answer["id"]);
  };
};

/** One in force by which goods are lent, ticked on the page where it was signed. */
async function lendsGoods(made: Made): Promise<string> {
  const { at } = made;
  const deal = await begun(made);
  await writes(made, deal, "support", SUPPORT);
  await proposes(made, deal);
  const page = main(await made.browser.get(`${at}/${deal}/signature`));
  assert.match(page, /What may they read that you keep to yourselves\?/);
  assert.doesNotMatch(page, /<input[^>]*name="reads"[^>]*checked/, "nothing is ticked");
  const noDay = await made.browser.submit(`${at}/${deal}/signature`, {
    ...{ how: "own-hand", reads: ["goods"] },
  });
  assert.equal(noDay.status, 422, "until when is asked");
  assert.match(main(noDay), /<input[^>]*name="reads"[^>]*checked|checked[^>]*name="reads"/);
  await signed(made, deal, { reads: ["goods"], until: "2027-03-31" });
  made.clock.pass(48 * 3_600_000);
  await made.again();
  return deal;
}

it("is ticked at signing, read by kind, said on both sides, and gone once taken back", async () => {
  const made = await group();
  const { at, ann, base, does, space } = made;
  const opens = opensIn(made);
  const soap = await opens("jabón", { name: "salma", reach: "junto al pozo" });
  const legal = await opens("abogada", { needKind: "legal" });
  const tents = await opens("carpas", { publish: true });
  const deal = await lendsGoods(made);
  const { browser, theirs } = made;
  const stranger = made.stranger();

  const list = main(await theirs.get(`${base}/needs`));
  assert.match(list, /jabón/);
  assert.match(list, /Not for everyone/);
  assert.match(list, /carpas/);
  assert.doesNotMatch(list, /abogada/);
  const one = main(await theirs.get(`${base}/needs/${soap}`));
  assert.match(one, /the local group lets your group read this line/);
  assert.doesNotMatch(one, /salma|pozo|contributions\/new/);
  assert.equal((await theirs.get(`${base}/needs/${legal}`)).status, 404);
  assert.equal((await theirs.get(`${base}/needs/${soap}/contributions/new`)).status, 404);
  assert.doesNotMatch(main(await theirs.get(`${base}/needs/${tents}`)), /lets your group read/);
  const search = async () => main(await theirs.get(`${base}/search?q=jab%C3%B3n`));
  assert.ok((await search()).includes(`/needs/${soap}`));
  for (const file of ["needs.csv", "needs-hxl.csv"]) {
    const { text } = await theirs.get(`${base}/needs/${file}`);
    assert.match(text, /carpas/, file);
    assert.doesNotMatch(text, /jabón|abogada/, `${file} is for handing on`);
  }
  assert.doesNotMatch((await theirs.get(base)).text, /jabón/, "nor on the page for everyone");
  const deals = main(await theirs.get(`${at}/${deal}`));
  assert.match(deals, /Your group may read lines that the local group keeps to itself: goods/);
  assert.doesNotMatch(deals, /Nothing is ticked/);
  assert.match(deals, /See what they let you read/);
  for (const path of ["/needs", `/needs/${soap}`, "/needs/needs.csv"])
    assert.doesNotMatch((await stranger.get(base + path)).text, /jabón/, path);

  const ours = main(await browser.get(`${base}/needs/${soap}`));
  assert.match(ours, /Under an agreement it is read by/);
  assert.match(ours, /Puente Norte/);
  assert.match(ours, /and whoever an agreement of ours lets read it/);
  assert.doesNotMatch(main(await browser.get(`${base}/needs/${legal}`)), /Puente Norte/);
  assert.doesNotMatch(main(await browser.get(`${base}/needs/${tents}`)), /Puente Norte/);

  const anew = main(await browser.get(`${at}/${deal}/ticks`));
  assert.match(anew, /what you leave out here stops at once/);
  assert.doesNotMatch(anew, /Nothing is ticked\. What/);
  const ends = main(await browser.get(`${at}/${deal}/ticks/end`));
  assert.match(ends, /they read, from then on, no line that you keep to yourselves/);
  const before = main(await browser.get(`${at}/${deal}/end`));
  assert.match(before, /they read, from then on, no line that you keep to yourselves/);
  await made.they("pause", deal);
  assert.equal((await theirs.get(`${base}/needs/${soap}`)).status, 404);
  assert.doesNotMatch(main(await browser.get(`${base}/needs/${soap}`)), /Puente Norte/);
  await made.they("go-on", deal);
  await does(space, ann.member, "agreements.go-on", { agreement: deal });
  assert.equal((await theirs.get(`${base}/needs/${soap}`)).status, 200);
  const taken = await browser.submit(`${at}/${deal}/ticks/end`, {}, `${at}/${deal}/ticks/end`);
  assert.equal(taken.status, 303, main(taken));
  assert.equal((await theirs.get(`${base}/needs/${soap}`)).status, 404);
  assert.doesNotMatch(main(await theirs.get(`${base}/needs`)), /jabón/);
  assert.ok(!(await search()).includes(soap));
  assert.doesNotMatch(main(await browser.get(`${base}/needs/${soap}`)), /Puente Norte/);
});
