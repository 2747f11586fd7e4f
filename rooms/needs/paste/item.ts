import { isNoSign } from "./lead.ts";
import { backSpace, type Token } from "./tokens.ts";
import type { Category, Lang, NeedKind, PasteWarning } from "./types.ts";
import { findPhrase, isWord, languageMarks, lexicon } from "./words.ts";

const PRIVATE = new Set([
  "phone",
  "link",
  "email",
  "account",
  "handle",
  "contact",
  "size",
  "size-value",
]);

/** The words a person reads: no formatting, emoji or invisible characters, one space between. */
export function cleanWords(tokens: readonly Token[], keepPrivate: boolean): string {
  const kept = tokens.filter((t) => keepPrivate || t.mark === undefined || !PRIVATE.has(t.mark));
  return kept
    .map((token) => (isNoSign(token) ? "" : token.text))
    .join("")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .replace(
      /[\p{Cf}*~`]|\ufe0f|\u20e3|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/gu,
      "",
    )
    .replace(/(?<![\p{L}\p{Nd}])_|_(?![\p{L}\p{Nd}])/gu, "")
    .replace(/\( *\)|\[ *\]/g, "")
    .replace(/ {2,}/g, " ")
    .replace(/ ([,;،؛])/g, "$1")
    .trim();
}

/** Asking kindly, or "about" whose figure was taken away: not part of what is asked for. */
const HANGING =
  /[\s,](?:por favor|porfa|please|pls|من فضلكم|لو سمحتم|رجاءً?|unos|unas|aprox|about|around|approx|حوالي|تقريبا)$/iu;

/** "mantas (unas )": "about", alone in brackets whose figure was taken away. */
const EMPTY_ABOUT = /\((?:unos|unas|aprox\.?|about|around|approx\.?|حوالي|تقريباً?|[~≈±])?\s*\)/giu;

/** "15 packs of each": said of the figure, so it is kept apart from the thing. */
const EACH = /^(.*\S) (?:de )?(cada(?: un[oa])?|each|لكل|من كل|كل)$/iu;

function withEach(words: string): string {
  const [, thing, each] = EACH.exec(words) ?? [];
  if (thing === undefined || each === undefined) return words;
  return `${thing} (${/^cada/i.test(each) ? `de ${each}` : each})`;
}

/** Words of an item, without what is left hanging at its ends. */
export function trimItem(words: string): string {
  const full = words.replace(EMPTY_ABOUT, "").replace(/ {2,}/g, " ");
  const cut = full.replace(/^[\s,;:.،؛•=|/&+×–—"“”«»-]{1,40}/u, "");
  const out = withEach(trimEnd(trimEnd(cut).replace(HANGING, "")));
  const open = out.startsWith("(") && !out.includes(")");
  return open ? out.slice(1).trim() : out;
}

function trimEnd(words: string): string {
  let end = words.length;
  while (end > 0 && /[\s,;:.،؛•=|/&+×–—!"“”«»-]/u.test(words[end - 1] ?? "")) end -= 1;
  return words.slice(0, end);
}

/** The tokens without an "and" left hanging where a list was split. */
export function withoutJoin(tokens: readonly Token[]): readonly Token[] {
  const last = backSpace(tokens, tokens.length - 1);
  return isWord(tokens, last, lexicon.listJoins) ? tokens.slice(0, last) : tokens;
}

/** The category the words name, if any. */
export function categoryOf(tokens: readonly Token[]): Category | undefined {
  return findPhrase(tokens, lexicon.items)?.value;
}

/** The kind of support the words name; goods where they name none. */
export function kindOf(tokens: readonly Token[], unit: string | undefined): NeedKind {
  if (unit !== undefined && /^[A-Z]{3}$/.test(unit)) return "money";
  const kind = findPhrase(tokens, lexicon.helpers) ?? findPhrase(tokens, lexicon.kinds);
  if (kind) return kind.value;
  return unit === "hour" ? "hours" : "goods";
}

const MARK_WARNINGS: Partial<Record<string, PasteWarning>> = {
  phone: "looks-like-phone",
  link: "looks-like-link",
  email: "looks-like-email",
  account: "looks-like-account",
  date: "looks-like-date",
  time: "looks-like-time",
  address: "looks-like-address",
  handle: "has-name",
  contact: "after-contact",
};

/** What the marks on tokens warn of. */
export function markWarnings(tokens: readonly Token[]): PasteWarning[] {
  const out = new Set<PasteWarning>();
  for (const token of tokens) {
    const warning = token.mark && MARK_WARNINGS[token.mark];
    if (warning) out.add(warning);
    if (/[\u202d\u202e]/.test(token.text)) out.add("hidden-characters");
  }
  return [...out];
}

/** The language of a stretch, by script and by words only one language has. */
export function languageOf(tokens: readonly Token[], otherwise: string): string {
  let arabic = 0;
  const votes: Record<Lang, number> = { en: 0, es: 0, ar: 0 };
  let words = 0;
  for (const token of tokens) {
    if (token.kind !== "word" || token.mark) continue;
    words += 1;
    if (/\p{Script=Arabic}/u.test(token.text)) arabic += 1;
    else if (!/\p{Script=Latin}/u.test(token.text)) votes.ar -= 1;
    else {
      if (isMark(token, "en")) votes.en += 1;
      if (isMark(token, "es") || /[ñáéíóú¿¡]/i.test(token.text)) votes.es += 1;
    }
  }
  if (words === 0) return otherwise;
  if (arabic * 2 >= words) return "ar";
  if (-votes.ar * 2 > words) return "und";
  if (votes.en === votes.es) return otherwise;
  return votes.en > votes.es ? "en" : "es";
}

function isMark(token: Token, lang: Lang): boolean {
  const marks = languageMarks[lang];
  if (marks.has(token.folded)) return true;
  return (
    token.folded.length > 3 && token.folded.endsWith("s") && marks.has(token.folded.slice(0, -1))
  );
}
