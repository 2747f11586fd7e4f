/**
 * The law of introductions: as long as not both said yes, nobody reads what the other did. Whatever
 * somebody does with a code (nothing, a no, a yes taken back, more codes handed on), what the other
 * side reads, what the group reads and the log are the same, byte for byte, at every moment after.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { DAY } from "../../house/testing.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { type Browser, forms, type Got, testNode } from "../../web/testing.ts";

const codesIn = ({ text }: Got) =>
  [...text.matchAll(/<code dir="ltr">([0-9A-Z-]+)<\/code>/g)].map(([, code]) => code ?? "");
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
/** A page without what is fresh on every page, and without its reader's own code. */
const bare = ({ text }: Got) =>
  text
    .replaceAll(/(name="form-(?:key|token)" value)="[^"]*"/g, "$1")
    .replaceAll(/(name="code" value)="[^"]*"/g, "$1");

/** What whoever was handed a code does. */
const DEEDS = ["nothing", "looks", "no", "no-twice"] as const;
type Deed = (typeof DEEDS)[number];

async function does(browser: Browser, code: string, deed: Deed) {
  if (deed === "nothing") return;
  const page = await browser.submit("/introduction", { code }, "/introduction");
  if (deed === "looks") return;
  await browser.submitOn(page, { said: "no" }, "/introduction/answer");
  if (deed === "no-twice") await browser.submitOn(page, { said: "no" }, "/introduction/answer");
}

/** A space in which somebody of the group asked, and two were begun from in between. */
async function begun() {
  const node = await testNode({ seed: 7 });
  const ann = await node.found();
  const bo = await node.join(ann.space, ["member"], "bruma");
  const at = `/s/${ann.slug}/introductions`;
  const until = isoDay(node.clock.now + 20 * DAY);
  const about = { what: "Alguien que sepa de papeles", until };
  const people = { name: "bruma", reach: "bruma 611" };
  const [asked = ""] = codesIn(await bo.browser.submit(at, { ...about, ...people }, at));
  const both = codesIn(await ann.browser.submit(at, about, `${at}/between`));
  assert.equal(both.length, 2);
  return { node, ann, bo, at, asked, both };
}

/** `own`: the one of two who is read said yes before; then the other's yes would be both. */
type Play = { passed: number; deeds: Deed[]; other: Deed; days: number } & (
  | { saysYes: boolean; own: false }
  | { saysYes: false; own: true }
);

/** A yes with a name; answers the code that opens the side from then on. */
async function saysYesBy(browser: Browser, code: string, name: string): Promise<string> {
  const page = await browser.submit("/introduction", { code }, "/introduction");
  const people = { said: "yes", name, reach: `${name} 622` };
  const [own = ""] = codesIn(await browser.submitOn(page, people, "/introduction/answer"));
  assert.ok(own, "whoever says yes gets a code of their own");
  return own;
}

/** Everything that the asking side, the silent one of two, and the group read at the end. */
async function readAfter(
  { passed, deeds, other, saysYes, own: isYes, days }: Play,
  isPlayed: boolean,
) {
  const { node, ann, bo, at, asked, both } = await begun();
  const [first = "", handed = ""] = both;
  const second = isYes ? await saysYesBy(node.browser(), handed, "sami") : handed;
  if (isPlayed) {
    for (let n = 0; n < passed; n++) {
      const page = await ann.browser.get(at);
      const to = forms(page.text).find(({ action }) => action.endsWith("/passing"))?.action ?? "";
      const [code = ""] = codesIn(await ann.browser.submitOn(page, {}, to));
      assert.ok(code);
      await does(node.browser(), code, deeds[n] ?? "nothing");
    }
    // Of two that nobody asked for, one answers; a yes alone shows nothing either.
    if (saysYes) await saysYesBy(node.browser(), first, "noor");
    else await does(node.browser(), first, other);
  }
  node.clock.pass(days * DAY);
  const own = (code: string) => node.browser().submit("/introduction", { code }, "/introduction");
  const hers = await node.signIn(ann.login);
  const his = await node.signIn(bo.login);
  const pages = [await own(asked), await own(second)];
  for (const { browser } of [hers, his])
    for (const path of ["", "/timeline", "/today", "/introductions", "/skills"])
      pages.push(await browser.get(`/s/${ann.slug}${path}`));
  const space = await node.house.space(ann.space);
  return { size: space?.size, pages: pages.map(bare) };
}

const rest = {
  passed: fc.integer({ min: 0, max: 2 }),
  deeds: fc.array(fc.constantFrom(...DEEDS), { minLength: 2, maxLength: 2 }),
  other: fc.constantFrom(...DEEDS),
  days: fc.constantFrom(0, 21),
};
const no = fc.constant(false as const);
const play: fc.Arbitrary<Play> = fc.oneof(
  fc.record({ ...rest, saysYes: fc.boolean(), own: no }),
  fc.record({ ...rest, saysYes: no, own: fc.constant(true as const) }),
);

/** The same with nothing done: it follows from the days, and whether the one read said yes. */
const undone = new Map<string, ReturnType<typeof readAfter>>();
function readUndone(one: Play) {
  const key = `${one.days} ${one.own}`;
  const read = undone.get(key) ?? readAfter(one, false);
  undone.set(key, read);
  return read;
}

/** In every run: a no on both ways, one after the other said yes, and a yes alone. */
const ALWAYS: [Play][] = [
  [{ passed: 2, deeds: ["no", "looks"], other: "no", days: 0, saysYes: false, own: false }],
  [{ passed: 0, deeds: [], other: "no-twice", days: 0, saysYes: false, own: true }],
  [{ passed: 1, deeds: ["no-twice"], other: "nothing", days: 21, saysYes: true, own: false }],
];

it("tells nobody of a no, of no answer, or that anything was passed on", async () => {
  const law = fc.asyncProperty(play, async (one) => {
    assert.deepEqual(await readAfter(one, true), await readUndone(one));
  });
  for (const seed of seeds())
    await fc.assert(law, { seed, numRuns: ALWAYS.length + runs(1), examples: ALWAYS });
});
