/**
 * What stands on the log of the group that came along: that it did, in a circle of those who take
 * part. It names no other space and no thing of one; what leads there is a row of the node.
 */
import { z } from "zod";
import { CIRCLE } from "../../house/circles.ts";
import { defineKind, type NewFact, type Thing } from "../../house/facts.ts";

/** An alliance as folded. */
export type AllianceState = { ended: { at: number; by: "us" | "them" } | null };

/** That a group takes part elsewhere: for those of its members who do. */
export const alliance = defineKind<AllianceState>({
  kind: "alliance",
  inCircles: true,
  facts: [
    { type: "alliance.begun/1", record: z.strictObject({}) },
    { type: "alliance.ended/1", record: z.strictObject({ by: z.enum(["us", "them"]) }) },
  ],
  initial: { ended: null },
  evolve: (state, { type, record, stamp }) => {
    if (type === "alliance.ended/1")
      state.ended ??= { at: stamp.at, by: record["by"] as "us" | "them" };
    return state;
  },
});

/** A fact of an alliance. */
export function allianceFact(thing: string, what: string, record: NewFact["record"] = {}): NewFact {
  return { kind: "alliance", thing, type: `alliance.${what}/1`, record };
}

/** The circle of those who take part. */
export const partOf = ({ circle }: Pick<Thing, "circle">) => circle.slice(CIRCLE.length);
