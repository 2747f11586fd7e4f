import { fold, westernDigits } from "./fold.ts";

/** What a mark says a stretch of text is, so that it is never read as a quantity. */
export type MarkKind =
  | "phone"
  | "link"
  | "email"
  | "account"
  | "handle"
  | "date"
  | "time"
  | "address"
  | "contact"
  | "label"
  | "list-number"
  | "size"
  | "size-value";

/** One token: `text` as typed at `start`..`end` (UTF-16) of the message; `folded` to compare by. */
export type Token = {
  kind: "digits" | "word" | "space" | "symbol";
  text: string;
  folded: string;
  start: number;
  end: number;
  /** How many brackets are open around it. */
  depth: number;
  mark?: MarkKind;
};

// Each alternative starts with another class and repeats without overlap, so reading is linear.
const FIGURES = "[0-9٠-٩۰-۹]+(?:[.,٫٬'’][0-9٠-٩۰-۹]+)*|[½¼¾⅓⅔]";
const LETTERS = "\\p{L}(?:[\\p{L}\\p{M}]|[\\p{Cf}'’](?=\\p{L}))*";
const TOKEN = new RegExp(`(${FIGURES})|(${LETTERS})|([\\s\\p{Cf}]+)|(.)`, "gsu");

/** Cuts a stretch of text into tokens that join to it exactly; `offset` is where it starts. */
export function tokenize(text: string, offset = 0): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (const match of text.matchAll(TOKEN)) {
    const piece = match[0];
    const start = offset + match.index;
    const sign = /^[xX×]$/.test(piece);
    if (/^[([（]$/.test(piece)) depth += 1;
    const base = { start, end: start + piece.length, depth };
    if (/^[)\]）]$/.test(piece)) depth = Math.max(0, depth - 1);
    if (sign) tokens.push({ kind: "symbol", text: piece, folded: "x", ...base });
    else if (match[1]) {
      tokens.push({ kind: "digits", text: piece, folded: westernDigits(piece), ...base });
    } else if (match[2]) tokens.push({ kind: "word", text: piece, folded: fold(piece), ...base });
    else if (match[3]) tokens.push({ kind: "space", text: piece, folded: " ", ...base });
    else tokens.push({ kind: "symbol", text: piece, folded: piece, ...base });
  }
  return tokens;
}

/** Index of the first token at or after `from` that is not space. */
export function skipSpace(tokens: readonly Token[], from: number): number {
  let at = from;
  while (tokens[at]?.kind === "space") at += 1;
  return at;
}

/** Index of the last token at or before `from` that is not space, or -1. */
export function backSpace(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at >= 0 && tokens[at]?.kind === "space") at -= 1;
  return at;
}
