/** How long things are kept: what holds, what is asked for, what stays, and other times. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { TIME_DAYS_MAX } from "../../../house/times.ts";
import { asciiDigits, dayOf } from "../../../house/values/index.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { Table } from "../../../ui/table.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { protectsPeople } from "../facts.ts";
import { liveJoints, spaceOf } from "../questions.ts";
import {
  ALWAYS,
  CLASSES,
  type Class,
  changesIn,
  daysAt,
  longFault,
  pendingAt,
  type Schedule,
  SUGGESTED,
  times,
  type Wanted,
} from "../times.ts";
import { type Held, heldOf, nextOf, wantedFrom } from "../times-questions.ts";
import { type Here, hereOf, JointRow } from "./joint.page.tsx";

/** After how long a class goes, in words. */
function sayTime({ t }: Pick<SpaceVisit, "t">, what: Class, days: number | null): string {
  const n = days ?? ALWAYS[what];
  return n === undefined ? t("spaces.times.never") : t("house.time.days", { n });
}

/** How many, in the reader's digits; where not all was looked through, that there are more. */
export function sayMany({ t, words }: SpaceVisit, n: number, isCut: boolean): string {
  const said = words.number(String(n));
  return isCut ? t("spaces.times.more", { n: said }) : said;
}

/** Each class with what the reader may open of it. */
export async function allHeld({ view }: SpaceVisit, some: readonly Class[] = CLASSES) {
  const held = new Map<Class, Held>();
  for (const row of view.space.plan.times) {
    const what = row.what as Class;
    if (!some.includes(what)) continue;
    const [one, before] = [await heldOf(view, row), held.get(what)];
    // A class may be of things of several rooms: then all of them are told together.
    const all = before === undefined ? one.holds : [...before.holds, ...one.holds];
    held.set(what, { holds: all, isCut: one.isCut || before?.isCut === true });
  }
  return held;
}

/** `GET /s/<slug>/times`. */
export async function timesPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const known = await hereOf(visit);
  const state = (await spaceOf(visit.view))?.state;
  if (known === null || state === undefined) return notHere;
  const { t } = visit;
  const { times: schedule } = state;
  const title = t("spaces.times.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.times.text")}</p>
      <p>{t("spaces.times.why")}</p>
      <Pending {...{ visit, schedule }} />
      {await Asked({ visit, known, schedule })}
      {await Standing({ visit, schedule })}
      <Stays visit={visit} />
      {known.mine && (
        <TimesForm {...{ visit, schedule, refusal, isSafe: !protectsPeople(state) }} />
      )}
    </>
  );
  return { title, page, status: saysOf(visit, refusal).status } satisfies PageReply;
}

/** What was agreed and does not hold yet. */
function Pending({ visit, schedule }: { visit: SpaceVisit; schedule: Schedule }) {
  const { t, words, now, space } = visit;
  const pending = pendingAt(schedule, now);
  const dayOn = (from: number) => words.day(dayOf(from, space.zone));
  const days = [...new Set(pending.map(({ from }) => dayOn(from)))];
  return (
    <>
      {days.map((day) => (
        <Notice kind="warn" t={t} title={t("spaces.times.pending", { day })}>
          <ul>
            {pending
              .filter(({ from }) => dayOn(from) === day)
              .map((one) => (
                <li>{sayChange(visit, schedule, one)}</li>
              ))}
          </ul>
        </Notice>
      ))}
    </>
  );
}

/** A change, in one line. */
function sayChange(visit: SpaceVisit, schedule: Schedule, { what, days }: Wanted): string {
  const named = visit.t(`spaces.times.class.${what}`);
  const change = sayBoth(visit, schedule, { what, days });
  return visit.t("spaces.times.becomes", { what: named, change });
}

/** What holds of a class now, and what would. */
export function sayBoth(visit: SpaceVisit, schedule: Schedule, { what, days }: Wanted): string {
  const before = sayTime(visit, what, daysAt(schedule, what, visit.now));
  return visit.t("spaces.times.change", { before, after: sayTime(visit, what, days) });
}

/** What is asked for and waits for a second yes. */
async function Asked(props: { visit: SpaceVisit; known: Here; schedule: Schedule }) {
  const { visit, known, schedule } = props;
  const { t, view, space } = visit;
  const live = (await liveJoints(view)).filter(({ state }) => state.what === "times");
  const plans = await Promise.all(live.map(({ state }) => view.thing(times, state.of[0] ?? "")));
  return (
    <>
      {live.length > 0 && <h2>{t("spaces.joint.waiting")}</h2>}
      {live.map((one, at) => (
        <>
          <ul>
            {plans[at]?.state.wanted.map((wanted) => (
              <li>{sayChange(visit, schedule, wanted)}</li>
            ))}
          </ul>
          <p>
            <a href={`${space.base}/times/preview?plan=${plans[at]?.id}`}>
              {t("spaces.times.preview")}
            </a>
          </p>
          <Rows>
            <JointRow visit={visit} known={known} one={one} />
          </Rows>
        </>
      ))}
    </>
  );
}

/** The table of what holds now. */
async function Standing({ visit, schedule }: { visit: SpaceVisit; schedule: Schedule }) {
  const { t, words, now, space } = visit;
  const held = await allHeld(visit);
  const rows = CLASSES.map((what) => {
    const days = daysAt(schedule, what, now);
    const here = held.get(what) ?? { holds: [], isCut: false };
    const next = nextOf(here, days ?? ALWAYS[what] ?? null);
    const when = next === null ? t("spaces.times.nothing") : words.day(dayOf(next, space.zone));
    return [
      t(`spaces.times.class.${what}`),
      sayTime(visit, what, days),
      sayMany(visit, here.holds.length, here.isCut),
      next !== null && next <= now ? t("spaces.times.soon") : when,
    ];
  });
  const columns = ["class", "now", "here", "next"].map((one) => ({
    ...{ name: t(`spaces.times.${one}`), number: one === "here" },
  }));
  return <Table {...{ caption: t("spaces.times.counted"), columns, rows }} />;
}

/** What no schedule erases. */
function Stays({ visit: { t, view } }: { visit: SpaceVisit }) {
  const all = view.space.plan.rooms.flatMap(({ stays = [] }) => stays);
  return (
    <details>
      <summary>{t("spaces.times.stays")}</summary>
      <p>{t("spaces.times.stays-text")}</p>
      <ul>
        {all.map(({ why }) => (
          <li>{t(`spaces.times.stays.${why}`)}</li>
        ))}
      </ul>
    </details>
  );
}

function TimesForm(props: {
  visit: SpaceVisit;
  schedule: Schedule;
  refusal: Refusal | null;
  isSafe: boolean;
}) {
  const { visit, schedule, refusal, isSafe } = props;
  const { t, keys, space, posted, query } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const filled = query.get("fill") === "short";
  const kept = (what: Class) => String((filled ? SUGGESTED[what] : schedule[what]?.days) ?? "");
  const hint = (what: Class) => {
    const since = t(`spaces.times.since.${what}`);
    const n = sayTime(visit, what, SUGGESTED[what]);
    return isSafe ? since : `${since} ${t("spaces.times.suggested", { n })}`;
  };
  return (
    <>
      <h2>{t("spaces.times.other")}</h2>
      <p>{t("spaces.times.wait")}</p>
      {!isSafe && <p>{t("spaces.times.protected")}</p>}
      {filled && <Notice kind="info" t={t} title={t("spaces.times.filled")} />}
      <Acts>
        <Go href={`${space.base}/times?fill=short`} weight="quiet">
          {t("spaces.times.fill")}
        </Go>
      </Acts>
      <Form t={t} action={`${space.base}/times`} keys={keys} faults={faults}>
        <p>{t("spaces.times.empty")}</p>
        {CLASSES.map((what) => (
          <TextField
            {...{ t, name: what, label: t(`spaces.times.class.${what}`), hint: hint(what) }}
            {...{ digits: true, maxlength: 6, error: error(what) }}
            value={posted.has(what) ? posted.text(what) : kept(what)}
          />
        ))}
        <Acts>
          <Button>{t("spaces.times.look-first")}</Button>
        </Acts>
      </Form>
    </>
  );
}

/** `POST /s/<slug>/times`: reads what was typed; the next page shows what would go. */
export async function chooseTimes(visit: SpaceVisit): Promise<Reply> {
  const { posted, space, view } = visit;
  const state = (await spaceOf(view))?.state;
  if (state === undefined) return notHere;
  const typed = wantedFrom((what) => (posted.has(what) ? asciiDigits(posted.text(what)) : null));
  if ("wrong" in typed) {
    const max = ALWAYS[typed.wrong] ?? TIME_DAYS_MAX;
    return timesPage(
      visit,
      refuse("spaces.times-days", "shape", { field: typed.wrong, vars: { max } }),
    );
  }
  const long = longFault(typed.wanted);
  if (long !== null) return timesPage(visit, long);
  const changes = changesIn(state.times, typed.wanted);
  if (changes.length === 0) return timesPage(visit, refuse("spaces.times-same", "shape"));
  const query = changes.map(({ what, days }) => [what, String(days ?? "")]);
  return { goto: `${space.base}/times/preview?${new URLSearchParams(query)}` };
}

/** Any one of those who decide stops what was agreed and does not hold yet. */
export async function keepTimes({ send, space }: SpaceVisit): Promise<Reply> {
  const done = await send("spaces.keep-times", {});
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/times`, notice: "spaces.times.kept" };
}
