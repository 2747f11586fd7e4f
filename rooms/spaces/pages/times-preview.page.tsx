/** What would go by other times, before anybody decides them; and asking for them. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { asciiDigits, dayOf } from "../../../house/values/index.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Table } from "../../../ui/table.tsx";
import { saysOf, stepUp } from "../../people/index.ts";
import { spaceOf } from "../questions.ts";
import {
  daysAt,
  isShorter,
  type Schedule,
  SHORTER_AFTER_MS,
  times,
  type Wanted,
} from "../times.ts";
import { overAt, wantedFrom } from "../times-questions.ts";
import { hereOf } from "./joint.page.tsx";
import { allHeld, sayBoth, sayMany, timesPage } from "./times.page.tsx";

/** `GET /s/<slug>/times/preview`: of the times in the address, or of a plan that waits. */
export async function previewPage(visit: SpaceVisit): Promise<Reply> {
  const { query, view } = visit;
  const plan = query.get("plan");
  if (plan !== null) {
    const found = await view.thing(times, plan);
    return found === undefined ? notHere : draw(visit, found.state.wanted, { asks: false });
  }
  const read = wantedFrom((what) => query.get(what));
  // Nothing to look at before anything was chosen: the page to choose on.
  if ("wrong" in read || read.wanted.length === 0) return timesPage(visit);
  return draw(visit, read.wanted, { asks: true });
}

async function draw(
  visit: SpaceVisit,
  wanted: readonly Wanted[],
  { asks, refusal = null }: { asks: boolean; refusal?: Refusal | null },
): Promise<Reply> {
  const known = await hereOf(visit);
  const state = (await spaceOf(visit.view))?.state;
  if (known === null || state === undefined) return notHere;
  const { t, keys, space } = visit;
  const { faults, status } = saysOf(visit, refusal);
  const title = t("spaces.times.preview");
  const page = (
    <>
      <h1>{title}</h1>
      {await Going({ visit, wanted, schedule: state.times })}
      <Notice kind="warn" t={t} title={t("spaces.times.warn")}>
        {t("spaces.times.wait")}
      </Notice>
      {asks && known.mine && (
        <Form t={t} action={`${space.base}/times/decision`} keys={keys} faults={faults}>
          {wanted.map(({ what, days }) => (
            <input type="hidden" name={what} value={String(days ?? "")} />
          ))}
          <Acts>
            <Button>{t("spaces.times.ask")}</Button>
          </Acts>
        </Form>
      )}
      <p>
        <a href={`${space.base}/times`}>{t("spaces.times.title")}</a>
      </p>
    </>
  );
  return { title, page, status };
}

/** Of each class: what holds now, what then, how many go on the day it would hold, and later. */
async function Going(props: { visit: SpaceVisit; wanted: readonly Wanted[]; schedule: Schedule }) {
  const { visit, wanted, schedule } = props;
  const { t, words, now, space } = visit;
  const held = await allHeld(
    visit,
    wanted.map(({ what }) => what),
  );
  const from = now + SHORTER_AFTER_MS;
  const day = words.day(dayOf(from, space.zone));
  const rows = wanted.map(({ what, days }) => {
    const here = held.get(what) ?? { holds: [], isCut: false };
    const before = daysAt(schedule, what, now);
    const gone = isShorter(what, days, before) ? overAt(here, days, from) : 0;
    const rest = days === null ? 0 : here.holds.length - gone;
    return [
      t(`spaces.times.class.${what}`),
      sayBoth(visit, schedule, { what, days }),
      sayMany(visit, gone, here.isCut),
      sayMany(visit, rest, here.isCut),
    ];
  });
  const columns = [
    { name: t("spaces.times.class") },
    { name: t("spaces.times.now") },
    { name: t("spaces.times.then", { day }), number: true },
    { name: t("spaces.times.later"), number: true },
  ];
  return <Table {...{ caption: t("spaces.times.counted"), columns, rows }} />;
}

/** `POST /s/<slug>/times/decision`: asks for them; a second person has to agree. */
export async function askTimes(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { posted, send, space } = visit;
  const read = wantedFrom((what) => (posted.has(what) ? asciiDigits(posted.text(what)) : null));
  if ("wrong" in read || read.wanted.length === 0) return { goto: `${space.base}/times` };
  const done = await send("spaces.plan-times", { wanted: read.wanted });
  if (isRefusal(done)) return done.because === "shape" ? timesPage(visit, done) : done;
  const agreed = done.answer["agreed"] === true;
  const notice = agreed ? "spaces.times.decided" : "spaces.joint.asked";
  return { goto: `${space.base}/times`, notice };
}
