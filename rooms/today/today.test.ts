import assert from "node:assert/strict";
import { it } from "node:test";
import { PUBLIC } from "../../house/circles.ts";
import { ERASED, OPENED } from "../../house/room.ts";
import { assertDone, DAY } from "../../house/testing.ts";
import { dayOf } from "../../house/values/index.ts";
import { wordsFaults } from "../../house/words/check.ts";
import { createWords, LANGS, wordsFromFiles } from "../../house/words/index.ts";
import { testNode } from "../../web/testing.ts";
import { plan } from "../index.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { search } from "./search.ts";
import { saidKey, timeline } from "./timeline.ts";
import { waitingFor } from "./waiting.ts";

const load = wordsFromFiles(new URL("../../", import.meta.url));
const line = (text: string, more: object = {}) => ({
  ...{ title: { lang: "es", text }, quantity: { of: "60", unit: "item" }, publish: true },
  ...{ urgency: "days", ...more },
});
const taken = { name: "marea", reach: "marea en el puerto", terms: null };

async function town() {
  const node = await testNode();
  const here = await node.found();
  const does = (command: string, input: unknown) =>
    node.does(here.space, here.member, command, input);
  const roles = ["coordination"] as const;
  const inside = { by: "member", member: here.member, roles } as const;
  return { ...node, ...here, act: does, inside, roles };
}

async function open(act: (command: string, input: unknown) => Promise<unknown>, input: object) {
  const done = (await act("needs.open", input)) as { answer: { id: string } };
  return done.answer.id;
}

it("has all its words in every language", () => {
  assert.deepEqual(wordsFaults("today", load), []);
});

it("has a sentence for every type of fact in the floor plan", () => {
  const facts = plan.rooms.flatMap(({ kinds }) => kinds.flatMap(({ facts: all }) => all));
  const types = [...facts.map(({ type }) => type), ERASED, OPENED];
  assert.ok(types.length > 50);
  for (const lang of LANGS) {
    const words = createWords({ lang, load });
    const missing = types.filter((type) => !words.has(saidKey(plan, type)));
    assert.deepEqual(missing, [], lang);
    for (const step of ["accepted", "freed", "on-the-way", "not-coming", "counted", "recounted"])
      assert.ok(words.has(`today.said.need.progressed.${step}`), `${step} ${lang}`);
  }
  assert.equal(saidKey(plan, "need.sung/1"), "today.said.newer");
  assert.equal(saidKey(plan, "need.opened/9"), "today.said.newer");
});

it("what members write among themselves moves no page of an outsider", async () => {
  const { act, view, space, send, member } = await town();
  await open(act, line("Mantas"));
  const author = { by: "member", member } as const;
  const hidden = (n: number) =>
    Promise.all(
      Array.from({ length: n }, () =>
        send({ space, command: "needs.open", input: line("x", { publish: false }), author }),
      ),
    );
  const pages = async () => {
    const outside = await view(space, PUBLIC);
    const { lines, before } = await timeline(outside, "es", null);
    return JSON.stringify([lines.map(({ key }) => key), before]);
  };
  await hidden(2_200);
  const said = await pages();
  await hidden(1);
  assert.equal(await pages(), said);
});

it("tells the timeline by pages, and to outsiders no authors and nothing closed", async () => {
  const { act, view, space, inside } = await town();
  await open(act, line("Mantas"));
  await open(act, line("Secreto", { publish: false }));
  const all = await timeline(await view(space, inside), "es", null);
  const said = all.lines.map(({ key, title }) => `${key} ${title?.text ?? ""}`.trim());
  assert.equal(said[0], "today.said.need.opened Secreto");
  assert.ok(said.includes("today.said.need.published Mantas"));
  assert.equal(all.lines[0]?.by?.handle, "lucero");
  assert.deepEqual(all.lines[0]?.amounts, [{ of: "60", unit: "item" }]);
  const outside = await timeline(await view(space, PUBLIC), "es", null);
  assert.ok(outside.lines.some(({ title }) => title?.text === "Mantas"));
  assert.ok(!JSON.stringify(outside).includes("Secreto"));
  assert.ok(outside.lines.every(({ by }) => by === null));
  const first = await timeline(await view(space, inside), "es", null, 2);
  const second = await timeline(await view(space, inside), "es", first.before, 100);
  assert.equal(first.lines.length + second.lines.length, all.lines.length);
});

it("says no figure to outsiders of a protected space", async () => {
  const node = await testNode();
  const { space, member } = await node.found({ safety: "yes" });
  await node.does(space, member, "needs.open", line("Harina"));
  const link = { by: "link", until: Number.MAX_SAFE_INTEGER } as const;
  const { lines } = await timeline(await node.view(space, link), "en", null);
  const told = lines.filter(({ title }) => title?.text === "Harina");
  const [published, harina] = told;
  assert.deepEqual(
    told.map(({ key }) => key),
    ["today.said.need.published", "today.said.need.opened"],
  );
  assert.deepEqual([published?.amounts, harina?.amounts], [[], []]);
  assert.match(harina?.day ?? "", /^\d{4}-\d{2}$/);
  // Nor one line for each who comes to a shift: those could be counted.
  const day = { date: "2026-11-20", zone: "UTC", instant: "2026-11-20T00:00:00Z" };
  const places = [{ role: "cooking", min: 1, most: 2 }];
  const what = { lang: "es", text: "Cocina" };
  const at = { day, from: "18:00", until: "21:00", places, what, joins: "first", show: true };
  const asked = await node.does(space, member, "hours.ask", { ...at, work: "hours" });
  const toldNow = async () => {
    const page = await timeline(await node.view(space, link), "en", null);
    return JSON.stringify([page.lines.map(({ key }) => key), page.before]);
  };
  const nobody = await toldNow();
  const take = { occasion: asked.answer["occasion"], role: "cooking", name: "noor" };
  const one = await node.does(space, member, "hours.take", take);
  await node.does(space, member, "hours.offer-on", { turn: one.answer["turn"] });
  const two = await node.does(space, member, "hours.take-over", {
    ...{ turn: one.answer["turn"], name: "sami" },
  });
  await node.does(space, member, "hours.leave", { turn: two.answer["turn"] });
  assert.equal(await toldNow(), nobody);
});

it("seals where a page begins: the same again, nothing of its own making", async () => {
  const { house, space, found } = await town();
  const opened = await house.space(space);
  assert.ok(opened);
  const cursor = sealCursor(opened, 12);
  assert.equal(cursor, sealCursor(opened, 12));
  assert.equal(openCursor(opened, cursor), 12);
  assert.equal(openCursor(opened, sealCursor(opened, 13)), 13);
  for (const bad of ["12", "", cursor.slice(1), `A${cursor.slice(1)}`, "A".repeat(48)])
    assert.equal(openCursor(opened, bad), null, bad);
  const other = await house.space((await found({ group: "Otra" })).space);
  assert.ok(other);
  assert.equal(openCursor(other, cursor), null);
});

it("finds words and their beginnings, however they are typed, for who may read them", async () => {
  const { act, view, space, inside, send } = await town();
  const need = await open(act, line("Mantas de algodón"));
  await open(act, line("Mantel", { publish: false }));
  await open(act, line("ماء نظيف"));
  assertDone(
    await send({
      ...{ space, command: "offers.take", author: { by: "stranger", id: "c".repeat(32) } },
      input: { need, quantity: { of: "40", unit: "item" }, ...taken },
    }),
  );
  const found = async (typed: string, reader: typeof inside | typeof PUBLIC) => {
    const looked = await search(await view(space, reader), typed, "es");
    return looked?.groups.map(({ kind, found: all }) => [
      kind,
      all.map(({ title }) => title?.text),
    ]);
  };
  const both = [["need", ["Mantel", "Mantas de algodón"]]];
  assert.deepEqual(await found("MANT", inside), both);
  assert.deepEqual(await found("mant", PUBLIC), [["need", ["Mantas de algodón"]]]);
  assert.deepEqual(await found("algodon mantas", PUBLIC), [["need", ["Mantas de algodón"]]]);
  assert.deepEqual(await found("mantas lana", PUBLIC), []);
  assert.deepEqual(await found("مَاء", PUBLIC), [["need", ["ماء نظيف"]]]);
  assert.deepEqual(await found("marea", inside), [["offer", ["Mantas de algodón"]]]);
  assert.deepEqual(await found("marea", PUBLIC), []);
  assert.equal(await found(" ,, ", PUBLIC), undefined);
});

it("does not find what was corrected away", async () => {
  const { act, view, space, clock } = await town();
  const id = await open(act, line("Tiendas"));
  clock.pass(DAY);
  const { publish: _, ...now } = line("Carpas");
  await act("needs.revise", { id, ...now });
  const finds = async (typed: string) =>
    (await search(await view(space, PUBLIC), typed, "es"))?.groups.length;
  assert.equal(await finds("tiendas"), 0);
  assert.equal(await finds("carpas"), 1);
});

it("says what waits, to those who can do it", async () => {
  const { act, view, space, inside, send, clock } = await town();
  const need = await open(act, line("Mantas"));
  const author = { by: "stranger", id: "c".repeat(32) } as const;
  const input = { need, quantity: { of: "40", unit: "item" }, ...taken };
  assertDone(await send({ space, command: "offers.take", author, input }));
  const unasked = { what: { lang: "es", text: "Pianos" }, ...taken };
  assertDone(await send({ space, command: "offers.offer-unasked", author, input: unasked }));
  const waits = async (roles: readonly ("coordination" | "observer" | "treasurer")[]) => {
    const all = await waitingFor(await view(space, inside), roles);
    return all.map(({ what, count }) => [what, count]);
  };
  assert.deepEqual(await waits(["coordination"]), [
    ["offers", 1],
    ["quiet", 1],
  ]);
  assert.deepEqual(await waits(["observer"]), []);
  clock.pass(4 * DAY);
  assert.deepEqual(await waits(["coordination"]), [
    ["offers", 1],
    ["stale", 1],
    ["quiet", 1],
  ]);
  const lines = [{ need, sent: { of: "40", unit: "item" } }];
  const { answer } = (await act("deliveries.record-arrival", { lines })) as never as {
    answer: { id: string };
  };
  assert.deepEqual(await waits(["treasurer"]), [["count", 1]]);
  const counted = [{ line: 1, counted: { of: "38", unit: "item" } }];
  await act("ledger.count-delivery", { id: answer.id, lines: counted });
  assert.deepEqual(
    (await waits(["coordination"])).find(([what]) => what === "match"),
    ["match", 1],
  );
});

it("says which accepted contribution and which shipment is past its day", async () => {
  const { act, view, space, inside, send, clock } = await town();
  const need = await open(act, line("Mantas", { urgency: "weeks" }));
  const by = dayOf(clock.now + DAY, "Europe/Madrid");
  const author = { by: "stranger", id: "c".repeat(32) } as const;
  const input = { need, quantity: { of: "40", unit: "item" }, by, ...taken };
  const done = await send({ space, command: "offers.take", author, input });
  assertDone(done);
  await act("offers.answer-many", { answers: [{ id: done.answer["id"], answer: "accept" }] });
  await act("deliveries.announce", { by, lines: [{ sent: { of: "3", unit: "box" } }] });
  const waits = async () =>
    (await waitingFor(await view(space, inside), ["coordination"])).map(({ what }) => what);
  assert.deepEqual(await waits(), []);
  clock.pass(3 * DAY);
  assert.deepEqual(await waits(), ["late", "overdue"]);
});

it("says of a line what was agreed, is coming, is here, and how much", async () => {
  const { act, view, space, inside, send } = await town();
  const need = await open(act, line("Mantas"));
  const author = { by: "stranger", id: "c".repeat(32) } as const;
  const item = (of: number) => ({ of: String(of), unit: "item" });
  const done = await send({
    ...{ space, command: "offers.take", author, input: { need, quantity: item(40), ...taken } },
  });
  assertDone(done);
  const { id, code } = done.answer as { id: string; code: string };
  const holder = { by: "holder", thing: id, code } as const;
  const change = { id, quantity: item(45), by: null, name: "marea", reach: "la fuente" };
  assertDone(await send({ space, command: "offers.change", author: holder, input: change }));
  await act("offers.answer-many", { answers: [{ id, answer: "accept" }] });
  const lines = [{ offer: id, sent: item(45) }];
  const sent = await act("deliveries.announce", { lines });
  const counted = [{ line: 1, counted: item(38) }];
  await act("ledger.count-delivery", { id: sent.answer["id"], lines: counted });
  const said = async (reader: typeof inside | typeof PUBLIC) => {
    const all = await timeline(await view(space, reader), "es", null);
    const told = all.lines.map(({ key, amounts }) => `${key} ${amounts[0]?.of ?? ""}`.trim());
    return told.map((one) => one.replace("today.said.", ""));
  };
  const steps = ["counted 38", "on-the-way 45", "accepted 45"].map((one) => {
    return `need.progressed.${one}`;
  });
  for (const reader of [inside, PUBLIC]) {
    const progressed = (await said(reader)).filter((one) => one.startsWith("need.progressed"));
    assert.deepEqual(progressed, steps);
  }
  const inWords = (await said(inside)).filter((one) => /replaced|erased/.test(one));
  assert.deepEqual(inWords, ["thing.replaced"], "a change is not told as a loss");
});

it("is not crowded out by what is closed", async () => {
  const { act, view, space } = await town();
  for (let n = 1; n <= 3; n++) await act("needs.open", line(`Mantas ${n}`, { publish: false }));
  await act("needs.open", line("Mantas nuevas"));
  const looked = await search(await view(space, PUBLIC), "mantas", "es", { look: 1 });
  assert.deepEqual(
    looked?.groups.map(({ found }) => found.map(({ title }) => title?.text)),
    [["Mantas nuevas"]],
  );
  assert.equal(looked?.further, null, "and what is closed is nothing further to look at");
});

it("finds the newest first, and goes on to the oldest without a gap or a repeat", async () => {
  const { act, view, space } = await town();
  for (let n = 1; n <= 7; n++) await act("needs.open", line(`Mantas ${n}`, { publish: n !== 4 }));
  for (const [reader, all] of [
    [PUBLIC, ["7 6", "5 3", "2 1"]],
    [{ by: "member", member: "a".repeat(32), roles: ["observer"] }, ["7 6", "5 4", "3 2", "1"]],
  ] as const) {
    const pages: string[] = [];
    for (let before: number | null = null; ; ) {
      const looked = await search(await view(space, reader), "manta", "es", { look: 2, before });
      const titles = looked?.groups.flatMap(({ found }) => found.map(({ title }) => title?.text));
      pages.push((titles ?? []).map((title) => title?.split(" ")[1]).join(" "));
      before = looked?.further ?? null;
      if (before === null) break;
    }
    assert.deepEqual(pages, all);
  }
});
