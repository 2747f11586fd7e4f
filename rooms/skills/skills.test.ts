/** Deciders of skills, of asking for one occasion, and of introductions: given, when, then. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Context, Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { agreement } from "../agreements/index.ts";
import { came, day, THEM } from "../agreements/testing.ts";
import { ally } from "../allies/index.ts";
import { occasion, turn } from "../hours/index.ts";
import { commands } from "./commands.ts";
import { ASKED_MAX } from "./decider-introduction.ts";
import {
  introduction,
  introductionsOf,
  type RequestState,
  request,
  requestsFor,
  skill,
} from "./facts.ts";

const kinds = [skill, request, introduction, occasion, turn, ally, agreement];
const [ONE, AT, ASK, ASKED, CIRCLE] = ["1", "2", "3", "4", "c"].map((one) => one.repeat(32)) as [
  ...[string, string, string, string, string],
];
const NOW = Date.UTC(2026, 10, 2, 10);
const CODE = "0".repeat(24);
const es = (text: string) => ({ lang: "es", text });
const UNTIL = day("2026-12-01");
const said = {
  ...{ work: "knowledge", langs: ["es", "ar"], days: ["mon"], parts: ["evening"], way: "there" },
  until: UNTIL,
};
const given = (more: object = {}, circle?: Given["circle"]): Given => ({
  ...{ thing: ONE, type: "skill.said/1", ...(circle === undefined ? {} : { circle }) },
  record: { ...said, ally: null, hash: codeHash(CODE), ...more } as never,
});
const kitchen = (more: object = {}): Given => ({
  ...{ thing: AT, type: "occasion.asked/1" },
  record: {
    ...{ work: "hours", joins: "asked", on: day("2026-11-06"), place: null, series: null },
    ...{ places: [{ role: "cooking", min: 0, most: 2 }], ...more },
  } as never,
});
const made = (more: object = {}, at = NOW): Given => ({
  ...{ thing: ASK, type: "request.made/1", stamp: { at } },
  record: { skill: ONE, occasion: AT, role: "cooking", on: day("2026-11-06"), ...more } as never,
});
const of = (thing: string, type: string, record: object = {}): Given => {
  return { thing, type: `${type}/1`, record: record as never };
};
const matches = ({ kind, state }: Thing, mark: string) =>
  kind === "request"
    ? mark === requestsFor((state as RequestState).skill)
    : kind === "skill" || mark.startsWith("turns");
type More = Partial<Context> & { roles?: Context["roles"] };
const send = (all: readonly Given[], name: keyof typeof commands, input: object, more: More = {}) =>
  decide(commands[name] as never, kinds, all, input as never, { now: NOW, matches, ...more });
function facts(decided: Decided | Refusal) {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts;
}
const types = (decided: Decided | Refusal) => facts(decided).map(({ type }) => type);
const safe = { protects: true } as const;
const them = { by: "ally", ally: THEM, person: "f".repeat(32) } as const;
const group = { author: them, who: THEM, roles: [] };
const asking = { skill: ONE, occasion: AT, role: "cooking" };
const leads = { roles: ["coordination"] } as const;
const yes = { request: ASK, code: CODE, name: "noor" };

describe("saying what one could give", () => {
  it("names nobody: the hash of a code, and a stamp of the group", () => {
    const done = send([], "say", { ...said, text: es("Riego por goteo") });
    const [fact] = facts(done);
    const { code } = (done as Decided).answer as { code: string };
    assert.equal(fact?.record["hash"], codeHash(code));
    assert.ok(!JSON.stringify(fact).includes(code));
    assert.equal((done as Decided).ofGroup?.happened, Date.UTC(2026, 10, 2));
    assert.deepEqual(types(send([], "say", { ...said, to: "all" })), [
      ...["skill.said/1", "skill.shown/1"],
    ]);
  });

  it("keeps what could harm somebody from everyone, and without words but in a circle", () => {
    const legal = { ...said, work: "legal" };
    assertRefused(send([], "say", { ...legal, to: "all" }), "skills.not-to-all");
    assertRefused(send([], "say", { ...said, to: "all" }, safe), "skills.not-to-all");
    assertRefused(send([], "say", { ...legal, text: es("x") }), "skills.no-words");
    assertRefused(send([], "say", { ...said, text: es("x") }, safe), "skills.no-words");
    const [fact] = facts(send([], "say", { ...legal, text: es("x"), to: CIRCLE }, safe));
    assert.equal(fact?.circle, `circle:${CIRCLE}`);
    assert.deepEqual(fact?.record["until"], day("2026-12-06"), "the last day of its week");
  });

  it("ends always: within a year, and once more said by whoever has its code", () => {
    for (const until of [day("2026-11-01"), day("2027-11-03")])
      assertRefused(send([], "say", { ...said, until }), "skills.until-when");
    const later = { skill: ONE, until: day("2027-01-01") };
    assert.deepEqual(types(send([given()], "keep", { ...later, code: CODE })), ["skill.kept/1"]);
    assertRefused(send([given()], "keep", { ...later, code: "9".repeat(24) }), "skills.not-yours");
    assertRefused(send([given()], "keep", later, leads), "skills.not-yours");
    const late = { now: NOW + 60 * DAY };
    const gone = send([given()], "keep", { ...later, code: CODE }, late);
    assertRefused(gone, "skills.over");
  });

  it("is erased two weeks after its day, by coordination before, and by nobody else", () => {
    const clock = { author: { by: "clock", thing: ONE }, who: ONE } as const;
    assert.deepEqual(types(send([given()], "end", { skill: ONE }, clock)), []);
    const then = { ...clock, now: NOW + 60 * DAY };
    const done = send([given()], "end", { skill: ONE }, then);
    assert.deepEqual(types(done), ["skill.ended/1"]);
    assert.equal((done as Decided).erases?.[0]?.parts[0], "words");
    assert.deepEqual(types(send([given()], "end", { skill: ONE }, leads)), ["skill.ended/1"]);
    const other = send([given()], "end", { skill: ONE }, { roles: ["member"] });
    assertRefused(other, "skills.not-yours");
    const theirs = given({ ally: THEM, hash: null }, `parties:${THEM}`);
    assert.deepEqual(types(send([theirs], "end", { skill: ONE }, group)), ["skill.ended/1"]);
    assertRefused(send([given()], "end", { skill: ONE }, group), "skills.no-such-skill");
  });
});

describe("asking for one occasion", () => {
  it("is done once for each, by coordination where it is sensitive, and presses nobody", () => {
    const both = [given(), kitchen()];
    assert.deepEqual(types(send(both, "ask", asking)), ["request.made/1"]);
    assertRefused(send([...both, made()], "ask", asking), "skills.asked-already");
    const no = of(ASK, "request.said-no");
    assertRefused(send([...both, made(), no], "ask", asking), "skills.asked-already");
    const three = ["7", "8", "9"].map((n): Given => {
      return { ...made({ occasion: n.repeat(32) }), thing: n.repeat(32) };
    });
    assertRefused(send([...both, ...three], "ask", asking), "skills.asked-enough");
    const legal = [given({ work: "legal" }), kitchen()];
    const member = { roles: ["member"] } as const;
    assertRefused(send(legal, "ask", asking, member), "skills.coordination-asks");
    const quiet = send(legal, "ask", asking, leads);
    assert.ok((quiet as Decided).ofGroup, "who asks for it is not in the log");
    const within = [given({ work: "legal" }, `circle:${CIRCLE}`), kitchen()];
    const [fact] = facts(send(within, "ask", asking, member));
    assert.equal(fact?.circle, `circle:${CIRCLE}`, "it lies as narrow as what it is for");
  });

  it("asks for nothing that is over, on either side", () => {
    const late = { now: NOW + 30 * DAY };
    assertRefused(send([given(), kitchen()], "ask", asking, late), "skills.no-such-skill");
    const off = of(AT, "occasion.called-off");
    assertRefused(send([given(), kitchen(), off], "ask", asking), "hours.over");
    const other = { ...asking, role: "driving" };
    assertRefused(send([given(), kitchen()], "ask", other), "hours.no-such-role");
  });

  it("is a place at that occasion by a yes of whoever has the code", () => {
    const all = [given(), kitchen(), made()];
    const done = send(all, "sayYes", yes, { roles: ["member"] });
    assert.deepEqual(types(done), [
      ...["request.said-yes/2", "turn.taken/1", "turn.accepted/1", "occasion.joined/1"],
    ]);
    assert.equal((done as Decided).ofGroup, undefined, "of an open group it is one's own word");
    const legal = [given({ work: "legal" }), kitchen(), made()];
    assert.ok((send(legal, "sayYes", yes) as Decided).ofGroup);
    const wrong = send(all, "sayYes", { ...yes, code: "9".repeat(24) });
    assertRefused(wrong, "skills.not-yours");
    assertRefused(send(all, "sayNo", { request: ASK }, leads), "skills.not-yours");
  });

  it("goes by itself after a week, and a no is never refused", () => {
    const all = [given(), kitchen(), made({}, NOW - 8 * DAY)];
    assertRefused(send(all, "sayYes", yes), "skills.request-gone");
    const no = { request: ASK, code: CODE };
    assert.deepEqual(types(send(all, "sayNo", no)), ["request.said-no/1"]);
    const taken = [given(), kitchen(), made(), of(ASK, "request.withdrawn")];
    assertRefused(send(taken, "sayYes", yes), "skills.request-gone");
    const ended = [given(), kitchen(), made(), of(ONE, "skill.ended")];
    assertRefused(send(ended, "sayYes", yes), "skills.request-gone");
  });

  it("asks a group for what it can read alone, and gives its yes a place at once", () => {
    const theirs = given({ ally: THEM, hash: null }, `parties:${THEM}`);
    assertRefused(send([theirs, kitchen()], "ask", asking), "skills.show-first");
    const shown = of(AT, "occasion.shown", { to: "public" });
    const [fact] = facts(send([theirs, kitchen(), shown], "ask", asking));
    assert.equal(fact?.circle, `parties:${THEM}`);
    const asked = { ...made(), circle: `parties:${THEM}` as const };
    const all = [came, theirs, kitchen(), shown, asked];
    const done = send(all, "sayYesAsGroup", { request: ASK }, group);
    assert.deepEqual(types(done).slice(1), [
      ...["turn.taken-by-ally/1", "turn.accepted/1", "occasion.joined/1"],
    ]);
  });
});

it("leads nobody who reads requests from a skill to the name of who took a place by it", () => {
  const legal = [given({ work: "legal" }), kitchen(), made()];
  const all = facts(send(legal, "sayYes", yes));
  const taken = all.find(({ type }) => type === "turn.taken/1")?.thing ?? "";
  const ofSkill = all.filter(({ type }) => type.startsWith("request."));
  assert.ok(taken !== "" && ofSkill.length === 1);
  assert.ok(!JSON.stringify(ofSkill).includes(taken));
  const before = of(ASK, "request.said-yes", { turn: taken });
  const told = fold([request], [made(), before]).get(ASK)?.state as RequestState;
  assert.equal(told.status, "yes");
  assert.ok(!JSON.stringify(told).includes(taken), "nor by one from before");
});

describe("an introduction", () => {
  const what = es("Una clínica dental");
  it("is asked for until a day, ends by itself, and names nobody", () => {
    const done = send([], "introduce", { what, until: UNTIL });
    assert.equal((done as Decided).ofGroup?.happened, Date.UTC(2026, 10, 2));
    const far = { what, until: day("2027-02-01") };
    assertRefused(send([], "introduce", far), "skills.introduce-until");
    const asked = of(ASKED, "introduction.asked", {
      ...{ until: UNTIL, ally: null, hash: codeHash(CODE) },
    });
    const one = { introduction: ASKED };
    assertRefused(send([asked], "endIntroduction", one, { roles: ["member"] }), "skills.not-yours");
    const own = send([asked], "endIntroduction", { ...one, code: CODE }, { roles: ["member"] });
    assert.deepEqual(types(own), ["introduction.ended/1"]);
    const clock = { author: { by: "clock", thing: ASKED }, who: ASKED } as const;
    assert.deepEqual(types(send([asked], "endIntroduction", one, clock)), []);
    const late = send([asked], "endIntroduction", one, { ...clock, now: NOW + 30 * DAY });
    assert.deepEqual(types(late), ["introduction.ended/1"]);
    assert.deepEqual(types(send([asked], "between", one)), [], "passing it on writes nothing");
    assertRefused(
      send([asked], "between", one, { now: NOW + 30 * DAY }),
      "skills.introduction-over",
    );
  });
});

it("is asked for by one allied group so often at once, and by the group as it likes", () => {
  const wish = { what: es("Una clínica dental"), until: UNTIL };
  const asked = Array.from({ length: ASKED_MAX }, (_, n): Given => {
    const thing = n.toString(16).padStart(32, "d");
    const record = { until: UNTIL, ally: THEM, hash: codeHash(thing) };
    return { thing, type: "introduction.asked/2", record, circle: `parties:${THEM}` };
  });
  const matches = ({ kind }: Thing, mark: string) =>
    kind === "introduction" && mark === introductionsOf(THEM);
  const all = { ...group, matches };
  assertRefused(send([came, ...asked], "introduce", wish, all), "skills.enough");
  const ended = of(asked[0]?.thing ?? "", "introduction.ended");
  assert.deepEqual(types(send([came, ...asked, ended], "introduce", wish, all)), [
    "introduction.asked/2",
  ]);
  assert.deepEqual(types(send([came, ...asked], "introduce", wish, { matches } as object)), [
    "introduction.asked/1",
  ]);
  const shape = introduction.facts.find(({ type }) => type === "introduction.asked/2");
  assert.deepEqual(shape?.marks?.({ record: { ally: THEM } } as never).record, [
    introductionsOf(THEM),
  ]);
});
