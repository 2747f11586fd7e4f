/** When it happened: just now, unless it was written on paper before. */
import type { SpaceVisit } from "../../../house/door.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { asciiDigits, dayOf, parseDay, startOf, zoneHere } from "../../../house/values/index.ts";
import { DateField } from "../../../ui/date-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";

const CLOCK = /^([01]?\d|2[0-3])[:.٫]([0-5]\d)$/;

/** The day as the form takes it: in a protected space its month. */
const today = ({ now, space }: SpaceVisit) =>
  dayOf(now, space.zone).date.slice(0, space.protects ? 7 : 10);

type Props = { visit: SpaceVisit; error: (field: string) => string | undefined };

/** The fields, in a fold. A protected space keeps a month, and no hour. */
export function WhenFields({ visit, error }: Props) {
  const { t, posted, space } = visit;
  const [day, clock] = [posted.text("day"), posted.text("clock")];
  const open = (day !== "" && day !== today(visit)) || clock !== "";
  const wrong = error("day") !== undefined || error("clock") !== undefined;
  return (
    <details open={open || wrong ? true : undefined}>
      <summary>{t("offers.when.other")}</summary>
      <DateField
        {...{ t, name: "day", label: t("offers.when.day"), month: space.protects }}
        {...{ max: today(visit), value: day, error: error("day") }}
      />
      {!space.protects && (
        <TextField
          {...{ t, name: "clock", label: t("offers.when.clock"), hint: t("offers.when.hint") }}
          {...{ maxlength: 5, value: clock, error: error("clock") }}
        />
      )}
    </details>
  );
}

/**
 * When it happened (ms), for a command; none where it is now. A day alone is its beginning, and an
 * hour alone is of today; an hour that a zone skips is the one after it.
 */
export function happenedIn(visit: SpaceVisit): { happened?: number } | Refusal {
  const { posted, space } = visit;
  const [typed, clock] = [posted.text("day"), posted.text("clock")].map(asciiDigits);
  if (typed === undefined || clock === undefined) return {};
  if (clock === "" && (typed === "" || typed === today(visit))) return {};
  const date = typed === "" ? today(visit) : typed;
  const day = parseDay(/^\d{4}-\d{2}$/.test(date) ? `${date}-01` : date, space.zone);
  if (!day.ok) return refuse(day.reason, "shape", { field: "day" });
  if (clock === "" || space.protects) return { happened: startOf(day.value) };
  const [, hour = "", minute = ""] = CLOCK.exec(clock) ?? [];
  if (hour === "") return refuse("offers.clock-shape", "shape", { field: "clock" });
  const plainTime = { hour: Number(hour), minute: Number(minute) };
  const at = Temporal.PlainDate.from(day.value.date);
  const there = at.toZonedDateTime({ timeZone: zoneHere(space.zone), plainTime });
  return { happened: there.epochMilliseconds };
}
