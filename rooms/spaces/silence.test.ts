import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Context, Decided } from "../../house/command.ts";
import { LEFT } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { mayWhileDark } from "../../house/gate.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given, HOUR } from "../../house/testing.ts";
import { plan } from "../index.ts";
import { circle, type MemberState, member } from "../people/index.ts";
import { space } from "./facts.ts";
import { JOINT_MS, joint } from "./joint.ts";
import { jointCommands } from "./joint-commands.ts";
import { shutters } from "./shutters.ts";
import { shuttersCommands } from "./shutters-commands.ts";
import { type SilenceState, silence, silenceOf, silentFrom, warnedFrom } from "./silence.ts";
import { silenceCommands as commands } from "./silence-commands.ts";

const kinds = [space, member, joint, circle, silence, shutters];
const here = "5".repeat(32);
const said = silenceOf(here);
const [ann = "", bo = "", cy = ""] = ["a", "b", "c"].map((one) => one.repeat(32));
const [kitchen, act, rule] = ["1".repeat(32), "2".repeat(32), "3".repeat(32)];
const TODAY = Date.UTC(2026, 10, 2);
const AT = TODAY + 9 * HOUR;
const matches = ({ kind, state }: Thing, mark: string) =>
  kind === "member" && (state as MemberState).roles.some((role) => mark === `role:${role}`);
const on = (thing: string, type: string, record = {}, stamp: Given["stamp"] = {}): Given => ({
  ...{ thing, type, record, stamp },
});
const joined = (thing: string, ...roles: string[]) =>
  on(thing, "member.joined/1", { roles, invitation: null });
const inKitchen = (who: string) =>
  on(kitchen, "circle.member-in/1", { member: who, past: true, again: false });
const town = [
  on(here, "space.founded/1", { safety: "no", zone: "UTC", langs: ["es"] }),
  ...[joined(ann, "coordination"), joined(bo, "coordination"), joined(cy, "member")],
  ...[on(kitchen, "circle.made/1"), inKitchen(ann), inKitchen(cy)],
];
const proposed = on(said, "silence.proposed/1", {
  ...{ proposal: rule, days: 7, acts: ["answer"], to: { circle: kitchen }, size: 2 },
});
const agreed = (at = AT) => on(said, "silence.agreed/1", { proposal: rule }, { at });
const ruled = [...town, proposed, agreed()];
const darkSaid = (at: number) => on(said, "silence.dark-said/1", { why: "said" }, { at, who: bo });
const asked = (what: string, at: number, of: string[] = []) =>
  on(act, "joint.asked/2", { what, of, member: ann, until: at + JOINT_MS }, { at });

const facts = (decided: Decided | Refusal) => {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts as Given[];
};
const types = (decided: Decided | Refusal) => facts(decided).map(({ type }) => type);
const rows = { ...commands, ...jointCommands };
const does = (
  name: keyof typeof rows,
  given: Given[],
  input: object = {},
  more: Partial<Context> = {},
) => decide(rows[name] as never, kinds, given, input as never, { who: ann, matches, ...more });
const stateOf = (given: Given[]) => (fold(kinds, given).get(said) as Thing<SilenceState>).state;
const name = [{ lang: "es", text: "cocina" }];
const wanted = { days: 7, circle: kitchen, acts: ["answer"], name };

describe("a rule for silence", () => {
  it("is asked for by one of the set who is in the circle, with how many are in it", () => {
    const done = does("propose", town, wanted);
    assert.deepEqual(types(done), ["silence.proposed/1", "joint.asked/2"]);
    const [proposal, joint2] = facts(done);
    assert.deepEqual(proposal?.record, {
      ...{ proposal: proposal?.record?.["proposal"], days: 7, acts: ["answer"] },
      ...{ to: { circle: kitchen }, size: 2 },
    });
    assert.deepEqual(joint2?.record?.["of"], [proposal?.record?.["proposal"]]);
    assertRefused(does("propose", town, wanted, { who: cy }), "spaces.not-in-set");
    const nowhere = { ...wanted, circle: "9".repeat(32) };
    assertRefused(does("propose", town, nowhere), "house.no-such-circle");
    const ended = [...town, on(kitchen, "circle.ended/1")];
    assertRefused(does("propose", ended, wanted), "house.no-such-circle");
  });

  it("holds once a second of them agreed, and not before", () => {
    const waits = [...town, proposed, asked("silence", AT, [rule])];
    assert.equal(silentFrom(stateOf(waits)), null);
    const done = does("agreeJoint", waits, { joint: act }, { who: bo });
    assert.deepEqual(types(done), ["joint.agreed/1", "joint.used/1", "silence.agreed/1"]);
    assertRefused(does("agreeJoint", waits, { joint: act }, { who: cy }), "spaces.not-in-set");
    assertRefused(does("askJoint", town, { what: "silence" }), "spaces.no-such-joint");
    const forged = { what: "silence", of: ["9".repeat(32)] };
    assertRefused(does("askJoint", [...town, proposed], forged), "spaces.no-such-joint");
  });

  it("lists what it may: nothing twice, nothing that is not on the list, some days", () => {
    const refused = (more: object) =>
      assert.throws(() => does("propose", town, { ...wanted, ...more }));
    for (const acts of [[], ["answer", "answer"], ["invite"]]) refused({ acts });
    for (const days of [0, 61, 1.5]) refused({ days });
  });

  it("ends by two as well", () => {
    const done = does("proposeEnd", ruled);
    assert.deepEqual(types(done), ["silence.end-proposed/1", "joint.asked/2"]);
    assertRefused(does("proposeEnd", town), "spaces.no-silence-rule");
    const none = on(said, "silence.end-proposed/1", { proposal: act });
    const over = [...ruled, none, on(said, "silence.agreed/1", { proposal: act }, { at: AT })];
    assert.equal(silentFrom(stateOf(over)), null);
  });
});

describe("whether the group is silent", () => {
  it("follows from the day of the last sign alone, job or no job", () => {
    const from = silentFrom(stateOf(ruled));
    assert.equal(from, AT + 8 * DAY);
    const tapped = on(
      said,
      "silence.here-said/1",
      {},
      { at: AT + 3 * DAY, happened: TODAY + 3 * DAY },
    );
    assert.equal(silentFrom(stateOf([...ruled, tapped])), TODAY + 11 * DAY);
    assert.equal(warnedFrom(stateOf(ruled)), (from ?? 0) - 4 * DAY);
  });

  it("is put off by a tap, which names a day and nobody, and is one a day", () => {
    const later = AT + 2 * DAY;
    const done = does("sayHere", ruled, {}, { now: later });
    assert.deepEqual(types(done), ["silence.here-said/1"]);
    assert.deepEqual((done as Decided).ofGroup, { happened: TODAY + 2 * DAY });
    assert.deepEqual(facts(done)[0]?.record, {});
    const tapped = on(said, "silence.here-said/1", {}, { at: later, happened: TODAY + 2 * DAY });
    assert.deepEqual(facts(does("sayHere", [...ruled, tapped], {}, { now: later + HOUR })), []);
    assertRefused(does("sayHere", town), "spaces.no-silence-rule");
    assert.deepEqual([...commands.sayHere.who], ["coordination"]);
  });

  it("begins at once when one of the set says so", () => {
    assert.deepEqual(types(does("goDark", ruled)), ["silence.dark-said/1"]);
    const dark = [...ruled, darkSaid(AT + HOUR)];
    assert.equal(silentFrom(stateOf(dark)), AT + HOUR);
    assert.deepEqual(facts(does("goDark", dark)), []);
    assertRefused(does("goDark", ruled, {}, { who: cy }), "spaces.not-in-set");
    assertRefused(does("goDark", town), "spaces.no-silence-rule");
  });

  it("ends by two of the set, asked in this silence and in no earlier one", () => {
    const dark = [...ruled, darkSaid(AT + HOUR), asked("here", AT + 2 * HOUR)];
    const now = { dark: true, now: AT + 3 * HOUR };
    const done = does("agreeJoint", dark, { joint: act }, { who: bo, ...now });
    assert.deepEqual(types(done), ["joint.agreed/1", "joint.used/1", "silence.lifted/1"]);
    assert.ok(Number(silentFrom(stateOf([...dark, ...facts(done)]))) > AT + 6 * DAY);
    // Ann asked; alone she is not two, and who is not of the set counts for nothing.
    assert.deepEqual(facts(does("agreeJoint", dark, { joint: act }, now)), []);
    assertRefused(
      does("agreeJoint", dark, { joint: act }, { who: cy, ...now }),
      "spaces.not-in-set",
    );
    const again = [...dark, on(said, "silence.lifted/1"), darkSaid(AT + 3 * HOUR)];
    assertRefused(
      does("agreeJoint", again, { joint: act }, { who: bo, ...now, now: AT + 4 * HOUR }),
      "spaces.joint-over",
    );
    const byTime = [...ruled, asked("here", AT + 7 * DAY)];
    const late = { who: bo, dark: true, now: AT + 9 * DAY };
    assertRefused(does("agreeJoint", byTime, { joint: act }, late), "spaces.joint-over");
  });
});

describe("while the group is silent", () => {
  it("lets two agree to nothing else meanwhile, but to ending, and to that only meanwhile", () => {
    const dark = [...ruled, darkSaid(AT)];
    for (const what of ["export", "move-away", "silence", "name-set", "reopen"])
      assertRefused(does("askJoint", dark, { what, of: [] }, { dark: true }), "spaces.not-now");
    for (const what of ["here", "end"])
      assert.deepEqual(types(does("askJoint", dark, { what }, { dark: true })).length, 1);
    assertRefused(does("askJoint", ruled, { what: "here" }), "spaces.not-now");
  });

  it("holds when what was closed is opened again", () => {
    const shut = on(here, "space.shuttered/1", {}, { at: AT, who: ann });
    const again = [
      ...[
        shut,
        on(act, "joint.asked/1", { what: "reopen", of: [], member: ann, until: AT + JOINT_MS }),
      ],
      on(act, "joint.agreed/1", { member: bo }),
    ];
    const reopened = (given: Given[]) =>
      types(
        decide(shuttersCommands.reopen as never, kinds, given, { joint: act } as never, {
          ...{ who: ann, matches, now: AT + 2 * DAY },
        }),
      );
    assert.deepEqual(reopened([...ruled, ...again]).at(-1), "silence.dark-said/1");
    assert.deepEqual(reopened([...town, ...again]).at(-1), "space.reopened/1");
  });
});

describe("the gate while the group is silent", () => {
  const all = plan.rooms.flatMap((room) => room.commands);
  type Row = (typeof all)[number];
  const may = (
    ...[row, roles, isIn, acts = LEFT, about = null]: [
      ...[Row, Context["roles"], boolean],
      ...[acts?: typeof LEFT, about?: string | null],
    ]
  ) =>
    mayWhileDark(row, { by: "member", member: ann }, roles, {
      ...{ waits: false, leaves: { circle: kitchen, acts }, isIn: () => isIn, about },
    }) === null;

  it("stops every act of whoever is not in the circle, in whatever role", () => {
    const roles = ["coordination", "treasurer", "member"] as const;
    const open = all.filter((row) => row.kind === "act" && may(row, roles, false));
    const names = open.map((row) => row.name);
    // A breach lies in a circle of its own and goes nowhere outward: writing of it goes on.
    const inside = (name: string) => name.startsWith("breaches.");
    assert.deepEqual(
      names.filter((name) => !inside(name)),
      ["people.accept-conduct", "spaces.ask-joint", "spaces.agree-joint", "spaces.reopen"],
    );
    assert.deepEqual(names.filter(inside), [
      ...["breaches.open", "breaches.correct", "breaches.write", "breaches.name-contact"],
      ...["breaches.count", "breaches.set-line", "breaches.end-line", "breaches.take-measure"],
      ...["breaches.close", "breaches.reopen"],
    ]);
  });

  it("opens to the circle what was listed, whatever their role, and nothing that is not", () => {
    const names = (isIn: boolean, acts: readonly (typeof LEFT)[number][]) =>
      all.filter((row) => may(row, ["observer"], isIn, acts as never)).map((row) => row.name);
    const before = names(false, LEFT);
    const more = (acts: readonly (typeof LEFT)[number][]) =>
      names(true, acts).filter((one) => !before.includes(one));
    assert.deepEqual(more(["answer"]), ["offers.answer-many"]);
    assert.deepEqual(more(["end-links"]), ["people.withdraw-invitation", "spaces.withdraw-link"]);
    assert.deepEqual(more(["close-all"]), ["spaces.close-shutters"]);
    assert.deepEqual(more(["close-lines"]), ["needs.quiet", "needs.withdraw", "needs.meet"]);
    assert.deepEqual(more([]), []);
    for (const one of LEFT) assert.ok(more([one]).length > 0, one);
    // Whatever it may ever be given, it brings nobody in, hands nothing out, changes no role.
    const never = /invite$|join|vouch|roles|circle|export|copies|departure|publish|make-link|book/;
    for (const one of more(LEFT)) assert.doesNotMatch(one, never);
  });

  it("never stops what happened or an undoing, but two that could be turned on the group", () => {
    const roles = ["coordination", "treasurer", "member"] as const;
    const theirs = all.filter((row) => row.who.some((who) => roles.some((role) => role === who)));
    const stopped = theirs.filter((row) => row.kind !== "act" && !may(row, roles, false));
    assert.deepEqual(
      stopped.map((row) => row.name),
      ["people.remove", "spaces.end-contact"],
    );
  });

  it("leaves the circle that may act as it is, but for who leaves it", () => {
    const roles = ["coordination", "treasurer", "member", "observer"] as const;
    const stops = (about: string) => {
      const stopped = all.filter((row) => !may(row, roles, true, LEFT, about));
      return stopped.filter((row) => may(row, roles, true)).map(({ name }) => name);
    };
    assert.deepEqual(stops(kitchen), ["people.put-out-of-circle", "people.end-circle"]);
    assert.deepEqual(stops(ann), []);
  });

  it("lets nobody in from outside, and tells a stranger nothing", () => {
    for (const row of all)
      for (const by of ["stranger", "holder"] as const) {
        const author = { by, id: ann, thing: ann, code: "x" } as never;
        const leaves = { circle: kitchen, acts: LEFT };
        const how = { waits: false, leaves, isIn: () => true, about: null };
        const answer = mayWhileDark(row, author, [], how);
        if (row.who.includes(by) && answer !== null) assertRefused(answer, "house.not-here");
        if (by === "stranger") assert.ok(answer !== null, row.name);
        if (row.name === "people.join") assert.ok(answer !== null);
      }
  });
});
