/** Hours given: what was said and waits for the group's word, and turns to count, in one form. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import {
  type Amount,
  compareDays,
  type Day,
  dayOf,
  monthOf,
  startOf,
} from "../../../house/values/index.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { allyNames } from "../../allies/index.ts";
import { saysOf } from "../../people/index.ts";
import { weekOf } from "../decider.ts";
import { type EffortState, effort, turn } from "../facts-turn.ts";
import { hoursByWork, type MyTurn, toConfirm, toCount } from "../questions.ts";
import { whenOf } from "../say.ts";
import { ANSWERS_MAX } from "../shapes.ts";
import { Called, HoursField, lasts, Name, notYours, typedHours, writes } from "./parts.tsx";

const DAY_MS = 24 * 3_600_000;
/** Days back in which a turn nobody said anything of is listed to be counted. */
const BACK_DAYS = 31;
/** Rows of one form. */
const SHOWN = 30;

/** `GET /hours`. */
export async function hoursPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, view, keys, space, words, now } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const said = await toConfirm(view);
  const turns = await toCount(view, now - BACK_DAYS * DAY_MS);
  const [shown, counting] = [said.slice(0, SHOWN), turns.slice(0, SHOWN)];
  const groups = await allyNames(
    view,
    [...shown, ...counting.map(({ thing }) => thing)].map(({ state }) => state.ally),
  );
  const month = monthOf(dayOf(now, space.zone));
  const sums = await hoursByWork(view, { from: month, to: month });
  const title = t("hours.given.title");
  const nothing = said.length + turns.length === 0;
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("hours.given.text")}</p>
      <Acts>
        <Go href={`${space.base}/hours/new`} weight="quiet">
          {t("hours.say.title")}
        </Go>
      </Acts>
      {sums.size > 0 && (
        <>
          <h2>{words.month(month)}</h2>
          <ul>
            {[...sums].map(([work, of]) => (
              <li>
                {t(`hours.work.${work}`)}: {words.amount(of, t("house.unit-name.hour"))}
              </li>
            ))}
          </ul>
        </>
      )}
      {nothing && (
        <Empty title={t("hours.given.none")}>
          <p>{t("hours.given.none-text")}</p>
        </Empty>
      )}
      {!nothing && writes(visit) && (
        <Form t={t} action={`${space.base}/hours`} {...{ keys, faults }}>
          {shown.map((one) => (
            <SaidRow {...{ visit, one, error }} group={groups.get(one.state.ally ?? "")?.text} />
          ))}
          {counting.length > 0 && <h2>{t("hours.given.count")}</h2>}
          {counting.length > 0 && <p>{t("hours.given.count-text")}</p>}
          {counting.map((one) => (
            <TurnRow
              {...{ visit, one, error }}
              group={groups.get(one.thing.state.ally ?? "")?.text}
            />
          ))}
          <Acts>
            <Button>{t("hours.act.confirm")}</Button>
          </Acts>
        </Form>
      )}
    </>
  );
  return { page, title, status };
}

type Errors = (field: string) => string | undefined;

/** Hours that somebody said: the figure, and the group's word on it. */
function SaidRow(props: {
  visit: SpaceVisit;
  one: Thing<EffortState>;
  error: Errors;
  group: string | undefined;
}) {
  const { visit, one, error, group } = props;
  const { t, words, posted } = visit;
  const { id, state } = one;
  const name = `of-${id}`;
  const week = state.week === null ? "" : t("hours.week-of", { day: words.day(state.week) });
  const about = [t(`hours.work.${state.work}`), week, group].filter(Boolean).join(" · ");
  return (
    <fieldset class="field">
      <legend dir="auto">{about}</legend>
      {!state.supported && <p class="soft">{t("hours.unsupported")}</p>}
      <HoursField
        {...{ t, name, label: t("hours.field.hours"), required: true, error: error(name) }}
        value={posted.has(name) ? posted.text(name) : state.said.of}
      />
      <SelectField
        {...{ t, name: `word-${id}`, label: t("hours.field.word") }}
        options={["later", "yes", "no"].map((value) => ({
          value,
          label: t(`hours.word.${value}`),
        }))}
        value={posted.text(`word-${id}`) || "yes"}
      />
    </fieldset>
  );
}

/** A turn whose day is gone and of which nobody said anything: empty is not yet. */
function TurnRow(props: {
  visit: SpaceVisit;
  one: MyTurn;
  error: Errors;
  group: string | undefined;
}) {
  const { visit, one, error, group } = props;
  const { t, posted } = visit;
  const name = `turn-${one.thing.id}`;
  const label = t("hours.field.hours");
  return (
    <fieldset class="field">
      <legend>
        <Called visit={visit} said={one.said} />
        {" · "}
        <bdi>{whenOf(visit.words, one.said)}</bdi>
        {" · "}
        <Name t={t} name={group ?? one.people?.name} />
      </legend>
      <HoursField
        {...{ t, name, label, error: error(name) }}
        value={posted.has(name) ? posted.text(name) : ""}
      />
      {lasts(one.said) !== "" && (
        <p class="soft">{t("hours.given.lasts", { of: lasts(one.said) })}</p>
      )}
    </fieldset>
  );
}

type Word = {
  day: Day;
  said?: { effort: string; of: Amount };
  counted?: { turn: string; of: Amount };
};

/** What the form says: hours that count, and efforts that the group says otherwise of. */
async function typed({ posted, view }: SpaceVisit) {
  const words: Word[] = [];
  const not: string[] = [];
  // All that wait, and not the first of them: others may have been said since the form was drawn.
  for (const { id } of await toConfirm(view)) {
    const word = posted.text(`word-${id}`);
    if (word === "") continue;
    const one = await view.thing(effort, id);
    if (word === "no") not.push(id);
    if (word !== "yes" || one?.state.week == null) continue;
    const of = typedHours(posted.text(`of-${id}`), `of-${id}`);
    if (of !== null && isRefusal(of)) return of;
    words.push({ day: one.state.week, said: { effort: id, of: of ?? one.state.said } });
  }
  const turns = await toCount(view, view.now - BACK_DAYS * DAY_MS);
  for (const { thing } of turns) {
    const of = typedHours(posted.text(`turn-${thing.id}`), `turn-${thing.id}`);
    if (of !== null && isRefusal(of)) return of;
    const day = (await view.thing(turn, thing.id))?.state.day;
    if (of !== null && day != null)
      words.push({ day: weekOf(day), counted: { turn: thing.id, of } });
  }
  return { words, not };
}

/** `POST /hours`: a step for each week, so that each falls into the month it belongs to. */
export async function confirm(visit: SpaceVisit): Promise<Reply> {
  if (!writes(visit)) return notYours;
  const read = await typed(visit);
  if (isRefusal(read)) return hoursPage(visit, read);
  const weeks = new Map<string, Word[]>();
  for (const one of read.words.sort((a, b) => compareDays(a.day, b.day)))
    weeks.set(one.day.date, [...(weeks.get(one.day.date) ?? []), one]);
  let left = 0;
  let refused: Refusal | null = null;
  for (const [week, all] of weeks) {
    const said = all.flatMap((one) => one.said ?? []).slice(0, ANSWERS_MAX);
    const counted = all.flatMap((one) => one.counted ?? []).slice(0, ANSWERS_MAX - said.length);
    const [first] = all;
    const happened = Math.min(visit.now, first === undefined ? visit.now : startOf(first.day));
    const done = await visit.send("hours.confirm", { said, counted }, { part: week, happened });
    if (isRefusal(done)) refused = done;
    else left += Number(done.answer["left"]);
  }
  for (const id of read.not) {
    const done = await visit.send("hours.dispute", { effort: id }, { part: id });
    if (isRefusal(done)) refused = done;
  }
  if (refused !== null) return hoursPage(visit, refused);
  const notice = left > 0 ? "hours.done.some-left" : "hours.done.confirmed";
  return { goto: `${visit.space.base}/hours`, notice };
}
