/** For tests: what a program does about allied groups, each command once and in this order. */
import { alliedBy, type Side } from "../rooms/allies/testing.ts";
import type { TestNode } from "./testing.ts";
import type { Known, Step } from "./testing-steps.ts";

/** A group that came along with this one, and another that this one went along with. */
export async function alliedIn(node: TestNode, own: Side, second: string): Promise<Known> {
  const guest = await node.found({ group: "Puente Norte", handle: "alba" });
  const { ally, person } = await alliedBy(node, own, guest, { second });
  const { alliance } = await alliedBy(node, guest, own);
  return { ally, acting: person, along: alliance };
}

/** The steps; inviting and coming along are nobody's but a person's own word. */
export const ALLIED: readonly Step[] = [
  ["allies.limit", ({ ally }) => ({ ally, money: { of: "100", unit: "EUR" }, times: 4 })],
  ["allies.refuse-person", ({ acting: person }) => ({ person })],
  ["allies.readmit-person", ({ acting: person }) => ({ person })],
  ["allies.end-alliance", ({ along: alliance }) => ({ alliance })],
  ["allies.end", ({ ally }) => ({ ally })],
];
