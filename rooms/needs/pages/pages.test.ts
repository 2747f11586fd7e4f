import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { floorPlan } from "../../../house/room.ts";
import { DAY } from "../../../house/testing.ts";
import { type FoundedSpace, forms, type TestNode, testNode } from "../../../web/testing.ts";
import { room as people } from "../../people/index.ts";
import { room as spaces } from "../../spaces/index.ts";
import { need } from "../facts.ts";
import { room as needs } from "../index.ts";

/** Rooms that this one stands on: what comes later must not be needed here. */
const plan = floorPlan([people, spaces, needs]);

const FILE = new URL("../../../../shared/data/needs/needs-2022-q2.json", import.meta.url);
const MESSAGE = [
  "Hola, necesitamos urgente:",
  "- 60 mantas",
  "- 1.200 pañales talla 3",
  "- 5 kg de arroz",
  "NO ropa usada por favor",
  "Contacto: Lucero 600 123 456",
].join("\n");

type Here = { node: TestNode; at: FoundedSpace; base: string };
async function here(beginning: Parameters<TestNode["found"]>[0] = {}): Promise<Here> {
  const node = await testNode({ plan });
  const at = await node.found(beginning);
  return { node, at, base: `/s/${at.slug}` };
}
const needsOf = async ({ node, at }: Here) => {
  const view = await node.view(at.space, { by: "member", member: at.member, roles: [] });
  return view.things(need);
};
const text = (html: string) => html.replaceAll(/[\u2066-\u2069]/g, "");

describe("a pasted message", () => {
  it("becomes checked lines, a page, and a text to paste back", async () => {
    const all = await here({ published: false });
    const { node, at, base } = all;
    const lines = await at.browser.submit(`${base}/needs/message`, { message: MESSAGE });
    assert.equal(lines.status, 200, lines.text.slice(0, 500));
    assert.equal((await needsOf(all)).length, 0, "nothing is saved before it was seen");
    const action = `${base}/needs/message/lines`;
    const form = forms(lines.text).find((one) => one.action === action);
    assert.ok(form);
    const sources = form.fields.filter(([name]) => name.startsWith("source-"));
    const joined = sources.map(([, source]) => source).join("");
    assert.equal(joined, MESSAGE, "nothing is dropped");
    const reading = form.fields.find(
      ([name, value]) => /^readings-/.test(name) && value === "1200",
    );
    assert.ok(reading, "1.200 shows both readings");
    const at1200 = reading[0].replace("readings-", "");
    const unchosen = await at.browser.submitOn(lines, {}, action);
    assert.equal(unchosen.status, 422, "a number with two readings waits for a choice");
    assert.ok(unchosen.text.includes("mantas"), "what was there is kept");
    const chosen = { [`reading-${at1200}`]: "1200", page: "yes" };
    const saved = await at.browser.submitOn(unchosen, chosen, action);
    assert.equal(saved.location, `${base}/share`, text(saved.text).slice(0, 2000));
    const share = text((await at.browser.open(`${base}/share`)).text);
    assert.ok(share.includes(`https://alongside.example${base}`));
    for (const said of ["60", "mantas", "1,200", "pañales", "ropa usada"])
      assert.ok(share.includes(said), said);
    assert.ok(!share.includes("600 123 456"), "a phone number is not passed on");
    const stranger = text((await node.browser().get(base)).text);
    for (const said of ["mantas", "pañales", "arroz", "ropa usada"])
      assert.ok(stranger.includes(said), said);
    assert.equal((await needsOf(all)).length, 3);
  });
  it("saves nothing that is not ticked, and says so", async () => {
    const all = await here();
    const lines = await all.at.browser.submit(`${all.base}/needs/message`, { message: "Hola" });
    const action = `${all.base}/needs/message/lines`;
    const none = await all.at.browser.submitOn(lines, {}, action);
    assert.equal(none.status, 422);
    assert.deepEqual(await needsOf(all), []);
  });
});

describe("one line by hand", () => {
  it("asks for one field, keeps what was typed, and shows what was ticked", async () => {
    const { node, at, base } = await here();
    const page = await at.browser.get(`${base}/needs/new`);
    assert.equal(page.text.match(/ required(=""|>| )/g)?.length, 1);
    const wrong = await at.browser.submitOn(
      page,
      { title: "Blankets", of: "1.200" },
      `${base}/needs`,
    );
    assert.equal(wrong.status, 422);
    assert.ok(wrong.text.includes('value="Blankets"'));
    const fields = { reading: "1200", publish: "yes" };
    const done = await at.browser.submitOn(wrong, fields, `${base}/needs`);
    assert.match(done.location ?? "", /\/needs\/[0-9a-f]{32}$/, text(done.text).slice(0, 900));
    const stranger = node.browser();
    const shown = text((await stranger.get(done.location ?? "")).text);
    assert.ok(shown.includes("Blankets") && shown.includes("1,200 items still asked for"));
    assert.ok(shown.includes('<bdi class="figure">1,200 items</bdi>'), "and how much in all");
    assert.ok(shown.includes(`${done.location}/contributions/new`));
    assert.ok(!shown.includes("/state"), "a stranger has no buttons of ours");
  });
  it("keeps a line told by phone until it was read back, a place to stay for ever", async () => {
    const { node, at, base } = await here();
    const told = { title: "Canary one", arrived: "phone", publish: "yes" };
    const first = await at.browser.submit(`${base}/needs/new`, told, `${base}/needs`);
    const stay = { title: "Canary two", needKind: "stay", publish: "yes" };
    await at.browser.submit(`${base}/needs/new`, stay, `${base}/needs`);
    const stranger = node.browser();
    for (const path of ["", "/needs", "/needs?status=all&q=canary", "/needs/needs.csv?status=all"])
      assert.ok(!(await stranger.get(`${base}${path}`)).text.includes("Canary"), path);
    const own = (await at.browser.get(base)).text;
    assert.ok(!own.includes("Canary"), "the page looks to us as it does to others");
    assert.equal((await stranger.get(first.location ?? "")).status, 404);
    const page = await at.browser.open(first.location ?? "");
    const act = `${first.location}/state`;
    await at.browser.submitOn(page, { state: "read-back" }, act);
    await at.browser.submitOn(
      await at.browser.open(first.location ?? ""),
      { state: "published" },
      act,
    );
    assert.ok((await stranger.get(base)).text.includes("Canary one"));
  });
  it("is changed quietly, then shown as corrected; notes stay inside", async () => {
    const { node, at, base } = await here();
    const fields = { title: "Tents", of: "5", publish: "yes" };
    const { location } = await at.browser.submit(`${base}/needs/new`, fields, `${base}/needs`);
    const edit = `${location}/revision`;
    await at.browser.submit(edit, { title: "Large tents" });
    const stranger = node.browser();
    assert.ok(!(await stranger.get(location ?? "")).text.includes("Corrected"));
    node.clock.pass(DAY);
    const { browser } = await node.signIn(at.login);
    await browser.submit(edit, { of: "6" });
    await browser.submit(location ?? "", { text: "Canary note" }, `${location}/notes`);
    const page = text((await stranger.get(location ?? "")).text);
    assert.ok(page.includes("Large tents") && page.includes("Corrected 1 time"));
    assert.ok(!page.includes("Canary note"));
    assert.ok((await browser.get(location ?? "")).text.includes("Canary note"));
  });
});

describe("keeping the list true", () => {
  it("answers twenty lines on one page, by ticks and by one reply", async () => {
    const all = await here();
    const { node, at, base } = all;
    const quantity = { of: "10", unit: "item" };
    const lines = Array.from({ length: 20 }, (_, i) => {
      return { title: { lang: "en", text: `Thing ${i + 1}` }, quantity, publish: true };
    });
    await node.does(at.space, at.member, "needs.open-many", { lines });
    const fresh = text((await at.browser.get(`${base}/needs/still`)).text);
    assert.equal(fresh.match(/Opened today/g)?.length, 20);
    assert.ok(!fresh.includes("Confirmed today"), "opening is not confirming");
    node.clock.pass(20 * DAY);
    const { browser } = await node.signIn(at.login);
    const page = await browser.get(`${base}/needs/still`);
    const form = forms(page.text).find(({ action }) => action === `${base}/needs/still`);
    const ids = form?.fields.filter(([name]) => name === "id").map(([, id]) => id) ?? [];
    assert.equal(ids.length, 20);
    assert.match(
      text(page.text),
      /Thing 1<\/\w+> · <bdi class="figure">/,
      "a title and its figure are told apart",
    );
    const typed: Record<string, string> = { reply: "2 5 9 no 3 yes x" };
    typed[`still-${ids[0]}`] = "٤";
    const unclear = await browser.submitOn(page, typed, `${base}/needs/still`);
    assert.equal(unclear.status, 422);
    const right = { ...typed, reply: "2 5 9 no, 3 yes" };
    const done = await browser.submitOn(unclear, right, `${base}/needs/still`);
    assert.equal(done.location, `${base}/needs/still`, text(done.text).slice(0, 800));
    const after = text((await browser.get(done.location ?? "")).text);
    const order = [...after.matchAll(/Thing (\d+)</g)].map(([, n]) => Number(n));
    assert.deepEqual(order.slice(-2).sort(), [1, 3], "what was confirmed today comes last");
    assert.equal(after.match(/Confirmed today/g)?.length, 2);
    assert.equal(after.match(/Opened: /g)?.length, 15);
    const needs = await needsOf(all);
    const of = (status: string) => needs.filter(({ state }) => state.status === status).length;
    assert.deepEqual([of("withdrawn"), of("open")], [3, 17]);
    assert.equal(needs.find(({ id }) => id === ids[0])?.state.asked?.of, "4");
    const calls = await browser.get(`${base}/needs/calls`);
    assert.equal(calls.status, 200);
    assert.ok(!calls.text.includes("Thing 3<"), "what was confirmed is not called about");
  });
  it("opens a table of lines, orders them, filters and finds them", async () => {
    const { node, at, base } = await here();
    const typed = { "title-0": "Rice", "of-0": "5", "title-1": "Lentils", publish: "yes" };
    await at.browser.submit(`${base}/needs/table`, typed);
    const list = await at.browser.open(`${base}/needs`);
    const order = forms(list.text).find(({ action }) => action === `${base}/needs/order`);
    const [rice, lentils] =
      order?.fields.filter(([name]) => name === "id").map(([, id]) => id) ?? [];
    const places = { [`place-${rice}`]: "2", [`place-${lentils}`]: "1" };
    await at.browser.submitOn(list, places, `${base}/needs/order`);
    const page = (await node.browser().get(base)).text;
    assert.ok(page.indexOf("Lentils") < page.indexOf("Rice"));
    const found = (await node.browser().get(`${base}/needs?q=len`)).text;
    assert.ok(found.includes("Lentils") && !found.includes(">Rice<"));
    const other = (await node.browser().get(`${base}/needs?urgency=hours`)).text;
    assert.ok(!other.includes("Lentils"));
  });
});

it("keeps size and category of each line of a table", async () => {
  const { at, base } = await here();
  const typed = { "title-0": "Boots", "of-0": "5", "size-0": "42", "category-0": "clothing" };
  const more = { "title-1": "Rice", "of-1": "x", "size-1": "long grain" };
  const wrong = await at.browser.submit(`${base}/needs/table`, { ...typed, ...more });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /name="size-1"[^>]* value="long grain"/);
  await at.browser.submit(`${base}/needs/table`, { ...typed, ...more, "of-1": "9" });
  const list = text((await at.browser.open(`${base}/needs`)).text);
  assert.match(list, /Boots[\s\S]*42/);
  const found = text((await at.browser.open(`${base}/needs?category=clothing`)).text);
  assert.ok(found.includes("Boots") && !found.includes("Rice"));
  assert.match(list, /long grain/);
});

it("names who can open a closed group's page, and where everyone is listed", async () => {
  const node = await testNode();
  const at = await node.found({ handle: "lucero", published: false });
  const mar = await node.join(at.space, ["member"], "mar");
  const page = await mar.browser.get(`/s/${at.slug}/share`);
  assert.match(text(page.text), /Coordinating here: .?lucero/);
  assert.doesNotMatch(text(page.text), /Coordinating here: [^.]*mar/);
  assert.ok(page.text.includes(`href="/s/${at.slug}/members"`));
  assert.doesNotMatch(
    text((await at.browser.get(`/s/${at.slug}/share`)).text),
    /Coordinating here/,
  );
});

describe("a protected space", () => {
  it("has no public page; a link shows levels and no figure, day or name in the text", async () => {
    const { node, at, base } = await here({ safety: "yes" });
    const fields = { title: "Blankets", of: "612", by: "2026-11", publish: "yes" };
    await at.browser.submit(`${base}/needs/new`, fields, `${base}/needs`);
    assert.equal((await node.browser().get(base)).status, 404);
    const made = await at.browser.submit(`${base}/share`, {}, `${base}/share/links`);
    const link = /https:\/\/alongside\.example(\/l\/[^\s<"]+)/.exec(made.text)?.[1];
    assert.ok(link, text(made.text).slice(0, 500));
    assert.ok(!made.text.split("<textarea").slice(1).join("").includes("612"));
    const guest = node.browser();
    const page = await guest.open(link);
    assert.ok(page.text.includes("Blankets"), `${page.status} ${page.path}`);
    for (const path of [base, `${base}/needs`, `${base}/needs/needs.csv`]) {
      const got = (await guest.get(path)).text;
      assert.ok(got.includes("Blankets"), path);
      assert.ok(!got.includes("612") && !/2026-11-\d\d/.test(got), path);
    }
  });
});

describe("files and paper", () => {
  it("previews a file, brings it in, and gives its totals", async () => {
    const all = await here();
    const { at, base } = all;
    const file = new File([readFileSync(FILE)], "needs.json", { type: "application/json" });
    const preview = await at.browser.submit(`${base}/needs/import`, { file });
    assert.equal(preview.status, 200, text(preview.text).slice(0, 500));
    assert.ok(preview.text.includes("1,783,821") && preview.text.includes("2,298,840"));
    assert.deepEqual(await needsOf(all), []);
    const done = await at.browser.submitOn(preview, {}, `${base}/needs/import/rows`);
    assert.ok(text(done.text).includes("Came in: 677"), text(done.text).slice(0, 800));
    assert.equal((await needsOf(all)).length, 677);
    const again = text((await at.browser.submit(`${base}/needs/import`, { file })).text);
    assert.ok(again.includes("Would come in: 0") && !again.includes("import/rows"));
  });
  it("keeps no file of which nothing would come in", async () => {
    const { node, at, base } = await here();
    const kept = () =>
      node.store.records.list(at.space, "needs-import/", 9, null, node.clock.read());
    for (const [text, rows] of [
      ["item,quantity\nRice,none\n", 0],
      ["item,quantity\nRice,4\n", 1],
    ] as const) {
      const file = new File([text], "needs.csv", { type: "text/csv" });
      const preview = await at.browser.submit(`${base}/needs/import`, { file });
      assert.equal(preview.text.includes("import/rows"), rows > 0);
      assert.equal((await kept()).length, rows);
    }
  });
  it("writes tables that come in again, and a sheet in two languages", async () => {
    const { at, base } = await here();
    await at.browser.submit(`${base}/needs/table`, { "title-0": "=Rice", "of-0": "2.5" });
    const csv = (await at.browser.get(`${base}/needs/needs-hxl.csv`)).text;
    assert.match(csv, /'=Rice/);
    assert.match(csv, /#item \+name/);
    const file = new File([csv], "needs.csv", { type: "text/csv" });
    const preview = text((await at.browser.submit(`${base}/needs/import`, { file })).text);
    assert.ok(preview.includes("Would come in: 1") && preview.includes("2.5"));
    const sheet = text((await at.browser.get(`${base}/needs/sheet?second=ar`)).text);
    assert.ok(sheet.includes("ما نطلبه") && sheet.includes("What we ask for"));
    for (const both of ["Nov", "نوفمبر|تشرين"]) assert.match(sheet, new RegExp(both), both);
    assert.ok(sheet.includes("<path"));
  });
  it("hangs on a wall only what is still asked for and others may read", async () => {
    const { at, base } = await here();
    await at.browser.submit(`${base}/needs/table`, {
      "title-0": "Rice",
      "of-0": "2",
      publish: "yes",
    });
    const line = { title: "Attic bed", arrived: "phone", of: "3", publish: "yes" };
    await at.browser.submit(`${base}/needs/new`, line);
    const ours = (await at.browser.get(`${base}/needs`)).text;
    assert.ok(ours.includes("Attic bed") && ours.includes("Rice"));
    const sheet = (await at.browser.get(`${base}/needs/sheet`)).text;
    assert.ok(sheet.includes("Rice") && !sheet.includes("Attic bed"));
  });
  it("draws every page in three languages, and turns strangers away from ours", async () => {
    const { node, at, base } = await here();
    const paths = ["", "/needs", "/needs/new", "/needs/message", "/needs/table", "/needs/still"];
    const ours = ["/needs/calls", "/needs/sheet", "/needs/import", "/share"];
    for (const lang of ["en", "es", "ar"])
      for (const path of [...paths, ...ours]) {
        const got = await at.browser.get(`${base}${path}`, { "accept-language": lang });
        assert.equal(got.status, 200, `${lang} ${path}`);
        assert.doesNotMatch(got.text, /needs\.[a-z-]+\.[a-z-]+/, `${lang} ${path} shows a key`);
      }
    for (const path of [...paths.slice(2), ...ours]) {
      const { status, text } = await node.browser().get(`${base}${path}`);
      assert.ok(status !== 200 && !text.includes("/needs/message/lines"), `${path} ${status}`);
    }
  });
});

it("says what its tables are for", async () => {
  const { at, base } = await here();
  const list = (await at.browser.get(`${base}/needs`)).text;
  assert.match(list, /needs\.csv">[^<]*spreadsheet/);
  assert.match(list, /needs-hxl\.csv">Humanitarian table/);
});

it("links to what is told of the books only where something is", async () => {
  const { node, at, base } = await here();
  for (const { browser } of [at, { browser: node.browser() }])
    assert.doesNotMatch((await browser.get(base)).text, /\/statements"/);
});

it("says of a bare figure that it is a size", async () => {
  const { at, base } = await here();
  const sized = { title: "Nappies", size: "4", of: "20", publish: "yes" };
  await at.browser.submit(`${base}/needs/new`, sized, `${base}/needs`);
  const worded = { title: "Coats", size: "for children", of: "5", publish: "yes" };
  await at.browser.submit(`${base}/needs/new`, worded, `${base}/needs`);
  const pasted = { message: "Necesitamos pañales talla 4 (20 paquetes)" };
  const read = text((await at.browser.submit(`${base}/needs/message`, pasted)).text);
  assert.ok(read.includes("20 packs · size 4"), read);
  for (const path of ["/needs", "/needs/sheet"]) {
    const shown = text((await at.browser.get(`${base}${path}`)).text);
    assert.ok(shown.includes("size 4 ·"), path);
    assert.ok(shown.includes("for children ·") && !shown.includes("size for"), path);
  }
  assert.ok(text((await at.browser.open(`${base}/needs?lang=es`)).text).includes("talla 4 ·"));
  assert.ok(text((await at.browser.open(`${base}/needs?lang=ar`)).text).includes("مقاس 4 ·"));
});
