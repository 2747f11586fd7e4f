import { MessageFormat } from "messageformat";
import {
  type Amount,
  type Day,
  type DayStyle,
  dirOf,
  formatAmount,
  formatDay,
  formatFigure,
  formatMonth,
  isCurrency,
  isUnitCode,
  type Month,
} from "../values/index.ts";
import { type LoadMessages, sourceOf, type WordsLang, wordsLang } from "./catalog.ts";
import { FUNCTIONS } from "./functions.ts";
import { type WordPart, wordParts } from "./parts.ts";
import { relativeTime } from "./relative.ts";

/** Which digits Arabic is written with: `latn` 0-9, `arab` ٠-٩. A reader's own choice. */
export type Digits = "latn" | "arab";

/** What fills a message's placeholders, by name: words, figures, amounts, days, or markup. */
export type Vars = Readonly<Record<string, unknown>>;

/** Something wrong with a message: its key, the language asked for, and what is wrong. */
export interface WordsProblem {
  readonly key: string;
  readonly lang: string;
  readonly what: "missing" | "broken";
  readonly detail: string;
}

/** Who reads, and where words come from. */
export interface WordsOptions {
  /** The reader's BCP 47 tag; its region steers months and separators (`ar-LB`, `es-MX`). */
  readonly lang: string;
  readonly digits?: Digits;
  readonly load: LoadMessages;
  /** In tests: a missing or broken message throws. Otherwise English is tried, then the key. */
  readonly strict?: boolean;
  /** Hears of every problem where it does not throw. */
  readonly onProblem?: (problem: WordsProblem) => void;
}

/** Everything that turns codes, figures and days into one reader's language. */
export interface Words {
  /** The language the messages are in, for `lang`. */
  readonly lang: WordsLang;
  /** Its direction, for `dir`. */
  readonly dir: "ltr" | "rtl" | "auto";
  /** The tag numbers and days are formatted by, digits chosen. */
  readonly locale: string;
  /** The message as one string; what fills it is isolated, so that mixed directions stay apart. */
  readonly t: (key: string, vars?: Vars) => string;
  /** The same without isolating marks, for CSV, addresses and whatever is not running text. */
  readonly plain: (key: string, vars?: Vars) => string;
  /** The message in pieces, for markup: wrap each value in `bdi`; a value may be markup itself. */
  readonly parts: (key: string, vars?: Vars) => WordPart[];
  /** Whether the message exists in this language. */
  readonly has: (key: string) => boolean;
  /** A canonical figure, every digit kept. */
  readonly number: (of: string) => string;
  /** An amount with its unit's word in the right plural; `unitName` is what a term is called. */
  readonly amount: (amount: Amount, unitName?: string) => string;
  readonly day: (day: Day, style?: DayStyle) => string;
  readonly month: (month: Month) => string;
  /** "a, b and c", or "or". */
  readonly list: (items: readonly string[], join?: "and" | "or") => string;
  /** How long before or after `nowMs` something is: "in 3 days", "yesterday". */
  readonly relative: (atMs: number, nowMs: number) => string;
}

const ISOLATES = /[\u2066-\u2069]/g;

/** The locale tag of a reader. Arabic always names its digits: regions differ in their default. */
export function localeOf(lang: string, digits: Digits = "latn"): string {
  return wordsLang(lang) === "ar" ? `${lang}-u-nu-${digits}` : lang;
}

/** Words for one reader. Files load and messages compile when first used; keep one per locale. */
export function createWords(options: WordsOptions): Words {
  const lang = wordsLang(options.lang);
  const own = options.lang.split("-", 1)[0] === lang ? options.lang : lang;
  const locale = localeOf(own, options.digits);
  const messages = createMessages(options, lang, locale);
  const plain = (key: string, vars?: Vars) => messages.format(key, vars).replace(ISOLATES, "");
  const lists = new Map<"and" | "or", Intl.ListFormat>();
  return {
    lang,
    dir: dirOf(lang),
    locale,
    t: messages.format,
    plain,
    parts: messages.parts,
    has: (key) => sourceOf(options.load, key, lang) !== undefined,
    number: (of) => formatFigure(of, locale),
    amount: ({ of, unit }, unitName = unit) => {
      if (isCurrency(unit)) return formatAmount({ of, unit }, locale);
      if (isUnitCode(unit)) return plain(`house.unit.${unit}`, { n: of });
      return plain("house.unit.of-term", { n: of, unit: unitName });
    },
    day: (day, style) => formatDay(day, locale, style),
    month: (month) => formatMonth(month, locale),
    list: (items, join = "and") => {
      const type = join === "and" ? "conjunction" : "disjunction";
      const format = lists.get(join) ?? new Intl.ListFormat(locale, { type });
      lists.set(join, format);
      return format.format(items);
    },
    relative: (atMs, nowMs) => relativeTime(atMs, nowMs, locale),
  };
}

interface CompiledMessages {
  readonly format: (key: string, vars?: Vars) => string;
  readonly parts: (key: string, vars?: Vars) => WordPart[];
}

type Message = MessageFormat<"number" | "day" | "month">;

function createMessages(options: WordsOptions, lang: WordsLang, locale: string): CompiledMessages {
  const compiled = new Map<string, Message | null>();
  const report = (key: string, what: WordsProblem["what"], detail: string) => {
    if (options.strict === true) throw new Error(`message ${key} (${lang}) is ${what}: ${detail}`);
    options.onProblem?.({ key, lang, what, detail });
  };
  const compile = (key: string): Message | null => {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const source = sourceOf(options.load, key, lang);
    if (source === undefined) report(key, "missing", "not in its file");
    const english = source === undefined ? sourceOf(options.load, key, "en") : undefined;
    const found = source ?? english;
    const tag = source === undefined ? "en" : locale;
    const message = found === undefined ? null : parse(found, tag, (d) => report(key, "broken", d));
    // A key nobody wrote is not kept: keys could come from outside and would fill the memory.
    if (found !== undefined) compiled.set(key, message);
    return message;
  };
  const onError = (key: string) => (fault: unknown) => report(key, "broken", String(fault));
  return {
    format: (key, vars) => compile(key)?.format({ ...vars }, onError(key)) ?? key,
    parts: (key, vars) => {
      const message = compile(key);
      if (message === null) return [{ kind: "text", text: key }];
      return wordParts(message.formatToParts({ ...vars }, onError(key)));
    },
  };
}

function parse(source: string, locale: string, broken: (why: string) => void): Message | null {
  try {
    return new MessageFormat(locale, source, { functions: FUNCTIONS });
  } catch (fault) {
    broken(String(fault));
    return null;
  }
}
