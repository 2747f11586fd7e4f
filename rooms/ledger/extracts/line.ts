/**
 * What a file of an account says, whatever the file is: its lines and its balances. A bank's, a
 * mobile-money service's or a collecting page's file is an _extract_ in code.
 */
import { readAmount } from "../../../house/values/index.ts";

/** The kinds of file there are readers for; `table` is any other with columns. */
export const FORMATS = [
  ...(["open-collective", "camt", "ofx", "gofundme", "facebook"] as const),
  ...(["m-pesa", "mobile-money", "table"] as const),
] as const;
/** See {@link FORMATS}. */
export type Format = (typeof FORMATS)[number];

/** What a line is; `received` and `paid` where the file says no more than the direction. */
export const WHATS = [
  ...(["contribution", "received", "paid", "expense", "fee"] as const),
  ...(["passed-on", "refund", "payout", "interest"] as const),
] as const;
/** See {@link WHATS}. */
export type What = (typeof WHATS)[number];

/**
 * How a line stands: it is on the account; it is not yet; it is and cannot be used; it was on it
 * and was given back, both in this one line.
 */
export const STANDINGS = ["booked", "pending", "frozen", "refunded"] as const;
/** See {@link STANDINGS}. */
export type Standing = (typeof STANDINGS)[number];

/** Where the money of a file is: in our hands, or collected and still held by someone else. */
export const PLACES = ["money", "held"] as const;
/** See {@link PLACES}. */
export type Place = (typeof PLACES)[number];

/** One line of an extract. */
export type ExtractLine = {
  /** Which of the file's statements it stands in, counted from 0, and whose account that is. */
  section: number;
  account: string;
  /** `YYYY-MM-DD`: the day it was booked. */
  date: string;
  /** What the account has more by it, canonical; less with a minus sign. */
  of: string;
  currency: string;
  what: What;
  standing: Standing;
  place: Place;
  /** What the file itself knows the line by. */
  reference?: string;
  party?: string;
  narration?: string;
  /** What the file says the account has with it, where it says so. */
  balance?: string;
};

/** What a file says a statement began and ended with; each may be of a currency of its own. */
export type Said = {
  section: number;
  account: string;
  currency: string;
  opening?: { of: string; currency: string };
  closing?: { of: string; currency: string };
};

/** What a reader hands out: a line, what a statement says of itself, or why a row is left out. */
export type Item = { line: ExtractLine } | { said: Said } | { reason: string };

/** Longest reference that is kept. */
export const REFERENCE_MAX = 120;

/**
 * A figure as a program writes it: digits and at most one decimal sign, a dot or a comma. Null
 * where it is none.
 */
export function exactFigure(text: string): string | null {
  if (!/^[-+]?[0-9]{1,18}([.,][0-9]{0,9})?$/.test(text)) return null;
  const [whole = "", part = ""] = text.replace(/^[-+]/, "").split(/[.,]/);
  const rest = part.replace(/0+$/, "");
  const size = `${whole.replace(/^0+(?=[0-9])/, "")}${rest === "" ? "" : `.${rest}`}`;
  return text.startsWith("-") && size !== "0" ? `-${size}` : size;
}

/** The sign that a table writes before what is less than one; null where it never shows. */
export type Decimal = "." | ",";

/**
 * A figure as a table has it, with signs of a currency around it; less than nothing too in
 * brackets, with its minus behind it, or marked as a debit. Where a dot or comma could be either,
 * `decimal` says what it is; unsaid, it is left to a person.
 */
export function tableFigure(
  typed: string,
  decimal: Decimal | null,
): { of: string } | { reason: string } {
  // As most programs write it: nothing but digits, and a dot that can be but one thing.
  if (/^-?[0-9]{1,15}(?:\.[0-9]{1,2})?$/.test(typed)) {
    const of = exactFigure(typed);
    if (of !== null) return { of };
  }
  // Left out of `1e3` a letter made thirteen: what stands around a figure never stands in it.
  if (hasSignsWithin(typed)) return { reason: "amount.not-a-number" };
  const inBrackets = /^\((.*)\)$/.exec(typed.trim());
  const bare = (inBrackets?.[1] ?? typed)
    .replace(/[\p{Sc}\p{L}*]+\.?/gu, "")
    .replace(/^\s*([-+\u2212]?)\s*/, "$1")
    .trim();
  const trailing = /^([^-\u2212]+)[-\u2212]$/.exec(bare);
  const exact = exactFigure(trailing?.[1] ?? bare);
  // What a bank prints behind a figure that left the account.
  const isDebit = /(?:^|[^\p{L}])(?:dr|db|debit)\.?\s*$/iu.test(typed.slice(digitsEnd(typed)));
  const minus = inBrackets !== null || trailing !== null || isDebit;
  const signed = (of: string) => ({ of: minus && of !== "0" ? `-${of}` : of });
  const readings = readAmount(trailing?.[1] ?? bare);
  if (!readings.ok) return { reason: readings.reason };
  const [first, other] = readings.value;
  if (other === undefined) return signed(first);
  if (decimal === null || exact === null) return { reason: "two-readings" };
  return signed(bare.includes(decimal) ? exact : first);
}

/** Whether something that is no part of a figure stands between two of its digits. */
function hasSignsWithin(typed: string): boolean {
  const within = typed.slice(typed.search(/\p{Nd}/u), digitsEnd(typed));
  return /[\p{L}\p{Sc}*]/u.test(within);
}

/** Where the last digit of a text ends; 0 where it has none. */
function digitsEnd(typed: string): number {
  let at = typed.length;
  while (at > 0 && !/\p{Nd}/u.test(typed.charAt(at - 1))) at -= 1;
  return at;
}

/** The decimal sign that a figure of a table gives away, if it does. */
export function decimalIn(typed: string): Decimal | null {
  const bare = typed.replace(/[^0-9.,]/g, "");
  const both = /([.,])[0-9]*$/.exec(bare)?.[1];
  if (bare.includes(".") && bare.includes(",")) return (both ?? null) as Decimal | null;
  return (/^[0-9]+([.,])(?:[0-9]{1,2}|[0-9]{4,})$/.exec(bare)?.[1] ?? null) as Decimal | null;
}
