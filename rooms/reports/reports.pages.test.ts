/** One report for all allies: looked at, shared, read by them alone, printed, taken back. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { assertDone, DAY } from "../../house/testing.ts";
import { group, main } from "../agreements/testing-pages.ts";
import { nodeOf } from "../people/index.ts";
import { slugOf } from "../spaces/index.ts";

const move = (from: string, to: string, of: string) => [
  { account: from, of: { of: `-${of}`, unit: "EUR" } },
  { account: to, of: { of, unit: "EUR" } },
];

/** A group with an ally, a statement of its money, and hours that answering took; a month later. */
async function kept(safety: "yes" | "no" = "no") {
  const made = await group(safety);
  const { does, space, ann, join, send, clock } = made;
  const bo = await join(space, ["coordination"], "cirro");
  const act = (command: string, input: object) => does(space, ann.member, command, input);
  const { book } = (await act("ledger.open-book", { purpose: "money" })).answer;
  for (let n = 0; n < 5; n++) {
    await act("ledger.post", { book, lines: move("elsewhere", "money", "100") });
    await act("ledger.post", { book, lines: move("money", "uses:food", "20") });
    const said = { work: "answering", of: { of: "6", unit: "hour" } };
    const { effort } = (await act("hours.say", said)).answer;
    const author = { by: "member", member: bo.member } as const;
    const input = { said: [{ effort }] };
    assertDone(await send({ space, command: "hours.confirm", input, author }));
  }
  const need = { title: { lang: "es", text: "Filtros de agua" }, publish: true };
  await act("needs.open", { ...need, quantity: { of: "8", unit: "item" } });
  clock.pass((safety === "yes" ? 100 : 35) * DAY);
  await made.again();
  const period = { from: "2026-11", to: safety === "yes" ? "2027-01" : "2026-11" };
  const seen = (await (await made.house.space(space))?.thing(String(book)))?.n;
  await act("ledger.make-statement", { book, ...period, seen });
  return { ...made, period, act };
}
const query = ({ from, to }: { from: string; to: string }) => `?from=${from}&to=${to}`;

it("tells all allies the same once, and nobody who is none", async () => {
  const made = await kept();
  const { base, period, stranger, theirs, join, space, bo, house } = made;
  const looked = await made.browser.get(`${base}/reports${query(period)}`);
  assert.match(main(looked), /EUR.100/);
  assert.match(main(looked), /Answering what solidarity groups ask.*25 to 50/s);
  assert.match(main(looked), /Still missing.*Filtros de agua/s);
  const size = (await house.space(space))?.size;
  const paper = await made.browser.get(`${base}/reports/sheet${query(period)}`);
  assert.match(paper.text, /class="sheet".*Signed by two of us/s);
  assert.equal((await house.space(space))?.size, size, "looking writes nothing");
  const post = `${base}/reports`;
  const done = await made.browser.submitOn(looked, {}, post);
  assert.equal(done.location?.split("?")[0], post, main(done));
  const list = main(await theirs.get(`${base}/ally/reports`));
  const [report = ""] = /\/reports\/[0-9a-f]{32}/.exec(list) ?? [];
  const page = main(await theirs.get(`${base}${report}`));
  assert.match(page, /EUR.100.*25 to 50.*Filtros de agua/s);
  assert.equal((await theirs.get(`${base}${report}/sheet`)).status, 200);
  for (const lang of ["es", "ar"]) {
    await theirs.get(`${base}${report}?lang=${lang}`);
    assert.match(main(await theirs.get(`${base}${report}`)), /EUR|€/, lang);
  }
  const other = await join(space, ["observer"], "tercera", { known: false });
  for (const browser of [stranger(), other.browser]) {
    const got = await browser.get(`${base}${report}`);
    assert.doesNotMatch(got.text, /25 to 50|EUR/);
    assert.notEqual(got.status, 200);
  }
  assert.notEqual((await bo.browser.get(`${base}/ally/reports`)).status, 200);
  // Months that overlap are not told anew; it is taken back from all at once.
  const again = await made.browser.get(`${base}/reports${query(period)}`);
  assert.match(
    main(await made.browser.submitOn(again, {}, post)),
    /all groups that are here have it/,
  );
  // Figures told before a group came to keep its people safe are for its members alone.
  await made.act("spaces.set-safety", { safety: "yes" });
  const now = `/s/${await slugOf(nodeOf(house), space)}`;
  assert.equal((await theirs.get(`${now}${report}`)).status, 404);
  const listed = await theirs.get(`${now}/ally/reports`);
  assert.equal(listed.status, 200);
  assert.doesNotMatch(main(listed), /\/reports\/[0-9a-f]{32}/);
  const back = await made.browser.submit(`${now}${report}`, {}, `${now}${report}/end`);
  assert.equal(back.status, 303, main(back));
});

it("tells no figure, band, month or name of a protected group", async () => {
  const made = await kept("yes");
  const { base, period, theirs } = made;
  const one = { from: "2027-01", to: "2027-01" };
  const short = await made.browser.get(`${base}/reports${query(one)}`);
  assert.match(main(short), /At least 3 months/);
  const looked = await made.browser.get(`${base}/reports${query(period)}`);
  const done = await made.browser.submitOn(looked, {}, `${base}/reports`);
  assert.equal(done.status, 303, main(done));
  const list = main(await theirs.get(`${base}/ally/reports`));
  const [report = ""] = /\/reports\/[0-9a-f]{32}/.exec(list) ?? [];
  const page = main(await theirs.get(`${base}${report}`));
  assert.match(page, /Food/);
  assert.doesNotMatch(page, /EUR.?\d|\b(100|500|20|30)\b|25 to 50|Puente|lucero|cirro/);
});
