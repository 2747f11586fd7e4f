/** Money changed into another currency: what was given, what it came to, and at which rate. */
import { z } from "zod";
import { figureSchema, isCurrency, parseDay, unitSchema } from "../../house/values/index.ts";

/** The heading that both sides of an exchange are balanced against, each in its own currency. */
export const EXCHANGED = "exchanged";

/** The type of the fact. It moves something, as a transfer does. */
export const EXCHANGE = "transfer.exchanged/1";

/** Where a rate was read or agreed. Frozen: a code is never renamed, only added to. */
export const RATE_SOURCES = [
  "bank",
  "card",
  "mobile-money",
  "changer",
  "published",
  "agreed",
] as const;
/** See {@link RATE_SOURCES}. */
export type RateSource = (typeof RATE_SOURCES)[number];

/** Shape of a currency's code; refuses `ledger.no-currency`. */
export const currencySchema = unitSchema.refine(isCurrency, "ledger.no-currency");

/** Shape of what one of something is worth: more than nothing; refuses `ledger.below-nothing`. */
export const worthSchema = figureSchema.refine(
  (of) => of !== "0" && !of.startsWith("-"),
  "ledger.below-nothing",
);

/** Shape of a day, or in a protected space of its month; refuses `day.shape`. */
export const rateDaySchema = z
  .string()
  .regex(/^\d{4}-\d{2}(-\d{2})?$/, "day.shape")
  .refine((day) => parseDay(day.length === 7 ? `${day}-01` : day, "UTC").ok, "day.shape");

/** Shape of a {@link Rate}. */
export const rateSchema = z.strictObject({
  ...{ of: worthSchema, in: currencySchema, per: currencySchema },
  ...{ day: rateDaySchema, source: z.enum(RATE_SOURCES) },
});
/** One of `per` was worth `of` of `in`: on which day, and who said so. */
export type Rate = z.output<typeof rateSchema>;
