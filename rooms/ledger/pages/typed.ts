/** Reads what was typed into the room's forms; a refusal names the field it is about. */
import type { SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import {
  type Amount,
  asciiDigits,
  negate,
  parseDay,
  readAmount,
  readText,
  signOf,
  startOf,
  type Text,
} from "../../../house/values/index.ts";
import type { Fault } from "../../../ui/error-summary.tsx";
import type { Translate } from "../../../ui/types.ts";
import { type Line, NARRATION_MAX, PARTY_MAX } from "../facts.ts";

const shape = (code: string, field: string, vars?: Record<string, string>) =>
  refuse(code, "shape", { field, ...(vars && { vars }) });

/** What a refused form says at its head, with a link to the field where the form has it. */
export function faultsOf(t: Translate, fault: Refusal | null, fields: readonly string[]): Fault[] {
  if (fault === null) return [];
  const text = t(`refusal.${fault.refused}`, fault.vars);
  const { field = "" } = fault;
  return [fields.includes(field) ? { name: field, text } : { text }];
}

/** What it says at one field, if it is about that. */
export function errorIn(t: Translate, fault: Refusal | null, name: string): string | undefined {
  return fault?.field === name ? t(`refusal.${fault.refused}`, fault.vars) : undefined;
}

/** More than nothing of a unit, from the fields `<name>` and `<name>-unit`. */
export function amountIn({ posted, words }: SpaceVisit, name = "amount"): Amount | Refusal {
  const read = readAmount(posted.text(name));
  if (!read.ok) return shape(read.reason, name);
  const [of, other] = read.value;
  if (other !== undefined)
    return shape("ledger.two-readings", name, {
      ...{ first: words.number(of), second: words.number(other) },
    });
  const amount = { of, unit: posted.text(`${name}-unit`) };
  return signOf(amount) > 0 ? amount : shape("ledger.below-nothing", name);
}

/** The two sides of a transfer, from the fields `from`, `to` and `amount`. */
export function sidesIn(visit: SpaceVisit): Line[] | Refusal {
  const { posted } = visit;
  const amount = amountIn(visit);
  if (isRefusal(amount)) return amount;
  const [from, to] = [posted.text("from"), posted.text("to")];
  if (from === to) return shape("ledger.same-heading", "to");
  return [
    { account: from, of: negate(amount) },
    { account: to, of: amount },
  ];
}

/** When it happened (ms), from the field `day`: a day, or a month in a protected space. */
export function momentIn({ posted, space }: SpaceVisit): number | Refusal | null {
  const typed = asciiDigits(posted.text("day"));
  if (typed === "") return null;
  const day = parseDay(
    space.protects && /^\d{4}-\d{2}$/.test(typed) ? `${typed}-01` : typed,
    space.zone,
  );
  return day.ok ? startOf(day.value) : shape(day.reason, "day");
}

const LIMITS = {
  narration: { lengthMax: NARRATION_MAX, lines: "many" },
  why: { lengthMax: NARRATION_MAX, lines: "many" },
  party: { lengthMax: PARTY_MAX },
  name: { lengthMax: 80 },
} as const;

/** A text as typed in a field, in the page's language; null where nothing was. */
export function textIn(
  { posted, lang }: SpaceVisit,
  name: keyof typeof LIMITS,
): Text | Refusal | null {
  const typed = posted.text(name);
  if (typed === "") return null;
  const read = readText(lang, typed, LIMITS[name]);
  return read.ok ? read.value : shape(read.reason, name);
}
