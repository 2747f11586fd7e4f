/** What the pages of a breach share: who may see them, how each begins, how times are said. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { sends } from "../../../house/sends.ts";
import { asciiDigits, dayOf, parseDay, readText } from "../../../house/values/index.ts";
import { Notice } from "../../../ui/notice.tsx";
import { State } from "../../../ui/state.tsx";
import { Time } from "../../../ui/time.tsx";
import type { Kids } from "../../../ui/types.ts";
import { saysOf } from "../../people/index.ts";
import { dueOf, isLate } from "../clock.ts";
import type { BreachState, Line } from "../facts.ts";
import { type Named, oneBreach } from "../questions.ts";

/** Where a breach's own addresses begin. */
export const atOf = ({ space }: SpaceVisit, { thing }: Named) =>
  `${space.base}/breaches/${thing.id}`;

/** Whether the visitor may do more here than read. */
export const writes = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => role !== "observer") === true;

/** Draws a page of the breach the address names, for who knows of it; to others there is none. */
export async function forKnowing(
  visit: SpaceVisit,
  draw: (one: Named) => Reply | Promise<Reply>,
): Promise<Reply> {
  const one = await oneBreach(visit.view, visit.params["id"] ?? "", visit.lang);
  return one === undefined ? notHere : draw(one);
}

/** Whether it is a drill is said before everything else, on every page. */
export function Drill({ visit, drill }: { visit: SpaceVisit; drill: boolean }) {
  const { t } = visit;
  if (!drill) return null;
  return (
    <Notice kind="info" t={t} title={t("breaches.drill.title")}>
      <p>{t("breaches.drill.text")}</p>
    </Notice>
  );
}

/** What a breach's page is called: a drill's says so first. */
export function titled({ t }: SpaceVisit, drill: boolean, title: string): string {
  return drill ? t("breaches.drill.of", { title }) : title;
}

/** A page under a breach, with the way back to it. */
export function under(
  visit: SpaceVisit,
  one: Named,
  said: { title: string; refusal?: Refusal | null; scripts?: readonly string[] },
  body: Kids,
): PageReply {
  const { t } = visit;
  const { drill } = one.thing.state;
  const readers = t("breaches.readers");
  const page = (
    <>
      <p>
        <a href={atOf(visit, one)}>{t("breaches.one")}</a>
      </p>
      <Drill visit={visit} drill={drill} />
      <h1>{said.title}</h1>
      {body}
    </>
  );
  const { status } = saysOf(visit, said.refusal ?? null);
  const { scripts = [] } = said;
  return {
    ...{ page, title: titled(visit, drill, said.title), status },
    ...{ readers, typed: readers, scripts },
  };
}

/** What kind it is, as a line: and that it is a drill, or over. */
export function Standing({ visit, state }: { visit: SpaceVisit; state: BreachState }) {
  const { t } = visit;
  const { over } = state;
  return (
    <>
      {state.drill && <State is="quiet">{t("breaches.drill.title")}</State>}{" "}
      <State is={over === null ? "warn" : "met"}>{t(`breaches.state.${over ?? "open"}`)}</State>
    </>
  );
}

/** A moment in the space's zone. */
export function At({ visit, at }: { visit: SpaceVisit; at: number }) {
  const instant = new Date(at).toISOString();
  return <Time instant={instant} zone={visit.space.zone} lang={visit.words.locale} />;
}

/** When a line is due, told or late: a word, and the time. */
export function Due(props: { visit: SpaceVisit; state: BreachState; line: Line }) {
  const { visit, state, line } = props;
  const { t, words, now } = visit;
  const { end } = line;
  const late = isLate(state, line, now);
  if (end?.how === "not-needed") return <State is="quiet">{t("breaches.line.not-needed")}</State>;
  if (end !== null)
    return (
      <State is={late ? "lapsing" : "met"}>
        {t(`breaches.line.${late ? "told-late" : "told"}`)}
      </State>
    );
  const due = dueOf(state, line);
  if (due === null || state.over !== null)
    return <State is="waiting">{t("breaches.line.waiting")}</State>;
  const when = words.relative(due, now);
  return (
    <State is={late ? "stopped" : "waiting"}>
      {t(`breaches.line.${late ? "late" : "due"}`, { when })}
    </State>
  );
}

/** A day and an hour that were typed, as ms; null where nothing was, or what is none. */
export function typedMoment({ posted, space }: SpaceVisit, name: string): number | null {
  const [date, hour] = [posted.text(name), posted.text(`${name}-hour`)];
  const day = parseDay(date, space.zone);
  const [, hours = "", minutes = ""] =
    /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/.exec(asciiDigits(hour)) ?? [];
  if (!day.ok || hours === "") return null;
  const time = Temporal.PlainTime.from({ hour: Number(hours), minute: Number(minutes) });
  const there = Temporal.PlainDate.from(day.value.date).toZonedDateTime({
    ...{ timeZone: day.value.zone, plainTime: time },
  });
  return there.epochMilliseconds;
}

/** The date and the hour of a moment, as fields hold them. */
export function momentFields(at: number, zone: string): { date: string; hour: string } {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return { date: dayOf(at, zone).date, hour: there.toPlainTime().toString().slice(0, 5) };
}

/** A text that was typed; undefined where none was, a refusal where it cannot be kept. */
export function typedText(
  { posted, lang }: SpaceVisit,
  name: string,
  lengthMax: number,
): { lang: string; text: string } | undefined | Refusal {
  const typed = posted.text(name);
  if (typed === "") return undefined;
  const read = readText(lang, typed, { lengthMax, lines: "many" });
  return read.ok ? read.value : refuse(read.reason, "shape", { field: name });
}

/** Sends what a form of a breach says; refused, `again` draws its page with what was typed. */
export function does(
  visit: SpaceVisit,
  command: string,
  input: object,
  said: { to: string; notice: string; again: (refusal: Refusal) => Promise<Reply> },
): Promise<Reply> {
  const breach = visit.params["id"];
  const goto = `/breaches/${breach}${said.to}`;
  return sends(visit, [command, { breach, ...input }], { ...said, goto });
}
