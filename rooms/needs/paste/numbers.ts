import { skipSpace, type Token } from "./tokens.ts";
import { formsFor, isWord, lexicon, phraseAt } from "./words.ts";

/** A number found in tokens: its readings as canonical decimals, and where it ends. */
export type NumberFound = {
  values: string[];
  end: number;
  /** The reader cannot know which of the values is meant. */
  ambiguous?: boolean;
  range?: boolean;
  /** Only "a" or "one": a quantity where a list is being written, prose elsewhere. */
  weak?: boolean;
};

const FRACTIONS: Record<string, string> = {
  "½": "0.5",
  "¼": "0.25",
  "¾": "0.75",
  "⅓": "0.33333333",
  "⅔": "0.66666667",
};

function canonical(whole: string, fraction: string): string {
  const left = whole.replace(/^0+(?=\d)/, "");
  const right = fraction.replace(/0+$/, "");
  return right === "" ? left : `${left}.${right}`;
}

/**
 * What a number in figures can mean: none where it is no quantity, one, or two where a single mark
 * before three digits may part thousands or decimals. `text` has Western digits.
 */
export function readFigures(text: string): string[] {
  const fixed = text.replace(/[’]/g, "'");
  if (FRACTIONS[fixed]) return [FRACTIONS[fixed]];
  if (/^\d{1,6}$/.test(fixed)) return [canonical(fixed, "")];
  const native = /^(\d{1,3}(?:٬\d{3}){1,2}|\d{1,6})(?:٫(\d{1,3}))?$/.exec(fixed);
  if (native?.[1]) return [canonical(native[1].replaceAll("٬", ""), native[2] ?? "")];
  const single = /^(\d{1,6})([.,'])(\d{1,3})$/.exec(fixed);
  if (single) return readSingleMark(single[1] ?? "", single[2] ?? "", single[3] ?? "");
  const grouped =
    /^(\d{1,3})((?:\.\d{3}){1,2}|(?:,\d{3}){1,2}|(?:'\d{3}){1,2})(?:([.,])(\d{1,3}))?$/;
  const parts = grouped.exec(fixed);
  if (!parts?.[2] || parts[2][0] === parts[3]) return [];
  return [canonical(`${parts[1]}${parts[2].replace(/\D/g, "")}`, parts[4] ?? "")];
}

function readSingleMark(whole: string, mark: string, rest: string): string[] {
  const thousands = canonical(whole + rest, "");
  const decimal = canonical(whole, rest);
  if (rest.length === 3 && whole.length <= 3) {
    if (mark === "'") return [thousands];
    return /^0/.test(whole) ? [decimal] : [thousands, decimal];
  }
  return mark === "'" ? [] : [decimal];
}

/** `of` times a whole number, exact. */
export function times(of: string, factor: number): string {
  const [whole = "0", fraction = ""] = of.split(".");
  const product = (BigInt(whole + fraction) * BigInt(factor)).toString();
  if (fraction === "") return product;
  const padded = product.padStart(fraction.length + 1, "0");
  return canonical(padded.slice(0, -fraction.length), padded.slice(-fraction.length));
}

/** The number that starts at token `at`, in figures or words, with ranges, dozens and thousands. */
export function numberAt(tokens: readonly Token[], at: number): NumberFound | undefined {
  if (isWord(tokens, at, lexicon.between)) {
    const low = simpleAt(tokens, skipSpace(tokens, at + 1));
    const high = low && highAt(tokens, low.end, true);
    return high ? { values: ends(low, high), end: high.end, range: true } : undefined;
  }
  const first = simpleAt(tokens, at);
  if (!first) return undefined;
  const high = first.weak ? undefined : highAt(tokens, first.end, false);
  return high ? { values: ends(first, high), end: high.end, range: true } : first;
}

function ends(low: NumberFound, high: NumberFound): string[] {
  return [low.values[0] ?? "0", high.values[0] ?? "0"];
}

/** The upper end of a range, after "-", "to", "a", "إلى". */
function highAt(tokens: readonly Token[], from: number, between: boolean): NumberFound | undefined {
  const join = skipSpace(tokens, from);
  const token = tokens[join];
  if (!token || token.mark) return undefined;
  const dash = /^[-–—]$/.test(token.text);
  const spaced =
    dash && (tokens[join - 1]?.kind === "space") !== (tokens[join + 1]?.kind === "space");
  const said = isWord(tokens, join, lexicon.rangeJoins);
  const and = between && isWord(tokens, join, lexicon.numberJoins);
  if (!((dash && !spaced) || said || and)) return undefined;
  const high = simpleAt(tokens, skipSpace(tokens, join + 1));
  return high?.values.length === 1 && !high.weak ? high : undefined;
}

function simpleAt(tokens: readonly Token[], at: number): NumberFound | undefined {
  const token = tokens[at];
  if (!token || token.mark) return undefined;
  const base = token.kind === "digits" ? figuresAt(tokens, at) : wordsAt(tokens, at);
  return base && scaled(tokens, base);
}

function figuresAt(tokens: readonly Token[], at: number): NumberFound | undefined {
  const text = tokens[at]?.folded ?? "";
  const part = fractionAt(tokens, at);
  if (part !== undefined) return { values: [part], end: at + 3 };
  const mixed = tokens[at + 1]?.kind === "space" ? fractionAt(tokens, at + 2) : undefined;
  if (mixed !== undefined && /^\d{1,3}$/.test(text)) {
    return { values: [canonical(text, mixed.slice(2))], end: at + 5 };
  }
  let joined = text;
  let end = at + 1;
  while (/^\d{1,3}$/.test(text) && end - at < 4 && groupAt(tokens, end)) {
    joined += tokens[end + 1]?.folded ?? "";
    end += 2;
  }
  const values = readFigures(joined);
  if (values.length === 0) return undefined;
  const extra = tokens[end]?.folded ?? "";
  if (values.length === 1 && /^\d+$/.test(joined) && FRACTIONS[extra]) {
    return { values: [`${values[0]}${FRACTIONS[extra].slice(1)}`], end: end + 1 };
  }
  return values.length > 1 ? { values, end, ambiguous: true } : { values, end };
}

/** "1/2", "1/4", "3/4" as a decimal. */
function fractionAt(tokens: readonly Token[], at: number): string | undefined {
  const under = tokens[at + 2];
  if (tokens[at]?.mark || tokens[at + 1]?.text !== "/" || under?.mark) return undefined;
  const written = `${tokens[at]?.folded}/${under?.folded}`;
  return { "1/2": "0.5", "1/4": "0.25", "3/4": "0.75" }[written];
}

/** "20 000": one space, then exactly three digits. */
function groupAt(tokens: readonly Token[], space: number): boolean {
  const next = tokens[space + 1];
  return (
    tokens[space]?.kind === "space" &&
    tokens[space]?.text.length === 1 &&
    next?.kind === "digits" &&
    !next.mark &&
    /^\d{3}$/.test(next.folded)
  );
}

function wordsAt(tokens: readonly Token[], at: number): NumberFound | undefined {
  if (isWord(tokens, at, lexicon.halves)) return halfAt(tokens, at);
  const one = phraseAt(tokens, at, lexicon.ones);
  const afterOne = one ? skipSpace(tokens, one.end) : at;
  if (one && lookUp(tokens, afterOne, lexicon.multipliers) === undefined) {
    if (isWord(tokens, afterOne, lexicon.halves)) return halfAt(tokens, afterOne);
    return coupleAt(tokens, afterOne) ?? { values: ["1"], end: one.end, weak: true };
  }
  return sumAt(tokens, one ? afterOne : at);
}

/** "a couple of tents". */
function coupleAt(tokens: readonly Token[], at: number): NumberFound | undefined {
  if (tokens[at]?.folded !== "couple") return undefined;
  const next = skipSpace(tokens, at + 1);
  return { values: ["2"], end: isWord(tokens, next, lexicon.ofWords) ? next + 1 : at + 1 };
}

/** "half a dozen", "media docena": half of what follows, or 0.5 of its unit. */
function halfAt(tokens: readonly Token[], at: number): NumberFound | undefined {
  let next = skipSpace(tokens, at + 1);
  if (isWord(tokens, next, lexicon.ones)) next = skipSpace(tokens, next + 1);
  if (lookUp(tokens, next, lexicon.multipliers) !== undefined) {
    return { values: ["0.5"], end: next };
  }
  const unit = phraseAt(tokens, next, lexicon.units);
  return unit ? { values: ["0.5"], end: next } : undefined;
}

type Sum = { total: number; part: number; end: number; seen: boolean };

/** Adds number words: forty + five, mil + doscientos, خمسة و عشرين. */
function sumAt(tokens: readonly Token[], at: number): NumberFound | undefined {
  const sum: Sum = { total: 0, part: 0, end: at, seen: false };
  let index = at;
  for (let words = 0; words < 12; words += 1) {
    if (!addWord(tokens, index, sum)) break;
    index = nextNumberWord(tokens, sum.end);
  }
  const value = sum.total + sum.part;
  return sum.seen && value < 1e9 ? { values: [String(value)], end: sum.end } : undefined;
}

function addWord(tokens: readonly Token[], index: number, sum: Sum): boolean {
  const pair = phraseAt(tokens, index, lexicon.numbers);
  const value = pair?.value ?? lookUp(tokens, index, lexicon.numbers, sum.seen);
  const factor = lookUp(tokens, index, lexicon.multipliers, sum.seen);
  if (value !== undefined) sum.part += value;
  else if (factor === undefined) return false;
  else if (factor < 1000) sum.part = Math.max(1, sum.part % 1000) * factor;
  else {
    sum.total += Math.max(1, sum.part) * factor;
    sum.part = 0;
  }
  sum.end = pair?.end ?? index + 1;
  sum.seen = true;
  return true;
}

/** A word's figure; inside an Arabic number the word may carry "and". */
function lookUp(
  tokens: readonly Token[],
  at: number,
  phrases: ReadonlyMap<string, number>,
  joined = false,
): number | undefined {
  const token = tokens[at];
  if (token?.kind !== "word" || token.mark) return undefined;
  const forms = formsFor(phrases, token.folded);
  if (joined && token.folded.startsWith("و")) forms.push(token.folded.slice(1));
  for (const form of forms) {
    const value = phrases.get(form);
    if (value !== undefined) return value;
  }
  return undefined;
}

function nextNumberWord(tokens: readonly Token[], end: number): number {
  let next = tokens[end]?.text === "-" ? end + 1 : skipSpace(tokens, end);
  if (isWord(tokens, next, lexicon.numberJoins)) next = skipSpace(tokens, next + 1);
  return next;
}

/** "5k", "2 docenas", "40 mil", "kilo y medio" is left to its unit. */
function scaled(tokens: readonly Token[], base: NumberFound): NumberFound {
  if (base.weak) return base;
  const next = skipSpace(tokens, base.end);
  const factor = lookUp(tokens, next, lexicon.multipliers);
  if (factor === undefined || base.ambiguous) return base;
  return { ...base, values: base.values.map((value) => times(value, factor)), end: next + 1 };
}
