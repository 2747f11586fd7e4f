/** What several pages of needs share: a row with its meter, a state, totals, links. */
import { isWithin } from "../../../house/circles.ts";
import type { SpaceVisit } from "../../../house/door.ts";
import { asciiDigits, type Text } from "../../../house/values/index.ts";
import type { Weight } from "../../../ui/button.tsx";
import { Meter, MeterLevel } from "../../../ui/meter.tsx";
import { Row } from "../../../ui/rows.tsx";
import { State, type StateKind } from "../../../ui/state.tsx";
import { Table } from "../../../ui/table.tsx";
import type { Kids } from "../../../ui/types.ts";
import { voiceOf } from "../../../ui/words.tsx";
import { asRegion, figuresOf, isStale, levelOf, type Status, statusOf } from "../figures.ts";
import type { NeedLine, Totals } from "../questions.ts";
import type { Say } from "../say.ts";

/** Whether the visitor works here (and may see figures of a protected space). */
export function isMember(visit: SpaceVisit): boolean {
  return visit.session?.member != null;
}

/** Where the visitor's browser finds this node, without a slash at the end. */
export function originOf(visit: SpaceVisit): string {
  return (visit as SpaceVisit & { origin?: string }).origin ?? "";
}

/** People's own words in their language. */
export function Said({ text }: { text: Text }) {
  return <span {...voiceOf(text)}>{text.text}</span>;
}

/** What a line waits for stands out among its buttons. */
export function weightOf(state: string): Weight {
  return state === "read-back-published" || state === "published" ? "main" : "quiet";
}

/** Whom to call; a number can be tapped. */
export function Whom({ name, reach }: { name?: string; reach?: string }) {
  const number = asciiDigits(reach ?? "").replaceAll(/[\s().-]/g, "");
  const phone = /^\+?\d{6,15}$/.test(number);
  return (
    <>
      {name && <bdi>{name}</bdi>}{" "}
      {phone ? <a href={`tel:${number}`}>{reach}</a> : <bdi>{reach}</bdi>}
    </>
  );
}

const STATES: Readonly<Record<Status, StateKind>> = {
  ...{ open: "open", partly: "partly", met: "met", withdrawn: "quiet" },
};

/** How a need stands, whether that was said long ago or for someone else, and who may read it. */
export function NeedState({ visit, line }: { visit: SpaceVisit; line: NeedLine }) {
  const { t, now } = visit;
  const { state, circle } = line.thing;
  const status = statusOf(state);
  return (
    <div class="states">
      <State is={STATES[status]}>{t(`needs.status.${status}`)}</State>
      {isStale(state, now) && <State is="lapsing">{t("needs.stale")}</State>}
      {state.told !== "no" && <State is="said">{t(`needs.told.${state.told}`)}</State>}
      {circle === "host" && <State is="sealed">{t("needs.circle.short")}</State>}
      {isWithin(circle) && <State is="sealed">{t("needs.circle.within")}</State>}
    </div>
  );
}

/** A record's day as it may be told: in a protected space its month. */
export function dayIn({ space, words }: SpaceVisit, day: string): string {
  const date = day.slice(0, space.protects ? 7 : 10);
  if (date.length === 7) return words.month(date);
  return words.day({ date, zone: space.zone, instant: `${date}T00:00:00Z` });
}

/** How far it has come; no figure leaves a protected space for those outside. */
export function NeedMeter({ visit, line, say }: { visit: SpaceVisit; line: NeedLine; say: Say }) {
  const { t, space } = visit;
  const { state } = line.thing;
  const figures = figuresOf(state);
  if (space.protects && !isMember(visit)) return <MeterLevel t={t} level={levelOf(state)} />;
  if (figures === null) return null;
  const { asked, accepted, onTheWay, counted, still, beside } = figures;
  const shares = { asked: asked.of, accepted: accepted.of, onTheWay: onTheWay.of };
  return (
    <>
      <Meter
        {...{ t, ...shares, counted: counted.of, still: still.of, unit: asked.unit }}
        say={say.amount}
      />
      {beside.map((amount) => (
        <p class="soft">{t("needs.beside", { amount: say.amount(amount) })}</p>
      ))}
    </>
  );
}

/** Where it is, as far as the visitor may know: what was written before protecting may be finer. */
function placeFor(visit: SpaceVisit, { place }: NeedLine["thing"]["state"]) {
  return place !== null && visit.space.protects && !isMember(visit) ? asRegion(place) : place;
}

/** The soft line under a title: size, category, place, how soon. */
export function aboutLine(visit: SpaceVisit, line: NeedLine, say: Say) {
  const { state } = line.thing;
  const { words: speak, t, space } = visit;
  const by =
    state.by && (space.protects ? speak.month(state.by.date.slice(0, 7)) : speak.day(state.by));
  return [
    say.size(line),
    say.category(state.category),
    say.place(placeFor(visit, state)),
    t(`house.urgency.${state.urgency}`),
    by && t("needs.by", { day: by }),
    state.nearby ? t("needs.nearby") : "",
  ]
    .filter((part) => part)
    .join(" · ");
}

/** How much is asked for in all, for those who may know it. */
export function askedFigure(visit: SpaceVisit, line: NeedLine, say: Say) {
  const { asked } = line.thing.state;
  if (asked === null || (visit.space.protects && !isMember(visit))) return null;
  return <bdi class="figure">{say.amount(asked)}</bdi>;
}

/** One need in a list. */
export function NeedRow(props: {
  visit: SpaceVisit;
  line: NeedLine;
  say: Say;
  level?: 2 | 3;
  /** Whether its own page is closed to the visitor. */
  closed?: boolean;
  children?: Kids;
}) {
  const { visit, line, say, level = 3, closed = false, children } = props;
  const { base } = visit.space;
  const { id } = line.thing;
  return (
    <Row
      title={<Said text={say.title(line)} />}
      {...(closed ? {} : { href: `${base}/needs/${id}` })}
      end={askedFigure(visit, line, say)}
      say={aboutLine(visit, line, say)}
      level={level}
    >
      <NeedState visit={visit} line={line} />
      <NeedMeter visit={visit} line={line} say={say} />
      {children}
    </Row>
  );
}

/** Totals, one line a unit: what is asked, what is here, what is still asked. */
export function TotalsTable(props: { visit: SpaceVisit; totals: Totals; say: Say; name: string }) {
  const { visit, totals, say, name } = props;
  const { t } = visit;
  const columns = ["unit", "asked", "counted", "still"].map((key, at) => ({
    name: t(`needs.totals.${key}`),
    number: at > 0,
  }));
  const rows = totals.asked.map((asked, at) => [
    say.unit(asked.unit),
    ...[asked, totals.counted[at], totals.still[at]].map((amount) =>
      visit.words.number(amount?.of ?? "0"),
    ),
  ]);
  return rows.length === 0 ? null : <Table caption={name} columns={columns} rows={rows} />;
}
