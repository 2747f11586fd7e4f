import { westernDigits } from "./paste/fold.ts";

/** What a reply says of one numbered line. */
export type StillNeeded = { number: number; needed: boolean };

/**
 * A reply read: `answers` in order, each number once; `unclear` the words that were not understood,
 * numbers that are not on the list or were answered both ways, as typed.
 */
export type StillNeededReply = { answers: StillNeeded[]; unclear: string[] };

/** The longest reply read, in UTF-16 units; the rest is unclear. */
const REPLY_CHARS_MAX = 2_000;

const NO = new Set("no n not nope ❌ ✗ لا لأ مو مش خلص nada ya".split(" "));
const YES = new Set("yes y si s sí ok still 👍 ✅ ✔ نعم اي أي ايوه بلى اه لسا".split(" "));
const JOINS = new Set("and y e و & +".split(" "));

type Part = { kind: "numbers" | "yes" | "no" | "join" | "other"; text: string; numbers: number[] };

/**
 * Reads a reply to "still needed?" such as `2 5 9 no`, `1 3 sí 4 no` or `٢ ٥ لا`: numbers are lines
 * of the list just sent (1 to `lines`), and the word behind a run of numbers answers for them all.
 * A word that opens the reply before any number answers for the numbers behind it (`no: 2, 5`).
 * Numbers that no word answers are unclear, since silence is never a yes.
 */
export function readStillNeeded(text: string, lines: number): StillNeededReply {
  const parts = partsOf(text.slice(0, REPLY_CHARS_MAX)).filter((part) => part.kind !== "join");
  const unclear = text.length > REPLY_CHARS_MAX ? [text.slice(REPLY_CHARS_MAX)] : [];
  const said = new Map<number, Set<boolean>>();
  const before = parts[0]?.kind === "yes" || parts[0]?.kind === "no";
  let waiting: Part[] = [];
  let answer: boolean | undefined;
  for (const part of parts) {
    if (part.kind === "other") unclear.push(part.text);
    else if (part.kind === "numbers") {
      if (before && answer !== undefined) note(said, part, answer);
      else waiting.push(part);
    } else {
      answer = part.kind === "yes";
      for (const numbers of waiting) note(said, numbers, answer);
      waiting = [];
    }
  }
  unclear.push(...waiting.map((part) => part.text));
  return settle(said, lines, unclear);
}

function note(said: Map<number, Set<boolean>>, part: Part, needed: boolean): void {
  for (const number of part.numbers) {
    const answers = said.get(number) ?? new Set();
    said.set(number, answers.add(needed));
  }
}

function settle(
  said: ReadonlyMap<number, ReadonlySet<boolean>>,
  lines: number,
  unclear: string[],
): StillNeededReply {
  const answers: StillNeeded[] = [];
  for (const [number, both] of said) {
    if (number < 1 || number > lines || both.size > 1) unclear.push(String(number));
    else answers.push({ number, needed: both.has(true) });
  }
  return { answers, unclear };
}

/** Numbers, ranges ("3-5") and words, apart from the marks between them. */
function partsOf(text: string): Part[] {
  const plain = westernDigits(text)
    .replace(/\p{Cf}|\ufe0f/gu, "")
    .replace(/\u20e3/gu, " ");
  const tokens = plain.match(/\d+(?: ?[-–] ?\d+)?|[\p{L}\p{M}'’]+|[❌✗👍✅✔&+]|[^\s,،;:.()!\-–]/gu);
  return (tokens ?? []).map(partOf);
}

function partOf(token: string): Part {
  const range = /^(\d{1,4})(?: ?[-–] ?(\d{1,4}))?$/.exec(token);
  if (range) return rangeOf(token, Number(range[1]), Number(range[2] ?? range[1]));
  const word = token.toLowerCase();
  const kind = NO.has(word) ? "no" : YES.has(word) ? "yes" : JOINS.has(word) ? "join" : "other";
  return { kind, text: token, numbers: [] };
}

/** No list is longer than this, so neither is a range. */
const RANGE_MAX = 400;

function rangeOf(text: string, from: number, to: number): Part {
  if (to < from || to - from > RANGE_MAX) return { kind: "other", text, numbers: [] };
  const numbers = Array.from({ length: to - from + 1 }, (_, step) => from + step);
  return { kind: "numbers", text, numbers };
}
