import { namesThing, type Quantity, quantityAt, wordBefore } from "./quantity.ts";
import { backSpace, skipSpace, type Token } from "./tokens.ts";
import { type Found, findPhrase, isWord, lexicon, phraseAt } from "./words.ts";

/** A quantity in a line, and the tokens the item's words stand in. */
export type Placed = Quantity & { item: Token[] };

/** How many words may stand before a quantity written behind its item. */
const ITEM_WORDS_MAX = 8;

/**
 * The quantity of a line whose lead is stripped. `asked` says that a list is being written, which
 * makes "a generator" a quantity and "25 children" somebody asked for.
 */
export function findQuantity(tokens: readonly Token[], asked: boolean): Placed | undefined {
  const first = quantityAt(tokens, 0);
  if (first) return isAsked(tokens, first, asked) ? place(tokens, first, 0) : undefined;
  let words = 0;
  for (let at = 1; at < tokens.length; at += 1) {
    if (tokens[at]?.kind === "word") words += 1;
    if (words > ITEM_WORDS_MAX) return undefined;
    const labelled = afterLabel(tokens, at);
    if (labelled) return labelled;
    const served = servedAt(tokens, at);
    if (served) return served;
    const behind = behindAt(tokens, at, asked);
    if (behind) return behind;
  }
  return undefined;
}

function isAsked(tokens: readonly Token[], quantity: Quantity, asked: boolean): boolean {
  const next = skipSpace(tokens, quantity.to);
  if (isWord(tokens, next, lexicon.durations)) return false;
  const known = findPhrase(tokens, lexicon.items) ?? findPhrase(tokens, lexicon.helpers);
  const unit = quantity.readings[0]?.unit;
  if (unit === "hour" && findPhrase(tokens, lexicon.kinds)) return true;
  if (unit === "hour" || unit === "day" || peopleAt(tokens, next)) return asked;
  if (quantity.weak) return asked || known !== undefined;
  return namesThing(tokens, next) || quantity.noun !== undefined || quantity.money || asked
    ? true
    : quantity.unitText !== undefined;
}

/** The item of a quantity: its noun, and all the words around it. */
function place(tokens: readonly Token[], quantity: Quantity, from: number): Placed {
  const item: Token[] = [...tokens.slice(from, quantity.from), ...tokens.slice(quantity.to)];
  const next = skipSpace(tokens, quantity.to);
  const people = peopleAt(tokens, next)?.value === "person";
  const helper = people || phraseAt(tokens, next, lexicon.helpers);
  const trailing = item.length > 0 && findPhrase(item, lexicon.helpers)?.at === 0;
  if (!(helper || trailing) || quantity.readings[0]?.unit !== "item") return { ...quantity, item };
  return { ...quantity, item, readings: quantity.readings.map((r) => ({ ...r, unit: "person" })) };
}

/** "Hygiene: 20 soap bars": what stands before the colon is a label, not the item. */
function afterLabel(tokens: readonly Token[], at: number): Placed | undefined {
  if (tokens[at]?.text !== ":" || tokens[at]?.mark) return undefined;
  const start = skipSpace(tokens, at + 1);
  const quantity = quantityAt(tokens, start);
  if (!quantity || quantity.weak) return undefined;
  const thing = quantity.noun !== undefined || namesThing(tokens, skipSpace(tokens, quantity.to));
  if (!thing) return undefined;
  const label = tokens.slice(0, at);
  return isTheThing(label, tokens.slice(quantity.to))
    ? labelled(tokens, quantity)
    : place(tokens, quantity, start);
}

/** "Life jackets: 12 adult": the label names the thing, what follows only says which. */
function isTheThing(label: readonly Token[], after: readonly Token[]): boolean {
  const named = findPhrase(label, lexicon.items) ?? findPhrase(label, lexicon.helpers);
  if (!named || findPhrase(label, lexicon.headings)) return false;
  return !findPhrase(after, lexicon.items) && !findPhrase(after, lexicon.helpers);
}

/** A quantity between the thing and what says which of it. */
function labelled(tokens: readonly Token[], quantity: Quantity): Placed {
  const item = [...tokens.slice(0, quantity.from), ...tokens.slice(quantity.to)];
  const plain = quantity.readings[0]?.unit === "item" && quantity.unitText === undefined;
  if (!plain || !findPhrase(item, lexicon.helpers)) return { ...quantity, item };
  return { ...quantity, item, readings: quantity.readings.map((r) => ({ ...r, unit: "person" })) };
}

/** "Food for 40 people": the people are the measure. */
function servedAt(tokens: readonly Token[], at: number): Placed | undefined {
  if (!isWord(tokens, at, lexicon.forWords)) return undefined;
  const quantity = quantityAt(tokens, skipSpace(tokens, at + 1));
  if (!quantity || quantity.weak) return undefined;
  const whoAt = skipSpace(tokens, quantity.to);
  const who = phraseAt(tokens, whoAt, lexicon.who);
  if (!who || !findPhrase(tokens.slice(0, at), lexicon.items)) return undefined;
  const words = tokens
    .slice(whoAt, who.end)
    .map((token) => token.text)
    .join("");
  const reading = who.value === "item" ? { unit: "item", unitWords: words } : { unit: who.value };
  const readings = quantity.readings.map(({ of }) => ({ of, ...reading }));
  return { ...quantity, readings, item: [...tokens.slice(0, at), ...tokens.slice(who.end)] };
}

/** "Rice 10 kg", "socks x30", "generators (2)": a quantity behind its item. */
function behindAt(tokens: readonly Token[], at: number, asked: boolean): Placed | undefined {
  const token = tokens[at];
  const money = token?.kind === "symbol" && /^[€$£]$/.test(token.text);
  if (!(token?.kind === "digits" || money) || token?.mark) return undefined;
  const before = wordBefore(tokens, at);
  const isCount = before >= 0 && isWord(tokens, before, lexicon.units);
  if (before >= 0 && isWord(tokens, before, lexicon.prepositions)) return undefined;
  const quantity = quantityAt(tokens, at);
  if (!quantity) return undefined;
  const next = skipSpace(tokens, quantity.to);
  if (isWord(tokens, next, lexicon.durations)) return undefined;
  const known = findPhrase(tokens, lexicon.items) ?? findPhrase(tokens, lexicon.helpers);
  const after = tokens[next];
  const ends = !after || after.kind === "symbol" || isWord(tokens, next, lexicon.prepositions);
  const sized = after?.mark === "size" || after?.mark === "size-value";
  if (!(ends || sized || known || quantity.money)) return undefined;
  const dot = tokens[backSpace(tokens, at - 1)];
  const signed = dot?.kind === "symbol" && /^[:x×(=–—-]$/.test(dot.folded);
  const measured = quantity.unitText !== undefined || quantity.money;
  if (!(known || asked || signed || measured)) return undefined;
  if (dot?.folded === "x" && isFigure(tokens, at)) return undefined;
  const from = isCount ? before : quantity.from;
  const to = after?.text === ")" && dot?.text === "(" ? next + 1 : quantity.to;
  return place(tokens, { ...quantity, from: signed ? backSpace(tokens, at - 1) : from, to }, 0);
}

/** "4x6": figures on both sides of the sign are a measure. */
function isFigure(tokens: readonly Token[], at: number): boolean {
  const sign = backSpace(tokens, at - 1);
  const other = tokens[backSpace(tokens, sign - 1)];
  return other?.kind === "digits" && other.mark === undefined;
}

/** People counted at `at`; "20 baby kits" and "10 children shoes" count things. */
function peopleAt(tokens: readonly Token[], at: number): Found<string> | undefined {
  const who = phraseAt(tokens, at, lexicon.who);
  if (!who) return undefined;
  const thing = phraseAt(tokens, at, lexicon.items);
  const behind = phraseAt(tokens, skipSpace(tokens, who.end), lexicon.items);
  return (thing && thing.end > who.end) || behind ? undefined : who;
}
