import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Context, Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, decide, type Given, seededRandom } from "../../house/testing.ts";
import { dayOf } from "../../house/values/index.ts";
import { wordsFaults, wordsFromFiles } from "../../house/words/index.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { need } from "../needs/index.ts";
import { circle } from "../people/index.ts";
import { commands } from "./commands.ts";
import { BANDS, type Band, GROUPS, type GrowthState, grewIn, growth, listening } from "./facts.ts";
import { heardIn, LEAST, LOWS } from "./figures.ts";
import { NORM_MARK, norm } from "./norms.ts";

const ID = "1".repeat(32);
const ITEM = "2".repeat(32);
const NEED = "3".repeat(32);
const LINK = "4".repeat(32);
const NORM = "5".repeat(32);
const CIRCLE = "c".repeat(32);
const KINDS = [listening, growth, norm, need, circle] as never;
const NOON = Date.UTC(2026, 9, 20, 12);
const day = dayOf(NOON, "UTC");
const text = (said: string, lang = "es") => ({ lang, text: said });
const least = { held: day, convened: "group", with: "everyone", langs: ["es"] } as const;
const known = { ...least, place: null };

const says = (what: string, record: object, thing = ID): Given => {
  return { thing, type: what, record: { ...record } };
};
const opened = (use = "here") => says("listening.opened/1", { ...known, use });
const summary = says("listening.written/1", { block: "summary", lang: "es" });
const heard = says("listening.heard/1", { item: ITEM, lang: "es" });
const grown = says("growth.made/1", { listening: ID, item: ITEM, need: NEED }, LINK);
const line = {
  ...{ needKind: "goods", quantity: null, category: null, urgency: "weeks", by: null },
  ...{ place: null, nearby: false, rank: 0, told: "no", from: { by: "typed" } },
};
const asked = says("need.opened/1", line, NEED);
const shownNeed = says("need.published/1", { to: "public" }, NEED);

type Of = keyof typeof commands;
type More = Parameters<typeof decide>[4];
const matches = ({ kind, state }: Pick<Thing, "kind" | "state">, mark: string) =>
  (kind === "growth" && mark === grewIn((state as GrowthState).listening)) ||
  (kind === "norm" && mark === NORM_MARK);
function when(of: Of, given: readonly Given[], input: object = {}, more: More = {}) {
  const row = commands[of] as never;
  return decide(row, KINDS, given, input as never, { matches, ...more });
}
const on = (of: Of, given: readonly Given[], input: object = {}, more: More = {}) =>
  when(of, given, { listening: ID, ...input }, more);
function done(answer: Decided | Refusal): Decided {
  assert.ok(!isRefusal(answer), JSON.stringify(answer));
  return answer;
}
const types = (answer: Decided | Refusal) => done(answer).facts.map(({ type }) => type);
const erased = (answer: Decided | Refusal) => (done(answer).erases ?? []).map(({ at }) => at.n);

it("says everything in all languages", () => {
  assert.deepEqual(
    wordsFaults("listening", wordsFromFiles(new URL("../../", import.meta.url))),
    [],
  );
});

describe("a session", () => {
  it("begins with a day alone, stays here, and takes a title beside it", () => {
    const answer = done(when("open", [], { ...least, title: text("Agua") }));
    assert.deepEqual(types(answer), ["listening.opened/1", "listening.written/1"]);
    assert.deepEqual(answer.facts[0]?.record, { ...known, use: "here" });
    assert.equal(answer.facts[0]?.words, undefined);
  });
  it("keeps a month and a region where the space protects, and nothing finer", () => {
    const town = { code: "e".repeat(32), level: 4 };
    const protects = { protects: true } as Partial<Context>;
    const [fact] = done(when("open", [], { ...least, place: town }, protects)).facts;
    assert.equal((fact?.record as typeof known | undefined)?.held.date, "2026-10-01");
    assert.equal(fact?.record["place"], null);
    const region = { code: "ES-GA", level: 2 };
    const [kept] = done(on("correct", [opened()], { ...least, place: region }, protects)).facts;
    assert.deepEqual(kept?.record["place"], region);
  });
  it("lies in a circle that is there, and in no other", () => {
    assertRefused(when("open", [], { ...least, circle: CIRCLE }), "house.no-such-circle");
  });
  it("is answered alike where it is closed and where there is none", () => {
    for (const which of ["show", "quiet", "takeOut", "takeCountBack"] as const)
      assertRefused(on(which, []), "listening.not-here");
  });
  it("erases what stood there when it is written anew in the same language, and only then", () => {
    const given = [opened(), summary, heard];
    assert.deepEqual(erased(on("write", given, { block: "summary", text: text("a") })), [2]);
    assert.deepEqual(erased(on("write", given, { block: "summary", text: text("a", "ar") })), []);
    const again = { item: ITEM, what: "risk", text: text("b") };
    assert.deepEqual(erased(on("hear", given, again)), [3]);
    assert.deepEqual(erased(on("dropHeard", given, { item: ITEM })), [3]);
    assert.deepEqual(erased(on("unwrite", given, { block: "summary", lang: "es" })), [2]);
    assert.deepEqual(types(on("unwrite", given, { block: "title", lang: "es" })), []);
  });
  it("says in no record what kind of thing was heard", () => {
    for (const what of ["request", "works", "risk"]) {
      const [fact] = done(on("hear", [opened()], { what, text: text("x") })).facts;
      assert.deepEqual(Object.keys(fact?.record ?? {}).sort(), ["item", "lang"]);
      assert.deepEqual(fact?.words, { what, text: text("x") });
    }
  });
  it("taken out, erases all its words and takes nothing more", () => {
    const given = [opened(), summary, heard];
    const answer = on("takeOut", given);
    assert.deepEqual(types(answer), ["listening.taken-out/1"]);
    assert.deepEqual(erased(answer), [2, 3]);
    const out = [...given, says("listening.taken-out/1", {})];
    assertRefused(on("hear", out, { what: "risk", text: text("x") }), "listening.out");
    assert.deepEqual(types(on("takeOut", out)), []);
  });
});

describe("how many were heard", () => {
  const band = { band: "10-19", groups: ["women"] };
  const counted = says("listening.counted/1", band);
  it("is a band of five and more, said once, and can only be taken back", () => {
    assert.deepEqual(types(on("count", [opened()], band)), ["listening.counted/1"]);
    assertRefused(on("count", [opened(), counted], band), "listening.counted-once");
    assert.deepEqual(types(on("takeCountBack", [opened(), counted])), [
      "listening.count-taken-back/1",
    ]);
    const back = [opened(), counted, says("listening.count-taken-back/1", {})];
    assertRefused(on("count", back, { band: "5-9", groups: [] }), "listening.counted-once");
    assert.throws(() => on("count", [opened()], { band: "1-4", groups: [] }));
  });
  it("names no two groups apart that the band has no room for", () => {
    const both = { groups: ["women", "men"] };
    assertRefused(on("count", [opened()], { band: "5-9", ...both }), "listening.too-few");
    assert.deepEqual(types(on("count", [opened()], { band: "10-19", ...both })).length, 1);
  });
  it("adds up so that two sums differ by nothing or by five and more, whatever was done", () => {
    for (const seed of seeds())
      for (let n = 0; n < runs(40); n++) {
        const random = seededRandom(`${seed} ${n}`);
        const below = (max: number) => (random(1)[0] ?? 0) % max;
        type One = { band: Band | null; groups: (typeof GROUPS)[number][]; out: boolean };
        const all: One[] = [];
        const told: number[][] = [];
        for (let step = 0; step < 14; step++) {
          const one = all[below(all.length + 1)];
          if (one === undefined)
            all.push({
              ...{ band: BANDS[below(BANDS.length)] ?? null, out: false },
              groups: GROUPS.filter(() => below(2) === 0),
            });
          else if (below(2) === 0) Object.assign(one, { band: null, groups: [] });
          else one.out = true;
          // Any choice of sessions is a filter somebody could make.
          const some = all.filter(() => below(3) > 0);
          for (const these of [all, some]) {
            const { least, groups } = heardIn(these);
            told.push([least, ...GROUPS.map((g) => groups.find((x) => x.group === g)?.least ?? 0)]);
          }
        }
        for (const a of told)
          for (const b of told)
            a.forEach((figure, at) => {
              const apart = Math.abs(figure - (b[at] ?? 0));
              assert.ok(apart === 0 || apart >= LEAST, `${figure} and ${b[at]}`);
            });
      }
  });
  it("knows no band that begins below five", () => {
    for (const one of BANDS) assert.ok(LOWS[one] >= LEAST, one);
  });
});

describe("what others read of it", () => {
  it("is nothing where it stays here, and nothing without a summary", () => {
    assertRefused(on("show", [opened(), summary]), "listening.only-here");
    assertRefused(on("show", [opened("summary")]), "listening.no-summary");
  });
  it("is its record and what was written to be shown, and what grew out of it and is shown", () => {
    const given = [opened("summary"), summary, heard, asked, grown];
    assert.deepEqual(types(on("show", given)), ["listening.shown/1"]);
    const both = ["listening.shown/1", "growth.shown/1"];
    assert.deepEqual(types(on("show", [...given, shownNeed])), both);
    const to = done(on("show", [...given, shownNeed], {}, { protects: true })).facts;
    assert.deepEqual(
      to.map(({ record }) => record["to"]),
      ["link", "link"],
    );
  });
  it("is taken back with its links, by saying so or by saying: only here", () => {
    const shown = [
      ...[opened("summary"), summary, heard, asked, shownNeed, grown],
      says("listening.shown/1", { to: "public" }),
      says("growth.shown/1", { to: "public" }, LINK),
    ];
    const back = ["listening.quieted/2", "growth.quieted/2"];
    assert.deepEqual(types(on("quiet", shown)), back);
    assert.deepEqual(types(on("sayUse", shown, { use: "here" })), [
      "listening.use-said/1",
      ...back,
    ]);
    assert.deepEqual(types(on("sayUse", shown, { use: "own-words" })), ["listening.use-said/1"]);
    assert.deepEqual(types(on("takeOut", shown)), [...back, "listening.taken-out/1"]);
    assert.deepEqual(types(on("quiet", [opened()])), []);
  });
});

describe("a need that grows out of it", () => {
  const input = { item: ITEM, title: text("Agua") };
  it("is opened with the link in one step, from something that was heard", () => {
    const answer = on("grow", [opened(), heard], input);
    assert.deepEqual(types(answer), ["need.opened/1", "growth.made/1"]);
    const [first, link] = done(answer).facts;
    assert.deepEqual(link?.record, { listening: ID, item: ITEM, need: first?.thing });
    assertRefused(on("grow", [opened()], input), "listening.no-such-item");
  });
  it("is linked for others only where both are shown", () => {
    const published = ["need.opened/1", "need.published/1", "growth.made/1"];
    const publish = { ...input, publish: true };
    assert.deepEqual(types(on("grow", [opened(), heard], publish)), published);
    const shown = [opened("summary"), summary, heard, says("listening.shown/1", { to: "public" })];
    assert.deepEqual(types(on("grow", shown, publish)), [...published, "growth.shown/1"]);
    assert.deepEqual(types(on("grow", shown, input)), ["need.opened/1", "growth.made/1"]);
  });
  it("lies with its link in the circle of the session", () => {
    const within: Given = { ...opened(), circle: `circle:${CIRCLE}` };
    const [, link] = done(on("grow", [within, heard], input)).facts;
    assert.equal(link?.circle, `circle:${CIRCLE}`);
  });
});

describe("what to know first", () => {
  const told = says("norm.told/1", { about: "norm", lang: "es", first: false }, NORM);
  const of = { norm: NORM };
  it("is told in one language, worded in others, and erased language by language", () => {
    const words = { short: text("Avisen antes"), more: text("Siempre") };
    assert.deepEqual(types(when("tell", [], { ...words, about: "norm" })), ["norm.told/1"]);
    const two = { short: text("a"), more: text("b", "en") };
    assertRefused(when("tell", [], { ...two, about: "norm" }), "listening.two-languages");
    assert.deepEqual(erased(when("word", [told], { ...of, short: text("otra") })), [1]);
    assert.deepEqual(erased(when("word", [told], { ...of, short: text("more", "en") })), []);
    assertRefused(when("unword", [told], { ...of, lang: "es" }), "listening.last-words");
    const english = says("norm.worded/1", { lang: "en" }, NORM);
    assert.deepEqual(erased(when("unword", [told, english], { ...of, lang: "es" })), [1]);
  });
  it("is shown, taken back, and taken out with all its words", () => {
    assert.deepEqual(types(when("showNorm", [told], of)), ["norm.shown/1"]);
    const shown = [told, says("norm.shown/1", { to: "public" }, NORM)];
    assert.deepEqual(types(when("showNorm", shown, of)), []);
    assert.deepEqual(types(when("quietNorm", shown, of)), ["norm.quieted/1"]);
    assert.deepEqual(erased(when("takeNormOut", shown, of)), [1]);
    const out = [...shown, says("norm.taken-out/1", {}, NORM)];
    assertRefused(when("word", out, { ...of, short: text("x") }), "listening.no-such-norm");
  });
  it("has an end", () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      says("norm.told/1", told.record, String(at).padStart(32, "0")),
    );
    assertRefused(when("tell", many, { short: text("x"), about: "tried" }), "listening.full");
  });
});
