/** The fields of each kind of clause: drawn, and read into terms, from one list. */
import type { SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import {
  type Amount,
  CATEGORIES,
  CURRENCIES,
  type Day,
  parseAmount,
  parseDay,
  readAmount,
  UNITS,
} from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import * as terms from "../terms.ts";

/** One field: its name in the terms, and how it is typed. `topic` heads the words of its codes. */
type Field = { name: string; optional?: true } & (
  | { type: "codes" | "code"; of: readonly string[]; topic: string }
  | { type: "amount"; units: readonly string[] }
  | { type: "number" | "day" }
);

const code = (name: string, of: readonly string[], topic: string): Field => {
  return { name, type: "code", of, topic };
};
const codes = (name: string, of: readonly string[], topic: string): Field => {
  return { name, type: "codes", of, topic };
};
const GIVES = code("gives", terms.GIVES, "agreements.gives");
const PER = code("per", terms.PERIODS, "agreements.per");

/** The ones that are typed most, first. */
const FIRST = ["EUR", "USD", "GBP"];
const MONEY = [...FIRST, ...CURRENCIES.filter((one) => !FIRST.includes(one))];

/** The fields of each kind. */
export const FIELDS: Readonly<Record<terms.ClauseKind, readonly Field[]>> = {
  aims: [codes("of", terms.AIMS, "agreements.aim")],
  support: [
    ...[GIVES, codes("kinds", terms.SUPPORTS, "agreements.support")],
    { name: "most", type: "amount", units: Object.keys(UNITS), optional: true },
    PER,
  ],
  money: [
    ...[GIVES, { name: "most", type: "amount", units: MONEY } as const],
    ...[PER, code("use", terms.USES, "agreements.use")],
    code("approves", terms.APPROVES, "agreements.approves"),
    { name: "alone", type: "amount", units: MONEY, optional: true },
    { name: "bare", type: "amount", units: MONEY, optional: true },
  ],
  "not-wanted": [
    codes("categories", CATEGORIES, "house.category"),
    codes("kinds", terms.SUPPORTS, "agreements.support"),
  ],
  people: [
    { name: "most", type: "number" },
    { name: "days", type: "number" },
  ],
  data: [codes("what", terms.SHARED, "agreements.shared"), { name: "months", type: "number" }],
  media: [codes("what", terms.SHOWN, "agreements.shown")],
  decisions: [code("how", terms.DECIDES, "agreements.decides"), { name: "days", type: "number" }],
  measures: [
    codes("what", terms.MEASURED, "agreements.measured"),
    code("by", terms.MEASURES_BY, "agreements.by"),
    code("every", terms.EVERY, "agreements.every"),
  ],
  timeline: [
    { name: "from", type: "day" },
    { name: "ends", type: "day", optional: true },
  ],
  "look-again": [{ name: "on", type: "day" }],
  "way-out": [
    code("money", terms.LEFT_OVER, "agreements.left"),
    code("goods", terms.LEFT_OVER, "agreements.left"),
  ],
};

/** What every clause of a kind says beside what is typed. */
const FIXED: Readonly<Partial<Record<terms.ClauseKind, object>>> = {
  ...{ people: { asked: true }, data: { onward: false }, media: { each: true } },
};

type Drawn = {
  visit: SpaceVisit;
  kind: terms.ClauseKind;
  /** The terms as they stand, where there are some. */
  now: Readonly<Record<string, unknown>>;
  error: (field: string) => string | undefined;
};

/** The fields of a kind, with what was typed, else with what stands. */
export function ClauseFields({ visit, kind, now, error }: Drawn) {
  return (
    <>
      {FIELDS[kind].map((field) => (
        <OneField {...{ visit, kind, field, now: now[field.name], error }} />
      ))}
    </>
  );
}

type One = Omit<Drawn, "now"> & { field: Field; now: unknown };

function OneField({ visit, kind, field, now, error }: One) {
  const { t, posted, method } = visit;
  const { name } = field;
  const typed = (standing: string) => (method === "POST" ? posted.text(name) : standing);
  const base = {
    ...{ t, name, label: t(`agreements.field.${kind}-${name}`), error: error(name) },
    ...(field.optional === true ? {} : { required: true }),
  };
  switch (field.type) {
    case "codes": {
      const standing = Array.isArray(now) ? (now as string[]) : [];
      const ticked = method === "POST" ? posted.all(name) : standing;
      return (
        <Ticks
          {...base}
          ticks={field.of.map((value) => ({
            ...{ value, label: t(`${field.topic}.${value}`), ticked: ticked.includes(value) },
          }))}
        />
      );
    }
    case "code":
      return (
        <SelectField
          {...base}
          options={field.of.map((value) => ({ value, label: t(`${field.topic}.${value}`) }))}
          value={typed(String(now ?? field.of[0]))}
        />
      );
    case "amount": {
      const { of, unit } = (now ?? {}) as Partial<Amount>;
      const units = field.units.map((value) => ({ value, label: unitLabel(visit, value) }));
      const unitNow = method === "POST" ? posted.text(`${name}-unit`) : unit;
      return <AmountField {...{ ...base, units }} value={{ of: typed(of ?? ""), unit: unitNow }} />;
    }
    case "number":
      return <TextField {...base} digits value={typed(now === undefined ? "" : String(now))} />;
    case "day":
      return <DateField {...base} value={typed((now as Day | null | undefined)?.date ?? "")} />;
  }
}

const unitLabel = ({ t }: SpaceVisit, unit: string) =>
  unit in UNITS ? t(`house.unit-name.${unit}`) : unit;

/** The terms as they were typed; what is wrong with a field is said beside it. */
export function typedTerms(visit: SpaceVisit, kind: terms.ClauseKind): object | Refusal {
  const found: Record<string, unknown> = { ...FIXED[kind] };
  for (const field of FIELDS[kind]) {
    const value = typedField(visit, field);
    if (isRefusal(value)) return value;
    found[field.name] = value;
  }
  return found;
}

function typedField({ posted, space }: SpaceVisit, field: Field): unknown | Refusal {
  const { name } = field;
  const typed = posted.text(name);
  if (field.type === "codes") return posted.all(name);
  if (field.type === "code") return typed;
  if (typed === "" && field.optional === true) return null;
  if (field.type === "day") {
    const day = parseDay(typed, space.zone);
    return day.ok ? day.value : refuse(day.reason, "shape", { field: name });
  }
  const read = readAmount(typed);
  if (!read.ok) return refuse(read.reason, "shape", { field: name });
  const [of] = read.value;
  if (field.type === "number") return Number(of);
  const amount = parseAmount(of, posted.text(`${name}-unit`));
  return amount.ok ? amount.value : refuse(amount.reason, "shape", { field: name });
}

/** The field of the form that a refusal's field of the command is: `says.terms.most` is `most`. */
export function fieldNamed(refusal: Refusal | null): Refusal | null {
  const [says, head, name] = refusal?.field?.split(".") ?? [];
  return refusal !== null && says === "says" && head === "terms" && name !== undefined
    ? { ...refusal, field: name }
    : refusal;
}
