import { OF_PATTERN } from "./amount.ts";
import { asciiDigits } from "./digits.ts";
import { type Parsed, read, unread } from "./parsed.ts";

/** What a typed figure can mean, likeliest first; two where the separator decides (`1.200`). */
export type Readings = readonly [string, ...string[]];

const INPUT_LENGTH_MAX = 64;
const INVISIBLE = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const GROUP_ONLY = /[\s\u066c'\u2019]/g;

/**
 * Reads a figure as people type it, in any of our digits and with any of our separators. Where one
 * dot or comma stands before exactly three digits both readings come back, the grouped one first.
 * Refuses `amount.empty`, `amount.not-a-number`, `amount.too-large` (over 18 digits before the
 * separator), `amount.too-fine` (over 9 after it).
 */
export function readAmount(text: string): Parsed<Readings> {
  if (text.length > INPUT_LENGTH_MAX) return unread("amount.not-a-number");
  const plain = asciiDigits(text.replace(INVISIBLE, "")).replaceAll("\u060c", ",").trim();
  if (plain === "") return unread("amount.empty");
  const match = /^([-+\u2212]?)\s*([0-9.,\u066b\u066c\s'\u2019]*[0-9][.,\u066b]?|[0-9])$/.exec(
    plain,
  );
  if (match === null) return unread("amount.not-a-number");
  const candidates = split((match[2] ?? "").trim());
  if (candidates.length === 0) return unread("amount.not-a-number");
  return canonical(candidates, match[1] === "-" || match[1] === "\u2212");
}

interface Candidate {
  readonly whole: string;
  readonly fraction: string;
}

function split(body: string): Candidate[] {
  const decimalSign = body.indexOf("\u066b");
  if (decimalSign >= 0) return withDecimalAt(body, decimalSign);
  const separators = body.match(/[.,]/g) ?? [];
  const last = separators.at(-1);
  if (last === undefined) return grouped(body);
  const at = body.lastIndexOf(last);
  if (new Set(separators).size === 2) {
    const once = body.indexOf(last) === at;
    return once ? withDecimalAt(body, at) : [];
  }
  if (separators.length > 1) return grouped(body);
  return oneSeparator(body, at);
}

/** A single dot or comma: a decimal sign, and a group separator too where it could be one. */
function oneSeparator(body: string, at: number): Candidate[] {
  const decimal = withDecimalAt(body, at);
  const couldGroup = /^[1-9][0-9]{0,2}[.,][0-9]{3}$/.test(body);
  return couldGroup ? [...grouped(body), ...decimal] : decimal;
}

function withDecimalAt(body: string, at: number): Candidate[] {
  const [before, fraction] = [body.slice(0, at), body.slice(at + 1)];
  if (!/^[0-9]*$/.test(fraction)) return [];
  const groups = before === "" ? [{ whole: "0", fraction: "" }] : grouped(before);
  return groups.map(({ whole }) => ({ whole, fraction }));
}

/** Digits in threes (or, as in South Asia, twos and a last three) by one separator throughout. */
function grouped(body: string): Candidate[] {
  const one = body.replace(GROUP_ONLY, (sign) => (/\s/.test(sign) ? " " : sign));
  const shape = /^[0-9]+$|^[0-9]{1,3}([ \u066c'\u2019.,])[0-9]{3}(?:\1[0-9]{3})*$/;
  const lakh = /^[0-9]{1,2}([,\u066c])(?:[0-9]{2}\1)+[0-9]{3}$/;
  if (!shape.test(one) && !lakh.test(one)) return [];
  return [{ whole: one.replace(/[^0-9]/g, ""), fraction: "" }];
}

function canonical(candidates: readonly Candidate[], negative: boolean): Parsed<Readings> {
  const readings: string[] = [];
  let reason = "amount.not-a-number";
  for (const { whole, fraction } of candidates) {
    const integer = whole.replace(/^0+(?=[0-9])/, "");
    const rest = fraction.replace(/0+$/, "");
    const size = rest === "" ? integer : `${integer}.${rest}`;
    const of = negative && size !== "0" ? `-${size}` : size;
    if (integer.length > 18) reason = "amount.too-large";
    else if (rest.length > 9) reason = "amount.too-fine";
    else if (OF_PATTERN.test(of) && !readings.includes(of)) readings.push(of);
  }
  const [first, ...others] = readings;
  return first === undefined ? unread(reason) : read([first, ...others]);
}
