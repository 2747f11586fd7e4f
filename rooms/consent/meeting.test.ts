/** Somebody brought together with a group, and words taught with: each allowed by itself. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, type Given } from "../../house/testing.ts";
import { type Got, testNode } from "../../web/testing.ts";
import { ally } from "../allies/index.ts";
import { alliedBy } from "../allies/testing.ts";
import { commands } from "./commands.ts";
import { consent } from "./facts.ts";
import { saying, subject } from "./facts-subject.ts";
import { termLines, wordsIn } from "./notice.ts";
import { standing } from "./standing.ts";
import type { Terms } from "./terms.ts";
import { ANN, ASKED, askedFor, gave, MEMBER, noted, termsOf } from "./testing.ts";

const KINDS = [subject, consent, saying, ally];
const [NORTH, GONE] = ["6", "8"].map((n) => n.repeat(32)) as [string, string];
const groups: Given[] = [
  ...[NORTH, GONE].flatMap((thing): Given[] => [
    { thing, type: "ally.proposed/1", record: {} },
    { thing, type: "ally.came/1", record: {} },
  ]),
  { thing: GONE, type: "ally.ended/1", record: { by: "host" } },
];
const MET: Partial<Terms> = { scope: [ANN], channels: [], anyone: false, groups: [NORTH] };

it("brings together with a group that is here, under their own permission, so often", () => {
  const when = (given: Given[], input = { subject: ANN, to: NORTH }) =>
    decide(commands.letCome, KINDS, [...groups, ...noted(), ...given], input, {
      permissions: [ASKED],
    });
  const given = [askedFor({ ...MET, activity: "access" }), gave()];
  const done = when(given);
  assert.ok(!isRefusal(done));
  assert.deepEqual(
    done.facts.map(({ type, record }) => [type, record]),
    [["consent.brought-together/1", { to: NORTH }]],
  );
  assertRefused(when(given, { subject: ANN, to: GONE }), "consent.no-such-group");
  assertRefused(when(given, { subject: MEMBER, to: NORTH }), "consent.no-such-person");
  assertRefused(when([]), "house.no-permission");
  const met: Given = { thing: ASKED, type: "consent.brought-together/1", record: { to: NORTH } };
  assertRefused(when([...given, ...Array(60).fill(met)]), "consent.passed-often");
});

it("stands on that very activity, towards that very group, as often as it may be", () => {
  const now = Date.UTC(2026, 10, 20);
  const may = (activity: string, more: object = {}, use: object = {}) => {
    const index = standing.begin();
    const state = {
      ...{ ...structuredClone(consent.initial), ...termsOf({ ...MET, activity: "attend" }) },
      ...{ subject: ANN, stood: "given", since: { index: 3 }, yes: [{ at: { index: 3 } }] },
      ...more,
    };
    index.take({ kind: "consent", id: ASKED, parked: false, state } as never);
    const asked = { consent: activity, of: ANN, channel: NORTH, ...use };
    return index.find(asked, now, []) !== null;
  };
  assert.ok(may("attend"));
  for (const other of ["access", "train", "share-data", "publish"]) assert.ok(!may(other), other);
  assert.ok(!may("attend", {}, { channel: GONE }));
  const met = [{ to: NORTH, day: "2026-11-20" }];
  assert.ok(may("attend", { uses: 2, met }));
  assert.ok(!may("attend", { uses: 2, met: [...met, ...met] }), "as often as it may be");
});

it("says in the text that is read what it lets nobody do", () => {
  const lines = (activity: Terms["activity"], lang: string) => {
    const terms = termsOf({ ...MET, activity });
    const told = { terms, quotes: 0, is: "person", groups: ["Norte"] } as const;
    return termLines(wordsIn(lang), told).join("\n");
  };
  assert.match(lines("access", "en"), /With these groups[\s\S]*Norte/);
  assert.match(lines("access", "en"), /lets nobody take pictures/);
  assert.match(lines("attend", "es"), /No permite a nadie decir quién estuvo/);
  assert.match(lines("train", "ar"), /لا يسمح هذا لأحد بعرضه/);
  assert.match(lines("train", "en"), /These groups get it/);
  assert.doesNotMatch(lines("share-data", "en"), /lets nobody/);
});

const main = ({ text }: Got) =>
  text.slice(text.indexOf("<main")).replaceAll(/[\u2066-\u2069]/g, "");

it("is noted on their page while they allow it; both reports say whom to tell", async () => {
  const node = await testNode();
  const ann = await node.found();
  const alba = await node.found({ group: "Puente Norte", handle: "alba" });
  const base = `/s/${ann.slug}`;
  const { browser } = ann;
  const who = { is: "person", name: "salma", reach: "por su prima" };
  const made = (await browser.submit(`${base}/permissions/people/new`, who)).location ?? "";
  const id = /([0-9a-f]{32})/.exec(made)?.[1] ?? "";
  const own = `${base}/permissions/people/${id}`;
  assert.doesNotMatch(main(await browser.get(own)), /\/meeting"/, "nobody to meet");
  const { ally: to } = await alliedBy(node, ann, alba);
  const meets = async (of: string) =>
    browser.submitOn(await browser.get(own), { meets: of, to }, `${own}/meeting`);
  assert.match((await meets("access")).text, /does not allow it now/);
  // Names that every object has.
  for (const odd of ["constructor", "toString", "__proto__"])
    assert.match((await meets(odd)).text, /does not allow it now/, odd);
  const typed = { purpose: "Para el taller", lang: "en", scope: [id], data: ["reach"] };
  const paper = await browser.submit(`${own}/asking`, {
    ...{ ...typed, activity: "access", channels: [], groups: [to] },
  });
  assert.match(main(paper), /With these groups, and no others: Puente Norte\./);
  const asked = /\/permissions\/([0-9a-f]{32})/.exec(paper.text)?.[1] ?? "";
  const yes = { as: "self", arrived: "voice", retold: "yes" };
  assert.equal((await browser.submit(`${base}/permissions/${asked}/yes`, yes)).status, 303);
  assert.equal((await meets("attend")).status, 422, "that was not asked");
  assert.equal((await meets("access")).status, 303);
  const code = /<code[^>]*>([0-9A-Z-]{24,})<\/code>/.exec(paper.text)?.[1] ?? "";
  const hers = node.browser();
  const held = await hers.submit("/permission", { code });
  const off = main(await hers.submitOn(held, {}, "/permission/end"));
  assert.match(off, /brought together with 1 group that was named to you/);
  const after = main(await browser.get(`${base}/permissions/${asked}/stopped`));
  assert.match(after, /<bdi>Puente Norte<\/bdi>[\s\S]*Tell them that they come no more/);
  assert.equal((await meets("access")).status, 422, "and no more of it");
});
