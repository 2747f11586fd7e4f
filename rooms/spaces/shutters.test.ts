import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Context, Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, decide, fold, type Given, HOUR } from "../../house/testing.ts";
import { type MemberState, member } from "../people/index.ts";
import { shutSince } from "./ending.ts";
import { type SpaceState, space } from "./facts.ts";
import { JOINT_MS, joint } from "./joint.ts";
import { jointCommands } from "./joint-commands.ts";
import { reopensAt, shutters, shuttersOf, waitHours } from "./shutters.ts";
import { shuttersCommands as commands } from "./shutters-commands.ts";

const kinds = [space, member, joint, shutters];
const here = "5".repeat(32);
const said = shuttersOf(here);
const [ann = "", bo = "", cy = ""] = ["a", "b", "c"].map((one) => one.repeat(32));
const act = "1".repeat(32);
const AT = Date.UTC(2026, 10, 2, 9);
const CODE = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01";
const matches = ({ kind, state }: Thing, mark: string) =>
  kind === "member" && (state as MemberState).roles.some((role) => mark === `role:${role}`);

const on = (thing: string, type: string, record = {}, stamp: Given["stamp"] = {}): Given => ({
  ...{ thing, type, record, stamp },
});
const joined = (thing: string, ...roles: string[]) =>
  on(thing, "member.joined/1", { roles, invitation: null });
const town = [
  on(here, "space.founded/1", { safety: "no", zone: "UTC", langs: ["es"] }),
  ...[joined(ann, "coordination"), joined(bo, "coordination"), joined(cy, "member")],
];
const closed = (by: "member" | "stranger" = "member", at = AT) =>
  on(here, "space.shuttered/1", {}, { by, who: ann, at });
const asked = (what = "reopen") =>
  on(act, "joint.asked/1", { what, of: [], member: ann, until: AT + JOINT_MS });
const agreed = on(act, "joint.agreed/1", { member: bo });
const wait = (hours: number, at = AT - 48 * HOUR) =>
  on(said, "shutters.wait-set/1", { hours }, { at });
const named = on(said, "shutters.contact-named/1", { contact: act, hash: codeHash(CODE) });

const facts = (decided: Decided | Refusal) => {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts as Given[];
};
const types = (decided: Decided | Refusal) => facts(decided).map(({ type }) => type);
type Name = keyof typeof commands;
const does = (name: Name, given: Given[], input: object = {}, more: Partial<Context> = {}) =>
  decide(commands[name] as never, kinds, given, input as never, { who: ann, matches, ...more });
const reopen = (given: Given[], hours: number, input: object = {}) =>
  does("reopen", given, { joint: act, ...input }, { now: AT + hours * HOUR });
const stateOf = (given: Given[]) => (fold(kinds, given).get(here) as Thing<SpaceState>).state;

describe("closing everything", () => {
  it("is done by whoever coordinates, once", () => {
    assert.deepEqual(types(does("close", town)), ["space.shuttered/1"]);
    assert.deepEqual(facts(does("close", [...town, closed()])), []);
    assert.equal(shutSince(stateOf([...town, closed()])), AT);
    assert.equal(shutSince(stateOf(town)), null);
  });

  it("is done from outside by the code that was named, and the code is used up with it", () => {
    const author = { by: "holder", thing: said, code: CODE } as const;
    const more = { author, who: said, roles: [] };
    const done = does("close", [...town, named], {}, more);
    assert.deepEqual(types(done), ["shutters.contact-used/1", "space.shuttered/1"]);
    const after = [...town, named, ...facts(done)];
    for (const given of [after, town])
      assertRefused(does("close", given, {}, more), "house.not-here");
    const wrong = { ...more, author: { ...author, code: "0000" } };
    assertRefused(does("close", [...town, named], {}, wrong), "house.not-here");
    const ended = [...town, named, ...facts(does("endContact", [...town, named]))];
    assertRefused(does("close", ended, {}, more), "house.not-here");
  });

  it("stays what it was first: a second closing shortens no wait and puts it off no longer", () => {
    const twice = stateOf([...town, closed(), closed("stranger", AT + HOUR)]).shut;
    assert.deepEqual([twice?.by, twice?.since, twice?.confirmed], ["member", AT, true]);
    const thief = stateOf([...town, closed("stranger"), closed("stranger", AT + HOUR)]).shut;
    assert.deepEqual([thief?.by, thief?.confirmed], ["sentence", false]);
  });
});

describe("opening again", () => {
  const both = (how: Given, ...more: Given[]) => [...town, ...more, how, asked(), agreed];

  it("takes two of the set, asked for after it closed, and the wait", () => {
    assertRefused(reopen([...town, closed(), asked()], 30), "spaces.not-agreed");
    assertRefused(reopen(both(closed()), 23), "spaces.still-shut");
    assert.deepEqual(types(reopen(both(closed()), 24)), ["joint.used/1", "space.reopened/1"]);
    const before = [...town, asked(), agreed, closed()];
    assertRefused(reopen(before, 30), "spaces.joint-over");
    assertRefused(reopen([...town, asked(), agreed], 30), "spaces.not-shut");
  });

  it("waits for nothing where the sentence closed it and nobody meant it", () => {
    const outside = both(closed("stranger"));
    assert.deepEqual(types(reopen(outside, 0)), ["joint.used/1", "space.reopened/1"]);
    const meant = does("confirm", outside);
    assert.deepEqual(types(meant), ["space.shutters-confirmed/1"]);
    const confirmed = [...outside, ...facts(meant)];
    assertRefused(reopen(confirmed, 23), "spaces.still-shut");
    assert.deepEqual(facts(does("confirm", confirmed)), [], "said once");
    assert.equal(types(reopen(confirmed, 24)).length, 2);
    assertRefused(does("confirm", outside, {}, { who: cy }), "spaces.not-in-set");
    assertRefused(does("confirm", town), "spaces.not-shut");
  });

  it("may be under another address only where the group is protected", () => {
    const fresh = (given: Given[]) =>
      facts(reopen(given, 24, { fresh: true })).find(({ type }) => type === "space.reopened/1");
    assert.deepEqual(fresh(both(closed()))?.record, { fresh: false });
    const guarded = both(closed(), on(here, "space.protected/1", { safety: "yes" }));
    assert.deepEqual(fresh(guarded)?.record, { fresh: true });
  });

  it("waits as long as was said beforehand", () => {
    const table: [string, Given[], number][] = [
      ["nothing said", [], 24],
      ["longer, a moment ago", [wait(100, AT)], 100],
      ["shorter, a moment ago", [wait(1, AT - 1)], 24],
      ["shorter, a day ago", [wait(1, AT - 24 * HOUR)], 1],
      ["shorter twice, the second a moment ago", [wait(12), wait(1, AT)], 12],
      ["longer, then shorter a moment ago", [wait(100), wait(2, AT)], 100],
      ["shorter, taken back at once", [wait(1, AT - 2), wait(24, AT - 1)], 24],
    ];
    for (const [what, given, hours] of table) {
      const things = fold(kinds, [...town, ...given, closed()]);
      const thing = things.get(said) as Parameters<typeof reopensAt>[1];
      const { shut } = (things.get(here) as Thing<SpaceState>).state;
      assert.ok(shut, what);
      assert.equal(reopensAt(shut, thing), AT + hours * HOUR, what);
      assert.equal(waitHours(thing?.state ?? { wait: null }, AT), hours, what);
    }
    for (const hours of [0, 169, 1.5])
      assert.ok(!commands.setWait.shape.safeParse({ hours }).success, `${hours} is no wait`);
    assert.deepEqual(types(does("setWait", town, { hours: 5 })), ["shutters.wait-set/1"]);
  });
});

describe("what two agree to", () => {
  const ask = (given: Given[], what: "reopen" | "end" | "export" | "name-set") =>
    decide(jointCommands.askJoint, kinds, given, { what, of: [] }, { who: ann, matches });
  const agree = (given: Given[]) =>
    decide(jointCommands.agreeJoint, kinds, given, { joint: act }, { who: bo, matches });

  it("is reopening only once it is closed, and then nothing else but ending", () => {
    assertRefused(ask(town, "reopen"), "spaces.not-now");
    assertRefused(ask([...town, closed()], "export"), "spaces.not-now");
    assertRefused(agree([...town, asked("export"), closed()]), "spaces.not-now");
    for (const what of ["reopen", "end"] as const)
      assert.deepEqual(types(ask([...town, closed()], what)), ["joint.asked/1"]);
  });
});
