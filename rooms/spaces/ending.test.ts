import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given, HOUR } from "../../house/testing.ts";
import { type MemberState, member } from "../people/index.ts";
import { endCommands, endDue } from "./end-commands.ts";
import { END_WAIT_MS, END_WAIT_SHUT_MS, endsAt, isOver } from "./ending.ts";
import { type SpaceState, space } from "./facts.ts";
import { JOINT_MS, joint } from "./joint.ts";
import { jointCommands } from "./joint-commands.ts";

const kinds = [space, member, joint];
const here = "5".repeat(32);
const [ann = "", bo = "", cy = "", dee = ""] = ["a", "b", "c", "d"].map((one) => one.repeat(32));
const word = "1".repeat(32);
const AT = Date.UTC(2026, 10, 2, 9);
const founded: Given = {
  thing: here,
  type: "space.founded/1",
  record: { safety: "no", zone: "Europe/Madrid", langs: ["es"] },
};
const joined = (thing: string, role = "coordination"): Given => {
  return { thing, type: "member.joined/1", record: { roles: [role], invitation: null } };
};
const asked: Given = {
  thing: word,
  type: "joint.asked/1",
  record: { what: "end", of: [], member: ann, until: AT + JOINT_MS },
};
const begun = (enough = true, at = AT): Given => {
  return { thing: here, type: "space.end-begun/1", record: { at, enough } };
};
const kept: Given = { thing: here, type: "space.kept/2", record: {} };
const matches = ({ kind, state }: Thing, mark: string) =>
  kind === "member" && (state as MemberState).roles.some((role) => mark === `role:${role}`);
const two = [founded, joined(ann), joined(bo)];
const four = [...two, joined(cy), joined(dee)];

function facts(decided: Decided | Refusal) {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts as Given[];
}
const types = (decided: Decided | Refusal) => facts(decided).map(({ type }) => type);
const ask = (given: Given[], who: string) =>
  decide(jointCommands.askJoint, kinds, given, { what: "end", of: [] }, { who, matches, now: AT });
const agree = (given: Given[], who: string) =>
  decide(jointCommands.agreeJoint, kinds, given, { joint: word }, { who, matches, now: AT });
const keep = (given: Given[], who: string) =>
  decide(endCommands.keep, kinds, given, {}, { who, matches });
const carryOut = (given: Given[], now: number) =>
  decide(endCommands.carryOut, kinds, given, {}, { now, author: { by: "clock", thing: here } });
const thingOf = (given: Given[]) => fold(kinds, given).get(here) as Thing<SpaceState>;

describe("who ends a space", () => {
  it("is one alone, both of two, and three where there are more", () => {
    assert.deepEqual(types(ask([founded, joined(ann)], ann)).at(-1), "space.end-begun/1");
    assert.deepEqual(types(ask(two, ann)), ["joint.asked/1"]);
    const both = agree([...two, asked], bo);
    assert.deepEqual(types(both), ["joint.agreed/1", "joint.used/1", "space.end-begun/1"]);
    assert.deepEqual(facts(both).at(-1)?.record, { at: AT, enough: true });
    const second = facts(agree([...four, asked], bo));
    assert.deepEqual(
      second.map(({ type }) => type),
      ["joint.agreed/1"],
      "two of four wait for a third",
    );
    assert.deepEqual(types(agree([...four, asked, ...second], ann)), [], "who said so is one");
    const third = agree([...four, asked, ...second], cy);
    assert.deepEqual(facts(third).at(-1)?.record, { at: AT, enough: true });
  });

  it("does not begin the wait a second time", () => {
    assertRefused(ask([...two, begun()], ann), "spaces.ends-already");
    assertRefused(agree([...two, asked, begun()], bo), "spaces.ends-already");
    assert.deepEqual(types(ask([...two, begun(), kept], ann)), ["joint.asked/1"]);
  });

  it("counts no word of the time before there was a wait", () => {
    const old = [
      { thing: here, type: "space.end-asked/1", record: { member: ann, at: AT } },
      { thing: here, type: "space.kept/1", record: {} },
      { thing: here, type: "space.end-asked/1", record: { member: bo, at: AT } },
    ];
    const { state } = thingOf([...two, ...old]);
    assert.deepEqual([state.ending, state.ended, endsAt(state)], [null, false, null]);
  });
});

describe("the wait", () => {
  it("is fourteen days, and three while the group is shut", () => {
    const at = (enough: boolean, shut: number | null, from = AT) =>
      endsAt({ ending: { at: from, enough } }, shut);
    assert.equal(at(true, null), AT + END_WAIT_MS);
    assert.equal(at(true, AT - DAY), AT + END_WAIT_SHUT_MS);
    assert.equal(at(true, AT + DAY), AT + DAY + END_WAIT_SHUT_MS, "counted from the shutting");
    assert.equal(at(true, AT + 13 * DAY), AT + END_WAIT_MS, "never later for having been shut");
    assert.equal(at(false, AT - DAY), AT + END_WAIT_SHUT_MS, "two and shut");
    assert.equal(at(false, null), null, "two, and open again: it stands still");
    assert.equal(endsAt({ ending: null }, AT), null);
  });

  it("is stopped by any one of the set, by nobody else, and as often as wanted", () => {
    const given = [...two, joined(cy, "member"), begun()];
    for (const who of [ann, bo]) assert.deepEqual(types(keep(given, who)), ["space.kept/2"]);
    assertRefused(keep(given, cy), "spaces.not-in-set");
    const stays = [...given, ...facts(keep(given, bo))];
    assert.deepEqual(types(keep(stays, ann)), []);
    assert.equal(endsAt(thingOf(stays).state), null);
    assert.equal(endDue.at(thingOf(stays) as never), null, "and nothing falls due");
  });

  it("is carried out when it is over, once, and not a moment before", () => {
    const given = [...two, begun()];
    const due = AT + END_WAIT_MS;
    assert.equal(endDue.at(thingOf(given) as never), due);
    assert.deepEqual(types(carryOut(given, due - 1)), []);
    assert.deepEqual(
      [isOver(thingOf(given).state, due - 1), isOver(thingOf(given).state, due)],
      [false, true],
    );
    assert.deepEqual(types(carryOut(given, due)), ["space.ended/1"]);
    const ended = [...given, ...facts(carryOut(given, due))];
    assert.deepEqual(types(carryOut(ended, due + HOUR)), []);
    assert.equal(endDue.at(thingOf(ended) as never), null);
    assert.deepEqual(types(carryOut([...given, kept], due)), [], "what was kept stays");
  });

  it("is carried out by the clock and by nobody else", () => {
    assert.deepEqual(endCommands.carryOut.who, ["clock"]);
    assert.equal(endCommands.keep.kind, "undoing");
  });
});
