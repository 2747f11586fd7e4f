/** For how many days a link to books holds: typed, and read again. */
import type { SpaceVisit } from "../../../house/door.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { asciiDigits } from "../../../house/values/index.ts";
import { TextField } from "../../../ui/text-field.tsx";
import { LINK_DAYS_MAX } from "../link-facts.ts";
import { errorIn } from "./typed.ts";

/** Days that stand in the form before anyone types. */
const USUAL_DAYS = 30;

/** The field `days`. */
export function DaysField({ visit, fault }: { visit: SpaceVisit; fault: Refusal | null }) {
  const { t, posted } = visit;
  return (
    <TextField
      {...{ t, name: "days", label: t("ledger.links.days"), required: true, maxlength: 2 }}
      hint={t("ledger.links.days-hint", { most: LINK_DAYS_MAX })}
      value={posted.text("days") || String(USUAL_DAYS)}
      error={errorIn(t, fault, "days")}
    />
  );
}

/** So many days as were typed, in any digits; refuses `ledger.link-days`. */
export function daysIn({ posted }: SpaceVisit): number | Refusal {
  const days = Number(asciiDigits(posted.text("days")));
  if (Number.isInteger(days) && days >= 1 && days <= LINK_DAYS_MAX) return days;
  return refuse("ledger.link-days", "shape", { field: "days" });
}
