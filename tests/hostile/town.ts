/** Two groups on one node, everyone who may knock at a door, and draws from a seed. */
import assert from "node:assert/strict";
import { ROLES, type Role } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { HOUR, seededRandom } from "../../house/testing.ts";
import { alliedBy } from "../../rooms/allies/testing.ts";
import { testNode } from "../../web/testing.ts";
import { worldIn, writeAll } from "../erasure/world.ts";
import "../run/argon2-once.ts";
import type { Draw } from "./sample.ts";

/** Texts that break what is careless: signs that turn, formulas, controls, lone surrogates. */
export const NASTY: readonly string[] = [
  ...["", " ", "0", "-1", "manta", "=cmd|'/C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "\t=1"],
  ...["\u202Egnp.exe", "\u2066x\u2069", "\u0000", "\uD800", "\uFEFFa", "a\u0301", "ﷺ".repeat(40)],
  ...["<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd", "%00", "{{7*7}}"],
  ...["9".repeat(400), "1e309", "NaN", "-0", "1.200,5", "٣٤", "__proto__", "constructor", "then"],
  ...["x".repeat(70_000), "\r\nset-cookie: a=b", "null", "[]", "{}", "💣".repeat(300)],
];

/** Draws that follow from a seed; ids are those given, now and then one that is nowhere. */
export function drawsFrom(seed: string, ids: readonly string[]): Draw {
  const random = seededRandom(seed);
  const below = (max: number) => {
    const [a = 0, b = 0, c = 0] = random(3);
    return (a * 65_536 + b * 256 + c) % Math.max(1, max);
  };
  return {
    below,
    id: () => ids[below(ids.length + 1)] ?? Buffer.from(random(16)).toString("hex"),
    text: () => (below(2) === 0 ? "manta" : (NASTY[below(NASTY.length)] ?? "")),
  };
}

/** Everyone: who may send what is asked of the table, never of them. */
export type Knocker = { name: string; author: Author; roles: readonly Role[] };

/** A town: an open group with things in it, a closed one, and all who knock. */
export async function town() {
  const node = await testNode({ faults: "answer" });
  const open = await node.found({ group: "Río Abierto" });
  const closed = await node.found({ group: "Casa Cerrada", safety: "yes" });
  const world = worldIn(node, open.space, { by: "member", member: open.member });
  const inside = worldIn(node, closed.space, { by: "member", member: closed.member });
  await writeAll(world);
  await writeAll(inside).catch((fault: unknown) =>
    assert.ok(fault instanceof assert.AssertionError),
  );
  const text = { lang: "en", text: "kept inside" };
  const hidden = String((await world.ask("needs.open", { title: text })).answer["id"]);
  await world.ask("ledger.open-book", { purpose: "money" });
  const people = await Promise.all(
    ROLES.map(async (role) => ({ role, ...(await node.join(open.space, [role])) })),
  );
  const newcomer = await node.join(open.space, ["member"], "jacinta", { known: false });
  const gone = await node.join(open.space, ["coordination"]);
  await world.ask("people.leave", { forget: false }, { by: "member", member: gone.member });
  // Who invites a group takes a second one of those who decide.
  const guest = await node.found({ group: "Puente Norte", handle: "alba" });
  const second = people.find(({ role }) => role === "coordination")?.member ?? null;
  const allied = await alliedBy(node, open, guest, { second });
  const ally = { ...guest, ...allied };
  const ids = await idsIn(node, open.space);
  const past = node.clock.now - HOUR;
  const knockers: Knocker[] = [
    { name: "a stranger", author: { by: "stranger", id: "9".repeat(32) }, roles: [] },
    {
      name: "a link past its end",
      ...{ author: { by: "stranger", id: "8".repeat(32), link: past }, roles: [] },
    },
    ...people.map(({ role, member }) => ({
      ...{ name: `one in ${role}`, author: { by: "member", member } as const, roles: [role] },
    })),
    { name: "a member of another group", author: memberOf(closed.member), roles: [] },
    {
      ...{ name: "one of an allied group", roles: [] },
      author: { by: "ally", ally: allied.ally, person: allied.person },
    },
    { name: "one who waits to be vouched in", author: memberOf(newcomer.member), roles: [] },
    { name: "one who left", author: memberOf(gone.member), roles: [] },
    { name: "a holder of nothing", author: holderOf(hidden), roles: [] },
    { name: "a clock of a thing", author: { by: "clock", thing: hidden }, roles: [] },
  ];
  return { ...node, open, closed, ally, hidden, people, newcomer, gone, ids, knockers };
}

const memberOf = (member: string): Author => ({ by: "member", member });
const holderOf = (thing: string): Author => {
  return { by: "holder", thing, code: "0000-0000-0000-0000-0000-0000" };
};

type Node = Awaited<ReturnType<typeof testNode>>;

/** Every thing's id in a space. */
async function idsIn({ house }: Node, id: string): Promise<string[]> {
  const space = await house.space(id);
  assert.ok(space);
  const all = new Set<string>();
  const indexes = Array.from({ length: space.size }, (_, index) => index);
  for await (const { header } of space.entries(indexes)) all.add(header.thing);
  return [...all];
}
