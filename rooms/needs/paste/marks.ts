import { westernDigits } from "./fold.ts";
import { backSpace, type MarkKind, skipSpace, type Token } from "./tokens.ts";
import { isWord, lexicon, phraseAt } from "./words.ts";

type Span = { start: number; end: number; kind: MarkKind };

const DOMAIN =
  "(?<![\\p{L}\\d@.-])(?:[a-z\\d-]{1,40}\\.){1,4}" +
  "(?:com|org|net|info|me|ly|io|app|link|eu|example)(?![\\p{L}\\d-])(?:/[^\\s]{0,500})?";

// Every repetition below is bounded, so no message makes the search slow.
const PATTERNS: readonly [MarkKind, RegExp][] = [
  ["link", /(?:https?:\/\/|www\.)[^\s]{1,2000}/gi],
  ["email", /(?<![\p{L}\d._+-])[\p{L}\d._+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/gu],
  ["link", new RegExp(DOMAIN, "giu")],
  ["handle", /(?<![\p{L}\d])@[\p{L}\d_.]{2,40}/gu],
  [
    "account",
    /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,8}(?:[ -]?[A-Z\d]{1,3})?(?![\p{L}\d])/gu,
  ],
  ["date", /(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)/g],
  ["date", /(?<![\d.,/-])\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?![\d])/g],
  ["date", /(?<![\d./])(?!1\/[24]\b|3\/4\b)\d{1,2}\/\d{1,2}(?![\d/])/g],
  ["time", /(?<![\d.,])\d{1,2}[:h]\d{2}(?!\d)/g],
  ["time", /(?<![\d.,])\d{1,2}(?:[.:]\d{2})? ?(?:[ap]\.?m\b\.?|hs?\b)/gi],
  ["phone", /(?<![\d])[+(]{0,2}\d(?:[ \-.()/\u00a0\u2010-\u2015\p{Cf}]{0,3}\d){6,20}/gu],
];

/** Thousands in threes, below a hundred million, are a number even at seven or eight digits. */
const GROUPED = /^\d{1,2}(\.\d{3}){2}$/;

/**
 * Finds what must never become a quantity in `text`: phone numbers, links, addresses, accounts,
 * dates and times. Earlier kinds win; spans do not overlap and come in order.
 */
function findSpans(text: string): Span[] {
  const spans: Span[] = [];
  // Written over as found, so that a later pattern cannot match into an earlier span.
  let rest = westernDigits(text);
  for (const [kind, pattern] of PATTERNS) {
    const found: Span[] = [];
    for (const match of rest.matchAll(pattern)) {
      if (kind === "phone" && GROUPED.test(match[0])) continue;
      found.push({ start: match.index, end: match.index + match[0].length, kind });
    }
    rest = blank(rest, found);
    spans.push(...found);
  }
  return spans.sort((a, b) => a.start - b.start);
}

function blank(text: string, spans: readonly Span[]): string {
  let out = "";
  let at = 0;
  for (const span of spans) {
    out += text.slice(at, span.start) + "\u0001".repeat(span.end - span.start);
    at = span.end;
  }
  return out + text.slice(at);
}

/** Marks the tokens of `text` (from `offset`) that are no quantity. */
export function markTokens(tokens: Token[], text: string, offset: number): void {
  const spans = findSpans(text);
  let next = 0;
  for (const token of tokens) {
    while ((spans[next]?.end ?? Infinity) + offset <= token.start) next += 1;
    const span = spans[next];
    if (span && span.start + offset < token.end) token.mark = span.kind;
  }
  for (let at = 0; at < tokens.length; at += 1) {
    markAccount(tokens, at);
    markAround(tokens, at);
  }
}

/** How far behind the word an account's figures may stand, in tokens. */
const ACCOUNT_TOKENS = 60;

/** From the word "account" on, figures are the account's. */
function markAccount(tokens: Token[], at: number): void {
  const word = phraseAt(tokens, at, lexicon.account);
  if (!word) return;
  const after = tokens.slice(word.end, word.end + ACCOUNT_TOKENS);
  const digits = after.filter((token) => token.kind === "digits");
  if (digits.reduce((sum, token) => sum + token.folded.replace(/\D/g, "").length, 0) < 6) return;
  for (const token of digits) token.mark ??= "account";
}

/** Dates, clock times, addresses and labels that the words beside a number give away. */
function markAround(tokens: Token[], at: number): void {
  const token = tokens[at];
  if (token?.kind !== "digits" || token.mark) return;
  const before = backSpace(tokens, at - 1);
  const after = skipSpace(tokens, at + 1);
  const past = isWord(tokens, after, lexicon.ofWords) ? skipSpace(tokens, after + 1) : after;
  const small = /^\d{1,2}$/.test(token.folded);
  if (small && (isMonth(tokens, past) || isMonth(tokens, before))) token.mark = "date";
  else if (small && Number(token.folded) <= 24 && isWord(tokens, before, lexicon.clock)) {
    if (!leadsToItem(tokens, after)) token.mark = "time";
  } else if (isRangeToTime(tokens, after) || isRangeFromTime(tokens, before)) token.mark = "time";
  else if (onStreet(tokens, at, before, after)) token.mark = "address";
  else if (isNumberLabel(tokens, before) || isRate(tokens, after)) token.mark = "label";
  else if (phraseAt(tokens, after, lexicon.ratings) || isAmperes(tokens, at)) token.mark = "label";
  else if (/^[A-WYZa-wyz]$/.test(tokens[at - 1]?.text ?? "")) token.mark = "label";
}

function isMonth(tokens: readonly Token[], at: number): boolean {
  const text = tokens[at]?.text ?? "";
  // "may" and "mar" are also plain words; a month's name in English is capitalised.
  return isWord(tokens, at, lexicon.months) && !["may", "mar"].includes(text);
}

function leadsToItem(tokens: readonly Token[], after: number): boolean {
  return tokens[after]?.kind === "word" && !isWord(tokens, after, lexicon.rangeJoins);
}

/** "9 a 13 h": the first end of a stretch of time. */
function isRangeToTime(tokens: readonly Token[], after: number): boolean {
  if (!(tokens[after]?.text === "-" || isWord(tokens, after, lexicon.rangeJoins))) return false;
  return tokens[skipSpace(tokens, after + 1)]?.mark === "time";
}

/** "Friday 9-14": the second end of a stretch of time. */
function isRangeFromTime(tokens: readonly Token[], before: number): boolean {
  return tokens[before]?.text === "-" && tokens[before - 1]?.mark === "time";
}

/** "calle del Puerto 45", "14 Harbour Street". */
function onStreet(tokens: readonly Token[], at: number, before: number, after: number): boolean {
  let index = before;
  for (let words = 0; words < 4 && tokens[index]?.kind === "word"; words += 1) {
    if (isWord(tokens, index, lexicon.streets)) return true;
    index = backSpace(tokens, index - 1);
    if (/^[./]$/.test(tokens[index]?.text ?? "")) index = backSpace(tokens, index - 1);
  }
  const name = tokens[after];
  const street = skipSpace(tokens, after + 1);
  const named = name?.kind === "word" && /^\p{Lu}/u.test(name.text) && tokens[at]?.depth === 0;
  return (
    named && /^\p{Lu}/u.test(tokens[street]?.text ?? "") && isWord(tokens, street, lexicon.streets)
  );
}

/** "50 %", "3.50€/kg", "2º". */
function isRate(tokens: readonly Token[], after: number): boolean {
  const text = tokens[after]?.text ?? "";
  if (/^[%ºª°]$/.test(text)) return true;
  return /^[€$£]$/.test(text) && tokens[after + 1]?.text === "/";
}

/** "10A": only written together, since "5 a 10" is a range. */
function isAmperes(tokens: readonly Token[], at: number): boolean {
  return tokens[at + 1]?.text === "A";
}

/** "No. 5", "nº 5": a label. */
function isNumberLabel(tokens: readonly Token[], before: number): boolean {
  const dot = tokens[before]?.text;
  const word = dot === "." ? tokens[before - 1] : tokens[before];
  if (isWord(tokens, dot === "." ? before - 1 : before, lexicon.labels)) return true;
  return (dot === "." && word?.folded === "no") || /^(?:[nN][º°]|[º°#])$/.test(word?.text ?? "");
}
