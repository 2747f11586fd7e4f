import assert from "node:assert/strict";
import { it } from "node:test";
import type { Role } from "../../house/circles.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, type Given } from "../../house/testing.ts";
import { member } from "../people/index.ts";
import { commands } from "./commands.ts";
import { space } from "./facts.ts";

const HERE = "5".repeat(32);
const [A, B, C] = ["a", "b", "c"].map((sign) => sign.repeat(32)) as [string, string, string];
const HASH = "0f".repeat(32);
const founded: Given = {
  ...{ thing: HERE, type: "space.founded/1" },
  record: { safety: "yes", zone: "UTC", langs: ["es"] },
};
const joined = (thing: string, ...roles: Role[]): Given => ({
  ...{ thing, type: "member.joined/1", record: { roles, invitation: null } },
});
const left: Given = { thing: B, type: "member.left/1", record: {} };
const kinds = [space, member];
const given = [founded, joined(A, "coordination"), joined(B, "coordination"), joined(C, "member")];
const as = (who: string) => ({ who, author: { by: "founder", member: who } as const });

it("who coordinates says that the space moves; the entry names size and key alone", () => {
  const input = { size: 4, key: HASH };
  const done = decide(commands.move, kinds, given, input, as(A));
  assert.ok(!isRefusal(done));
  assert.deepEqual(done.facts, [
    { kind: "space", thing: HERE, type: "space.moved/1", record: input },
  ]);
  for (const who of [C, "d".repeat(32)])
    assertRefused(decide(commands.move, kinds, given, input, as(who)), "spaces.only-coordination");
  assertRefused(decide(commands.move, kinds, [], input, as(A)), "spaces.not-here");
});

it("two who coordinate begin a generation; the same twice, others and strangers do not", () => {
  const record = (...by: string[]) => ({ generation: 2, size: 4, root: HASH, by });
  const asked = (by: string[], more: Given[] = [], who = A) =>
    decide(commands.takeOver, kinds, [...given, ...more], record(...by), as(who));
  const done = asked([A, B]);
  assert.ok(!isRefusal(done));
  assert.equal(done.facts[0]?.type, "space.taken-over/1");
  assertRefused(asked([A, A]), "spaces.two-people");
  assertRefused(asked([B, C]), "spaces.two-people");
  assertRefused(asked([A, C]), "spaces.only-coordination");
  assertRefused(asked([A, B], [left]), "spaces.only-coordination");
  assert.equal(commands.takeOver.shape.safeParse(record(A)).success, false);
  assert.equal(commands.takeOver.shape.safeParse(record(A, B, C)).success, false);
});

it("no page and no program can send either: only the machine the space is on", () => {
  for (const row of [commands.move, commands.takeOver]) assert.deepEqual(row.who, ["founder"]);
});
