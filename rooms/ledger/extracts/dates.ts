/** Days as files write them. */
import { asciiDigits } from "../../../house/values/index.ts";

/** Which of two numbers is the day where a file writes both before the year. */
export type DayOrder = "dmy" | "mdy";

/** A day read: `YYYY-MM-DD`, or why it could not be. */
export type ReadDate = { date: string } | { reason: "no-day" | "two-days" };

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NUMBERS = /^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?![0-9])/;
const none = { reason: "no-day" } as const;

/** A year, a month and a day of it that there is, between 1900 and 2199. */
function dateOf(year: string, month: string | number, day: string): ReadDate {
  const date = [year, String(month).padStart(2, "0"), day.padStart(2, "0")].join("-");
  const at = new Date(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === date;
  return isReal && date >= "1900" && date < "2200" ? { date } : none;
}

/** What was read last: rows of one day mostly stand together. */
let last: { typed: string; order: DayOrder | null; read: ReadDate } = {
  ...{ typed: "", order: null, read: none },
};

/**
 * Reads the day at the start of a text: `2024-05-31T…`, `20240531…`, `2024/05/31`, `31.05.2024`,
 * `31/05/2024` or `05/31/2024`, `31 May 2024`, `May 31, 2024`, in any of our digits. What can be
 * two days (`05/06/2024`) is the one `order` says, and where nothing does, left to a person.
 */
export function readDate(typed: string, order: DayOrder | null): ReadDate {
  if (typed !== last.typed || order !== last.order)
    last = { typed, order, read: dateIn(typed, order) };
  return last.read;
}

function dateIn(typed: string, order: DayOrder | null): ReadDate {
  const text = asciiDigits(typed.slice(0, 60))
    .replace(/[\u200e\u200f\u061c]/g, "")
    .trim();
  const iso = /^([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})(?![0-9]{1,3}[-/.])/.exec(text);
  if (iso !== null && (iso[2] !== "" || /^[0-9]{8}/.test(text)))
    return iso[2] === ""
      ? dateOf(text.slice(0, 4), text.slice(4, 6), text.slice(6, 8))
      : dateOf(iso[1] ?? "", iso[3] ?? "", iso[4] ?? "");
  const named =
    /^([0-9]{1,2})[ -]([A-Za-z]{3})[A-Za-z]*\.?[ -]([0-9]{4})/.exec(text) ??
    /^([A-Za-z]{3})[A-Za-z]*\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})/.exec(text);
  if (named !== null) return namedDate(named);
  const numbers = NUMBERS.exec(text);
  if (numbers === null) return none;
  const [, first = "", second = "", last = ""] = numbers;
  const year = last.length === 2 ? `20${last}` : last;
  const isDots = text.includes(".");
  const said = isDots ? "dmy" : (dayOrderIn(text) ?? order);
  if (said === null && Number(first) !== Number(second)) return { reason: "two-days" };
  return said === "mdy" ? dateOf(year, first, second) : dateOf(year, second, first);
}

function namedDate([, one = "", two = "", year = ""]: RegExpExecArray): ReadDate {
  const [month, day] = /^[0-9]/.test(one) ? [two, one] : [one, two];
  const at = MONTHS.indexOf(month.toLowerCase());
  return at < 0 ? none : dateOf(year, at + 1, day);
}

/** The order that a day of a table gives away, if it does. */
export function dayOrderIn(typed: string): DayOrder | null {
  const numbers = NUMBERS.exec(asciiDigits(typed.slice(0, 60)).trim());
  if (numbers === null) return null;
  const [first, second] = [Number(numbers[1]), Number(numbers[2])];
  if (first > 12 && second <= 12) return "dmy";
  return second > 12 && first <= 12 ? "mdy" : null;
}
