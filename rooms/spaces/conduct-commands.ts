/** Writing the code of conduct, and asking it of nobody any more. */
import { z } from "zod";
import { type CommandRow, defineCommand, OWN_HOUSE } from "../../house/command.ts";
import { notHere, refuse } from "../../house/refusal.ts";
import { textsSchema } from "../../house/values/index.ts";
import { asksOf, CONDUCT_DAYS_MAX, CONDUCT_TEXT, VERSIONS_MAX } from "./conduct.ts";
import { space } from "./facts.ts";

const DAY_MS = 24 * 3_600_000;
const nothing = { ...OWN_HOUSE, who: ["coordination"] } as const;

/** The rows of this table, by name for its own tests. */
export const conductCommands = {
  writeConduct: defineCommand({
    ...{ ...nothing, name: "spaces.write-conduct", kind: "act" },
    shape: z.strictObject({
      texts: textsSchema(CONDUCT_TEXT),
      /** Until when those who are here go on reading without having accepted it. */
      days: z
        .int("spaces.conduct-days")
        .min(0, "spaces.conduct-days")
        .max(CONDUCT_DAYS_MAX, "spaces.conduct-days"),
    }),
    decide: (world, { texts, days }, context) => {
      const here = world.thing(space, context.space);
      if (here === undefined) return notHere;
      if (here.state.conduct.versions.length >= VERSIONS_MAX)
        return refuse("spaces.conduct-full", "limit", { vars: { max: VERSIONS_MAX } });
      const record = { version: context.id(), by: context.now + days * DAY_MS };
      const fact = { kind: "space", thing: here.id, type: "space.conduct-written/1" };
      return {
        facts: [{ ...fact, record, words: { texts } }],
        answer: { version: record.version },
      };
    },
  }),
  dropConduct: defineCommand({
    ...{ ...nothing, name: "spaces.drop-conduct", kind: "act" },
    shape: z.strictObject({}),
    decide: (world, _input, context) => {
      const here = world.thing(space, context.space);
      if (here === undefined) return notHere;
      if (asksOf(here.state).length === 0) return { facts: [] };
      const fact = { kind: "space", thing: here.id, type: "space.conduct-dropped/1" };
      return { facts: [{ ...fact, record: {} }] };
    },
  }),
};

/** The same as the house takes them. */
export const conductTable = Object.values(conductCommands) as unknown as readonly CommandRow[];
