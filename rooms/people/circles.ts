/**
 * Circles inside the group: some of its members, and what they alone read. A circle lies in itself
 * from its first entry on, so outside it nobody learns that it exists: a command about it is
 * answered as if there were none.
 *
 * Any member but an observer makes one and is in it. Who is in it lets others in, with the past
 * (what was begun before) or without, and gives no past that they may not open themselves. Who is
 * in it puts others out; the last one ends it, or says that nobody is to read it any more. Ended,
 * it stays with those in it, and nothing is added. Whoever leaves the group, is seen out, or is
 * set back by recovery ({@link holdsSince}) is in no circle.
 */
import { z } from "zod";
import {
  defineKind,
  type EntryRef,
  type NewFact,
  type Seen,
  type Thing,
} from "../../house/facts.ts";
import type { CircleRow, Membership } from "../../house/room.ts";
import { idSchema, type Text, textsSchema } from "../../house/values/index.ts";
import { heldBack } from "./conduct.ts";
import { isWaiting, type MemberState, member, rolesOf } from "./facts.ts";
import { holdsSince } from "./vouching.ts";

/** Longest name of a circle, in UTF-16 units. */
export const CIRCLE_NAME_MAX = 60;

/** Shape of a circle's name, in each language it has one. */
export const circleNameSchema = textsSchema({ lengthMax: CIRCLE_NAME_MAX });

/** Since which entry someone is in a circle, and whether what is older is theirs to open. */
export type InCircle = EntryRef & { past: boolean };

/** A circle, folded. */
export type CircleState = {
  name: EntryRef | null;
  /** All who ever came in, by member id; null of those who are out. */
  members: Record<string, InCircle | null>;
  /** The entry from which on all who are in it open all that lies in it; 0: everything. */
  openToAll: number;
  /** Ended: what lies in it stays open to those in it, and nothing is added. */
  ended: boolean;
};

/** The mark of the circles a member ever came into. */
const circleMark = (id: string) => `circle-of:${id}`;

/** A circle: its name, who is in it, whether it has ended. */
export const circle = defineKind<CircleState>({
  kind: "circle",
  inCircles: true,
  facts: [
    {
      type: "circle.made/1",
      record: z.strictObject({}),
      words: z.strictObject({ name: circleNameSchema }),
    },
    {
      type: "circle.renamed/1",
      record: z.strictObject({}),
      words: z.strictObject({ name: circleNameSchema }),
    },
    {
      type: "circle.member-in/1",
      /** `again`: they came in before, and are found by that. */
      record: z.strictObject({ member: idSchema, past: z.boolean(), again: z.boolean() }),
      marks: ({ record }) =>
        record["again"] === true ? {} : { record: [circleMark(String(record["member"]))] },
    },
    { type: "circle.member-out/1", record: z.strictObject({ member: idSchema }) },
    { type: "circle.ended/1", record: z.strictObject({}) },
  ],
  initial: { name: null, members: {}, openToAll: 0, ended: false },
  evolve: foldCircle,
});

function foldCircle(state: CircleState, { type, record, index, n }: Seen): CircleState {
  const at = { index, n, type };
  const who = String(record["member"]);
  if (type === "circle.made/1" || type === "circle.renamed/1") state.name = at;
  if (type === "circle.member-in/1") state.members[who] = { ...at, past: record["past"] === true };
  if (type === "circle.member-in/1" && record["past"] !== true) state.openToAll = index;
  if (type === "circle.member-out/1") state.members[who] = null;
  if (type === "circle.ended/1") state.ended = true;
  return state;
}

/** The circle that things lie in which this circle reads. */
export const placeOf = (id: string) => `circle:${id}` as const;

/** The facts that make a circle, with its maker in it. */
export function circleMade(id: string, name: readonly Text[], maker: string): NewFact[] {
  const made = { ...circleFact(id, "made"), words: { name }, circle: placeOf(id) };
  return [made, circleFact(id, "member-in", { member: maker, past: true, again: false })];
}

/** A fact of a circle. */
export function circleFact(thing: string, what: string, record: NewFact["record"] = {}): NewFact {
  return { kind: "circle", thing, type: `circle.${what}/1`, record };
}

/**
 * How someone is in a circle; null where they are not: never, not any more, gone from the group, or
 * given their place back since, which gives back no circle.
 */
export function standingIn(state: CircleState, one: Thing<MemberState>): InCircle | null {
  const held = Object.hasOwn(state.members, one.id) ? (state.members[one.id] ?? null) : null;
  if (held === null || rolesOf(one.state).length === 0) return null;
  return holdsSince(one.state, held.index) ? held : null;
}

const circles: CircleRow = {
  kind: circle,
  mark: circleMark,
  from: (thing, one) => {
    const held = standingIn((thing as Thing<CircleState>).state, one);
    if (held === null) return null;
    return held.past ? 0 : held.index;
  },
  takes: (thing) => !(thing as Thing<CircleState>).state.ended,
};

/** How the house learns a member's roles and circles, and who waits to be let in. */
export const membership: Membership = {
  kind: member,
  roles: (thing) => rolesOf((thing as { state: MemberState }).state),
  waits: (thing) => isWaiting((thing as { state: MemberState }).state),
  heldBack: (thing, asks, now) => heldBack(thing as Thing<MemberState>, asks, now),
  circles,
};
