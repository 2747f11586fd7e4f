import { fold, stems } from "./fold.ts";
import type { Token } from "./tokens.ts";
import type { Category, Lang, NeedKind, Urgency } from "./types.ts";
import { ar } from "./words/ar.ts";
import { en } from "./words/en.ts";
import { es } from "./words/es.ts";

/**
 * A unit word. `code` is the unit it means, or `item` with the word kept beside it where `shown`;
 * `keep` leaves the word in the item (meals, people); `scale` is how many of the code one is.
 */
export type UnitWord = { code: string; shown?: boolean; keep?: boolean; scale?: number };

/** Unit words that mean the same. */
export type UnitRow = UnitWord & { words: string[] };

/** What one language brings; entries are typed as people type them and compared folded. */
export type Words = {
  /** Number words that add up, their value in figures. */
  numbers: Record<string, number>;
  /** Words that multiply what stands before them. */
  multipliers: Record<string, number>;
  /** One, a, an: a quantity only where a list is being written. */
  ones: string[];
  halves: string[];
  /** Between the parts of one number ("treinta y cinco"). */
  numberJoins: string[];
  rangeJoins: string[];
  between: string[];
  units: UnitRow[];
  ofWords: string[];
  /** Between two items of a list. */
  listJoins: string[];
  prepositions: string[];
  forWords: string[];
  /** Before what a thing holds ("boxes with rice"). */
  holdWords: string[];
  approximations: string[];
  fillers: string[];
  need: string[];
  notWanted: string[];
  /** A no that counts only at the start of a line. */
  no: string[];
  /** Says how a thing is, so "40 blankets, not used" is one line. */
  conditions: string[];
  /** Asks only that the message be passed on, where nothing else is said. */
  spread: string[];
  /** Tells what is or is not there; not a request. */
  states: string[];
  closings: string[];
  urgency: Record<Urgency, string[]>;
  /** Of those, what in a greeting is about the whole message: not a time of day. */
  pressing: string[];
  contact: string[];
  /** Counts as contact only with a number, address or handle behind it. */
  reach: string[];
  account: string[];
  streets: string[];
  /** Before a clock time. */
  clock: string[];
  /** Before the number of a room or a bus. */
  labels: string[];
  durations: string[];
  /** What a medicine is counted in: no thing of its own. */
  doses: string[];
  /** What a thing measures or is able to do ("3 kW", "500 mg"): never how many are asked for. */
  ratings: string[];
  ages: string[];
  months: string[];
  size: string[];
  /** People who are counted, not asked for, with the unit they are counted in. */
  who: Record<string, string>;
  /** People asked for, with the kind of support they bring. */
  helpers: Record<string, NeedKind>;
  kinds: Partial<Record<NeedKind, string[]>>;
  items: Partial<Record<Category, string[]>>;
  /** Things often asked not to be sent that are in no category. */
  unwanted: string[];
  /** Words that head a part of a list. */
  headings: Partial<Record<Category, string[]>>;
  headingFillers: string[];
  /** Two of something in one word, with the singular. */
  duals: Record<string, string>;
  /** Short words that tell which language a line is in. */
  marks: string[];
};

const ALL: Record<Lang, Words> = { en, es, ar };
const LANGS: readonly Lang[] = ["en", "es", "ar"];

/** A table of phrases of one to six words, found by their longest match. */
export type Phrases<T> = ReadonlyMap<string, T>;

function phraseKey(phrase: string): string {
  return phrase.split(" ").map(fold).join(" ");
}

/** Tables of things and measures, where a plural counts as its singular; all others are exact. */
const pluralTables = new WeakSet<object>();

function plural<T extends object>(phrases: T): T {
  pluralTables.add(phrases);
  return phrases;
}

/** The forms under which a folded word is looked up in a table. */
export function formsFor(phrases: Phrases<unknown>, folded: string): string[] {
  return pluralTables.has(phrases) ? stems(folded) : [folded];
}

function list(pick: (words: Words) => readonly string[]): Phrases<true> {
  const out = new Map<string, true>();
  for (const lang of LANGS) for (const phrase of pick(ALL[lang])) out.set(phraseKey(phrase), true);
  return out;
}

function table<T>(pick: (words: Words) => Partial<Record<string, T>>): Phrases<T> {
  const out = new Map<string, T>();
  for (const lang of LANGS) {
    for (const [phrase, value] of Object.entries(pick(ALL[lang]))) {
      if (value !== undefined) out.set(phraseKey(phrase), value);
    }
  }
  return out;
}

function unitTable(rows: readonly UnitRow[]): Record<string, UnitWord> {
  return Object.fromEntries(rows.flatMap((row) => row.words.map((word) => [word, row])));
}

function turned<T extends string>(
  pick: (words: Words) => Partial<Record<T, string[]>>,
): Phrases<T> {
  const out = new Map<string, T>();
  for (const lang of LANGS) {
    for (const [value, phrases] of Object.entries(pick(ALL[lang])) as [T, string[]][]) {
      for (const phrase of phrases) out.set(phraseKey(phrase), value);
    }
  }
  return out;
}

/** All languages' words in one lexicon, since one message mixes them. */
export const lexicon = {
  numbers: table((w) => w.numbers),
  multipliers: plural(table((w) => w.multipliers)),
  ones: list((w) => w.ones),
  halves: list((w) => w.halves),
  numberJoins: list((w) => w.numberJoins),
  rangeJoins: list((w) => w.rangeJoins),
  between: list((w) => w.between),
  units: plural(table((w) => unitTable(w.units))),
  ofWords: list((w) => w.ofWords),
  listJoins: list((w) => w.listJoins),
  prepositions: list((w) => w.prepositions),
  forWords: list((w) => w.forWords),
  holdWords: list((w) => w.holdWords),
  approximations: list((w) => w.approximations),
  fillers: list((w) => w.fillers),
  need: list((w) => w.need),
  notWanted: list((w) => w.notWanted),
  no: list((w) => w.no),
  conditions: plural(list((w) => w.conditions)),
  spread: list((w) => w.spread),
  states: list((w) => w.states),
  closings: list((w) => w.closings),
  urgency: turned((w) => w.urgency),
  pressing: list((w) => w.pressing),
  contact: list((w) => w.contact),
  reach: list((w) => w.reach),
  account: list((w) => w.account),
  streets: plural(list((w) => w.streets)),
  clock: list((w) => w.clock),
  labels: list((w) => w.labels),
  durations: plural(list((w) => w.durations)),
  doses: plural(list((w) => w.doses)),
  ratings: plural(list((w) => w.ratings)),
  ages: plural(list((w) => w.ages)),
  months: list((w) => w.months),
  size: list((w) => w.size),
  who: plural(table((w) => w.who)),
  helpers: plural(table((w) => w.helpers)),
  kinds: plural(turned((w) => w.kinds)),
  items: plural(turned((w) => w.items)),
  unwanted: plural(list((w) => w.unwanted)),
  headings: plural(turned((w) => w.headings)),
  headingFillers: list((w) => w.headingFillers),
  duals: table((w) => w.duals),
};

/** Words that tell each language apart. */
export const languageMarks: Record<Lang, ReadonlySet<string>> = {
  en: marksOf(en),
  es: marksOf(es),
  ar: marksOf(ar),
};

function marksOf(words: Words): ReadonlySet<string> {
  const phrases = [
    ...words.marks,
    ...words.need,
    ...words.fillers,
    ...Object.keys(words.numbers),
    ...words.units.flatMap((row) => row.words).filter((unit) => unit.length > 3),
    ...Object.keys(words.helpers),
    ...Object.values(words.items).flat(),
    ...Object.values(words.headings).flat(),
  ];
  return new Set(phrases.flatMap((phrase) => phrase.split(" ").map(fold)));
}

/** A phrase found: its value, and the index after its last token. */
export type Found<T> = { value: T; end: number };

const LONGEST_PHRASE = 6;

/** The longest phrase of a table that starts at token `at`; plurals match their singular. */
export function phraseAt<T>(
  tokens: readonly Token[],
  at: number,
  phrases: Phrases<T>,
): Found<T> | undefined {
  if (tokens[at]?.kind !== "word") return undefined;
  let found: Found<T> | undefined;
  let heads: string[] = [""];
  let index = at;
  for (let words = 0; words < LONGEST_PHRASE; words += 1) {
    const token = tokens[index];
    if (token?.kind !== "word" || token.mark) break;
    const forms = formsFor(phrases, token.folded);
    heads = heads
      .slice(0, 3)
      .flatMap((head) => forms.map((form) => (head === "" ? form : `${head} ${form}`)));
    const hit = heads.find((head) => phrases.has(head));
    const value = hit === undefined ? undefined : phrases.get(hit);
    if (value !== undefined) found = { value, end: index + 1 };
    if (tokens[index + 1]?.kind !== "space") break;
    index += 2;
  }
  return found;
}

/** The first longest phrase of a table anywhere in a stretch of tokens. */
export function findPhrase<T>(
  tokens: readonly Token[],
  phrases: Phrases<T>,
  from = 0,
  to = tokens.length,
): (Found<T> & { at: number }) | undefined {
  let best: (Found<T> & { at: number }) | undefined;
  for (let at = from; at < to; at += 1) {
    const found = phraseAt(tokens, at, phrases);
    if (found && found.end <= to && (!best || found.end - at > best.end - best.at)) {
      best = { ...found, at };
    }
  }
  return best;
}

/** Whether the one token at `at` is in a table. */
export function isWord(tokens: readonly Token[], at: number, phrases: Phrases<unknown>): boolean {
  const token = tokens[at];
  return (
    token?.kind === "word" && formsFor(phrases, token.folded).some((form) => phrases.has(form))
  );
}
