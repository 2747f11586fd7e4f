/** One's own time here: to rest, and hours in which nothing reminds one. For its owner alone. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import {
  asciiDigits,
  dayOf,
  endOf,
  laterDay,
  parseDay,
  parseZone,
} from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { DayText } from "../../../ui/time.tsx";
import { changeOwnTime, type OwnTime, ownTime, rests } from "../own-time.ts";
import { saysOf } from "../says.ts";

/** The longest rest, in days; after it one says so again. */
const REST_DAYS_MAX = 366;
const CLOCK = /^([01]?\d|2[0-3])(?:[:.h]?([0-5]\d))?$/;

type Said = { form: "rest" | "quiet"; refusal: Refusal } | null;

/** The page. */
export async function ownTimePage(visit: SpaceVisit, said: Said = null): Promise<Reply> {
  const { t, session, view, now } = visit;
  const member = session?.member;
  if (member == null) return notHere;
  const time = await ownTime(view.space, member, now);
  const title = t("people.time.title");
  const readers = t("people.waiting.readers");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.time.text")}</p>
      <Rest visit={visit} time={time} said={said} />
      <QuietHours visit={visit} time={time} said={said} />
    </>
  );
  const { status } = saysOf(visit, said?.refusal ?? null);
  return { title, page, status, readers, typed: readers };
}

type Part = { visit: SpaceVisit; time: OwnTime; said: Said };

function Rest({ visit, time, said }: Part) {
  const { t, space, keys, now, lang, posted } = visit;
  const at = `${space.base}/membership/time/rest`;
  const { faults, error } = saysOf(visit, said?.form === "rest" ? said.refusal : null);
  const rest = rests(time, now) ? time.rest : null;
  return (
    <section>
      <h2>{t("people.rest.title")}</h2>
      <p>{t(space.protects ? "people.rest.text-protected" : "people.rest.text")}</p>
      {rest !== null && (
        <>
          <p>
            {t("people.rest.until-now")}{" "}
            <DayText date={dayOf(rest - 1, space.zone).date} lang={lang} />
          </p>
          <Act action={`${at}/end`} keys={keys}>
            {t("people.rest.end")}
          </Act>
        </>
      )}
      <Form t={t} action={at} keys={keys} faults={faults}>
        <DateField
          {...{ t, name: "until", label: t("people.rest.until"), required: true }}
          min={dayOf(now, space.zone).date}
          value={posted.text("until")}
          error={error("until")}
        />
        <Acts>
          <Button>{t("people.rest.button")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

/** Minutes after midnight as a clock shows them. */
const clock = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((one) => String(one).padStart(2, "0")).join(":");

function QuietHours({ visit, time, said }: Part) {
  const { t, space, keys, posted } = visit;
  const at = `${space.base}/membership/time/quiet`;
  const { faults, error } = saysOf(visit, said?.form === "quiet" ? said.refusal : null);
  const { quiet } = time;
  const value = (name: "from" | "to") => {
    if (said?.form === "quiet") return posted.text(name);
    return quiet === null ? "" : clock(name === "from" ? quiet.from : quiet.until);
  };
  return (
    <section>
      <h2>{t("people.quiet.title")}</h2>
      <p>{t("people.quiet.text")}</p>
      {quiet !== null && (
        <Act action={`${at}/end`} keys={keys}>
          {t("people.quiet.end")}
        </Act>
      )}
      <Form t={t} action={at} keys={keys} faults={faults}>
        {(["from", "to"] as const).map((name) => (
          <TextField
            {...{ t, name, label: t(`people.quiet.${name}`), required: true, exact: true }}
            hint={t("people.quiet.hint")}
            maxlength={5}
            value={value(name)}
            error={error(name)}
          />
        ))}
        <TextField
          {...{ t, name: "zone", label: t("people.quiet.zone"), required: true, exact: true }}
          maxlength={64}
          value={said?.form === "quiet" ? posted.text("zone") : (quiet?.zone ?? space.zone)}
          error={error("zone")}
        />
        <Acts>
          <Button>{t("people.save")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

async function keep(
  { session, view, now, house, space }: SpaceVisit,
  change: (before: OwnTime) => OwnTime,
  notice: string,
): Promise<Reply> {
  if (session?.member == null) return notHere;
  await changeOwnTime(view.space, session.member, { now, random: house.parts.random }, change);
  return { goto: `${space.base}/membership/time`, notice };
}

/** Rests until the end of a day. No reason is asked. */
export async function rest(visit: SpaceVisit): Promise<Reply> {
  const { posted, space, now } = visit;
  const day = parseDay(posted.text("until"), space.zone);
  const until = day.ok ? endOf(day.value) : 0;
  const latest = endOf(laterDay(dayOf(now, space.zone), { days: REST_DAYS_MAX }));
  if (until <= now || until > latest)
    return ownTimePage(visit, {
      form: "rest",
      refusal: refuse("people.rest-day", "shape", { field: "until", vars: { max: REST_DAYS_MAX } }),
    });
  return keep(visit, (before) => ({ ...before, rest: until }), "people.rest.done");
}

/** Is there again. */
export async function endRest(visit: SpaceVisit): Promise<Reply> {
  return keep(visit, (before) => ({ ...before, rest: null }), "people.rest.ended");
}

/** Minutes after midnight out of `22`, `22:30` or `٢٢:٣٠`; null for anything else. */
function minutesIn(typed: string): number | null {
  const found = CLOCK.exec(asciiDigits(typed));
  return found === null ? null : Number(found[1]) * 60 + Number(found[2] ?? 0);
}

/** Keeps quiet hours; they may go over midnight. */
export async function setQuiet(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const [from, until] = [minutesIn(posted.text("from")), minutesIn(posted.text("to"))];
  const zone = parseZone(posted.text("zone"));
  const wrong = (reason: string, field: string) =>
    ownTimePage(visit, { form: "quiet", refusal: refuse(reason, "shape", { field }) });
  if (from === null) return wrong("people.clock", "from");
  if (until === null || until === from) return wrong("people.clock", "to");
  if (!zone.ok) return wrong(zone.reason, "zone");
  const quiet = { from, until, zone: zone.value };
  return keep(visit, (before) => ({ ...before, quiet }), "people.time.saved");
}

/** Has no quiet hours any more. */
export async function endQuiet(visit: SpaceVisit): Promise<Reply> {
  return keep(visit, (before) => ({ ...before, quiet: null }), "people.time.saved");
}
