/**
 * The code of conduct: how we treat each other, what nobody does, where to complain. The group
 * writes it; each person accepts it before they read inside (`rooms/people/conduct.ts`). Every
 * version has an id that people accept, and its words stay: someone may have accepted them.
 */
import { z } from "zod";
import type { EntryRef, FactShape, Seen } from "../../house/facts.ts";
import type { Condition } from "../../house/room.ts";
import { idSchema, textsSchema } from "../../house/values/index.ts";

/** Where it is read and accepted, under a space's base. */
export const CONDUCT = "/conduct";

/** Where those of an allied group do. */
export const ALLY_CONDUCT = `/ally${CONDUCT}`;

/** Limits of the code in one language. */
export const CONDUCT_TEXT = { lengthMax: 4_000, lines: "many" } as const;
/** Versions a group may write, ever: each is kept for whoever accepted it. */
export const VERSIONS_MAX = 100;
/** At most so many days are given to those who are here already. */
export const CONDUCT_DAYS_MAX = 60;

/** One version, folded: what it is called (1, 2, …), when it was written, where its words are. */
export type Version = Condition & { n: number; day: string; at: EntryRef };

/** All versions, oldest first; those from `from` on stand, and the last of them holds now. */
export type Conduct = { versions: Version[]; from: number };

/** Where no code was ever written. */
export const NO_CONDUCT: Conduct = { versions: [], from: 0 };

/** The facts on the space's own thing. The words are for the group's people alone. */
export const conductFacts: readonly FactShape[] = [
  {
    type: "space.conduct-written/1",
    record: z.strictObject({ version: idSchema, by: z.int().positive() }),
    words: z.strictObject({ texts: textsSchema(CONDUCT_TEXT) }),
    circles: { words: "host" },
  },
  { type: "space.conduct-dropped/1", record: z.strictObject({}) },
];

type Fold = (state: { conduct: Conduct }, seen: Seen) => void;

/** How they fold, by type. */
export const conductFolds: Readonly<Record<string, Fold | undefined>> = {
  "space.conduct-written/1": (state, { record, index, n, type, day }) => {
    const { versions, from } = state.conduct;
    const version: Version = {
      ...{ id: record["version"] as string, index, by: record["by"] as number },
      ...{ n: versions.length + 1, day, at: { index, n, type } },
    };
    state.conduct = { versions: [...versions, version], from };
  },
  "space.conduct-dropped/1": (state) => {
    const { versions } = state.conduct;
    state.conduct = { versions, from: versions.length };
  },
};

const NONE: readonly Version[] = [];

/** The versions that stand; the last one is what each person is asked to accept. */
export function asksOf({ conduct: { versions, from } }: { conduct: Conduct }): readonly Version[] {
  return from === versions.length ? NONE : versions.slice(from);
}
