/** What a group published before it began to protect itself is not for everyone any more. */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { PUBLIC } from "../../house/circles.ts";
import { assertDone, assertRefused, DAY } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { nodeOf } from "../../rooms/people/index.ts";
import { slugOf } from "../../rooms/spaces/index.ts";
import { testNode } from "../../web/testing.ts";
import { begin, play, STEP, type Step } from "../laws/history.ts";
import { told } from "../laws/told.ts";
import { seeds } from "../run/seeds.ts";

const text = (said: string) => ({ lang: "es", text: said });
const CANARY = "alforjas";
const quantity = { of: "17", unit: "item" };

async function published() {
  const node = await testNode();
  const group = await node.found({ group: "Río Abierto" });
  const does = (command: string, input: unknown) =>
    node.does(group.space, group.member, command, input);
  const opened = await does("needs.open", { title: text(CANARY), quantity });
  const id = String(opened.answer["id"]);
  await does("needs.publish", { ids: [id] });
  return { ...node, ...group, stranger: node.browser, does, id };
}

it("protecting a space closes what was published before to everyone but link holders", async () => {
  const { does, view, space, id, clock, send, house } = await published();
  const kind = plan.kind("need");
  assert.ok(kind);
  const outside = () => view(space, PUBLIC);
  assert.ok(await (await outside()).thing(kind, id), "it is public first");
  await does("spaces.set-safety", { safety: "unsure" });
  const after = await outside();
  assert.equal(await after.thing(kind, id), undefined);
  assert.deepEqual(await after.findByWords(kind, `word:${CANARY}`), []);
  assert.deepEqual((await after.latest(50, null)).entries, []);
  const opened = await (await house.space(space))?.thing(id);
  assert.ok(opened);
  const at = (opened.state as { words: never }).words;
  assert.equal(await after.part(opened, at), "withheld");
  const link = await view(space, { by: "link", until: clock.now + DAY });
  assert.ok(await link.thing(kind, id), "who was given a link reads it");
  const take = (need: string) => {
    const input = { need, quantity, by: null, name: "bo", reach: "bo@x", terms: null, form: null };
    return send({ space, command: "offers.take", input, author: stranger });
  };
  const stranger = { by: "stranger", id: "9".repeat(32) } as const;
  const [closed, absent] = [await take(id), await take("0".repeat(32))];
  assert.deepEqual(closed, absent, "the gate tells a stranger nothing either");
  await does("spaces.set-safety", { safety: "no" });
  assert.ok(await (await outside()).thing(kind, id), "the group opened it again");
});

it("law: whatever happened before, a protected space tells everyone nothing", async () => {
  const below = (max: number) => fc.integer({ min: 0, max: max - 1 });
  const step = fc.record({
    ...{ what: below(STEP.what), who: below(STEP.who), which: below(STEP.which) },
    ...{ word: below(STEP.word), figure: below(STEP.figure) },
  });
  const empty = plan.rooms.flatMap(({ kinds }) => kinds.map(({ kind }) => kind));
  const check = async (steps: Step[]) => {
    const history = await begin(7);
    await play(history, steps);
    const author = { by: "member", member: history.members[0]?.id ?? "" } as const;
    const { space, send, view } = history;
    const input = { safety: "yes" };
    assertDone(await send({ space, command: "spaces.set-safety", input, author }));
    const said = await told(await view(space, PUBLIC));
    const nothing = empty.flatMap((kind) => [
      JSON.stringify([kind, 0]),
      ...["manta", "filtro", "arroz"].map((word) => JSON.stringify([word, []])),
    ]);
    assert.equal(said, nothing.join("\n"));
  };
  for (const seed of seeds())
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), check), {
      ...{ seed, numRuns: 10 },
    });
});

it("a stranger with no link is refused as where nothing is", async () => {
  const { does, send, space, id } = await published();
  await does("spaces.set-safety", { safety: "yes" });
  const input = {
    need: id,
    quantity,
    by: null,
    name: "bo",
    reach: "bo@x",
    terms: null,
    form: null,
  };
  const author = { by: "stranger", id: "8".repeat(32) } as const;
  const refused = await send({ space, command: "offers.take", input, author });
  assertRefused(refused, "offers.no-such-line");
});

it("tells months and regions of what was written exactly before", async () => {
  const { does, space, house, browser, stranger } = await published();
  const term = {
    texts: [text("Valdearena")],
    use: "place",
    measures: null,
    level: 4,
    within: null,
  };
  const place = { code: String((await does("spaces.name-term", term)).answer["term"]), level: 4 };
  const by = { date: "2026-11-19", zone: "UTC", instant: "2026-11-20T00:00:00Z" };
  const made = await does("needs.open", { title: text("tiendas"), quantity, by, place });
  const need = String(made.answer["id"]);
  await does("needs.publish", { ids: [need] });
  await does("spaces.set-safety", { safety: "yes" });
  const { code } = (await does("spaces.make-link", { days: 3 })).answer;
  const slug = await slugOf(nodeOf(house), space);
  const outside = stranger();
  await outside.get(`/l/${slug}/${code}`);
  for (const page of ["", "/needs", `/needs/${need}`, "/needs/needs.csv", "/timeline"]) {
    const { status, text: said } = await outside.get(`/s/${slug}${page}`);
    assert.equal(status, 200, page);
    assert.match(said, /tiendas/, page);
    assert.doesNotMatch(said, /Valdearena|2026-11-\d|\b(2|19) November|November (2|19)\b/, page);
    assert.doesNotMatch(said.replaceAll(/<style[\s\S]*?<\/style>/g, ""), /\b17\b/, page);
  }
  const inside = await browser.get(`/s/${slug}/needs/${need}`);
  assert.match(inside.text, /Valdearena/, "those inside know where");
});
