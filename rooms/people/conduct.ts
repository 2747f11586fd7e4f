/**
 * The group's code of conduct, accepted by each person: by their own hand, or told to a member who
 * read it to them. Who has not accepted in time reads as a visitor until they do; whatever undoes
 * stays theirs. The code itself is the group's (`rooms/spaces`).
 */
import { z } from "zod";
import type { FactShape, Seen } from "../../house/facts.ts";
import type { Condition } from "../../house/room.ts";
import { idSchema, type Lang, langSchema } from "../../house/values/index.ts";

/** What somebody accepted: the version, when (day or month), shown in which language. */
export type Accepted = {
  version: string;
  lang: Lang;
  day: string;
  /** Who read it to them and heard their yes; null: their own hand. */
  heard: string | null;
};

/** A member as they are asked: what they accepted, and the entry by which they came. */
export type Asked = { state: { accepted: Accepted | null }; first: { index: number } };

/** The facts on a member's own thing. */
export const conductFacts: readonly FactShape[] = [
  {
    type: "member.accepted-conduct/1",
    record: z.strictObject({ version: idSchema, lang: langSchema, heard: idSchema.nullable() }),
  },
  { type: "member.unaccepted-conduct/1", record: z.strictObject({}) },
];

/** Folds them. Who was set back may be somebody else: they are asked anew. */
export function foldConduct(
  state: { accepted: Accepted | null },
  { type, record, day }: Pick<Seen, "type" | "record" | "day">,
): void {
  if (type === "member.accepted-conduct/1")
    state.accepted = { ...(record as Omit<Accepted, "day">), day };
  if (type === "member.unaccepted-conduct/1" || type === "member.set-back/1") state.accepted = null;
}

/**
 * By when somebody has to accept (ms): 0 for whoever came after a version was written, else the
 * time that was set for those who were here. A newer version never puts off an older one's time.
 * Null where they accepted what holds now, or nothing is asked.
 */
export function acceptBy({ state, first }: Asked, asks: readonly Condition[]): number | null {
  const had = asks.findIndex(({ id }) => id === state.accepted?.version);
  const open = asks.slice(had + 1).map(({ index, by }) => (first.index > index ? 0 : by));
  return open.length === 0 ? null : Math.min(...open);
}

/** Whether they read nothing inside now (ms), until they accept. */
export function heldBack(thing: Asked, asks: readonly Condition[], now: number): boolean {
  const by = acceptBy(thing, asks);
  return by !== null && by <= now;
}
