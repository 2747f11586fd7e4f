/** Saying hours that were given: of one's own, or told by somebody. Nothing counts by it yet. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf, parseDay, startOf } from "../../../house/values/index.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { saysOf } from "../../people/index.ts";
import { EFFORTS } from "../codes.ts";
import { HoursField, typedHours } from "./parts.tsx";

/** `GET /hours/new`. */
export async function sayPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, keys, space, posted, now } = visit;
  const { faults, error, status } = saysOf(visit, refusal, { happened: "day" });
  const title = t("hours.say.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}/hours`}>{t("hours.given.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t(space.protects ? "hours.say.text-week" : "hours.say.text")}</p>
      <Form t={t} action={`${space.base}/hours/new`} {...{ keys, faults }}>
        <SelectField
          {...{ t, name: "work", label: t("hours.field.work") }}
          options={EFFORTS.map((value) => ({ value, label: t(`hours.work.${value}`) }))}
          value={posted.text("work") || "hours"}
        />
        <HoursField
          {...{ t, name: "of", label: t("hours.field.hours"), required: true, error: error("of") }}
          value={posted.text("of")}
        />
        <DateField
          {...{ t, name: "day", label: t("hours.field.in-week"), error: error("day") }}
          value={posted.text("day") || dayOf(now, space.zone).date}
        />
        <Acts>
          <Button>{t("hours.act.say")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { page, title, status };
}

/** `POST /hours/new`. */
export async function say(visit: SpaceVisit): Promise<Reply> {
  const { posted, space, now } = visit;
  const of = typedHours(posted.text("of"), "of");
  if (of === null) return sayPage(visit, refuse("hours.how-many", "shape", { field: "of" }));
  if (isRefusal(of)) return sayPage(visit, of);
  const day = parseDay(posted.text("day"), space.zone);
  if (!day.ok) return sayPage(visit, refuse(day.reason, "shape", { field: "day" }));
  const today = dayOf(now, space.zone).date;
  const happened = day.value.date === today ? now : startOf(day.value);
  const done = await visit.send("hours.say", { work: posted.text("work"), of }, { happened });
  if (isRefusal(done)) return sayPage(visit, { field: "day", ...done });
  return { goto: `${space.base}/hours`, notice: "hours.done.said" };
}
