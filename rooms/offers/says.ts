/** Turns codes, amounts and refusals into one reader's words, and what was typed into values. */
import { createHash } from "node:crypto";
import type { Visit } from "../../house/door.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import {
  type Amount,
  chooseText,
  type Day,
  isTerm,
  isUnitCode,
  parseDay,
  readAmount,
  readText,
  type Text,
} from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import type { Words } from "../../house/words/index.ts";
import { termTexts } from "../spaces/index.ts";
import { KEEP_DAYS } from "./decider.ts";

/** Says units, categories and amounts, the group's own terms among them. */
export type Say = {
  amount: (amount: Amount) => string;
  unit: (code: string) => string;
  /** The unit's word beside a figure that stands in a field: "1" and "person", "2" and "people". */
  unitOf: (amount: Amount) => string;
  category: (code: string | null) => string;
};

/** Fetches the terms among these codes and answers how to say them. */
export async function sayCodes(
  view: View,
  words: Words,
  codes: Iterable<string | null | undefined>,
): Promise<Say> {
  const ids = [...new Set(codes)].filter((code): code is string => !!code && isTerm(code));
  const texts = await termTexts(view, ids);
  const term = (id: string) => chooseText(texts.get(id) ?? [], [words.lang])?.text ?? "";
  const unit = (code: string) =>
    isTerm(code) ? term(code) : isUnitCode(code) ? words.t(`house.unit-name.${code}`) : code;
  const amount = (one: Amount) => words.amount(one, unit(one.unit));
  return {
    ...{ unit, amount },
    unitOf: (one) => {
      const [said, figure] = [amount(one), words.number(one.of)];
      // A language may say one and two without a figure: then the plain name stands there.
      return said.startsWith(`${figure} `) ? said.slice(figure.length + 1) : unit(one.unit);
    },
    category: (code) =>
      code === null ? "" : isTerm(code) ? term(code) : words.t(`house.category.${code}`),
  };
}

/** What a refused form says: its faults, the error of a field, and the status it is sent with. */
export function saysOf({ t }: Visit, refusal: Refusal | null, fields: Record<string, string> = {}) {
  const text = refusal === null ? "" : t(`refusal.${refusal.refused}`, refusal.vars);
  const first = refusal?.field?.split(".")[0] ?? "";
  const name = fields[refusal?.field ?? ""] ?? fields[first] ?? refusal?.field;
  const known = name === undefined || name === "" ? {} : { name };
  return {
    faults: refusal === null ? [] : [{ ...known, text }],
    error: (field: string) => (refusal !== null && field === name ? text : undefined),
    status: refusal === null ? 200 : 422,
  };
}

/** A typed figure with its unit; null where none was typed; a refusal that names the field. */
export function typedAmount(typed: string, unit: string, field: string): Amount | null | Refusal {
  if (typed === "") return null;
  const read = readAmount(typed);
  if (!read.ok) return refuse(read.reason, "shape", { field });
  const [of, other] = read.value;
  return other === undefined ? { of, unit } : refuse("offers.two-readings", "shape", { field });
}

/** Half a line that was typed: what without how much, or the other way round. */
export function halfLine(what: Text | null, amount: Amount | null, at: number): Refusal | null {
  if ((what === null) === (amount === null)) return null;
  const field = what === null ? `what-${at}` : `of-${at}`;
  return refuse("offers.half-a-line", "shape", { field });
}

/** A typed day, or in a protected space a month, whose first day stands for it. */
export function typedDay(typed: string, zone: string, field: string): Day | null | Refusal {
  if (typed === "") return null;
  const read = parseDay(/^[^-]+-[^-]+$/.test(typed) ? `${typed}-01` : typed, zone);
  return read.ok ? read.value : refuse(read.reason, "shape", { field });
}

/** A typed text of one line in the page's language, or null where there is none. */
export function typedText(
  typed: string,
  lang: string,
  lengthMax: number,
  field: string,
): Text | null | Refusal {
  if (typed === "") return null;
  const read = readText(lang, typed, { lengthMax });
  return read.ok ? read.value : refuse(read.reason, "shape", { field });
}

/**
 * An opaque id of the form something came by: the same for all that one browser sends to one space,
 * and never the same in two spaces. The token is masked anew each time it is drawn (`web/`).
 */
export function formId(token: string, space: string): string | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length < 2 || bytes.length % 2 !== 0) return null;
  const half = bytes.length / 2;
  const bound = bytes.subarray(0, half).map((byte, at) => byte ^ (bytes[half + at] ?? 0));
  const digest = createHash("sha256").update(`offer-form\n${space}\n`).update(bound);
  return digest.digest("hex").slice(0, 32);
}

/** After how many days names and reaches go here: what the group decided, or what always holds. */
export async function daysKept(view: View): Promise<number> {
  return (await view.times())?.get("givers") ?? KEEP_DAYS;
}

/** The same in words. */
export async function timeKept(view: View, { t }: Pick<Words, "t">): Promise<string> {
  return t("house.time.days", { n: await daysKept(view) });
}
