import { fold } from "./fold.ts";
import { readLead } from "./lead.ts";
import { markTokens } from "./marks.ts";
import { numberAt } from "./numbers.ts";
import { markListNumber } from "./outline.ts";
import { namesThing, quantityAt } from "./quantity.ts";
import { markSizes } from "./sizes.ts";
import { backSpace, skipSpace, type Token, tokenize } from "./tokens.ts";
import { findPhrase, isWord, lexicon, phraseAt } from "./words.ts";

/** A stretch of one line that becomes one row; `follows` another part of the same list. */
export type Piece = {
  tokens: Token[];
  contact: boolean;
  first: boolean;
  forwarded: boolean;
  follows: boolean;
};

const IOS_HEADER = "\\[[^\\]\\n]{6,40}\\]";
const ANDROID_HEADER =
  "\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4},?[ \\u202f]\\d{1,2}:\\d{2}(?::\\d{2})?" +
  "(?: ?[ap]\\.? ?m\\.?)? -";
const HEADER = new RegExp(
  `^[\\s\\p{Cf}]*(?:${IOS_HEADER}|${ANDROID_HEADER}) ?[^:\\n]{1,40}: ?`,
  "iu",
);
const HEADER_TIME = /\d[^\d\n]\d{1,2}[^\n]*\d:\d\d/;

/** Cuts one line (with its end) into pieces whose tokens join to it; `numbered`: one of a list. */
export function splitLine(line: string, offset: number, numbered = false): Piece[] {
  const header = headerLength(line);
  const pieces: Piece[] = [];
  if (header > 0) {
    const tokens = tokenize(line.slice(0, header), offset);
    pieces.push({ ...plain(tokens, true), forwarded: true });
  }
  const body = line.slice(header);
  const tokens = tokenize(body, offset + header).flatMap(splitAnd);
  markTokens(tokens, body, offset + header);
  if (numbered && header === 0) markListNumber(tokens);
  if (skipSpace(tokens, 0) === tokens.length && pieces[0]) pieces[0].tokens.push(...tokens);
  else pieces.push(...sentences(tokens));
  return pieces;
}

function headerLength(line: string): number {
  const western = line.slice(0, 200).replace(/[٠-٩۰-۹]/g, "0");
  const found = HEADER.exec(western)?.[0] ?? "";
  return HEADER_TIME.test(found) ? found.length : 0;
}

const KNOWN = [
  lexicon.items,
  lexicon.numbers,
  lexicon.multipliers,
  lexicon.duals,
  lexicon.units,
  lexicon.helpers,
  lexicon.need,
];

/** An Arabic "and" written onto a word we know becomes a token of its own. */
function splitAnd(token: Token): Token[] {
  if (token.kind !== "word" || !token.text.startsWith("و") || token.text.length < 2) return [token];
  const rest = token.text.slice(1);
  const folded = fold(rest);
  const whole = KNOWN.some((phrases) => phrases.has(token.folded));
  if (whole || !KNOWN.some((phrases) => phrases.has(folded))) return [token];
  const middle = token.start + 1;
  return [
    { ...token, text: "و", folded: "و", end: middle },
    { ...token, text: rest, folded, start: middle },
  ];
}

const SHORT =
  "kg kgs gr grs lt lts uds ud aprox approx no av avda jr urb tel telf etc dr dra sr sra st núm pcs";
const ABBREVIATIONS = new Set(SHORT.split(" "));

function endsSentence(tokens: readonly Token[], at: number, last: Last): boolean {
  const token = tokens[at];
  if (at >= last.word) return false;
  if (token?.mark || !/^[.!?؟。]$/.test(token?.text ?? "")) return false;
  // "(ch. 16)": a bracket that is closed again is not cut.
  if (token?.depth && at < last.closing) return false;
  if (tokens[at + 1]?.kind !== "space" || skipSpace(tokens, at + 1) >= tokens.length) return false;
  const before = tokens[at - 1];
  if (before?.kind === "digits") return backSpace(tokens, at - 2) >= 0;
  if (before?.kind !== "word" || token?.text !== ".") return before !== undefined;
  return before.text.length > 1 && !ABBREVIATIONS.has(before.folded);
}

/** Where the last word or figure and the last closing bracket of a line stand; -1 for none. */
type Last = { word: number; closing: number };

function sentences(tokens: Token[]): Piece[] {
  const last: Last = {
    word: tokens.findLastIndex(({ kind }) => kind === "word" || kind === "digits"),
    closing: tokens.findLastIndex(({ text }) => text === ")" || text === "]"),
  };
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    if (isContactAt(tokens, from, at)) {
      const before = tokens.slice(from, at);
      if (hasWords(before)) pieces.push(...statements(before, from === 0));
      else at = from;
      const rest = tokens.slice(at);
      pieces.push({ ...plain(rest, at === 0), contact: true });
      return pieces;
    }
    if (!endsSentence(tokens, at, last)) continue;
    const end = skipSpace(tokens, at + 1);
    pieces.push(...statements(tokens.slice(from, end), from === 0));
    from = end;
    at = end - 1;
  }
  if (from < tokens.length) pieces.push(...statements(tokens.slice(from), from === 0));
  return pieces;
}

function hasWords(tokens: readonly Token[]): boolean {
  const lead = readLead(tokens, true);
  return lead.need || tokens.slice(lead.end).some((t) => t.kind === "word" || t.kind === "digits");
}

/** How far behind "call" or "tel" its number may stand, in tokens. */
const REACH_TOKENS = 12;

function isContactAt(tokens: readonly Token[], from: number, at: number): boolean {
  if (tokens[at]?.kind !== "word") return false;
  const firm = phraseAt(tokens, at, lexicon.contact);
  if (firm && isCounted(tokens, from, at, firm.end)) return false;
  const reach = firm ?? phraseAt(tokens, at, lexicon.reach);
  if (!reach) return false;
  const marked = tokens.slice(reach.end, reach.end + REACH_TOKENS).some(isReach);
  if (tokens[at]?.depth) {
    if (firm || marked) markBracket(tokens, at);
    return false;
  }
  if (firm || marked || shortNumberAt(tokens, reach.end)) return true;
  const opens = !tokens.slice(from, at).some((token) => token.kind === "word");
  return opens && tokens[skipSpace(tokens, reach.end)]?.text === ":";
}

/** "2 press contacts, …": they are asked for. */
function isCounted(tokens: readonly Token[], from: number, at: number, end: number): boolean {
  const counted = tokens.slice(from, at).some((t) => t.kind === "digits" && t.mark === undefined);
  const next = tokens[skipSpace(tokens, end)];
  return counted && (next === undefined || /^[,;.،؛]$/.test(next.text));
}

/** "call 112": a short number and nothing behind it. */
function shortNumberAt(tokens: readonly Token[], from: number): boolean {
  let at = skipSpace(tokens, from);
  if (isWord(tokens, at, lexicon.prepositions)) at = skipSpace(tokens, at + 1);
  const after = tokens[skipSpace(tokens, at + 1)];
  return /^\d{3,6}$/.test(tokens[at]?.folded ?? "") && (!after || after.kind === "symbol");
}

function isReach(token: Token): boolean {
  return token.mark === "phone" || token.mark === "email" || token.mark === "handle";
}

/** A contact in brackets stays in its line, marked. */
function markBracket(tokens: readonly Token[], at: number): void {
  for (let index = at; (tokens[index]?.depth ?? 0) > 0; index += 1) {
    const token = tokens[index];
    if (token && token.text !== ")" && token.mark === undefined) token.mark = "contact";
  }
}

/** "We are 40 families and need 20 blankets": what is told first is a row of its own. */
function statements(tokens: Token[], first: boolean): Piece[] {
  const lead = readLead(tokens, first);
  if (!lead.state && !lead.closing) return items(tokens, first);
  const need = findPhrase(tokens, lexicon.need, lead.end);
  const firm = need && findPhrase(tokens, lexicon.notWanted, lead.end);
  if (!need || firm) return [plain(tokens, first)];
  return [plain(tokens.slice(0, need.at), first), ...items(tokens.slice(need.at), false)];
}

function plain(tokens: Token[], first: boolean): Piece {
  return { tokens, contact: false, first, forwarded: false, follows: false };
}

function isSeparator(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token || token.mark || token.depth > 0) return false;
  if (token.kind === "symbol") return /^[,;،؛&+|/•]$/.test(token.text);
  return isWord(tokens, at, lexicon.listJoins);
}

/** Splits a list where the next part opens with a quantity of its own, or says no. */
function items(tokens: Token[], first: boolean): Piece[] {
  const lead = readLead(tokens, first);
  if (lead.no) return [plain(tokens, first)];
  markSizes(tokens);
  const cuts: number[] = [];
  let at = lead.end;
  const behind = !quantityAt(tokens, at);
  let held = -1;
  while (at < tokens.length) {
    const number = numberAt(tokens, at);
    if (number) {
      if (!behind && opensUnparted(tokens, cuts.at(-1) ?? lead.end, at)) cuts.push(at);
      at = number.end;
    } else if (isSeparator(tokens, at)) {
      const next = partStart(tokens, at);
      const last = cuts.at(-1) ?? 0;
      const alone = held < last;
      const opens =
        opensPart(tokens, next) ||
        (opensNamed(tokens, last, at, next) && (behind || (alone && hasQuantity(tokens, next))));
      if (next > at && opens && hasWords(tokens.slice(last, at))) cuts.push(next);
      at = Math.max(next, at + 1);
    } else {
      if (opensHeld(tokens, at)) held = at;
      at += 1;
    }
  }
  const known = cuts.length === 0 ? knownCuts(tokens, lead.end) : cuts;
  return [0, ...known].map((from, index) => {
    const part = tokens.slice(from, known[index] ?? tokens.length);
    return { ...plain(part, first && from === 0), follows: index > 0 };
  });
}

/** Index after a separator and an "and" that follows it. */
function partStart(tokens: readonly Token[], at: number): number {
  const next = skipSpace(tokens, at + 1);
  if (!isWord(tokens, next, lexicon.listJoins)) return next;
  return skipSpace(tokens, next + 1);
}

function opensPart(tokens: readonly Token[], at: number): boolean {
  const part = tokens.slice(at, at + REACH_TOKENS * 2);
  const lead = readLead(part, false);
  if (lead.no) return saysNo(part, lead.end);
  const quantity = quantityAt(part, lead.end);
  if (!quantity || quantity.weak) return false;
  const next = skipSpace(part, quantity.to);
  // "Paracetamol 500 mg, 200 tablets" is one line.
  if (phraseAt(part, next, lexicon.doses)) return false;
  const whole = quantity.money || quantity.noun !== undefined || quantity.unitText?.includes(" ");
  return whole === true || namesThing(part, next);
}

/** "40 blankets 20 pillows": known things with nothing between. */
function opensUnparted(tokens: readonly Token[], last: number, at: number): boolean {
  if (tokens[at]?.kind !== "digits" || tokens[at - 1]?.kind !== "space") return false;
  const quantity = quantityAt(tokens, at);
  if (!quantity || isWord(tokens, at - 2, lexicon.prepositions)) return false;
  const from = Math.max(last, at - REACH_TOKENS);
  const known = phraseAt(tokens, skipSpace(tokens, quantity.to), lexicon.items);
  return !!known && findPhrase(tokens, lexicon.items, from, at) !== undefined;
}

/** "Blankets 40, pillows 20": quantities stand behind, and the next part names a thing first. */
function opensNamed(tokens: readonly Token[], last: number, at: number, next: number): boolean {
  const counted = tokens.slice(Math.max(last, at - REACH_TOKENS), at);
  if (!counted.some((token) => token.kind === "digits" && token.mark === undefined)) return false;
  return phraseAt(tokens, next, lexicon.items) !== undefined;
}

/** "3 kits: …", "20 boxes with …": what follows is what the thing holds. */
function opensHeld(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return (token?.text === ":" && !token.mark) || isWord(tokens, at, lexicon.holdWords);
}

/** "40 mats, water 300 litres": a part that brings its own quantity, wherever it stands. */
function hasQuantity(tokens: readonly Token[], from: number): boolean {
  const end = Math.min(from + REACH_TOKENS, tokens.length);
  for (let at = from; at < end && !isSeparator(tokens, at); at += 1) {
    const quantity = tokens[at]?.mark === undefined ? quantityAt(tokens, at) : undefined;
    if (quantity && !quantity.weak) return true;
  }
  return false;
}

/** "…, NO old clothes" opens a part; "…, not used" says how the thing before is. */
function saysNo(part: readonly Token[], from: number): boolean {
  const next = skipSpace(part, from);
  if (part[next]?.kind !== "word") return false;
  const end = skipSpace(part, next + 1);
  return !(isWord(part, next, lexicon.conditions) && part[end]?.kind !== "word");
}

/** "water, soap and rice": a list of known things with no quantity at all. */
function knownCuts(tokens: readonly Token[], from: number): number[] {
  if (tokens.some((token) => token.kind === "digits" || token.text === ":")) return [];
  const cuts: number[] = [];
  let start = from;
  for (let at = from; at <= tokens.length; at += 1) {
    if (at < tokens.length && !isSeparator(tokens, at)) continue;
    const words = tokens.slice(start, at).filter((token) => token.kind === "word").length;
    if (words === 0 || words > 3 || !findPhrase(tokens, lexicon.items, start, at)) return [];
    if (at >= tokens.length) break;
    start = partStart(tokens, at);
    cuts.push(start);
    at = start - 1;
  }
  return cuts;
}
