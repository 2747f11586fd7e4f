import { findQuantity, type Placed } from "./find.ts";
import {
  categoryOf,
  cleanWords,
  kindOf,
  languageOf,
  markWarnings,
  trimItem,
  withoutJoin,
} from "./item.ts";
import { isNoSign, type Lead, readLead } from "./lead.ts";
import type { Above } from "./outline.ts";
import { markSizes, sizeOf } from "./sizes.ts";
import type { Piece } from "./split.ts";
import { skipSpace, type Token } from "./tokens.ts";
import type { Category, PastedLine, PasteWarning, Urgency } from "./types.ts";
import { findPhrase, isWord, lexicon, phraseAt } from "./words.ts";

/** What the headings above a line say about it. */
export type Context = {
  mode: "none" | "need" | "not-wanted" | "contact";
  urgency?: Urgency;
  category?: Category;
  /** Lines read since the heading. */
  lines: number;
  /** Opened by a line that asks, not by a heading: prose may follow. */
  loose?: boolean;
};

/**
 * What is known around a piece besides its own words; `said` is its sentence's urgency, `greeted`
 * the whole message's.
 */
export type Around = {
  context: Context;
  lang: string;
  nextIsList: boolean;
  said?: Urgency;
  greeted?: Urgency;
  /** The next line opens with a bullet. */
  nextIsBulleted?: boolean;
  /** The thing whose part this line is. */
  above?: Above;
};

/** A row before its source is known. */
export type Row = Omit<PastedLine, "source"> & { opens?: Context };

type Reading = { piece: Piece; lead: Lead; rest: Token[]; around: Around; lang: string };

/** Nothing said yet. */
export const nothingSaid: Context = { mode: "none", lines: 0 };

const SHORT_WORDS_MAX = 4;
const TIMING_TOKENS_MAX = 14;
const ITEM_WORDS_MAX = 12;
const PART_WORDS_MAX = 2;

/** Reads one piece of a line into a row. */
export function readPiece(piece: Piece, around: Around): Row {
  const lead = readLead(piece.tokens, piece.first);
  const lang = languageOf(piece.tokens, around.lang);
  const r: Reading = { piece, lead, rest: afterTiming(piece.tokens.slice(lead.end)), around, lang };
  if (piece.forwarded) return row(r, "note", ["forwarded", "has-name"]);
  if (piece.contact) return contact(r);
  if (isStruck(piece.tokens)) return row(r, "note", ["struck-through"]);
  markSizes(r.rest);
  const refused = refusal(r);
  if (refused) return refused;
  if (lead.state || lead.closing || onlySpreads(r)) return note(r);
  if (around.context.mode === "contact" && !isHeadingLine(r)) return contact(r);
  const asked = lead.need || lead.bullet || inNeeds(r);
  const quantity = findQuantity(r.rest, asked);
  if (around.context.mode === "not-wanted" && !lead.need && !isHeadingLine(r)) return notWanted(r);
  if (quantity) return need(r, quantity);
  if (lead.no) return note(r);
  return heading(r) ?? unquantified(r) ?? note(r);
}

/** "Please share!": a wish for the message itself, not one of its lines. */
function onlySpreads(r: Reading): boolean {
  const spoken = r.piece.tokens.filter(({ kind }) => kind === "word" || kind === "digits");
  const asks = findPhrase(r.piece.tokens, lexicon.spread);
  return !!asks && spoken.every(({ folded }) => SPREAD.has(folded));
}

const SPREAD = new Set(
  [lexicon.spread, lexicon.fillers, lexicon.closings].flatMap((phrases) =>
    [...phrases.keys()].flatMap((phrase) => phrase.split(" ")),
  ),
);

/** "…for tomorrow: rice": what a preposition opens before a colon is not the item. */
function afterTiming(tokens: Token[]): Token[] {
  const colon = tokens.findIndex((token) => token.text === ":");
  const tail = tokens.slice(skipSpace(tokens, colon + 1));
  const timing = colon > 0 && colon < TIMING_TOKENS_MAX && words(tail) > 0;
  return timing && isWord(tokens, 0, lexicon.prepositions) ? tail : tokens;
}

/** Whether a heading says that the lines below are asked for. */
function inNeeds(r: Reading): boolean {
  return r.around.context.mode === "need" && r.around.context.loose !== true;
}

function words(tokens: readonly Token[]): number {
  return tokens.filter((token) => token.kind === "word").length;
}

function isStruck(tokens: readonly Token[]): boolean {
  const text = cleanEnds(tokens);
  return text.length > 2 && text.startsWith("~") && text.endsWith("~");
}

function cleanEnds(tokens: readonly Token[]): string {
  const bare = tokens.filter((token) => token.kind !== "space").map((token) => token.text);
  return bare.join("").replace(/^[-•–—]/u, "");
}

function row(r: Reading, kind: PastedLine["kind"], warnings: PasteWarning[]): Row {
  const all = new Set([...markWarnings(r.piece.tokens), ...warnings]);
  if (kind === "note" && r.piece.forwarded) return fixed(r, kind, warnings);
  return { ...fixed(r, kind, [...all]) };
}

function fixed(r: Reading, kind: PastedLine["kind"], warnings: PasteWarning[]): Row {
  const whole = cleanWords(r.piece.tokens, true);
  const item = kind === "heading" ? trimItem(whole) : whole;
  return { kind, ticked: false, lang: r.lang, item, readings: [], warnings };
}

function note(r: Reading): Row {
  const marks = markWarnings(r.piece.tokens);
  const reach = marks.includes("looks-like-phone") || marks.includes("looks-like-email");
  return row(r, reach ? "contact" : "note", []);
}

/** Everything after a contact word is a way to reach someone, never a quantity. */
function contact(r: Reading): Row {
  const opens = heads(r) && isEmptyContact(r.piece.tokens);
  if (opens) return { ...row(r, "heading", []), opens: { mode: "contact", lines: 0 } };
  const word =
    findPhrase(r.piece.tokens, lexicon.contact) ?? findPhrase(r.piece.tokens, lexicon.reach);
  const named = r.piece.tokens
    .slice(word?.end ?? 0)
    .some((token, at, tail) => isName(tail, at) || token.mark === "handle");
  return row(r, "contact", named ? ["after-contact", "has-name"] : ["after-contact"]);
}

function isName(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== "word" || token.mark || isWord(tokens, at, lexicon.prepositions))
    return false;
  if (phraseAt(tokens, at, lexicon.reach) || phraseAt(tokens, at, lexicon.fillers)) return false;
  return /^\p{Lu}/u.test(token.text) || (/\p{Script=Arabic}/u.test(token.text) && at < 4);
}

function isEmptyContact(tokens: readonly Token[]): boolean {
  const word = findPhrase(tokens, lexicon.contact) ?? findPhrase(tokens, lexicon.reach);
  return (
    !!word &&
    !tokens.slice(word.end).some((t) => t.kind === "word" || t.kind === "digits" || t.mark)
  );
}

function heads(r: Reading): boolean {
  return /:[*_\s\p{Cf}]*$/u.test(
    r.piece.tokens
      .slice(-6)
      .map((token) => token.text)
      .join(""),
  );
}

function isHeadingLine(r: Reading): boolean {
  return heads(r) || (r.lead.need && words(r.rest) === 0);
}

/** "No used clothes", "لا نريد …", a line under a crossed sign. */
function refusal(r: Reading): Row | undefined {
  const no = r.lead.no ?? (r.piece.tokens.some(isNoSign) ? "sign" : undefined);
  if (!no) return refusedBehind(r);
  if (words(r.rest) === 0 && no !== "sign") {
    if (no === "bare" && !heads(r)) return undefined;
    return { ...row(r, "heading", []), opens: { mode: "not-wanted", lines: 0 } };
  }
  if (no === "bare" && !isNamedThing(r)) return undefined;
  return notWanted(r);
}

/** "Blankets are no longer needed": the refusal stands behind, and nothing is counted. */
function refusedBehind(r: Reading): Row | undefined {
  const found = findPhrase(r.rest, lexicon.notWanted);
  const counted = r.rest.some((token) => token.kind === "digits");
  if (!found || r.lead.need || counted || !categoryOf(r.rest)) return undefined;
  const rest = [...r.rest.slice(0, found.at), ...r.rest.slice(found.end)];
  return notWanted({ ...r, rest });
}

/** A bare "no" refuses only what we know to be a thing, or what is shouted. */
function isNamedThing(r: Reading): boolean {
  const known = findPhrase(r.rest, lexicon.items) ?? findPhrase(r.rest, lexicon.unwanted);
  const first = r.piece.tokens[skipSpace(r.piece.tokens, 0)]?.text ?? "";
  const shouted =
    first.length > 1 && first === first.toUpperCase() && first !== first.toLowerCase();
  return !!known || (shouted && words(r.rest) <= SHORT_WORDS_MAX);
}

function notWanted(r: Reading): Row {
  const category = categoryOf(r.rest);
  return {
    ...row(r, "not-wanted", []),
    ticked: !hasReach(r),
    item: trimItem(cleanWords(withoutJoin(r.rest), false)),
    ...(category ? { category } : {}),
  };
}

const UNTICK: ReadonlySet<PasteWarning> = new Set([
  "looks-like-phone",
  "looks-like-link",
  "looks-like-email",
  "looks-like-account",
  "looks-like-address",
  "after-contact",
  "has-name",
  "hidden-characters",
]);

function hasReach(r: Reading): boolean {
  return markWarnings(r.piece.tokens).some((warning) => UNTICK.has(warning));
}

function need(r: Reading, quantity?: Placed): Row {
  const tokens = withoutJoin(quantity?.item ?? r.rest);
  const typed = trimItem(cleanWords(tokens, false));
  const noun = quantity?.noun;
  const own = noun === undefined ? typed : trimItem(`${noun} ${typed}`);
  const named = beneath(r, own, tokens);
  const item = named === "" ? (quantity?.unitText ?? "") : named;
  const bare = named === "" || leavesUnit(quantity, tokens);
  const readings = (quantity?.readings ?? []).map((reading) => shown(reading, bare));
  const unit = readings[0]?.unit;
  const size = sizeOf(r.piece.tokens);
  const { said, context, greeted } = r.around;
  const urgency = r.lead.urgency ?? saidUrgency(r) ?? said ?? context.urgency ?? greeted;
  const thing = noun === undefined ? categoryOf(tokens) : lexicon.items.get(noun.replace("ة", "ه"));
  const spoken = thing ?? categoryOf(r.piece.tokens) ?? categoryOf(r.around.above?.tokens ?? []);
  const category = quantity?.money ? "money" : (spoken ?? headed(r));
  return {
    ...row(r, "need", quantity?.warnings ?? []),
    ticked: !hasReach(r),
    lang: languageOf(tokens, r.lang),
    item,
    readings,
    ...(size === undefined ? {} : { size }),
    ...(category ? { category } : {}),
    needKind: kindOf(r.rest, unit),
    ...(urgency ? { urgency } : {}),
    ...(r.lead.need ? { opens: inList(r) } : {}),
  };
}

/** "Gloves" and beneath it "S: 4 boxes": a part's line says the thing's name too. */
function beneath(r: Reading, own: string, tokens: readonly Token[]): string {
  const { above } = r.around;
  if (above === undefined || words(tokens) > PART_WORDS_MAX || categoryOf(tokens)) return own;
  return trimItem(`${above.name} ${own}`);
}

function headed(r: Reading): Category | undefined {
  const helper = findPhrase(r.rest, lexicon.helpers) ?? findPhrase(r.rest, lexicon.kinds);
  return helper ? undefined : r.around.context.category;
}

/** Asking in a line goes on in the next lines; its urgency is its own. */
function inList(r: Reading): Context {
  const { context } = r.around;
  return context.mode === "need" ? context : { mode: "need", lines: 1, loose: true };
}

function leavesUnit(quantity: Placed | undefined, tokens: readonly Token[]): boolean {
  return quantity?.unitText !== undefined && words(tokens) === 0;
}

function shown(reading: { of: string; unit: string; unitWords?: string }, bare: boolean) {
  return bare ? { of: reading.of, unit: reading.unit } : reading;
}

function saidUrgency(r: Reading): Urgency | undefined {
  return findPhrase(r.piece.tokens, lexicon.urgency)?.value;
}

/** A line that says what the lines below it are. */
function heading(r: Reading): Row | undefined {
  if (r.piece.tokens.some((token) => token.mark === "address" || token.mark === "link"))
    return undefined;
  const count = words(r.rest);
  const urgency = r.lead.urgency ?? saidUrgency(r);
  const named = findPhrase(r.rest, lexicon.headings);
  const lead = r.lead.need || r.lead.urgency !== undefined;
  const colon = heads(r) && count <= ITEM_WORDS_MAX;
  const title =
    count <= SHORT_WORDS_MAX && named?.at === 0 && r.around.nextIsList && !r.lead.bullet;
  const listed = inNeeds(r) && !r.around.nextIsBulleted && !onlyNames(r);
  const bold = /^\*[^*]+\*$/.test(cleanEnds(r.piece.tokens)) && !categoryOf(r.rest);
  const open = lead && (count === 0 || isWord(r.rest, 0, lexicon.prepositions));
  if (!(colon || (title && !listed) || bold || open || isUpdated(r))) return undefined;
  const asks = lead || !!urgency || !!findPhrase(r.piece.tokens, lexicon.need);
  const opens = opened(r, asks, urgency, named?.value);
  return { ...row(r, "heading", []), opens };
}

/** "Winter clothes": a heading's word and no more; "medicine for diabetes" is asked for. */
function onlyNames(r: Reading): boolean {
  return r.rest.every(
    (token, at) =>
      token.kind !== "word" ||
      isWord(r.rest, at, lexicon.headings) ||
      isWord(r.rest, at, lexicon.headingFillers),
  );
}

/** "NEEDS (updated 20:15)". */
function isUpdated(r: Reading): boolean {
  return r.lead.need && r.rest.every((t) => t.depth > 0 || t.kind === "space" || t.text === "*");
}

function opened(
  r: Reading,
  asks: boolean,
  urgency: Urgency | undefined,
  category: Category | undefined,
): Context {
  const before = r.around.context;
  const named = category ? { category } : {};
  if (asks || urgency) {
    const kept =
      before.lines === 0 ? { ...(before.category ? { category: before.category } : {}) } : {};
    return { mode: "need", lines: 0, ...kept, ...(urgency ? { urgency } : {}), ...named };
  }
  if (!category) return nothingSaid;
  const mode = before.mode === "not-wanted" && before.lines === 0 ? "not-wanted" : "need";
  return { mode, lines: 0, ...(before.urgency ? { urgency: before.urgency } : {}), category };
}

/** Asked for with no quantity: named under a heading, behind a bullet, or after "need". */
function unquantified(r: Reading): Row | undefined {
  const count = words(r.rest);
  const known =
    categoryOf(r.rest) ?? findPhrase(r.rest, lexicon.helpers) ?? findPhrase(r.rest, lexicon.kinds);
  if (count === 0 || count > ITEM_WORDS_MAX || /[?؟]/.test(cleanEnds(r.rest))) return undefined;
  const timed = r.piece.tokens.some(
    ({ mark }) => mark !== undefined && mark !== "list-number" && !mark.startsWith("size"),
  );
  if (timed && !r.lead.need) return undefined;
  const follows = r.piece.follows || (r.around.context.loose && count <= SHORT_WORDS_MAX);
  const listed = r.lead.bullet && (known || r.around.context.mode === "need");
  const short = inNeeds(r) ? count <= SHORT_WORDS_MAX || known : follows && known;
  return r.lead.need || listed || short ? need(r) : undefined;
}
