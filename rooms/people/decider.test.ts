import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Decided } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { commands } from "./commands.ts";
import { invitation, invites, type MemberState, member, rolesOf } from "./facts.ts";

const kinds = [member, invitation];
const [ann, bo, way] = ["a".repeat(32), "b".repeat(32), "c".repeat(32)];
const CODE = "7K2M-0000-1111-2222-3333-4444";
const AT = Date.UTC(2026, 10, 2, 9);

const joins = (thing: string, ...roles: string[]): Given => ({
  ...{ thing, type: "member.joined/1", record: { roles, invitation: null } },
});
const made = (more: object = {}): Given => {
  const record = { hash: codeHash(CODE), roles: ["member"], until: AT + DAY, uses: 1, ...more };
  return { thing: way, type: "invitation.made/1", record };
};
const used: Given = { thing: way, type: "invitation.used/1", record: { member: bo } };
const matches = ({ state }: Thing) => (state as MemberState).roles !== undefined;
const holder = { by: "holder", thing: way, code: CODE } as const;

function types(decided: Decided | Refusal): string[] {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts.map(({ type }) => type);
}

describe("coming in", () => {
  const join = (given: Given[], context: object = {}, handle = "lucero") =>
    decide(commands.join, kinds, given, { handle }, { author: holder, who: way, ...context });

  it("makes a member with the invitation's roles and counts the use", () => {
    const decided = join([made({ roles: ["treasurer", "member"] })]) as Decided;
    const vouched = ["member.joined/2", "member.vouched/1", "invitation.used/1"];
    assert.deepEqual(types(decided), vouched);
    const [fact, , use] = decided.facts;
    assert.deepEqual(fact?.record, { roles: ["treasurer", "member"], invitation: way });
    assert.deepEqual(fact?.people, { handle: "lucero" });
    assert.equal(use?.record["member"], fact?.thing);
    assert.equal(decided.answer?.["member"], fact?.thing);
  });

  it("answers the same whether the code is wrong or the invitation used, over, withdrawn", () => {
    const withdrawn: Given = { thing: way, type: "invitation.withdrawn/1", record: {} };
    const wrong = { author: { ...holder, code: CODE.replace("7", "8") } };
    const answers = [
      join([]),
      join([made()], wrong),
      join([made(), used]),
      join([made(), withdrawn]),
      join([made()], { now: AT + DAY }),
    ];
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assertRefused(answers[0] as Refusal, "people.invitation-over");
  });

  it("lets as many in as it says, until the very moment it ends", () => {
    assert.equal(types(join([made({ uses: 2 }), used])).length, 3);
    assertRefused(join([made({ uses: 2 }), used, used]), "people.invitation-over");
    assert.equal(types(join([made()], { now: AT + DAY - 1 })).length, 3);
  });

  it("takes a code as people write it down", () => {
    const typed = { ...holder, code: CODE.toLowerCase().replaceAll("-", " ") };
    assert.equal(types(join([made()], { author: typed })).length, 3);
  });
});

describe("inviting", () => {
  it("keeps only the hash of the code it answers with", () => {
    const input = { roles: ["observer" as const], days: 14, uses: 3 };
    const decided = decide(commands.invite, kinds, [], input, { now: AT }) as Decided;
    const code = String(decided.answer?.["code"]);
    const [fact] = decided.facts;
    assert.equal(fact?.record["hash"], codeHash(code));
    assert.equal(fact?.record["until"], AT + 14 * DAY);
    assert.ok(!JSON.stringify(decided.facts).includes(code));
    const thing = fold(kinds, decided.facts).get(String(fact?.thing));
    assert.ok(invites(thing?.state as never, AT) && !invites(thing?.state as never, AT + 14 * DAY));
  });

  it("holds at most 14 days and 50 people", () => {
    const { shape } = commands.invite;
    const ok = { roles: ["member"], days: 14, uses: 50 };
    assert.ok(shape.safeParse(ok).success);
    for (const wrong of [{ days: 15 }, { days: 0 }, { uses: 51 }, { uses: 0 }, { roles: [] }])
      assert.ok(!shape.safeParse({ ...ok, ...wrong }).success, JSON.stringify(wrong));
  });

  it("can be withdrawn, and withdrawing again changes nothing", () => {
    const withdraw = (given: Given[]) =>
      decide(commands.withdrawInvitation, kinds, given, { invitation: way });
    const first = withdraw([made()]);
    assert.deepEqual(types(first), ["invitation.withdrawn/1"]);
    assert.deepEqual(types(withdraw([made(), ...(first as Decided).facts])), []);
    assertRefused(withdraw([]), "people.no-such-invitation");
  });
});

describe("the last coordination", () => {
  const alone = [joins(ann, "coordination", "member"), joins(bo, "member")];
  const two = [joins(ann, "coordination"), joins(bo, "coordination")];
  const on = { who: ann, matches };

  it("never vanishes: not by other roles, not by leaving, not by being seen out", () => {
    const roles = decide(commands.setRoles, kinds, alone, { member: ann, roles: ["member"] }, on);
    const leave = decide(commands.leave, kinds, alone, { forget: true }, on);
    const remove = decide(commands.remove, kinds, alone, { member: ann, forget: false }, on);
    for (const refused of [roles, leave, remove]) {
      assertRefused(refused, "people.last-coordination");
      assert.equal((refused as Refusal).next, "people.give-coordination");
    }
  });

  it("may go where another stays", () => {
    assert.deepEqual(types(decide(commands.leave, kinds, two, { forget: false }, on)), [
      "member.left/1",
    ]);
    const [, ...rest] = two;
    const gone: Given = { thing: bo, type: "member.removed/1", record: {} };
    const again = decide(
      commands.leave,
      kinds,
      [joins(ann, "coordination"), ...rest, gone],
      {
        forget: false,
      },
      on,
    );
    assertRefused(again, "people.last-coordination");
  });

  it("may take further roles", () => {
    const roles = ["coordination" as const, "treasurer" as const];
    const decided = decide(commands.setRoles, kinds, alone, { member: ann, roles }, on);
    assert.deepEqual(types(decided), ["member.roles-set/1"]);
    assert.deepEqual(types(decide(commands.setRoles, kinds, alone, { member: bo, roles }, on)), [
      "member.roles-set/1",
    ]);
  });
});

describe("names and going", () => {
  const given = [joins(ann, "coordination"), joins(bo, "member")];

  it("erases the name before when another is used", () => {
    const decided = decide(commands.rename, kinds, given, { handle: "mar" }, { who: bo, matches });
    assert.deepEqual(types(decided), ["member.renamed/1"]);
    const [erase] = (decided as Decided).erases ?? [];
    assert.deepEqual([erase?.thing, erase?.at.n, erase?.parts], [bo, 1, ["people"]]);
  });

  it("leaves with or without the name, and has no role afterwards", () => {
    const forget = decide(commands.leave, kinds, given, { forget: true }, { who: bo, matches });
    assert.equal((forget as Decided).erases?.length, 1);
    const stay = decide(commands.leave, kinds, given, { forget: false }, { who: bo, matches });
    assert.equal((stay as Decided).erases?.length, 0);
    const after = fold(kinds, [...given, ...(stay as Decided).facts]).get(bo);
    assert.deepEqual(rolesOf(after?.state as MemberState), []);
    const again = [...given, ...(stay as Decided).facts];
    assertRefused(
      decide(commands.leave, kinds, again, { forget: false }, { who: bo, matches }),
      "people.no-such-member",
    );
  });

  it("refuses names that are empty, long, on two lines or hide signs", () => {
    for (const handle of ["", " ", "x".repeat(41), "a\nb", "a\u202eb", " a"])
      assert.ok(!commands.rename.shape.safeParse({ handle }).success, JSON.stringify(handle));
    for (const handle of ["نور", "Łucja", "x".repeat(40)])
      assert.ok(commands.rename.shape.safeParse({ handle }).success);
  });
});
