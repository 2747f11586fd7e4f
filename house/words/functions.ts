/** What `{$n :number}`, `{$when :day}` and `{$when :month}` do in our messages. */
import type {
  MessageFunction,
  MessageFunctionContext,
  MessageValue,
} from "messageformat/functions";
import { type Day, type DayStyle, dirOf, formatDay, formatMonth } from "../values/index.ts";

const PLAIN_DECIMAL = /^-?[0-9]+(\.[0-9]+)?$/;
const PLURAL_DIGITS_MAX = 14;

/**
 * `:number` without a floating number in between: takes a decimal string, an `Amount`, a bigint or
 * a number, keeps every digit, and selects plurals by it. Options as in LDML 48: the fraction
 * digits, `signDisplay`, `useGrouping`, `select`.
 */
const number: MessageFunction<"number"> = (ctx, options, input) => {
  const of = decimal(input);
  const locale = ctx.locales[0] ?? "en";
  const format = () => numberFormat(locale, numberOptions(options));
  return {
    type: "number",
    dir: direction(ctx),
    selectKey: (keys) => select(keys, of, locale, options["select"]),
    toParts: () => [{ type: "number", locale, value: format().format(of as `${number}`) }],
    toString: () => format().format(of as `${number}`),
    valueOf: () => of,
  };
};

/** `:day style=long|short|weekday`: a `Day` as the reader's language writes its date. */
const day: MessageFunction<"day"> = (ctx, options, input) => {
  const value = unwrap(input);
  if (!isDay(value)) throw new TypeError("not a day");
  const style = String(options["style"] ?? "long") as DayStyle;
  return wordsOf(ctx, "day", formatDay(value, ctx.locales[0] ?? "en", style));
};

/** `:month`: a `YYYY-MM` as the reader's language writes it. */
const month: MessageFunction<"month"> = (ctx, _options, input) => {
  const value = unwrap(input);
  if (typeof value !== "string") throw new TypeError("not a month");
  return wordsOf(ctx, "month", formatMonth(value, ctx.locales[0] ?? "en"));
};

/** The functions our messages may use beside the default ones; `number` replaces the default. */
export const FUNCTIONS = { number, day, month } as const;

function wordsOf<T extends string>(
  ctx: MessageFunctionContext,
  type: T,
  words: string,
): MessageValue<T> {
  const part = { type, locale: ctx.locales[0] ?? "en", value: words };
  const dir = direction(ctx);
  return { type, dir, toParts: () => [part], toString: () => words, valueOf: () => words };
}

function direction(ctx: MessageFunctionContext): "ltr" | "rtl" | "auto" {
  return ctx.dir ?? dirOf((ctx.locales[0] ?? "en").split("-u-", 1)[0] ?? "en");
}

function unwrap(input: unknown): unknown {
  return typeof input === "object" && input !== null ? input.valueOf() : input;
}

function decimal(input: unknown): string {
  const inner = unwrap(input);
  const isAmount = typeof inner === "object" && inner !== null && "of" in inner;
  const of = String(isAmount ? inner.of : inner);
  if (!PLAIN_DECIMAL.test(of)) throw new TypeError("not a figure");
  return of;
}

function isDay(value: unknown): value is Day {
  return typeof value === "object" && value !== null && "date" in value && "zone" in value;
}

function numberOptions(options: Record<string, unknown>): Intl.NumberFormatOptions {
  const chosen: Record<string, unknown> = { maximumFractionDigits: 9 };
  for (const name of ["minimumFractionDigits", "maximumFractionDigits"]) {
    if (options[name] !== undefined) chosen[name] = Number(options[name]);
  }
  if (options["signDisplay"] !== undefined) chosen["signDisplay"] = String(options["signDisplay"]);
  if (options["useGrouping"] === "never") chosen["useGrouping"] = false;
  return chosen;
}

function select(keys: Set<string>, of: string, locale: string, by: unknown): string | null {
  if (keys.has(of)) return of;
  if (by === "exact") return null;
  const type = by === "ordinal" ? "ordinal" : "cardinal";
  const category = pluralRules(locale, type).select(pluralNumber(of));
  return keys.has(category) ? category : null;
}

/** A number of the same plural: rules look at the last digits, which a float would round away. */
function pluralNumber(of: string): number {
  const [whole = "0", fraction] = of.replace("-", "").split(".");
  const tail = whole.length > PLURAL_DIGITS_MAX ? `1${whole.slice(-PLURAL_DIGITS_MAX)}` : whole;
  return Number(fraction === undefined ? tail : `${tail.slice(-6)}.${fraction.slice(0, 3)}`);
}

// Making an Intl object costs a hundred times what using one does. The keys come from our own
// messages and the locales a library keeps, so these stay small; the bound is for safety.
const FORMATS_MAX = 300;
const numberFormats = new Map<string, Intl.NumberFormat>();
const plurals = new Map<string, Intl.PluralRules>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const made = numberFormats.get(key) ?? new Intl.NumberFormat(locale, options);
  if (numberFormats.size >= FORMATS_MAX) numberFormats.clear();
  numberFormats.set(key, made);
  return made;
}

function pluralRules(locale: string, type: Intl.PluralRuleType): Intl.PluralRules {
  const key = `${locale} ${type}`;
  const made = plurals.get(key) ?? new Intl.PluralRules(locale, { type });
  if (plurals.size >= FORMATS_MAX) plurals.clear();
  plurals.set(key, made);
  return made;
}
