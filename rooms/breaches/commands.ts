/** What can be asked for about breaches, by whom, and on what it stands. */
import { z } from "zod";
import { type CommandRow, defineCommand, OWN_HOUSE } from "../../house/command.ts";
import { idSchema, langSchema } from "../../house/values/index.ts";
import { circleNameSchema } from "../people/index.ts";
import * as decider from "./decider.ts";
import {
  BECAUSE,
  BLOCKS,
  blockText,
  contactFields,
  countFields,
  known,
  lineFields,
  MEASURES,
  saidText,
} from "./facts.ts";

const everyone = ["coordination", "treasurer", "member"] as const;
/** Whoever knows of it, unless they only look on. It goes on in silence: nothing goes outward. */
const act = { ...OWN_HOUSE, kind: "act", who: everyone, whileDark: true } as const;
const undoing = { ...OWN_HOUSE, kind: "undoing", who: everyone } as const;
const one = { breach: idSchema };
const shape = z.strictObject(one);

/** The room's table of commands, by name for its own tests. */
export const commands = {
  open: defineCommand({
    ...{ ...act, name: "breaches.open", who: ["coordination"], decide: decider.openBreach },
    /** `name`: what the circle of those who know is called; `lang`: what they are told in. */
    shape: z.strictObject({
      ...known,
      drill: z.boolean(),
      name: circleNameSchema,
      lang: langSchema,
      happenedText: blockText.optional(),
    }),
  }),
  correct: defineCommand({
    ...{ ...act, name: "breaches.correct", decide: decider.correct },
    shape: shape.extend(known),
  }),
  write: defineCommand({
    ...{ ...act, name: "breaches.write", decide: decider.write },
    shape: shape.extend({ block: z.enum(BLOCKS), text: blockText.nullable() }),
  }),
  nameContact: defineCommand({
    ...{ ...act, name: "breaches.name-contact", decide: decider.nameContact },
    shape: shape.extend({ contact: z.strictObject(contactFields).nullable() }),
  }),
  count: defineCommand({
    ...{ ...act, name: "breaches.count", decide: decider.count },
    shape: shape.extend(countFields),
  }),
  setLine: defineCommand({
    ...{ ...act, name: "breaches.set-line", decide: decider.setLine },
    shape: shape.extend({ ...lineFields, line: idSchema.optional(), who: saidText.optional() }),
  }),
  endLine: defineCommand({
    ...{ ...act, name: "breaches.end-line", decide: decider.endLine },
    shape: shape.extend({
      line: idSchema,
      how: z.enum(["told", "not-needed"]),
      at: z.int().positive().optional(),
      because: z.enum(BECAUSE).optional(),
      why: saidText.optional(),
    }),
  }),
  reopenLine: defineCommand({
    ...{ ...undoing, name: "breaches.reopen-line", decide: decider.reopenLine },
    shape: shape.extend({ line: idSchema }),
  }),
  takeMeasure: defineCommand({
    ...{ ...act, name: "breaches.take-measure", decide: decider.takeMeasure },
    shape: shape.extend({ what: z.enum(MEASURES), text: saidText.optional() }),
  }),
  takeMeasureBack: defineCommand({
    ...{ ...undoing, name: "breaches.take-measure-back", decide: decider.takeMeasureBack },
    shape: shape.extend({ measure: idSchema }),
  }),
  close: defineCommand({
    ...{ ...act, name: "breaches.close", decide: decider.close },
    shape,
  }),
  closeAsMistake: defineCommand({
    ...{ ...undoing, name: "breaches.close-as-mistake", decide: decider.closeAsMistake },
    shape,
  }),
  reopen: defineCommand({
    ...{ ...act, name: "breaches.reopen", decide: decider.reopen },
    shape,
  }),
  remind: defineCommand({
    ...{ ...OWN_HOUSE, kind: "act", name: "breaches.remind", who: ["clock"] },
    shape: z.strictObject({}),
    decide: decider.remind,
  }),
};

/** The same as the house takes them. */
export const table: readonly CommandRow[] = Object.values(commands) as readonly CommandRow[];
