import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { forms, type Got, testNode } from "../../../web/testing.ts";
import { book } from "../../ledger/index.ts";
import { figuresOf, need } from "../../needs/index.ts";
import { delivery, offer } from "../index.ts";

const item = (of: number) => ({ of: String(of), unit: "item" });
const CODE = /<code dir="ltr">([0-9A-Z-]+)<\/code>/;

async function asking(safety: "yes" | "no" = "no") {
  const node = await testNode();
  const { slug, space, member, browser } = await node.found({ safety });
  const base = `/s/${slug}`;
  const does = (command: string, input: unknown) => node.does(space, member, command, input);
  const opened = await does("needs.open", {
    ...{ title: { lang: "es", text: "Mantas" }, quantity: item(60), publish: true },
  });
  const line = String(opened.answer["id"]);
  const form = `${base}/needs/${line}/contributions/new`;
  const insider = { by: "member", member, roles: ["coordination"] } as const;
  const view = () => node.view(space, insider);
  const figures = async () => {
    const thing = await (await view()).thing(need, line);
    const all = thing === undefined ? null : figuresOf(thing.state);
    assert.ok(all);
    return [all.accepted, all.onTheWay, all.counted, all.still].map(({ of }) => Number(of));
  };
  const offers = async () => (await view()).things(offer);
  return { node, slug, space, member, browser, base, does, line, form, view, figures, offers };
}

const taken = { quantity: "40", name: "noor", reach: "at the bakery" };

/** How many fields a person is asked for, and how many buttons a form has. */
function visibleFields(page: Got, action: string): string[] {
  const found = forms(page.text).find((form) => form.action === action);
  const hidden = ["form-key", "form-token", "terms", "quantity-unit"];
  return (found?.fields ?? []).map(([name]) => name).filter((name) => !hidden.includes(name));
}

describe("the whole way through pages", () => {
  it("40 taken, accepted, sent, 38 counted, by a stranger and by coordination", async () => {
    const { node, browser, base, form, figures, view, offers } = await asking();
    const stranger = node.browser();
    const page = await stranger.get(form);
    assert.equal(page.status, 200);
    assert.ok(visibleFields(page, form).length <= 4, "at most four fields");
    assert.match(page.text, /Who can read this:[\s\S]*What you write in it: only the local group/);
    const receipt = await stranger.submitOn(page, taken, form);
    assert.equal(receipt.status, 200);
    const code = CODE.exec(receipt.text)?.[1] ?? "";
    assert.equal(code.replaceAll("-", "").length, 24);
    assert.match(receipt.text, /<body class="on-sheet">/, "printed without bar or foot");
    assert.match(receipt.text, /<script[^>]+exit/, "and left quickly all the same");
    assert.match(receipt.text, /Who can read this:[\s\S]*only you, and only now/);
    const sheet = receipt.text.slice(receipt.text.indexOf("<main"), receipt.text.indexOf("</main"));
    assert.ok(!sheet.includes("Río Abierto"), "the paper names no group");
    assert.deepEqual(await figures(), [0, 0, 0, 60]);

    const inbox = await browser.get(`${base}/contributions`);
    assert.match(inbox.text, /noor/);
    const [made] = await offers();
    const answer = { answer: "accept", id: made?.id ?? "" };
    const answered = await browser.submitOn(inbox, answer, `${base}/contributions/answers`);
    assert.equal(answered.status, 303, answered.text.slice(0, 300));
    assert.deepEqual(await figures(), [40, 0, 0, 20]);
    const told = await stranger.submit("/receipt", { code }, "/receipt");
    assert.match(told.text, /You can send it/);

    const coming = { where: "coming", offer: made?.id ?? "" };
    const sent = await browser.submit(`${base}/deliveries/new`, coming, `${base}/deliveries`);
    assert.equal(sent.status, 303, sent.text.slice(0, 300));
    assert.deepEqual(await figures(), [0, 40, 0, 20]);
    const [thing] = await (await view()).things(delivery);
    const own = `${base}/deliveries/${thing?.id}`;
    const counted = await browser.submit(`${own}/count`, { "counted-1": "38" });
    assert.equal(counted.status, 303, counted.text.slice(0, 300));
    assert.deepEqual(await figures(), [0, 0, 38, 22]);
    const shown = await browser.open(own);
    assert.match(shown.text, /40 items/);
    assert.match(shown.text, /38 items/);
    assert.match(shown.text, /differ/);
    const mains = [...shown.text.matchAll(/class="button main"[^>]*>([^<]*)/g)].map(
      (one) => one[1],
    );
    assert.deepEqual(mains, ["Clear up the difference"], "the one main thing to do");
    const matched = await browser.submitOn(shown, { how: "miscounted" }, `${own}/match`);
    assert.equal(matched.status, 303);
    assert.match((await browser.open(own)).text, /The difference is cleared up/);
  });

  it("says what to put right, keeps what was typed, and writes nothing", async () => {
    const { node, form, offers } = await asking();
    const wrong = await node.browser().submit(form, { ...taken, quantity: "1.200" }, form);
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /two ways/);
    assert.match(wrong.text, /value="at the bakery"/);
    const nameless = await node.browser().submit(form, { ...taken, name: "" }, form);
    assert.equal(nameless.status, 422);
    assert.match(nameless.text, /Any name will do/);
    assert.deepEqual(await offers(), []);
  });
});

describe("around an offer", () => {
  it("says what is still asked, and calmly when accepting passes it", async () => {
    const { node, browser, base, form, figures, offers } = await asking();
    await node.browser().submit(form, taken, form);
    await node.browser().submit(form, { ...taken, quantity: "30" }, form);
    const first = await browser.get(`${base}/contributions`);
    assert.match(first.text, /Still asked for: .?60 items/);
    assert.doesNotMatch(first.text, /more; you can accept less/);
    const [forty, thirty] = (await offers()).sort((a, b) => a.first.index - b.first.index);
    const action = `${base}/contributions/answers`;
    await browser.submitOn(first, { answer: "accept", id: forty?.id ?? "" }, action);
    const then = await browser.open(`${base}/contributions`);
    assert.match(then.text, /Accepted\. Whoever offered/);
    assert.match(then.text, /Still asked for: .?20 items.?\. This offers .?10 items.? more/);
    const whole = { answer: "accept", id: thirty?.id ?? "", quantity: "30" };
    assert.equal(
      (await browser.submitOn(then, whole, action)).status,
      303,
      "and nobody is stopped",
    );
    assert.match((await browser.open(`${base}/contributions`)).text, /10 items.? more than was/);
    assert.deepEqual(await figures(), [70, 0, 0, 0]);
  });

  it("asks a member about the one who told them, and no stranger so", async () => {
    const { node, browser, form, does } = await asking();
    await does("spaces.describe", { block: "terms", texts: [{ lang: "en", text: "No photos." }] });
    const [told, own] = [await browser.get(form), await node.browser().get(form)];
    assert.match(told.text, /A name to call them by[\s\S]*Read it to them/);
    assert.match(own.text, /A name to call you by[\s\S]*By sending this you accept it/);
    assert.doesNotMatch(own.text, /call them by|Read it to them/);
  });

  it("shows changed terms anew before anyone accepts them", async () => {
    const { node, form, does, offers } = await asking();
    const stranger = node.browser();
    const page = await stranger.get(form);
    const texts = [{ lang: "es", text: "Sin fotos." }];
    await does("spaces.describe", { block: "terms", texts });
    const sent = await stranger.submitOn(page, taken, form);
    assert.equal(sent.status, 422);
    assert.match(sent.text, /Sin fotos/);
    const again = await stranger.submitOn({ ...sent, path: form }, taken, form);
    assert.equal(again.status, 200);
    assert.equal((await offers()).length, 1);
  });
});

describe("the receipt", () => {
  async function held(safety: "yes" | "no" = "no") {
    const made = await asking(safety);
    const stranger = made.node.browser();
    const receipt = await stranger.submit(made.form, taken, made.form);
    return { ...made, stranger, code: CODE.exec(receipt.text)?.[1] ?? "" };
  }
  it("changes, withdraws and erases by the code, which is in no address", async () => {
    const { stranger, code, offers, node } = await held();
    const shown = await stranger.submit("/receipt", { code: code.toLowerCase() }, "/receipt");
    assert.equal(shown.status, 200);
    assert.match(shown.text, /value="at the bakery"/);
    const less = await stranger.submitOn(shown, { quantity: "30" }, "/receipt/change");
    assert.match(less.text, /30 items/);
    assert.match(less.text, /Please send nothing before it does/);
    const gone = await stranger.submitOn(less, {}, "/receipt/withdrawal");
    assert.match(gone.text, /Withdrawn/);
    assert.match(gone.text, /It is withdrawn/);
    assert.match(gone.text, /contribute again from the list/, "and what one can do then");
    const erased = await stranger.submitOn(gone, {}, "/receipt/erasure");
    assert.ok(!erased.text.includes("at the bakery"));
    assert.equal((await offers())[0]?.state.status, "withdrawn");
    assert.ok(!JSON.stringify(node.lines).includes(code));
    for (const { action } of forms(shown.text)) assert.ok(!action.includes(code));
  });
  it("says what comes next wherever it stands, and what was counted beside it", async () => {
    const { stranger, code, does, offers, base } = await held();
    const id = (await offers())[0]?.id ?? "";
    const reads = async () => (await stranger.submit("/receipt", { code }, "/receipt")).text;
    assert.match(await reads(), /Who can read this:[\s\S]*whoever has this code/);
    assert.ok((await reads()).includes(`<a href="${base}">Back to the list</a>`));
    await does("offers.answer-many", { answers: [{ id, answer: "accept", quantity: item(35) }] });
    assert.match(await reads(), /Accepted<\/span> <b>.?35 items[\s\S]*tells you where/);
    const lines = [{ offer: id, sent: item(35) }];
    const sent = await does("deliveries.announce", { lines });
    assert.match(await reads(), /On the way<\/span> <b>.?35 items/);
    const count = { id: String(sent.answer["id"]), lines: [{ line: 1, counted: item(33) }] };
    await does("ledger.count-delivery", count);
    const last = await reads();
    for (const [what, of] of [
      ["Offered", 40],
      ["Accepted", 35],
      ["Arrived and counted", 33],
    ])
      assert.match(last, new RegExp(`${what}</span> <b>.?${of} items`));
    assert.match(last, /Nothing more is to be done/);
  });
  it("asks for a new way to be reached where the last one was erased", async () => {
    const { stranger, code, does, offers } = await held();
    const shown = await stranger.submit("/receipt", { code }, "/receipt");
    await stranger.submitOn(shown, {}, "/receipt/erasure");
    const id = (await offers())[0]?.id ?? "";
    await does("offers.answer-many", { answers: [{ id, answer: "accept" }] });
    const then = await stranger.submit("/receipt", { code }, "/receipt");
    assert.match(then.text, /Write a new one below/);
  });
  it("answers a wrong code and another's alike", async () => {
    const { node } = await held();
    const wrong = await node.browser().submit("/receipt", { code: "A".repeat(24) }, "/receipt");
    const empty = await node.browser().submit("/receipt", { code: "" }, "/receipt");
    assert.equal(wrong.status, 404);
    assert.equal(empty.status, 404);
  });
});

describe("who may come in", () => {
  it("tells strangers nothing of what is the host's", async () => {
    const { node, base, browser, slug, does, view } = await asking();
    await does("deliveries.announce", {
      lines: [{ what: { lang: "en", text: "rope" }, sent: item(4) }],
    });
    const [thing] = await (await view()).things(delivery);
    const stranger = node.browser();
    for (const path of [
      ...["/contributions", "/quiet-box", "/deliveries", "/deliveries/new", "/deliveries/import"],
      `/deliveries/${thing?.id}`,
      `/deliveries/${thing?.id}/packing-list`,
    ]) {
      const got = await stranger.get(base + path);
      assert.equal(got.status === 303 || got.status === 302 || got.status === 404, true, path);
      assert.ok(!got.text.includes("rope"));
    }
    const paper = await browser.get(`${base}/deliveries/${thing?.id}/packing-list`);
    const [, said = ""] = /aria-label="[^"]*?(https:[\w./-]*)/.exec(paper.text) ?? [];
    const label = `/labels/${thing?.state.label}`;
    assert.ok(said.endsWith(label) && !said.includes(slug), `the square code says ${said}`);
    const none = await stranger.get(`/labels/${"0".repeat(32)}`);
    const others = (await node.found({ group: "Otra" })).browser;
    for (const someone of [stranger, others]) {
      const got = await someone.get(label);
      assert.equal(got.status, 404);
      assert.ok(!got.text.includes(slug), "it names no group");
    }
    assert.equal((await stranger.get(label)).text, none.text);
    assert.equal((await browser.get(label)).location, `${base}/deliveries/${thing?.id}/count`);
  });
  it("keeps the quiet box closed until it is opened", async () => {
    const { node, base, browser } = await asking();
    const form = `${base}/contributions/new`;
    const made = await node
      .browser()
      .submit(form, { what: "A piano", name: "n", reach: "r" }, form);
    assert.equal(made.status, 200, made.text.slice(0, 300));
    const inbox = await browser.get(`${base}/contributions`);
    assert.ok(!inbox.text.includes("piano"));
    const box = await browser.get(`${base}/quiet-box`);
    assert.match(box.text, /A piano/);
  });
  it("lets a stranger into a protected space's line only by its link", async () => {
    const { node, form, base, browser } = await asking("yes");
    assert.equal((await node.browser().get(form)).status, 404);
    const shared = await browser.submit(`${base}/share`, {}, `${base}/share/links`);
    const link = /https:\/\/alongside\.example(\/l\/[^\s<"]+)/.exec(shared.text)?.[1] ?? "";
    const guest = node.browser();
    await guest.open(link);
    const code = CODE.exec((await guest.submit(form, taken, form)).text)?.[1] ?? "";
    const told = await guest.submit("/receipt", { code }, "/receipt");
    assert.ok(told.text.includes("Offered") && !told.text.includes(base), "it tells no address");
  });
});

it("writes down an arrival nobody announced, whole lines only, then counts", async () => {
  const { browser, base, view } = await asking();
  const form = `${base}/deliveries`;
  const typed = { "what-1": "Rope", "of-1": "3" };
  const silent = await browser.submit(`${base}/deliveries/new`, typed, form);
  assert.equal(silent.status, 422);
  const half = await browser.submit(
    ...([`${base}/deliveries/new`, { where: "here", "what-1": "Rope" }, form] as const),
  );
  assert.equal(half.status, 422);
  assert.match(half.text, /value="Rope"/);
  const sent = await browser.submit(`${base}/deliveries/new`, { ...typed, where: "here" }, form);
  assert.match(sent.location ?? "", /count$/);
  const [thing, ...more] = await (await view()).things(delivery);
  assert.equal(thing?.state.announced, false);
  assert.deepEqual(more, []);
});

it("calls unannounced only what nobody had offered either", async () => {
  const { node, browser, base, form, does, offers } = await asking();
  await node.browser().submit(form, taken, form);
  const id = (await offers())[0]?.id ?? "";
  await does("offers.answer-many", { answers: [{ id, answer: "accept", quantity: item(40) }] });
  const arrived = async (typed: Record<string, string>) => {
    const sent = await browser.submit(`${base}/deliveries/new`, typed, `${base}/deliveries`);
    return (await browser.get(String(sent.location).replace(/\/count$/, ""))).text;
  };
  const rope = { where: "here", "what-1": "Rope", "of-1": "3" };
  assert.match(await arrived(rope), /Nobody had announced it/);
  assert.ok(!/Nobody had announced it/.test(await arrived({ where: "here", offer: id })));
});

it("an arrival nobody announced counts for what is asked for", async () => {
  const { browser, base, view, line, figures } = await asking();
  const form = `${base}/deliveries`;
  const typed = { where: "here", [`need-${line}`]: "30", "what-1": "A pot", "of-1": "1" };
  const sent = await browser.submit(`${base}/deliveries/new`, typed, form);
  assert.match(sent.location ?? "", /count$/);
  const counts = { "counted-1": "28", [`need-${line}`]: "2", rest: "all" };
  await browser.submit(String(sent.location), counts);
  assert.deepEqual(await figures(), [0, 0, 30, 30]);
  const [thing] = await (await view()).things(delivery);
  assert.equal(thing?.state.announced, false, "and is marked so");
  const lines = thing?.state.lines.map(({ need: about, counted }) => [about, counted?.of]);
  assert.deepEqual(lines, [
    [line, "28"],
    [null, "1"],
    [line, "2"],
  ]);
});

it("asks for more lines without losing what was typed", async () => {
  const { browser, base, view } = await asking();
  const form = `${base}/deliveries`;
  const typed = { where: "here", "what-4": "Rope", "of-4": "3", more: "lines" };
  const more = await browser.submit(`${base}/deliveries/new`, typed, form);
  assert.equal(more.status, 200);
  assert.match(more.text, /value="Rope"/);
  assert.ok(more.text.includes(`formaction="${form}#f-what-9"`), "and once more");
  const eight = Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [
      ...[
        [`what-${i + 1}`, `thing ${i}`],
        [`of-${i + 1}`, "2"],
      ],
    ]).flat(),
  );
  const sent = await browser.submitOn(more, { ...eight, where: "here" }, form);
  assert.equal(sent.status, 303, sent.text.slice(0, 300));
  const [thing] = await (await view()).things(delivery);
  assert.equal(thing?.state.lines.length, 8);
});

it("receives eight lines, two short, in at most twelve taps", async () => {
  const { browser, base, does, view } = await asking();
  const lines = Array.from({ length: 8 }, (_, at) => ({
    ...{ what: { lang: "en", text: `thing ${at}` }, sent: item(10) },
  }));
  const done = await does("deliveries.announce", { lines });
  const own = `${base}/deliveries/${done.answer["id"]}`;
  const page = await browser.get(`${own}/count`);
  const changed = { "counted-3": "9", "counted-7": "8" };
  // Opening the page, a tap into each of two fields, two for its figure, and the button.
  assert.ok(1 + Object.keys(changed).length * 3 + 1 <= 12);
  const sent = await browser.submitOn(page, { ...changed, rest: "all" });
  assert.equal(sent.status, 303, sent.text.slice(0, 300));
  const [goods] = await (await view()).things(book);
  assert.equal(JSON.stringify(goods?.state.now["here item"]), "[0,77,0]");
});

it("brings the real file in from the page, and says why rows were left out", async () => {
  const { browser, base } = await asking();
  const real = new URL("../../../../shared/data/shipments/manifests.json", import.meta.url);
  const file = new File([readFileSync(real)], "manifests.json", { type: "application/json" });
  const got = await browser.submit(`${base}/deliveries/import`, { file });
  assert.equal(got.status, 200, got.text.slice(0, 300));
  assert.match(got.text, /177/);
  assert.match(got.text, /1,996,537/);
  assert.match(got.text, /copied along/);
});

it("draws every page in every language", async () => {
  const { browser, base, form, does, node } = await asking();
  const done = await does("deliveries.announce", { lines: [{ sent: item(4) }] });
  const own = `${base}/deliveries/${done.answer["id"]}`;
  await node.browser().submit(form, taken, form);
  const paths = [form, `${base}/contributions/new`, `${base}/contributions`, "/receipt"];
  const more = ["/quiet-box", "/deliveries", "/deliveries/new", "/deliveries/import"];
  const all = [...paths, ...more.map((path) => base + path), own, `${own}/count`];
  for (const lang of ["en", "es", "ar"])
    for (const path of all) {
      const got = await browser.get(path, {
        "accept-language": lang,
        cookie: cookieOf(browser, lang),
      });
      assert.equal(got.status, 200, `${path} ${lang}`);
      assert.match(got.text, new RegExp(`<html[^>]*lang="${lang}"`));
      assert.ok(!/>(offers|refusal|next)\.[a-z]/.test(got.text), path);
    }
});

function cookieOf(browser: { cookies: Map<string, string> }, lang: string): string {
  const all = [...browser.cookies].map(([name, value]) => `${name}=${value}`);
  return [...all, `__Host-lang=${lang}`, `lang=${lang}`].join("; ");
}
