import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Context, Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given, HOUR } from "../../house/testing.ts";
import { circle, member } from "../people/index.ts";
import { dueOf, isLate, LAW_MS, nextDue, reminderAt } from "./clock.ts";
import { commands } from "./commands.ts";
import { type BreachState, breach, LINES_MAX, MEASURES_MAX } from "./facts.ts";

const kinds = [member, circle, breach];
const NOW = Date.UTC(2026, 10, 2, 10);
const [it1, ring, who] = ["1", "2", "a"].map((one) => one.repeat(32)) as [string, string, string];
const [auth, people] = ["7", "8"].map((one) => one.repeat(32)) as [string, string];
const known = { what: "device", aware: NOW - HOUR, happened: null, law: "yes", risk: "high" };
const day = (date: string) => ({ date, zone: "UTC", instant: `${date}T00:00:00Z` });
const es = (text: string) => ({ lang: "es", text });

const of = (what: string, record: object = {}, at = NOW - HOUR): Given => ({
  ...{ thing: it1, type: `breach.${what}/1`, record: { ...record }, stamp: { at } },
});
const opened = (more: object = {}): Given => ({
  ...of("opened", { ...known, knows: ring, drill: false, ...more }),
  circle: `circle:${ring}`,
});
const line = (id: string, whom: string, by: string): Given =>
  of("line-set", { line: id, whom, lang: "es", by, said: false });
const begun = [opened(), line(auth, "authority", "law"), line(people, "members", "soon")];
const told = (id: string, at = NOW): Given =>
  of("line-ended", { line: id, how: "told", at, because: null, said: false });

type Name = keyof typeof commands;
function send(given: readonly Given[], name: Name, input: object, more: Partial<Context> = {}) {
  const whole = name === "open" || name === "remind" ? input : { breach: it1, ...input };
  return decide(commands[name] as never, kinds, given, whole as never, { now: NOW, ...more });
}
function facts(decided: Decided | Refusal): Given[] {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts as Given[];
}
const types = (decided: Decided | Refusal) => facts(decided).map(({ type }) => type);
const stateOf = (given: readonly Given[]) =>
  (fold(kinds, given).get(it1) as Thing<BreachState>).state;
const opening = { ...known, drill: false, name: [es("Teléfono")], lang: "es" };

describe("opening a breach", () => {
  it("makes it in a circle of its own, with its author in it, in one step", () => {
    const decided = facts(send([], "open", opening, { who }));
    assert.deepEqual(
      decided.map(({ type }) => type),
      [
        ...["circle.made/1", "circle.member-in/1", "breach.opened/1"],
        ...["breach.line-set/1", "breach.line-set/1"],
      ],
    );
    const [made, let1, begins, ...lines] = decided;
    assert.equal(made?.circle, `circle:${made?.thing}`);
    assert.deepEqual(let1?.record, { member: who, past: true, again: false });
    assert.equal(begins?.circle, `circle:${made?.thing}`, "it lies in that circle");
    assert.deepEqual(
      lines.map(({ record }) => [record["whom"], record["by"]]),
      [
        ["authority", "law"],
        ["members", "soon"],
      ],
    );
  });

  it("tells no authority where no such law holds, the group says; not sure is a yes", () => {
    const lines = (law: string) =>
      facts(send([], "open", { ...opening, law })).filter(({ type }) => type.includes("line"));
    assert.deepEqual([lines("no").length, lines("unsure").length, lines("yes").length], [1, 2, 2]);
  });

  it("keeps what happened as words, and no word or name in a record", () => {
    const happenedText = es("En la frontera");
    const decided = facts(send([], "open", { ...opening, happenedText }));
    const records = decided.map(({ record }) => JSON.stringify(record)).join();
    assert.ok(!records.includes("frontera") && !records.includes("Teléfono"));
    assert.ok(decided.some(({ type }) => type === "breach.written/1"));
  });

  it("is refused where it was learned of later than now, or happened after that", () => {
    assertRefused(send([], "open", { ...opening, aware: NOW + 1 }), "breaches.aware-when");
    const happened = day("2026-11-03");
    assertRefused(send([], "open", { ...opening, happened }), "breaches.happened-when");
    assertRefused(send(begun, "correct", { ...known, happened }), "breaches.happened-when");
  });

  it("is nothing to whoever does not know of it", () => {
    const { breach: _known, ...all } = { breach: it1, ...known };
    for (const [name, input] of [
      ["correct", all],
      ["write", { block: "happened", text: null }],
      ["close", {}],
      ["closeAsMistake", {}],
      ["reopen", {}],
      ["takeMeasureBack", { measure: it1 }],
    ] as [Name, object][])
      assertRefused(send([], name, input), "breaches.no-such-breach");
  });
});

describe("the clock", () => {
  it("gives what the law has from when the group learned of it, unless no law holds", () => {
    const state = stateOf(begun);
    const [first, second] = state.lines;
    assert.ok(first && second);
    assert.equal(dueOf(state, first), NOW - HOUR + LAW_MS);
    assert.equal(dueOf(state, second), null);
    assert.equal(dueOf({ ...state, law: "unsure" }, first), NOW - HOUR + LAW_MS);
    assert.equal(dueOf({ ...state, law: "no" }, first), null);
    assert.equal(nextDue(state)?.line.id, auth);
    assert.equal(nextDue({ ...state, over: "mistake" }), null);
  });

  it("knows what is late whether or not a job ran", () => {
    const due = NOW - HOUR + LAW_MS;
    const [first] = stateOf(begun).lines;
    assert.ok(first);
    assert.equal(isLate(stateOf(begun), first, due), false);
    assert.equal(isLate(stateOf(begun), first, due + 1), true);
    const late = stateOf([...begun, told(auth, due + HOUR)]);
    assert.equal(isLate(late, late.lines[0] as never, due + 2 * HOUR), true);
    const inTime = stateOf([...begun, told(auth, due - HOUR)]);
    assert.equal(isLate(inTime, inTime.lines[0] as never, due + 2 * HOUR), false);
  });

  it("says once a day before and once when it is due, and nothing when all is told", () => {
    const due = NOW - HOUR + LAW_MS;
    const clock = { who: it1, author: { by: "clock", thing: it1 } } as const;
    assert.equal(reminderAt(stateOf(begun)), due - DAY);
    assert.deepEqual(facts(send(begun, "remind", {}, { ...clock, now: due - DAY - 1 })), []);
    const said = facts(send(begun, "remind", {}, { ...clock, now: due - DAY }));
    assert.deepEqual([said[0]?.type, said[0]?.record], ["breach.reminded/1", {}]);
    const once = [...begun, of("reminded", {}, due - DAY)];
    assert.equal(reminderAt(stateOf(once)), due);
    assert.equal(reminderAt(stateOf([...once, of("reminded", {}, due)])), null);
    assert.equal(reminderAt(stateOf([...begun, told(auth)])), null);
    assert.equal(reminderAt(stateOf([...begun, of("closed", { how: "mistake" })])), null);
    // A line written down less than a day before it is due is not said to be due tomorrow.
    const soon = stateOf([...begun, told(auth), line("9".repeat(32), "allies", "day")]);
    assert.equal(reminderAt(soon), NOW - HOUR + DAY);
  });
});

describe("telling", () => {
  const late = { now: NOW + LAW_MS };
  it("late takes a reason in words; in time it takes none", () => {
    assert.deepEqual(types(send(begun, "endLine", { line: auth, how: "told" })), [
      "breach.line-ended/1",
    ]);
    const sent = { line: auth, how: "told", at: NOW + LAW_MS };
    assertRefused(send(begun, "endLine", sent, late), "breaches.say-why-late");
    const [ended] = facts(send(begun, "endLine", { ...sent, why: es("Sin red") }, late));
    assert.deepEqual(ended?.record, {
      ...{ line: auth, how: "told", at: NOW + LAW_MS, because: null, said: true },
    });
    // Told in time and written down late: it was told in time.
    const early = { ...sent, at: NOW };
    assert.deepEqual(types(send(begun, "endLine", early, late)), ["breach.line-ended/1"]);
  });

  it("is after it was learned of, and not to come", () => {
    for (const at of [NOW + 1, NOW - 2 * HOUR])
      assertRefused(send(begun, "endLine", { line: auth, how: "told", at }), "breaches.told-when");
  });

  it("need not be where a reason of the list is given, and can be taken back", () => {
    const not = { line: auth, how: "not-needed" };
    assertRefused(send(begun, "endLine", not), "breaches.say-because");
    const ended = [...begun, ...facts(send(begun, "endLine", { ...not, because: "no-law" }))];
    assertRefused(send(ended, "endLine", { ...not, because: "no-law" }), "breaches.line-ended");
    assertRefused(send(ended, "endLine", { line: ring, how: "told" }), "breaches.no-such-line");
    const again = [...ended, ...facts(send(ended, "reopenLine", { line: auth }))];
    assert.equal(stateOf(again).lines[0]?.end, null);
    assert.deepEqual(facts(send(again, "reopenLine", { line: auth })), []);
  });

  it("takes back the reason's words with it", () => {
    const why = es("Los avisa otro grupo");
    const sent = { line: auth, how: "not-needed", because: "others-tell", why };
    const ended = [...begun, ...facts(send(begun, "endLine", sent))];
    const back = send(ended, "reopenLine", { line: auth });
    assert.ok(!isRefusal(back));
    assert.deepEqual(back.erases?.[0]?.at.n, 4);
  });
});

describe("what is written down", () => {
  it("erases what stood there before", () => {
    const one = [...begun, of("written", { block: "happened" })];
    const anew = send(one, "write", { block: "happened", text: es("De otra forma") });
    assert.ok(!isRefusal(anew));
    assert.equal(anew.erases?.[0]?.at.n, 4);
    const gone = send(one, "write", { block: "happened", text: null });
    assert.deepEqual(types(gone), ["breach.unwritten/1"]);
    assert.deepEqual(facts(send(begun, "write", { block: "happened", text: null })), []);
    const named = [...begun, of("contact-named")];
    const back = send(named, "nameContact", { contact: null });
    assert.ok(!isRefusal(back));
    assert.deepEqual(back.erases?.[0]?.parts, ["people"]);
    const measure = "6".repeat(32);
    const taken = [...begun, of("measure-taken", { measure, what: "links", said: true })];
    const not = send(taken, "takeMeasureBack", { measure });
    assert.ok(!isRefusal(not));
    assert.equal(not.erases?.length, 1);
    assert.deepEqual(stateOf([...taken, ...facts(not)]).measures, []);
  });

  it("is figures alone where it was counted, kinds by a list", () => {
    const rows = [{ kind: "need", to: "host", n: 12 }];
    const asked = { of: "all", id: null, from: null, rows, names: 3 };
    assert.deepEqual(types(send(begun, "count", asked)), ["breach.counted/2"]);
    const shared = { ...asked, rows: [{ kind: "offer", to: "ally", n: 2 }] };
    const counts = (all: Given[]) => stateOf(all).counts.map(({ rows: said }) => said);
    assert.deepEqual(counts([...begun, ...facts(send(begun, "count", shared))]), [shared.rows]);
    assert.deepEqual(counts([...begun, of("counted", asked)]), [rows], "and one of before");
    assertRefused(send(begun, "count", { ...asked, id: who }), "breaches.counted-of");
    assertRefused(send(begun, "count", { ...asked, of: "member" }), "breaches.counted-of");
    const free = { ...asked, rows: [{ kind: "lucero's needs", to: "host", n: 1 }] };
    assert.equal(commands.count.shape.safeParse({ breach: it1, ...free }).success, false);
  });

  it("is bounded", () => {
    const many = <T>(n: number, one: (at: number) => T) =>
      Array.from({ length: n }, (_, i) => one(i));
    const id = (at: number) => at.toString(16).padStart(32, "0");
    const lines = [opened(), ...many(LINES_MAX, (at) => line(id(at), "other", "soon"))];
    const set = { whom: "other", lang: "es", by: "soon" };
    assertRefused(send(lines, "setLine", set), "breaches.full");
    assert.deepEqual(types(send(lines, "setLine", { ...set, line: id(3) })), ["breach.line-set/1"]);
    const taken = many(MEASURES_MAX, (at) =>
      of("measure-taken", { measure: id(at), what: "links", said: false }),
    );
    assertRefused(send([...begun, ...taken], "takeMeasure", { what: "links" }), "breaches.full");
  });

  it("has to say in words what none of the list is", () => {
    assertRefused(send(begun, "takeMeasure", { what: "other" }), "breaches.say-measure");
    assert.equal(facts(send(begun, "takeMeasure", { what: "other", text: es("Más") })).length, 1);
  });
});

describe("closing", () => {
  it("takes that everybody was told or need not be; a mistake closes at once", () => {
    const refused = send(begun, "close", {});
    assertRefused(refused, "breaches.lines-open");
    const all = [...begun, told(auth), told(people)];
    assert.deepEqual(facts(send(all, "close", {}))[0]?.record, { how: "done" });
    assert.deepEqual(facts(send(begun, "closeAsMistake", {}))[0]?.record, { how: "mistake" });
  });

  it("stops everything but what was learned, and is taken up again", () => {
    const over = [...begun, of("closed", { how: "mistake" })];
    assertRefused(send(over, "takeMeasure", { what: "links" }), "breaches.over");
    assertRefused(send(over, "write", { block: "happened", text: es("x") }), "breaches.over");
    assert.equal(facts(send(over, "write", { block: "lessons", text: es("Dos") })).length, 1);
    assert.deepEqual(facts(send(over, "closeAsMistake", {})), []);
    const again = [...over, ...facts(send(over, "reopen", {}))];
    assert.equal(stateOf(again).over, null);
    assert.deepEqual(facts(send(again, "reopen", {})), []);
  });

  it("never turns a drill into a real one, nor the other way", () => {
    const drill = [opened({ drill: true }), of("closed", { how: "mistake" }), of("reopened")];
    const right = facts(send(drill, "correct", { ...known, what: "server" }));
    assert.equal(stateOf([...drill, ...right]).drill, true);
    for (const row of Object.values(commands).filter(({ name }) => name !== "breaches.open")) {
      const { success } = row.shape.safeParse({ breach: it1, ...known, drill: false });
      assert.equal(success, false, row.name);
    }
  });
});
