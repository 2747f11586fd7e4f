/**
 * What stands on the log of the group that came along: that it did, in a circle of those who take
 * part. It names no other space and no thing of one; what leads there is a row of the node.
 */
import { z } from "zod";
import { CIRCLE } from "../../house/circles.ts";
import { defineKind, type NewFact, type Thing } from "../../house/facts.ts";
import type { MEETS } from "../../house/room.ts";

/** How many lines each sort of end met, by `MEETS` of the house. */
export type MetCounts = Record<(typeof MEETS)[number], number>;

/** An alliance as folded; `met`: what those who ended it were told that it met. */
export type AllianceState = {
  ended: { at: number; by: "us" | "them"; met: MetCounts | null } | null;
};

/** Lines of one sort that are told of, at most. */
export const MET_MAX = 10_000;

const many = z.int().min(0).max(MET_MAX);
/** Shape of how many lines an end met. */
export const metSchema = z.strictObject({
  ...{ closed: many, held: many, "goes-on": many, sent: many },
});

/** That a group takes part elsewhere: for those of its members who do. */
export const alliance = defineKind<AllianceState>({
  kind: "alliance",
  inCircles: true,
  facts: [
    { type: "alliance.begun/1", record: z.strictObject({}) },
    { type: "alliance.ended/1", record: z.strictObject({ by: z.enum(["us", "them"]) }) },
    { type: "alliance.ended/2", record: z.strictObject({ met: metSchema }) },
  ],
  initial: { ended: null },
  evolve: (state, { type, record, stamp }) => {
    if (type === "alliance.ended/1")
      state.ended ??= { at: stamp.at, by: record["by"] as "us" | "them", met: null };
    if (type === "alliance.ended/2")
      state.ended ??= { at: stamp.at, by: "us", met: record["met"] as MetCounts };
    return state;
  },
});

/** A fact of an alliance. */
export function allianceFact(thing: string, what: string, record: NewFact["record"] = {}): NewFact {
  return { kind: "alliance", thing, type: `alliance.${what}/1`, record };
}

/** The circle of those who take part. */
export const partOf = ({ circle }: Pick<Thing, "circle">) => circle.slice(CIRCLE.length);
