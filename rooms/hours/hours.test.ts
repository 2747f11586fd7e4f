/** Deciders of time and skills: given, when, then. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Context, Decided } from "../../house/command.ts";
import { COMMIT_ENTRIES_MAX } from "../../house/commit.ts";
import type { Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { agreement } from "../agreements/index.ts";
import { came, day, says, signedByBoth, THEM } from "../agreements/testing.ts";
import { ally } from "../allies/index.ts";
import { book } from "../ledger/index.ts";
import { commands } from "./commands.ts";
import { type OccasionState, occasion, rolesOf } from "./facts.ts";
import { effort, type TurnState, turn, turnsIn, turnsOf } from "./facts-turn.ts";

const kinds = [occasion, turn, effort, book, ally, agreement];
const AT = "1".repeat(32);
const DEAL = "d".repeat(32);
const [ONE, TWO, THREE] = ["2", "3", "4"].map((one) => one.repeat(32)) as [string, string, string];
const EFFORT = "5".repeat(32);
const ME = "a".repeat(32);
const NOW = Date.UTC(2026, 10, 2, 10);
const CODE = "0".repeat(24);
const es = (text: string) => ({ lang: "es", text });
const when = { day: day("2026-11-05"), from: "18:00", until: "21:00" };
const kitchen = [{ role: "cooking", min: 1, most: 2 }];

const asked = (more: object = {}): Given => ({
  ...{ thing: AT, type: "occasion.asked/1" },
  record: {
    ...{ work: "hours", joins: "first", on: when.day, place: null },
    ...{ places: kitchen, series: null, ...more },
  } as never,
});
const joined = (id: string, role = "cooking"): Given => ({
  ...{ thing: AT, type: "occasion.joined/1", record: { turn: id, role } },
});
const about = { occasion: AT, role: "cooking", work: "hours", on: when.day };
const taken = (id: string, more: object = {}, stamp: Given["stamp"] = {}): Given => ({
  ...{ thing: id, type: "turn.taken/1", stamp },
  record: { ...about, hash: codeHash(CODE), ...more },
});
const theirs = (id: string, more: object = {}): Given => ({
  ...{ thing: id, type: "turn.taken-by-ally/1" },
  record: { ...about, ally: THEM, agreement: null, ...more },
});
const of = (thing: string, type: string, record: object = {}): Given => {
  return { thing, type: `${type}/1`, record: record as never };
};
/** Somebody has a place. */
const placedAt = (id: string) => [taken(id), of(id, "turn.accepted"), joined(id)];

const matches = ({ state }: Thing, mark: string) => {
  const { occasion: at, ally: group } = state as Partial<TurnState>;
  return mark === turnsIn(at ?? "") || mark === turnsOf(group ?? "");
};
type More = Partial<Context> & { roles?: Context["roles"] };
const send = (
  given: readonly Given[],
  name: keyof typeof commands,
  input: object,
  more: More = {},
) => decide(commands[name] as never, kinds, given, input as never, { now: NOW, matches, ...more });
function facts(decided: Decided | Refusal): Given[] {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts as Given[];
}
const types = (decided: Decided | Refusal) => facts(decided).map(({ type }) => type);
const stateIn = <S>(all: Map<string, Thing>, id: string) =>
  (all.get(id) ?? assert.fail(id)).state as S;
const stranger = { author: { by: "stranger", id: "7".repeat(32) }, who: "7".repeat(32) } as const;
const holder = { author: { by: "holder", thing: ONE, code: CODE }, who: ONE } as const;
const group = { author: { by: "ally", ally: THEM, person: "f".repeat(32) }, who: THEM } as const;
const taking = { occasion: AT, role: "cooking", name: "noor", reach: "jueves" };

describe("asking for people", () => {
  const input = { work: "hours", joins: "first", ...when, places: kitchen, what: es("Cocina") };

  it("makes a thing of each time, of one series, with the minute in words alone", () => {
    const many = facts(send([], "ask", { ...input, every: "week", times: 3, show: true }));
    assert.equal(many.length, 6);
    const days = many.flatMap(({ record }) => (record["on"] as { date: string })?.date ?? []);
    assert.deepEqual(days, ["2026-11-05", "2026-11-12", "2026-11-19"]);
    assert.equal(new Set(many.map(({ record }) => record["series"])).size, 2, "one, and none");
    assert.ok(!JSON.stringify(many.map(({ record }) => record)).includes("18:00"));
  });

  it("keeps no night of a protected group: the last day of its week, and a region", () => {
    const place = { code: "b".repeat(32), level: 4 };
    const [one] = facts(send([], "ask", { ...input, place }, { protects: true }));
    assert.deepEqual(one?.record["on"], day("2026-11-08"));
    assert.deepEqual(one?.record["place"], { code: "001", level: 0 });
  });

  it("leaves none of the hours that it was moved from, once it is moved again", () => {
    const to = { occasion: AT, ...when };
    const once = send([asked()], "move", to);
    assert.deepEqual((once as Decided).erases, [], "what it is stands beside its first hours");
    const twice = send([asked(), ...facts(once)], "move", to) as Decided;
    assert.deepEqual(
      twice.erases?.map(({ at, parts }) => [at.type, at.n, parts]),
      [["occasion.moved/1", 2, ["words"]]],
    );
  });

  it("goes no further than days are written, nor further back", () => {
    const last = { ...input, day: day("2199-12-31") };
    assert.equal(facts(send([], "ask", last)).length, 1);
    const more = { ...last, every: "week", times: 2 };
    assertRefused(send([], "ask", more), "day.shape");
    const far = { ...when, occasion: AT, day: last.day };
    assertRefused(send([asked()], "move", far, { protects: true }), "day.shape");
    const first = { happened: Date.UTC(1900), zone: "America/Bogota" };
    const hour = { of: "1", unit: "hour" };
    assertRefused(send([], "say", { work: "hours", of: hour }, first), "house.too-long-ago");
  });

  it("asks for no day gone by, nor for fewer than it has to have", () => {
    assertRefused(send([], "ask", { ...input, day: day("2026-11-01") }), "hours.day-gone");
    const places = [{ role: "any", min: 3, most: 2 }];
    assert.throws(() => send([], "ask", { ...input, places }), /hours.places/);
  });
});

describe("taking a place", () => {
  it("is had at once where the group said so, and waits for its yes where it did not", () => {
    const first = ["turn.taken/1", "turn.accepted/1", "occasion.joined/1"];
    assert.deepEqual(types(send([asked()], "take", taking, stranger)), first);
    const slow = asked({ joins: "asked" });
    assert.deepEqual(types(send([slow], "take", taking, stranger)), ["turn.taken/1"]);
    assert.deepEqual(types(send([slow], "take", taking)), first, "whoever is of the group has it");
    const places = [{ role: "driving", min: 0, most: 1 }];
    const gone = [slow, taken(ONE), of(AT, "occasion.limits-set", { places })];
    assertRefused(send(gone, "accept", { turn: ONE }), "hours.role-gone");
  });

  it("keeps no code but its hash, and of who is of a protected group nothing in the stamp", () => {
    const done = send([asked()], "take", taking, { protects: true });
    assert.ok(!isRefusal(done));
    assert.equal(done.ofGroup?.happened, Date.UTC(2026, 10, 2), "that week's first day");
    const { code } = done.answer as { code: string };
    assert.ok(!JSON.stringify(done.facts).includes(code));
    assert.equal(done.facts[0]?.record["hash"], codeHash(code));
    assert.equal((send([asked()], "take", taking, stranger) as Decided).ofGroup, undefined);
  });

  it("is refused with a next step: over, called off, another role, no way to reach", () => {
    const off = [asked(), of(AT, "occasion.called-off")];
    assertRefused(send(off, "take", taking, stranger), "hours.over");
    assertRefused(send([asked()], "take", taking, { now: NOW + 4 * DAY }), "hours.over");
    const other = { ...taking, role: "driving" };
    assertRefused(send([asked()], "take", other, stranger), "hours.no-such-role");
    const { reach: _, ...silent } = taking;
    assertRefused(send([asked()], "take", silent, stranger), "hours.reach-missing");
  });

  it("past the limit it stands in the waiting list, and comes in when somebody leaves", () => {
    const full = [asked(), ...[ONE, TWO, THREE].flatMap(placedAt)];
    const stateOf = (given: readonly Given[]) => {
      return rolesOf(fold(kinds, given).get(AT)?.state as OccasionState)[0];
    };
    const before = stateOf(full);
    assert.deepEqual([before?.taken, before?.waiting, before?.full], [2, 1, true]);
    const left = facts(send(full, "leave", { turn: ONE }, holder));
    assert.deepEqual(
      left.map(({ type }) => type),
      ["turn.left/1", "occasion.left/1"],
    );
    const after = stateOf([...full, ...left]);
    assert.deepEqual([after?.taken, after?.waiting], [2, 0]);
  });
});

describe("one's own turn", () => {
  const mine = [asked(), ...placedAt(ONE)];

  it("is left by its code alone, by whoever coordinates, and by nobody else", () => {
    const wrong = { author: { ...holder.author, code: "1".repeat(24) }, who: ONE };
    assertRefused(send(mine, "leave", { turn: ONE }, wrong), "hours.no-such-turn");
    const other = { roles: ["member"], who: "9".repeat(32) } as const;
    assertRefused(send(mine, "leave", { turn: ONE }, other), "hours.not-yours");
    assert.equal(types(send(mine, "leave", { turn: ONE, code: CODE }, other)).length, 2);
    assert.equal(types(send(mine, "leave", { turn: ONE })).length, 2, "coordination frees it");
    const gone = [...mine, of(ONE, "turn.left"), of(AT, "occasion.left", { turn: ONE })];
    assert.deepEqual(types(send(gone, "leave", { turn: ONE }, holder)), [], "twice is once");
  });

  it("is handed on at the same point of the line, and stays one's own until somebody comes", () => {
    assertRefused(send(mine, "takeOver", { turn: ONE, name: "bo" }), "hours.not-offered");
    const offered = [
      ...mine,
      ...placedAt(TWO),
      ...facts(send(mine, "offerOn", { turn: ONE }, holder)),
    ];
    const over = facts(send(offered, "takeOver", { turn: ONE, name: "bo" }));
    const all = fold(kinds, [...offered, ...over]);
    const { line } = stateIn<OccasionState>(all, AT);
    assert.equal(line.length, 2);
    assert.notEqual(line[0]?.turn, ONE);
    assert.equal(line[1]?.turn, TWO);
    assert.equal(stateIn<TurnState>(all, ONE).status, "left");
  });

  it("is forgotten 30 days after its day, and whenever its holder says so", () => {
    const clock = { author: { by: "clock", thing: ONE }, who: ONE } as const;
    const at = Date.UTC(2026, 10, 6) + 30 * DAY;
    assert.deepEqual(types(send(mine, "forget", { turn: ONE }, { ...clock, now: at - 1 })), []);
    const gone = send(mine, "forget", { turn: ONE }, { ...clock, now: at });
    assert.deepEqual([types(gone), (gone as Decided).erases?.length], [["turn.forgotten/1"], 1]);
    assert.equal(types(send(mine, "forget", { turn: ONE }, holder)).length, 1);
  });
});

describe("what an allied group offers", () => {
  const here = [came, asked({ joins: "first" })];
  const visit = [came, asked({ work: "visit" })];
  const come = { occasion: AT, role: "cooking" };
  const under = { ...come, agreement: DEAL };
  const deal = (more: object = {}) => signedByBoth().map((one) => ({ ...one, ...more }));
  // In force: both signed, and what was signed rested for two days.
  const inForce = { ...group, now: Date.UTC(2026, 10, 5, 1) };
  const ticks = says("ticked", { kinds: ["hours"], until: day("2026-12-31") });

  it("waits for the yes to that occasion, also where others have their place at once", () => {
    const [one, ...more] = facts(send(here, "come", come, group));
    assert.equal(one?.type, "turn.taken-by-ally/1");
    assert.equal(one?.circle, `parties:${THEM}`);
    assert.deepEqual(more, []);
    const waits = [...here, theirs(ONE)];
    assert.deepEqual(types(send(waits, "accept", { turn: ONE })), [
      ...["turn.accepted/1", "occasion.joined/1"],
    ]);
    const gone = [
      ...waits,
      { thing: THEM, type: "ally.ended/1", record: { how: "left" } } as never,
    ];
    if (ally.facts.some(({ type }) => type === "ally.ended/1")) {
      const shape = ally.facts.find(({ type }) => type === "ally.ended/1");
      if (shape?.record.safeParse({ how: "left" }).success)
        assertRefused(send(gone, "accept", { turn: ONE }), "hours.group-gone");
    }
  });

  it("takes an agreement for a visit, and for support given again and again", () => {
    const no = send(visit, "come", come, group);
    assertRefused(no, "allies.agreement-visit");
    assert.equal((no as Refusal).next, "allies.ask-agreement");
    const often = [...here, ...[1, 2, 3, 4, 5].map((n) => theirs(`${n}`.repeat(31).concat("9")))];
    assertRefused(send(often, "come", come, group), "allies.agreement-repeated");
  });

  it("comes on a visit by the clause on people, so many at once and no more", () => {
    const all = [...visit, ...deal()];
    const [one] = facts(send(all, "visit", under, inForce));
    assert.equal((one as unknown as { standsOn: string }).standsOn, DEAL);
    const row = commands.visit;
    assert.deepEqual(row.clause, { clause: "people", of: "agreement" });
    assert.equal(row.onLapse, "stop", "a visit goes outward");
    const two = [...all, ...[ONE, TWO].map((id) => theirs(id, { agreement: DEAL, work: "visit" }))];
    assertRefused(send(two, "visit", under, inForce), "hours.people-at-once");
    assertRefused(send([...here, ...deal()], "visit", under, inForce), "hours.other-clause");
    assertRefused(send(visit, "visit", under, inForce), "agreements.no-clause");
  });

  it("gives what was agreed and ticked, and is accepted under the same agreement alone", () => {
    const all = [...here, ...deal()];
    assertRefused(send(all, "comeUnder", under, inForce), "agreements.not-ticked");
    assert.equal(facts(send([...all, ticks], "comeUnder", under, inForce)).length, 1);
    const legal = [came, asked({ work: "legal" }), ...deal(), ticks];
    assertRefused(send(legal, "comeUnder", under, inForce), "agreements.other-kind");
    const waits = [...all, theirs(ONE, { agreement: DEAL })];
    assertRefused(send(waits, "accept", { turn: ONE }), "hours.on-an-agreement");
    const yes = { turn: ONE, agreement: DEAL };
    assert.equal(facts(send(waits, "acceptUnder", yes)).length, 2);
    assertRefused(send(waits, "acceptVisit", yes), "hours.no-such-turn");
    const other = { turn: ONE, agreement: "c".repeat(32) };
    assertRefused(send(waits, "acceptUnder", other), "hours.no-such-turn");
  });
});

const late = { now: NOW + 5 * DAY, happened: NOW + 5 * DAY };
const three = { of: "3", unit: "hour" };
const mine = [asked(), ...placedAt(ONE)];
const said = (by = "9".repeat(32)): Given => ({
  ...of(EFFORT, "effort.said", {
    ...{ work: "hours", of: three, week: day("2026-11-02"), turn: null, ally: null },
    supported: true,
  }),
  stamp: { who: by },
});

describe("hours given", () => {
  it("are said by a turn's holder, once, and not before it begins; nothing counts by it", () => {
    const say = { work: "hours", of: three, turn: ONE };
    assertRefused(send(mine, "say", say, holder), "hours.not-yet");
    const done = facts(send(mine, "say", say, { ...holder, ...late }));
    assert.deepEqual(
      done.map(({ type }) => type),
      ["effort.said/1", "turn.worked/1"],
    );
    assert.deepEqual(done[0]?.record["week"], day("2026-11-02"));
    assertRefused(
      send([...mine, ...done], "say", say, { ...holder, ...late }),
      "hours.said-already",
    );
    const { turn: _, ...loose } = say;
    assertRefused(send(mine, "say", loose, { ...holder, ...late }), "hours.no-such-turn");
  });

  it("are recorded although nobody had said yes, and marked so", () => {
    const waits = [asked({ joins: "asked" }), taken(ONE)];
    const say = { work: "hours", of: three, turn: ONE };
    const [one] = facts(send(waits, "say", say, { ...holder, ...late }));
    assert.equal(one?.record["supported"], false);
  });

  it("count when the ground confirms them, once, with the figure it knows", () => {
    const done = send([said()], "confirm", {
      said: [{ effort: EFFORT, of: { ...three, of: "2" } }],
    });
    const [opened, yes, line] = facts(done);
    assert.deepEqual([opened?.type, opened?.record["purpose"]], ["book.opened/1", "hours"]);
    assert.deepEqual(yes?.record["of"], { of: "2", unit: "hour" });
    assert.deepEqual(line?.record["lines"], [
      { account: "elsewhere", of: { of: "-2", unit: "hour" } },
      { account: "uses:other", of: { of: "2", unit: "hour" } },
    ]);
    const again = [said(), ...(yes === undefined ? [] : [yes])];
    const twice = send(again, "confirm", { said: [{ effort: EFFORT }] });
    assertRefused(twice, "hours.counted-already");
  });
});

describe("hours that count", () => {
  it("are nobody's own to confirm; in a protected space nothing says whose they are", () => {
    assertRefused(
      send([said(ME)], "confirm", { said: [{ effort: EFFORT }] }),
      "hours.not-your-own",
    );
    // Of their own turn too, whoever typed it or said it by its code.
    const [first, ...rest] = placedAt(ONE);
    const own = { ...(first as Given), stamp: { who: ME } };
    const typed = { ...said(), record: { ...said().record, turn: ONE } };
    const confirm = { said: [{ effort: EFFORT }] };
    assertRefused(
      send([asked(), own, ...rest, typed], "confirm", confirm, late),
      "hours.not-your-own",
    );
    const apart = send([said()], "confirm", { said: [{ effort: EFFORT }] }, { protects: true });
    assert.equal((apart as Decided).ofGroup?.happened, Date.UTC(2026, 10, 2));
  });

  it("that the ground says otherwise of stay, and count for nothing", () => {
    const no = facts(send([said()], "dispute", { effort: EFFORT }));
    const { state } = fold(kinds, [said(), ...no]).get(EFFORT) ?? assert.fail();
    assert.deepEqual(state, {
      ...{ work: "hours", said: three, counted: null, week: day("2026-11-02"), turn: null },
      ...{ ally: null, supported: true, by: "9".repeat(32), status: "disputed" },
    });
  });

  it("are answered so many at once that a step holds what it writes", () => {
    const ids = Array.from({ length: 60 }, (_, n) => n.toString(16).padStart(32, "0"));
    const counted = ids.map((turn) => ({ turn, of: { of: "1", unit: "hour" } }));
    const by = { who: "9".repeat(32) };
    const all = ids.map((id) => taken(id, { on: day("2026-11-01"), hash: codeHash(id) }, by));
    const done = facts(send(all, "confirm", { counted }));
    assert.ok(done.length > 200 && done.length < COMMIT_ENTRIES_MAX, String(done.length));
    const said = [{ effort: ONE }];
    assert.throws(() => send(all, "confirm", { said, counted }), /"path": \[\]/);
  });
  it("of turns nobody said anything of are counted in one step", () => {
    const done = send(
      mine,
      "confirm",
      { counted: [{ turn: ONE, of: three }] },
      { ...late, who: TWO },
    );
    assert.deepEqual(types(done), [
      ...["book.opened/1", "effort.said/1", "turn.worked/1", "effort.confirmed/1"],
      "transfer.posted/1",
    ]);
    const counted = [{ turn: ONE, of: three }];
    const more = { ...late, who: TWO };
    const again = send([...mine, ...facts(done)], "confirm", { counted }, more);
    assertRefused(again, "hours.said-already");
  });

  it("spent on answering allies are a kind of their own, which no ally can say", () => {
    const say = { work: "answering", of: three };
    assert.equal(facts(send([], "say", say))[0]?.record["work"], "answering");
    assertRefused(send([came], "say", say, group), "hours.own-kind");
    const [none] = [() => send([], "say", { ...say, of: { of: "200", unit: "hour" } })];
    assert.throws(none, /hours.how-many/);
  });
});
