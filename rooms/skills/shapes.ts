/** Shapes of what the room's commands are given. */
import { z } from "zod";
import { daySchema, idSchema, lineSchema, textSchema } from "../../house/values/index.ts";
import { NAME_MAX, ROLES } from "../hours/index.ts";
import { saidShape, TEXT_MAX } from "./facts.ts";

const code = z.string().max(60).optional();
/** A skill to be said. `to`: the group, everyone of the space, or a circle by its id. */
export const sayShape = z.strictObject({
  ...saidShape,
  text: textSchema({ lengthMax: TEXT_MAX }).nullable().default(null),
  to: z.union([z.enum(["group", "all"]), idSchema]).default("group"),
});
/** See {@link sayShape}. */
export type Say = z.output<typeof sayShape>;

/** One's own skill: a member shows that it is by its code. */
export const ownShape = z.strictObject({ skill: idSchema, code });
/** See {@link ownShape}. */
export type Own = z.output<typeof ownShape>;
/** The same, and until when it holds now. */
export const keepShape = ownShape.extend({ until: daySchema });

/** Whoever said a skill is asked for one occasion. */
export const requestShape = z.strictObject({
  ...{ skill: idSchema, occasion: idSchema, role: z.enum(ROLES) },
});
/** See {@link requestShape}. */
export type Request = z.output<typeof requestShape>;
/** One request. */
export const oneRequestShape = z.strictObject({ request: idSchema });
/** The same by whoever is asked. */
export const answerShape = oneRequestShape.extend({ code });
/** A yes, with the name to be called by there. */
export const yesShape = answerShape.extend({
  name: lineSchema(NAME_MAX, "hours.name-missing"),
});

/** An introduction to ask for. */
export const introduceShape = z.strictObject({
  ...{ what: textSchema({ lengthMax: TEXT_MAX }), until: daySchema },
});
/** One of them; a member or stranger shows by its code that it is theirs. */
export const introductionShape = z.strictObject({ introduction: idSchema, code });
/** An introduction between two, of one that was asked for or of none. */
export const betweenShape = z.strictObject({ introduction: idSchema.nullable().default(null) });
