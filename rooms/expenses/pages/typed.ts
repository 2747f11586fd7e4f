/** Reads what was typed into the form of an expense; a refusal names the field it is about. */
import type { SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import {
  type Amount,
  asciiDigits,
  monthSchema,
  parseDay,
  readAmount,
  readText,
  signOf,
  type Text,
} from "../../../house/values/index.ts";
import { type ExpenseState, LINES_MAX, NAME_MAX, REASON_MAX, WHAT_MAX } from "../facts.ts";
import type { Opened } from "../questions.ts";
import type { Kept } from "./draft.ts";

/** Lines of the form, where nothing says more. */
export const FORM_LINES = 4;

/** How many lines the form has: what was typed or said of more than it shows by itself stays. */
export function linesTyped(typed: Typed): number {
  for (let n = LINES_MAX; n > FORM_LINES; n--) if (typed(`amount-${n}`) !== "") return n;
  return FORM_LINES;
}

/** What stands in a field: as typed, as kept, as it is, or what is said where nothing is. */
export type Typed = (name: string, or?: string) => string;

/** Fields of a new one: what was posted, then a draft, then the address. */
export function typedOf({ posted, query, method }: SpaceVisit, kept: Kept | null): Typed {
  return (name, or = "") => {
    if (method === "POST") return posted.text(name) || (posted.has(name) ? "" : or);
    return query.get(name) ?? kept?.[name] ?? or;
  };
}

/** Fields of one that is said anew: what was posted, else what it says. */
export function typedFrom(
  { posted, method }: SpaceVisit,
  state: ExpenseState,
  { words, name }: Opened,
): Typed {
  const said = typeof words === "string" ? {} : words;
  const own: Record<string, string> = {
    ...{ what: said.what?.text ?? "", name: typeof name === "string" ? name : "" },
    ...{ payee: state.payee ?? "other", agreement: state.agreement ?? "" },
    ...{ need: state.need ?? "", budget: state.budget ?? "" },
  };
  for (const [i, { account, of, day, undocumented }] of state.lines.entries()) {
    const n = i + 1;
    Object.assign(own, {
      [`account-${n}`]: account,
      [`amount-${n}`]: of.of,
      [`amount-${n}-unit`]: of.unit,
      [`day-${n}`]: day,
      [`undocumented-${n}`]: undocumented ?? "",
      [`what-${n}`]: said.whats?.find(({ line }) => line === n)?.what.text ?? "",
    });
  }
  return (field, or = "") => (method === "POST" ? posted.text(field) : (own[field] ?? or));
}

const shape = (code: string, field: string, vars?: Record<string, string>) =>
  refuse(code, "shape", { field, ...(vars && { vars }) });

/** More than nothing of a currency, from the fields `<name>` and `<name>-unit`. */
export function moneyIn({ posted, words }: SpaceVisit, name: string): Amount | Refusal {
  const read = readAmount(posted.text(name));
  if (!read.ok) return shape(read.reason, name);
  const [of, other] = read.value;
  if (other !== undefined)
    return shape("ledger.two-readings", name, {
      ...{ first: words.number(of), second: words.number(other) },
    });
  const amount = { of, unit: posted.text(`${name}-unit`) };
  return signOf(amount) > 0 ? amount : shape("expenses.more-than-nothing", name);
}

/** A month as typed; null where none was. */
export function typedMonth({ posted }: SpaceVisit, name: string): string | null | Refusal {
  const typed = asciiDigits(posted.text(name));
  if (typed === "") return null;
  return monthSchema.safeParse(typed).success ? typed : shape("ledger.period-shape", name);
}

/** A text in the page's language; null where nothing was typed. */
export function textIn(
  { posted, lang }: SpaceVisit,
  name: string,
  { lengthMax = WHAT_MAX, lines = "one" }: { lengthMax?: number; lines?: "one" | "many" } = {},
): Text | null | Refusal {
  const typed = posted.text(name);
  if (typed === "") return null;
  const read = readText(lang, typed, { lengthMax, lines });
  return read.ok ? read.value : shape(read.reason, name);
}

/** A reason in words; null where none was typed. */
export const reasonIn = (visit: SpaceVisit, name = "reason") =>
  textIn(visit, name, { lengthMax: REASON_MAX, lines: "many" });

function dayIn({ posted, space }: SpaceVisit, name: string): string | null | Refusal {
  const typed = asciiDigits(posted.text(name));
  if (typed === "") return null;
  const isMonth = /^\d{4}-\d{2}$/.test(typed);
  const day = parseDay(isMonth ? `${typed}-01` : typed, space.zone);
  if (!day.ok) return shape(day.reason, name);
  return isMonth ? typed : day.value.date;
}

function lineIn(visit: SpaceVisit, n: number) {
  const { posted } = visit;
  const of = moneyIn(visit, `amount-${n}`);
  if (isRefusal(of)) return of;
  const day = dayIn(visit, `day-${n}`);
  if (isRefusal(day)) return day;
  const isAdvance = posted.text("as") === "advance";
  const account = isAdvance ? "advanced" : posted.text(`account-${n}`);
  if (account === "") return shape("expenses.say-heading", `account-${n}`);
  const undocumented = isAdvance ? "" : posted.text(`undocumented-${n}`);
  return { account, of, ...(day && { day }), ...(undocumented !== "" && { undocumented }) };
}

/** Lines in a row, with what each was; a line without a figure is none. */
function linesIn(visit: SpaceVisit) {
  const { posted } = visit;
  const lines: { of: Amount }[] = [];
  const whats: { line: number; what: Text }[] = [];
  for (let n = 1; n <= LINES_MAX; n++) {
    if (n > 1 && posted.text(`amount-${n}`) === "") continue;
    const line = lineIn(visit, n);
    if (isRefusal(line)) return line;
    lines.push(line);
    const what = textIn(visit, `what-${n}`);
    if (isRefusal(what)) return what;
    if (what !== null) whats.push({ line: lines.length, what });
  }
  return { lines, ...(whats.length > 0 && { whats }) };
}

/** What a form says of an expense: its lines, and what it goes under. */
export type Said = { lines: { of: Amount }[]; agreement?: string };

/** What the form says, or what is to be put right. */
export function says(visit: SpaceVisit): Said | Refusal {
  const { posted, session } = visit;
  const lines = linesIn(visit);
  if (isRefusal(lines)) return lines;
  const what = textIn(visit, "what");
  if (isRefusal(what)) return what;
  const name = posted.text("name");
  if (name.length > NAME_MAX) return shape("text.too-long", "name");
  const payee = posted.text("payee") || (name === "" ? (session?.member ?? "") : "other");
  if (payee === "other" && name === "") return shape("expenses.say-name", "name");
  const ids = ["agreement", "need", "budget"].flatMap((field) => {
    const id = posted.text(field);
    return id === "" ? [] : [[field, id]];
  });
  return {
    ...lines,
    ...(what && { what }),
    // A member and a name beside: the command says that one of them is to go.
    ...(payee === "other" ? {} : { payee }),
    ...(name === "" ? {} : { name }),
    ...Object.fromEntries(ids),
  };
}
