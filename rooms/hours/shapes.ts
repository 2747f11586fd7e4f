/** Shapes of what the room's commands are given. */
import { z } from "zod";
import {
  amountSchema,
  billionths,
  daySchema,
  idSchema,
  lineSchema,
  placeSchema,
  textSchema,
} from "../../house/values/index.ts";
import { EFFORTS, EVERY, type Every, JOINS, ROLES, WORKS } from "./codes.ts";
import { placesSchema, WHAT_MAX, whenSchema } from "./facts.ts";
import { NAME_MAX, REACH_MAX } from "./facts-turn.ts";

/** Times that one form asks for, at most. */
export const TIMES_MAX = 26;
/** Efforts and turns that one command answers. */
export const ANSWERS_MAX = 60;
/** Hours of one effort: more than a week has is a slip of the hand. */
const HOURS_MAX = 168n * 1_000_000_000n;

const times = { day: daySchema, from: whenSchema.shape.from, until: whenSchema.shape.until };

/** An occasion to ask for, once or again and again. */
export const askShape = z.strictObject({
  ...{ work: z.enum(WORKS), joins: z.enum(JOINS), ...times },
  ...{ place: placeSchema.nullable().default(null), places: placesSchema },
  what: textSchema({ lengthMax: WHAT_MAX }),
  every: z.enum(Object.keys(EVERY) as [Every, ...Every[]]).default("once"),
  times: z.int().min(1).max(TIMES_MAX, "hours.times").default(1),
  /** Opens it in the same step to those it may be open to. */
  show: z.boolean().default(false),
});
/** See {@link askShape}. */
export type Ask = z.output<typeof askShape>;

/** One occasion. */
export const oneShape = z.strictObject({ occasion: idSchema });
/** See {@link oneShape}. */
export type One = z.output<typeof oneShape>;
/** Another day or time for it. */
export const moveShape = oneShape.extend(times);
/** How many of each role. */
export const limitsShape = oneShape.extend({ places: placesSchema });
/** To be called off; `rest`: with all after it that were asked for together. */
export const callOffShape = oneShape.extend({ rest: z.boolean().default(false) });

const role = z.enum(ROLES);
const people = {
  name: lineSchema(NAME_MAX, "hours.name-missing"),
  reach: lineSchema(REACH_MAX).optional(),
};
/** A place to take. */
export const takeShape = oneShape.extend({ role, ...people });
/** See {@link takeShape}. */
export type Take = z.output<typeof takeShape>;
/** A place that an allied group asks for. */
export const comeShape = oneShape.extend({ role });
/** The same under an agreement. */
export const comeUnderShape = comeShape.extend({ agreement: idSchema });

/** One turn. */
export const turnShape = z.strictObject({ turn: idSchema });
/** The same under the agreement it stands on. */
export const turnUnderShape = turnShape.extend({ agreement: idSchema });
/** One's own turn: a member shows that it is by its code. */
export const ownTurnShape = turnShape.extend({ code: z.string().max(60).optional() });
/** Somebody's turn to take over. */
export const takeOverShape = turnShape.extend(people);

const hours = amountSchema.refine(({ of, unit }) => {
  return unit === "hour" && !of.startsWith("-") && of !== "0" && billionths(of) <= HOURS_MAX;
}, "hours.how-many");
/** Hours given: of a turn, or of none. */
export const sayShape = z.strictObject({
  ...{ work: z.enum(EFFORTS), of: hours, turn: idSchema.nullable().default(null) },
});
/** See {@link sayShape}. */
export type Say = z.output<typeof sayShape>;

/** What counts: of what was said, and of turns of which nobody said anything. */
export const confirmShape = z
  .strictObject({
    said: z
      .array(z.strictObject({ effort: idSchema, of: hours.optional() }))
      .max(ANSWERS_MAX)
      .default([]),
    counted: z
      .array(z.strictObject({ turn: idSchema, of: hours }))
      .max(ANSWERS_MAX)
      .default([]),
  })
  .refine(({ said, counted }) => said.length + counted.length > 0, "hours.nothing-said")
  .refine(({ said, counted }) => said.length + counted.length <= ANSWERS_MAX);
/** See {@link confirmShape}. */
export type Confirm = z.output<typeof confirmShape>;
/** Hours that the group says otherwise of. */
export const effortShape = z.strictObject({ effort: idSchema });
