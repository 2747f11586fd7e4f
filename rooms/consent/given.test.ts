/** Something of a person handed on to groups that came along: to those named, to no other. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, type Given } from "../../house/testing.ts";
import { type Got, testNode } from "../../web/testing.ts";
import { ally } from "../allies/index.ts";
import { alliedBy } from "../allies/testing.ts";
import { commands } from "./commands.ts";
import { consent } from "./facts.ts";
import { picture } from "./facts-picture.ts";
import { spoken } from "./facts-spoken.ts";
import { saying, subject } from "./facts-subject.ts";
import { standing } from "./standing.ts";
import type { Terms } from "./terms.ts";
import { ANN, ASKED, askedFor, gave, MEMBER, noted, termsOf, WORDS } from "./testing.ts";

const KINDS = [subject, consent, saying, picture, spoken, ally];
const [NORTH, SOUTH, GONE] = ["6", "7", "8"].map((n) => n.repeat(32)) as [string, string, string];
const SEEN = "9".repeat(32);
const NOW = Date.UTC(2026, 10, 20);

const groups: Given[] = [NORTH, SOUTH, GONE].flatMap((thing) => [
  { thing, type: "ally.proposed/1", record: {} },
  { thing, type: "ally.came/1", record: {} },
]);
const left: Given = { thing: GONE, type: "ally.ended/1", record: { by: "host" } };
const SHARED = { activity: "share-data", channels: [], anyone: false, roles: [] } as const;
const terms = (more: Partial<Terms> = {}): Partial<Terms> => {
  return { ...SHARED, channels: [], roles: [], groups: [NORTH], ...more };
};
const photo: Given = {
  ...{ thing: SEEN, type: "picture.kept/1" },
  record: { subject: ANN, saying: WORDS, face: "shown" },
};
const types = (result: ReturnType<typeof decide>) =>
  isRefusal(result) ? result.refused : result.facts.map(({ type }) => type);

it("asks for groups that take part here, each by itself, and for nothing everyone sees", () => {
  const text = { lang: "en", text: "may we?" };
  const asks = (more: Partial<Terms>) => {
    const asked = { subject: ANN, ...termsOf(more), lang: "en", notice: text, purpose: text };
    return decide(commands.ask, KINDS, [...groups, left, ...noted()], asked);
  };
  assert.ok(!isRefusal(asks(terms({ groups: [NORTH, SOUTH] }))));
  assertRefused(asks(terms({ groups: [GONE] })), "consent.group-not-here");
  assertRefused(asks(terms({ groups: [MEMBER] })), "consent.group-not-here");
  assertRefused(asks({ groups: [NORTH] }), "consent.groups-share");
});

it("hands on what is there, theirs, and as far as the permission goes", () => {
  const when = (given: Given[], input = { what: WORDS, to: NORTH }) =>
    decide(commands.handOn, KINDS, [...groups, left, ...noted(), ...given], input, {
      permissions: [ASKED],
    });
  const gaveIt = (more: Partial<Terms> = {}) => [askedFor(terms(more)), gave()];
  const done = when(gaveIt());
  assert.deepEqual(types(done), ["consent.handed-on/1"]);
  assert.ok(!isRefusal(done));
  assert.deepEqual(done.facts[0]?.record, { what: WORDS, to: NORTH });
  assertRefused(when(gaveIt(), { what: WORDS, to: GONE }), "consent.no-such-group");
  assertRefused(when(gaveIt(), { what: MEMBER, to: NORTH }), "consent.no-such-words");
  assertRefused(when([]), "house.no-permission");
  const wiped = { thing: WORDS, type: "saying.wiped/1", record: {} };
  assertRefused(when([...gaveIt(), wiped]), "consent.words-wiped");
  const seen = { what: SEEN, to: NORTH };
  const both: Partial<Terms> = { scope: [SEEN], data: ["picture"] };
  assertRefused(
    when([photo, ...gaveIt({ ...both, face: "altered" })], seen),
    "house.no-permission",
  );
  assert.ok(!isRefusal(when([photo, ...gaveIt({ ...both, face: "shown" })], seen)));
  const handed = { thing: ASKED, type: "consent.handed-on/1", record: { what: WORDS, to: NORTH } };
  const often = [...gaveIt(), ...Array.from({ length: 60 }, () => handed)];
  assertRefused(when(often), "consent.passed-often");
});

it("is found for a group that was named, while it holds, as often as it may be", () => {
  const index = standing.begin();
  const state = (more: object = {}) => ({
    ...structuredClone(consent.initial),
    ...termsOf(terms()),
    ...{ subject: ANN, stood: "given", since: { index: 3 }, yes: [{ at: { index: 3 } }] },
    ...more,
  });
  const take = (more: object = {}) =>
    index.take({ kind: "consent", id: ASKED, parked: false, state: state(more) } as never);
  const may = (to: string | null, now = NOW, staged: object[] = []) =>
    index.find({ consent: "share-data", of: WORDS, channel: to }, now, staged as never) !== null;
  take();
  assert.deepEqual([may(NORTH), may(SOUTH), may(null), may("press")], [true, false, true, false]);
  assert.equal(may(NORTH, Date.UTC(2027, 0, 1)), false, "past its last day");
  take({ groups: [SOUTH] });
  assert.deepEqual([may(NORTH), may(SOUTH)], [false, true]);
  const staged = {
    kind: "consent",
    id: ASKED,
    parked: false,
    state: state({ stood: "withdrawn" }),
  };
  assert.equal(may(SOUTH, NOW, [staged]), false, "withdrawn in the same commit");
  const one = { what: WORDS, to: NORTH, day: "2026-11-20" };
  take({ uses: 2, handed: [one] });
  assert.ok(may(NORTH));
  take({ uses: 2, handed: [one, one] });
  assert.ok(!may(NORTH));
  take({ stood: "withdrawn" });
  assert.deepEqual([may(NORTH), may(SOUTH), may(null)], [false, false, false]);
});

const main = ({ text }: Got) =>
  text.slice(text.indexOf("<main")).replaceAll(/[\u2066-\u2069]/g, "");

it("the text names who gets it; it goes to them, and the report says whom to ask", async () => {
  const node = await testNode();
  const ann = await node.found();
  const alba = await node.found({ group: "Puente Norte", handle: "alba" });
  const { ally: group } = await alliedBy(node, ann, alba);
  const base = `/s/${ann.slug}`;
  const { browser } = ann;
  const who = { is: "person", name: "salma", reach: "por su prima" };
  const made = (await browser.submit(`${base}/permissions/people/new`, who)).location ?? "";
  const own = `${base}/permissions/people/${/([0-9a-f]{32})/.exec(made)?.[1]}`;
  await browser.submitOn(await browser.get(own), { quoted: "Nos quedamos" }, `${own}/words`);
  const words = /\/sayings\/([0-9a-f]{32})/.exec((await browser.get(own)).text)?.[1] ?? "";
  const at = `${base}/sayings/${words}`;
  const hands = async () => browser.submitOn(await browser.get(at), { to: group }, `${at}/handing`);
  const early = await hands();
  assert.equal(early.status, 422);
  assert.match(early.text, /does not allow it now/);
  const typed = { purpose: "Para el informe", lang: "es", scope: [words], data: ["words"] };
  const paper = await browser.submit(`${own}/asking`, {
    ...{ ...typed, activity: "share-data", channels: [], groups: [group] },
  });
  assert.equal(paper.status, 200, main(paper));
  assert.match(main(paper), /Lo reciben estos grupos y ningún otro: Puente Norte\./);
  const id = /\/permissions\/([0-9a-f]{32})/.exec(paper.text)?.[1] ?? "";
  const yes = { as: "self", arrived: "voice", retold: "yes" };
  assert.equal((await browser.submit(`${base}/permissions/${id}/yes`, yes)).status, 303);
  assert.match(main(await browser.get(`${base}/permissions/${id}`)), /Puente Norte/);
  assert.equal((await hands()).status, 303);
  // It opens no page: what was allowed to some is shown to nobody else.
  const show = await browser.submitOn(await browser.get(at), {}, `${at}/showing`);
  assert.equal(show.status, 422);
  const before = main(await browser.get(`${base}/permissions/${id}/end`));
  assert.match(before, /<bdi>Puente Norte<\/bdi>/);
  const code = /<code[^>]*>([0-9A-Z-]{24,})<\/code>/.exec(paper.text)?.[1] ?? "";
  const hers = node.browser();
  const held = await hers.submit("/permission", { code });
  const off = main(await hers.submitOn(held, {}, "/permission/end"));
  assert.match(off, /handed to 1 group that was named to you/);
  const after = main(await browser.get(`${base}/permissions/${id}/stopped`));
  assert.match(after, /<bdi>Puente Norte<\/bdi>/);
  assert.equal((await hands()).status, 422, "and no more of it");
});
