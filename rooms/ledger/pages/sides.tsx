/** The fields of a transfer with two sides: from, to, how much. */
import type { SpaceVisit } from "../../../house/door.ts";
import type { Refusal } from "../../../house/refusal.ts";
import { CURRENCIES, UNITS } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import type { Line } from "../facts.ts";
import { unitsOf } from "../totals.ts";
import { headings, type OpenBook } from "./naming.ts";
import { errorIn } from "./typed.ts";

type Props = {
  visit: SpaceVisit;
  open: OpenBook;
  /** What stands there before anyone types. */
  sides: { from: Line; to: Line } | null;
  fault: Refusal | null;
};

/** Units a book offers: those it has, then what its purpose is counted in. */
export function units({ thing, unit }: OpenBook) {
  const { state } = thing;
  const usual: Record<typeof state.purpose, readonly string[]> = {
    goods: Object.keys(UNITS),
    money: CURRENCIES,
    hours: ["hour", "day"],
  };
  const all = new Set([...unitsOf(state), ...usual[state.purpose]]);
  return [...all].map((value) => ({ value, label: unit(value) }));
}

/** Two headings and an amount; what was typed wins over what stood there. */
export function Sides({ visit, open, sides, fault }: Props) {
  const { t, posted, method } = visit;
  const { thing, account } = open;
  const typed = (name: string, stood: string | undefined) =>
    method === "POST" ? posted.text(name) : stood;
  const select = (name: "from" | "to") => {
    const own = sides?.[name].account;
    const offered = headings(open).filter(({ value }) => value !== "between");
    const known = own === undefined || offered.some(({ value }) => value === own);
    const more = known ? [] : [{ value: own, label: account(own) }];
    return (
      <SelectField
        {...{ t, name, label: t(`ledger.post.${name}`), required: true }}
        options={[...more, ...offered]}
        value={typed(name, own)}
        error={errorIn(t, fault, name)}
      />
    );
  };
  const { of, unit } = sides?.to.of ?? { unit: unitsOf(thing.state)[0] };
  return (
    <>
      {select("from")}
      {select("to")}
      <AmountField
        {...{ t, name: "amount", label: t("ledger.post.amount"), required: true }}
        units={units(open)}
        value={{ of: typed("amount", of), unit: typed("amount-unit", unit) }}
        error={errorIn(t, fault, "amount")}
      />
    </>
  );
}
