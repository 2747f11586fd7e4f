import { fold } from "./fold.ts";
import { type NumberFound, numberAt, times } from "./numbers.ts";
import { backSpace, skipSpace, type Token } from "./tokens.ts";
import type { PasteWarning, Reading } from "./types.ts";
import { isWord, lexicon, phraseAt, type UnitWord } from "./words.ts";

/**
 * A quantity in tokens `from`..`to`; `noun` stands for a dual's word, `unitText` is the unit as
 * typed, for an item that has no other words.
 */
export type Quantity = {
  readings: Reading[];
  from: number;
  to: number;
  weak: boolean;
  money: boolean;
  noun?: string;
  unitText?: string;
  warnings: PasteWarning[];
};

type Unit = UnitWord & { end: number; warn?: boolean };

const SYMBOLS: Record<string, string> = { "€": "EUR", $: "USD", "£": "GBP" };
const CODES = new Set([
  "EUR",
  "USD",
  "GBP",
  "CHF",
  "CAD",
  "AUD",
  "MXN",
  "ARS",
  "COP",
  "CLP",
  "PEN",
]);
for (const code of ["TRY", "LBP", "JOD", "EGP", "MAD", "TND", "IQD", "SYP", "SEK", "NOK", "DKK"]) {
  CODES.add(code);
}
const MEASURES = new Set(["kg", "g", "l", "ml"]);

function textOf(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map((token) => token.text)
    .join("")
    .trim();
}

function moneyAt(tokens: readonly Token[], at: number): Unit | undefined {
  const text = tokens[at]?.text ?? "";
  const symbol = SYMBOLS[text];
  if (symbol) return { code: symbol, end: at + 1, warn: text === "$" };
  return CODES.has(text) ? { code: text, end: at + 1 } : undefined;
}

function unitAt(tokens: readonly Token[], at: number): Unit | undefined {
  const money = moneyAt(tokens, at);
  if (money) return money;
  const found = phraseAt(tokens, at, lexicon.units);
  // "sacos de dormir" are a thing, not sacks of something.
  const thing = phraseAt(tokens, at, lexicon.items);
  const inside =
    found && phraseAt(tokens, skipSpace(tokens, afterOf(tokens, found.end)), lexicon.items);
  if (found?.value.shown && !inside && thing && thing.end > found.end) return undefined;
  return found ? { ...found.value, end: found.end } : undefined;
}

/** Whether a thing is named at `at`: a word that is no preposition, or another unmarked name. */
export function namesThing(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== "word" || (token.mark && !token.mark.startsWith("size"))) return false;
  return !isWord(tokens, at, lexicon.prepositions) && !isWord(tokens, at, lexicon.listJoins);
}

/** The quantity that starts at `at`, if one does: figures or words, unit, packing, money. */
export function quantityAt(tokens: readonly Token[], at: number): Quantity | undefined {
  const sign = moneyAt(tokens, at);
  const start = sign ? skipSpace(tokens, sign.end) : at;
  const dual = dualAt(tokens, start);
  const number = dual ?? numberAt(tokens, start);
  if (!number || number.values.every((value) => Number(value) === 0)) return undefined;
  let counted = dual ? number.end : afterOf(tokens, number.end);
  let next = skipSpace(tokens, counted);
  if (tokens[next]?.folded === "x" || tokens[next]?.text === "*") {
    const inner = skipSpace(tokens, next + 1);
    if (tokens[inner]?.kind === "digits") return packedAt(tokens, at, number, inner);
    counted = next + 1;
    next = inner;
  }
  if (dual?.noun !== undefined) return build(number, at, number.end, undefined, dual.noun);
  const unit = sign ?? dual?.unit ?? unitAt(tokens, next);
  const end = unit && !sign && !dual ? unit.end : number.end;
  return unit ? withUnit(tokens, at, number, unit, next, end) : build(number, at, counted);
}

type Dual = NumberFound & { noun?: string; unit?: Unit };

/** بطانيتين: the ending is the number; كرتونتين: the ending is the number, the word a unit. */
function dualAt(tokens: readonly Token[], at: number): Dual | undefined {
  const found = phraseAt(tokens, at, lexicon.duals);
  if (!found) return undefined;
  const base = { values: ["2"], end: found.end };
  const unit = lexicon.units.get(fold(found.value));
  const next = skipSpace(tokens, found.end);
  if (unit && namesThing(tokens, next)) return { ...base, unit: { ...unit, end: found.end } };
  return { ...base, noun: found.value };
}

/** "20 x 5 kg": twenty of something that holds five kilos; "4x6" is a measure, not a count. */
function packedAt(
  tokens: readonly Token[],
  at: number,
  number: NumberFound,
  inner: number,
): Quantity | undefined {
  const content = numberAt(tokens, inner);
  const unit = content && unitAt(tokens, skipSpace(tokens, content.end));
  if (!unit || !MEASURES.has(unit.code)) return undefined;
  const more = phraseAt(tokens, skipSpace(tokens, unit.end), lexicon.units);
  const last = more?.end ?? unit.end;
  const reading = { code: "item", shown: true, end: last };
  const built = build(number, at, afterOf(tokens, last), reading);
  const unitWords = textOf(tokens, inner, last);
  const readings = built.readings.map((r) => ({ ...r, unitWords }));
  return { ...built, readings, unitText: unitWords };
}

function afterOf(tokens: readonly Token[], at: number): number {
  const next = skipSpace(tokens, at);
  return isWord(tokens, next, lexicon.ofWords) ? next + 1 : at;
}

function withUnit(
  tokens: readonly Token[],
  at: number,
  number: NumberFound,
  unit: Unit,
  unitFrom: number,
  unitEnd: number,
): Quantity {
  const isMoney = /^[A-Z]{3}$/.test(unit.code);
  const each = MEASURES.has(unit.code) ? timesAfter(tokens, unitEnd) : undefined;
  if (each) {
    const unitWords = textOf(tokens, at, unitEnd);
    const { readings, ...rest } = build(each, at, each.end);
    return { ...rest, unitText: unitWords, readings: readings.map((r) => ({ ...r, unitWords })) };
  }
  const half = halfAfter(tokens, unitEnd, number);
  if (half) return withUnit(tokens, at, half, unit, unitFrom, half.end);
  let end = afterOf(tokens, unitEnd);
  const linked = end !== unitEnd;
  if (isMoney) {
    const next = skipSpace(tokens, end);
    if (isWord(tokens, next, lexicon.forWords)) end = skipArticle(tokens, next + 1);
    const unitText = textOf(tokens, at, unitEnd)
      .replace(/[\d.,٠-٩۰-۹]/g, "")
      .trim();
    return { ...build(number, at, end, unit), unitText };
  }
  if (unit.keep && !linked) return build(number, at, number.end, unit);
  const inner = skipSpace(tokens, end);
  const content =
    unit.shown || unit.code === "box" || unit.code === "pack" ? numberAt(tokens, inner) : undefined;
  let words = textOf(tokens, unitFrom < unitEnd ? unitFrom : at, unitEnd);
  let shown = unit.shown === true;
  if (content && linked && !content.weak) {
    const measure = unitAt(tokens, skipSpace(tokens, content.end));
    const last = measure && MEASURES.has(measure.code) ? measure.end : content.end;
    words = textOf(tokens, unitFrom, last);
    shown = true;
    end = afterOf(tokens, last);
  }
  const built = build(number, at, end, unit);
  if (!shown) return { ...built, unitText: words };
  const readings = built.readings.map((r) => ({ ...r, unitWords: words }));
  return { ...built, readings, unitText: words };
}

/** "1.5 L x 24": how many of them. */
function timesAfter(tokens: readonly Token[], at: number): NumberFound | undefined {
  const sign = skipSpace(tokens, at);
  return tokens[sign]?.folded === "x" ? numberAt(tokens, skipSpace(tokens, sign + 1)) : undefined;
}

/** "kilo y medio": half a unit more. */
function halfAfter(
  tokens: readonly Token[],
  at: number,
  number: NumberFound,
): NumberFound | undefined {
  const join = skipSpace(tokens, at);
  let half = skipSpace(tokens, join + 1);
  if (!isWord(tokens, join, lexicon.numberJoins)) return undefined;
  if (isWord(tokens, half, lexicon.ones)) half = skipSpace(tokens, half + 1);
  const [value = ""] = number.values;
  if (!isWord(tokens, half, lexicon.halves) || !/^\d+$/.test(value)) return undefined;
  return { values: [`${value}.5`], end: half + 1 };
}

function skipArticle(tokens: readonly Token[], at: number): number {
  const next = skipSpace(tokens, at);
  return /^(?:the|el|la|los|las)$/.test(tokens[next]?.folded ?? "") ? next + 1 : at;
}

function build(
  number: NumberFound,
  from: number,
  to: number,
  unit?: Unit,
  noun?: string,
): Quantity {
  const factor = unit?.scale ?? 1;
  const code = unit?.code ?? "item";
  const warnings: PasteWarning[] = [];
  if (number.ambiguous) warnings.push("ambiguous-number");
  if (number.range) warnings.push("range");
  if (unit?.warn) warnings.push("which-currency");
  return {
    readings: number.values.map((value) => ({ of: times(value, factor), unit: code })),
    from,
    to,
    weak: number.weak === true,
    money: /^[A-Z]{3}$/.test(code),
    ...(noun === undefined ? {} : { noun }),
    warnings,
  };
}

/** Index of the word before `at`, if the token right before is one. */
export function wordBefore(tokens: readonly Token[], at: number): number {
  const before = backSpace(tokens, at - 1);
  return tokens[before]?.kind === "word" ? before : -1;
}
