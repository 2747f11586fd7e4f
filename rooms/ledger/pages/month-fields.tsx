/** From one month to another, asked for by address: looking writes nothing. */
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { asciiDigits, type Month, monthSchema } from "../../../house/values/index.ts";
import { DateField } from "../../../ui/date-field.tsx";
import { ErrorSummary } from "../../../ui/error-summary.tsx";
import type { Translate } from "../../../ui/types.ts";
import { errorIn, faultsOf } from "./typed.ts";

/** What was typed. */
export type Typed = { from: string; to: string };

/** What the address says. */
export function typedIn(query: URLSearchParams): Typed {
  return { from: query.get("from") ?? "", to: query.get("to") ?? "" };
}

/** The months that were typed, null where nothing was; or why they are none. */
export function typedMonths(typed: Typed): { from: Month | null; to: Month | null } | Refusal {
  const [from, to] = (["from", "to"] as const).map((field) => {
    const text = asciiDigits(typed[field].trim());
    if (text === "") return null;
    const read = monthSchema.safeParse(text);
    return read.success ? read.data : refuse("ledger.period-shape", "shape", { field });
  });
  if (isRefusal(from)) return from;
  if (isRefusal(to)) return to;
  if (from && to && from > to) return refuse("ledger.period-backwards", "shape", { field: "to" });
  return { from: from ?? null, to: to ?? null };
}

/** The two fields, with what is wrong with them. */
export function MonthFields(props: {
  t: Translate;
  typed: Typed;
  fault: Refusal | null;
  required?: boolean;
  hint?: string;
}) {
  const { t, typed, fault, required = false, hint } = props;
  return (
    <>
      {fault !== null && <ErrorSummary t={t} faults={faultsOf(t, fault, ["from", "to"])} />}
      {(["from", "to"] as const).map((name) => (
        <DateField
          {...{ t, name, month: true, required, value: typed[name] }}
          {...(hint !== undefined && name === "from" && { hint })}
          label={t(`ledger.new-statement.${name}`)}
          error={errorIn(t, fault, name)}
        />
      ))}
    </>
  );
}
