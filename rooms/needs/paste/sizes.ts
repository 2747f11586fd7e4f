import { skipSpace, type Token } from "./tokens.ts";
import { isWord, lexicon } from "./words.ts";

const LETTERS = /^(?:[XxSMLsmlPGpgU]|[Xx]{1,4}[SLsl]|GG|XG|RN)$/;
const ALONE = /^(?:XS|X{1,4}L)$/;

function textOf(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map((token) => token.text)
    .join("");
}

function isValue(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token || token.mark) return false;
  return token.kind === "digits" || LETTERS.test(token.text);
}

/** "4 o 5": either would do, so both are the size. */
const OR = new Set(["o", "u", "or", "أو", "او"]);
/** Between the word and its value: "talla nº 4", "size: 4", "مقاس رقم 4". */
const NUMBER_SIGNS = new Set([":", "#", "nº", "n°", "no", "num", "رقم"]);

/** End of "38-40", "S/M", "38, 40 y 42" from its first value; spaced dashes end it. */
function valuesEnd(tokens: readonly Token[], first: number): number {
  let end = first + 1;
  for (let count = 0; count < 12; count += 1) {
    const tight = /^[-–/]$/.test(tokens[end]?.text ?? "");
    if (tight && isValue(tokens, end + 1)) end += 2;
    else {
      const join = skipSpace(tokens, end);
      const or = OR.has(tokens[join]?.folded ?? "");
      const joined = or || tokens[join]?.text === "," || isWord(tokens, join, lexicon.listJoins);
      const next = skipSpace(tokens, join + 1);
      const word = tokens[skipSpace(tokens, next + 1)]?.kind === "word";
      const last = isWord(tokens, skipSpace(tokens, next + 1), lexicon.listJoins);
      if (!joined || !isValue(tokens, next) || (word && !last && !or)) return end;
      end = next + 1;
    }
  }
  return end;
}

function sizeAt(tokens: readonly Token[], at: number): { from: number; end: number } | undefined {
  const short = tokens[at]?.folded === "t" && tokens[at + 1]?.text === ".";
  if (short || isWord(tokens, at, lexicon.size)) {
    const from = afterSigns(tokens, at + (short ? 2 : 1));
    // Behind "talla nº" a figure was taken for a label: here it is the size.
    const label = tokens[from]?.mark === "label" && tokens[from]?.kind === "digits";
    return label || isValue(tokens, from) ? { from, end: valuesEnd(tokens, from) } : undefined;
  }
  const token = tokens[at];
  if (/^n[º°]$/iu.test(token?.text ?? "")) return severalAt(tokens, skipSpace(tokens, at + 1));
  if (token?.kind === "word" && token.depth === 0 && ALONE.test(token.text))
    return { from: at, end: at + 1 };
  return undefined;
}

/** "nº 42, 43 y 44": one figure there is a label, several are sizes. */
function severalAt(tokens: readonly Token[], from: number) {
  if (tokens[from]?.kind !== "digits") return undefined;
  const end = valuesEnd(tokens, from);
  return end > from + 1 ? { from, end } : undefined;
}

/** Past the spaces, colons and number signs before a size's value. */
function afterSigns(tokens: readonly Token[], at: number): number {
  let from = skipSpace(tokens, at);
  for (let count = 0; count < 3; count += 1) {
    const { folded = "", text = "" } = tokens[from] ?? {};
    const sign = NUMBER_SIGNS.has(text) || NUMBER_SIGNS.has(folded);
    if (!sign && !isWord(tokens, from, lexicon.size) && text !== ".") return from;
    from = skipSpace(tokens, from + 1);
  }
  return from;
}

/** "3-6 meses" after an item: an age band is a size. */
function ageAt(tokens: readonly Token[], at: number): { from: number; end: number } | undefined {
  if (tokens[at]?.kind !== "digits" || tokens[at]?.mark) return undefined;
  const banded = /^[-–]$/.test(tokens[at + 1]?.text ?? "") && tokens[at + 2]?.kind === "digits";
  const end = banded ? at + 3 : at + 1;
  const word = skipSpace(tokens, end);
  const linked = isWord(tokens, at - 2, lexicon.ofWords) || tokens[at - 2]?.folded === "aged";
  if (!isWord(tokens, word, lexicon.ages) || !(banded || linked)) return undefined;
  return { from: at, end: word + 1 };
}

const before = (tokens: readonly Token[], at: number) => tokens[at - 2]?.folded ?? "";

/** Marks the tokens of every size, so that no figure in one is read as a quantity. */
export function markSizes(tokens: readonly Token[]): void {
  for (let at = 0; at < tokens.length; at += 1) {
    const size = sizeAt(tokens, at);
    const found = size ?? ageAt(tokens, at);
    if (!found) continue;
    const led = isWord(tokens, at - 2, lexicon.ofWords) || /^(en|in)$/.test(before(tokens, at));
    const lead = led ? at - 2 : at;
    for (const token of tokens.slice(lead, found.from)) token.mark = "size";
    for (const token of tokens.slice(found.from, found.end)) token.mark = "size-value";
    at = found.end;
  }
}

/** The first size in marked tokens, as typed. */
export function sizeOf(tokens: readonly Token[]): string | undefined {
  const from = tokens.findIndex((token) => token.mark === "size-value");
  if (from < 0) return undefined;
  let end = from;
  while (tokens[end]?.mark === "size-value") end += 1;
  return textOf(tokens, from, end);
}
