/** Asking for people: what, when, how many; folded away, roles, repeating and who has a place. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { asciiDigits, dayOf, parseDay, readText } from "../../../house/values/index.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { lineForm } from "../../needs/index.ts";
import { saysOf } from "../../people/index.ts";
import { EVERY, JOINS, ROLES, WORKS } from "../codes.ts";
import { type Places, WHAT_MAX } from "../facts.ts";
import { TIMES_MAX } from "../shapes.ts";
import { notYours, SHIFTS, TimeField, writes } from "./parts.tsx";

/** Roles that one form names. */
export const ROLE_LINES = 3;

/** `GET /shifts/new`. */
export async function askPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  if (!writes(visit)) return notYours;
  const { t, keys, space, posted, now } = visit;
  const { faults, error, status } = saysOf(visit, refusal, { "what.text": "what" });
  const title = t("hours.ask.title");
  const coded = (name: string, codes: readonly string[], or: string) => (
    <SelectField
      {...{ t, name, label: t(`hours.field.${name}`), value: posted.text(name) || or }}
      options={codes.map((value) => ({ value, label: t(`hours.${name}.${value}`) }))}
    />
  );
  const { PlaceField, placesFor } = await lineForm();
  const places = await placesFor(visit);
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("hours.ask.text")}</p>
      <Form t={t} action={`${space.base}${SHIFTS}/new`} {...{ keys, faults }}>
        <TextField
          {...{ t, name: "what", label: t("hours.field.what"), required: true }}
          {...{ hint: t("hours.field.what-hint"), maxlength: WHAT_MAX }}
          {...{ value: posted.text("what"), error: error("what") }}
        />
        {coded("work", WORKS, "hours")}
        <WhenFields {...{ visit, error }} day={dayOf(now, space.zone).date} from="" until="" />
        <RoleLine {...{ visit, n: 1, error }} one={null} />
        <details open={posted.has("what") ? true : undefined}>
          <summary>{t("hours.ask.more")}</summary>
          <div class="form">
            {Array.from({ length: ROLE_LINES - 1 }, (_, at) => (
              <RoleLine {...{ visit, n: at + 2, error }} one={null} />
            ))}
            {coded("every", Object.keys(EVERY), "once")}
            <TextField
              {...{ t, name: "times", label: t("hours.field.times"), digits: true }}
              {...{ hint: t("hours.field.times-hint", { n: TIMES_MAX }), maxlength: 4 }}
              {...{ value: posted.text("times"), error: error("times") }}
            />
            <PlaceField {...{ visit, places, value: posted.text("place") }} />
            <Choice
              {...{ t, name: "joins", label: t("hours.field.joins") }}
              cards={JOINS.map((value) => ({ value, label: t(`hours.joins.${value}`) }))}
              value={posted.text("joins") || "asked"}
            />
          </div>
        </details>
        <Ticks
          {...{ t, name: "show", label: t("hours.field.show") }}
          ticks={[
            {
              ...{ value: "yes", ticked: posted.text("show") === "yes" },
              label: t(`hours.show-${space.protects ? "link" : "public"}`),
            },
          ]}
        />
        <Acts>
          <Button>{t("hours.act.ask")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { page, title, status, keeps: ["occasions"] };
}

type Errors = (field: string) => string | undefined;

/** The day and both hours. */
export function WhenFields(props: {
  visit: SpaceVisit;
  error: Errors;
  day: string;
  from: string;
  until: string;
}) {
  const { visit, error } = props;
  const { t, posted } = visit;
  const at = (name: "day" | "from" | "until") =>
    posted.has(name) ? posted.text(name) : props[name];
  const field = (name: "day" | "from" | "until") => ({
    ...{ t, name, label: t(`hours.field.${name}`), required: true },
    ...{ value: at(name), error: error(name) },
  });
  return (
    <>
      <DateField {...field("day")} />
      <TimeField {...field("from")} />
      <TimeField {...field("until")} hint={t("hours.field.until-hint")} />
    </>
  );
}

/** One role: which, how many at most, and at least. */
export function RoleLine(props: {
  visit: SpaceVisit;
  n: number;
  one: Places | null;
  error: Errors;
}) {
  const { visit, n, one, error } = props;
  const { t, posted } = visit;
  const at = (name: string, or: string) => {
    return posted.has(`${name}-${n}`) ? posted.text(`${name}-${n}`) : or;
  };
  const figure = (name: "most" | "min", or: string) => (
    <TextField
      {...{ t, name: `${name}-${n}`, label: t(`hours.field.${name}`, { n }), digits: true }}
      {...{ maxlength: 4, value: at(name, or), required: n === 1 && name === "most" }}
      error={n === 1 && name === "most" ? error("places") : undefined}
    />
  );
  const none = n === 1 ? [] : [{ value: "", label: t("hours.field.no-role") }];
  return (
    <>
      <SelectField
        {...{ t, name: `role-${n}`, label: t("hours.field.role-n", { n }) }}
        options={[...none, ...ROLES.map((value) => ({ value, label: t(`hours.role.${value}`) }))]}
        value={at("role", one?.role ?? (n === 1 ? "any" : ""))}
      />
      {figure("most", one === null ? "" : String(one.most))}
      {figure("min", one === null || one.min === 0 ? "" : String(one.min))}
    </>
  );
}

const whole = (typed: string) => {
  const digits = asciiDigits(typed);
  return /^[0-9]{1,4}$/.test(digits) ? Number(digits) : null;
};

/** Roles that were typed; a refusal where a figure is none. */
export function typedPlaces({ posted }: SpaceVisit, lines: number): Places[] | Refusal {
  const found: Places[] = [];
  const wrong = refuse("hours.places", "shape", { field: "places" });
  for (let n = 1; n <= lines; n++) {
    const role = ROLES.find((code) => code === posted.text(`role-${n}`));
    if (role === undefined) continue;
    const typed = posted.text(`min-${n}`);
    const [most, min] = [whole(posted.text(`most-${n}`)), typed === "" ? 0 : whole(typed)];
    if (most === null || min === null) return wrong;
    found.push({ role, min, most });
  }
  return found.length === 0 ? wrong : found;
}

/** The day and hours that were typed. */
export function typedWhen({ posted, space }: SpaceVisit) {
  const day = parseDay(posted.text("day"), space.zone);
  if (!day.ok) return refuse(day.reason, "shape", { field: "day" });
  return { day: day.value, from: posted.text("from"), until: posted.text("until") };
}

/** `POST /shifts/new`. */
export async function ask(visit: SpaceVisit): Promise<Reply> {
  if (!writes(visit)) return notYours;
  const { posted, lang, space } = visit;
  const what = readText(lang, posted.text("what"), { lengthMax: WHAT_MAX });
  if (!what.ok) return askPage(visit, refuse(what.reason, "shape", { field: "what" }));
  const when = typedWhen(visit);
  if ("refused" in when) return askPage(visit, when);
  const places = typedPlaces(visit, ROLE_LINES);
  if ("refused" in places) return askPage(visit, places);
  const { placesFor } = await lineForm();
  const code = posted.text("place");
  const place = (await placesFor(visit)).find((one) => one.place.code === code)?.place ?? null;
  const typed = posted.text("times");
  const times = typed === "" ? 1 : (whole(typed) ?? 0);
  if (times < 1 || times > TIMES_MAX)
    return askPage(visit, refuse("hours.times", "shape", { field: "times" }));
  const input = {
    ...{ ...when, places, what: what.value, place, times },
    ...{ work: posted.text("work"), joins: posted.text("joins") || "asked" },
    ...{ every: posted.text("every") || "once", show: posted.text("show") === "yes" },
  };
  const done = await visit.send("hours.ask", input);
  if (isRefusal(done)) return askPage(visit, done);
  const goto = `${space.base}${SHIFTS}/${done.answer["occasion"]}`;
  return { goto, notice: "hours.done.asked" };
}
