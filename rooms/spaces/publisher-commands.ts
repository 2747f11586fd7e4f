/** Saying what the group is called in files for the public, and taking that back. */
import { z } from "zod";
import { type CommandRow, defineCommand, OWN_HOUSE } from "../../house/command.ts";
import type { Erase, Thing } from "../../house/facts.ts";
import { notHere, refuse } from "../../house/refusal.ts";
import { protectsPeople, type SpaceState, space } from "./facts.ts";
import { publisherSchema } from "./publisher.ts";

const nothing = { ...OWN_HOUSE, who: ["coordination"] } as const;

/** The words that stood there before: they are erased. */
export function publisherGone({
  id,
  state: { publisher },
}: Pick<Thing<SpaceState>, "id" | "state">): Erase[] {
  if (publisher === null) return [];
  return [{ kind: "space", thing: id, at: publisher, parts: ["words"] }];
}

/** The rows of this table, by name for its own tests. */
export const publisherCommands = {
  setPublisher: defineCommand({
    ...{ ...nothing, name: "spaces.set-publisher", kind: "act" },
    shape: publisherSchema,
    decide: (world, words, context) => {
      const here = world.thing(space, context.space);
      if (here === undefined) return notHere;
      if (protectsPeople(here.state)) return refuse("spaces.publisher-protected", "state");
      const fact = { kind: "space", thing: here.id, type: "space.publisher-set/1", record: {} };
      return { facts: [{ ...fact, words: { ...words } }], erases: publisherGone(here) };
    },
  }),
  dropPublisher: defineCommand({
    ...{ ...nothing, name: "spaces.drop-publisher", kind: "undoing" },
    shape: z.strictObject({}),
    decide: (world, _input, context) => {
      const here = world.thing(space, context.space);
      if (here === undefined) return notHere;
      if (here.state.publisher === null) return { facts: [] };
      const fact = { kind: "space", thing: here.id, type: "space.publisher-dropped/1" };
      return { facts: [{ ...fact, record: {} }], erases: publisherGone(here) };
    },
  }),
};

/** The same as the house takes them. */
export const publisherTable = Object.values(publisherCommands) as unknown as readonly CommandRow[];
