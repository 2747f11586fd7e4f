/** Taking a book away, and reporting from it: a story over pages. */
import assert from "node:assert/strict";
import { before, it } from "node:test";
import { type Browser, type FoundedSpace, type TestNode, testNode } from "../../web/testing.ts";

let node: TestNode;
let at: FoundedSpace;
let browser: Browser;
let base: string;
const text = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/[\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ");
const eur = (account: string, of: string) => ({ account, of: { of, unit: "EUR" } });
before(async () => {
  node = await testNode();
  at = await node.found({ lang: "en", group: "River kitchen" });
  browser = at.browser;
  const done = await node.does(at.space, at.member, "ledger.open-book", { purpose: "money" });
  const book = String(done.answer["book"]);
  base = `/s/${at.slug}/books/${book}`;
  const author = { by: "member", member: at.member } as const;
  const post = async (input: object, happened: number, command = "ledger.post") => {
    await node.send({ space: at.space, command, input: { book, ...input }, author, happened });
  };
  const party = { lang: "en", text: "=noor" };
  const came = [eur("elsewhere", "-100"), eur("money", "100")];
  await post({ lines: came, party }, Date.UTC(2026, 7, 3));
  await post({ lines: [eur("money", "-30.5"), eur("uses:food", "30.5")] }, Date.UTC(2026, 8, 4));
  const was = { entry: 2, seen: 0, was: came };
  const right = [eur("elsewhere", "-90"), eur("money", "90")];
  await post({ ...was, right }, Date.UTC(2026, 8, 9), "ledger.correct");
});
const open = async (path: string, status = 200) => {
  const got = await browser.get(`${base}${path}`);
  assert.equal(got.status, status, `${path}: ${text(got.text).slice(0, 300)}`);
  return got;
};

it("offers a book in four formats, and says what each is", async () => {
  assert.match(text((await open("")).text), /Report of a period or a year\s+Take it with you/);
  const page = await open("/files");
  const said = text(page.text);
  for (const one of [/Table \(CSV\)/, /Spreadsheet \(XLSX\)/, /hledger and Ledger/, /Beancount/])
    assert.match(said, one);
  assert.match(said, /without this server/);
  const no = await open("/files/book?from=2026-10&to=2026-09&format=hledger", 422);
  assert.match(text(no.text), /The last month comes before the first/);
  assert.match(no.text, /value="hledger" checked|checked="" value="hledger"|checked/);
});

it("hands out what was chosen: months, figures alone, or words that nothing runs", async () => {
  const journal = (await open("/files/book?format=hledger&from=2026-09&to=2026-09")).text;
  assert.match(journal, /2026-09-01 \* \(opening\)\n {4}assets:money:money {2}100 EUR/);
  assert.match(journal, /2026-09-09 \* \(4\) {2}; corrects: 2/);
  assert.match(journal, /assets:money:money {2}0 EUR = 59.5 EUR/);
  assert.doesNotMatch(journal, /noor|2026-08-03/);
  const every = (await open("/files/book?format=hledger")).text;
  assert.match(every, /2026-08-03 \* \(2\)\n/);
  assert.doesNotMatch(every, /noor/);
  const bean = await open("/files/book?format=beancount&words=yes");
  assert.match(bean.text, /\* "=noor" ""/);
  assert.match(bean.headers.get("content-disposition") ?? "", /book\.beancount/);
  const table = (await open("/files/book?format=csv&words=yes&from=&to=")).text;
  assert.match(table, /,'=noor,/);
  const book = await open("/files/book?format=xlsx");
  assert.match(book.headers.get("content-type") ?? "", /spreadsheetml/);
  const months = (await open("/files/book?format=hxl")).text;
  assert.match(months, /\r\n2026-09,went,uses:food,30\.5,EUR,,\r\n/);
  const away = await (await node.found({ lang: "en", group: "Others" })).browser.get(base);
  assert.equal(away.status, 404);
});

it("reports a period and a year, on the page and on paper, without anybody's words", async () => {
  const page = await open("/report");
  assert.match(page.text, /report\?from=2026-01&(amp;)?to=2026-12/);
  for (const path of ["/report", "/report/sheet"]) {
    const { text: html } = await open(`${path}?from=2026-09&to=2026-09`);
    const said = text(html);
    assert.match(said, /There before .{0,12}100/);
    assert.match(said, /In: From elsewhere .{0,60}10/);
    assert.match(said, /Out: .*Food.{0,12}30\.50/);
    assert.match(said, /There at the end .{0,12}59\.50/);
    assert.match(said, /Lines that put others right.* 4 2 /);
    assert.match(said, /No row of a bank file of this period waits/);
    assert.doesNotMatch(said, /noor/);
    assert.equal(/Name, day, signature.*Name, day, signature/.test(said), path !== "/report");
  }
  const year = text((await open("/report/sheet?from=2026-01&to=2026-12")).text);
  assert.match(year, /August 2026 Heading|August 2026/);
  assert.match(text((await open("/report?from=2020-01&to=2026-12", 422)).text), /36 months/);
  assert.match(text((await open("/report/sheet?from=x&to=", 422)).text), /could not be read/);
});

it("offers a group that protects itself no table of its months", async () => {
  const own = await node.found({ lang: "en", group: "Others", safety: "yes" });
  const { answer } = await node.does(own.space, own.member, "ledger.open-book", {
    purpose: "money",
  });
  const files = `/s/${own.slug}/books/${answer["book"]}/files`;
  assert.doesNotMatch((await own.browser.get(files)).text, /HXL/);
  const no = await own.browser.get(`${files}/book?format=hxl`);
  assert.equal(no.status, 422);
  assert.match(text(no.text), /would single somebody out. Make a statement/);
});
