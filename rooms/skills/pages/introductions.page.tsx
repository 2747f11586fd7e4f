/** Introductions: asking for one, passing one on, standing in between. No page says what came. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf, endOf, laterDay, parseDay, readText } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { saysOf } from "../../people/index.ts";
import { ASK_DAYS } from "../decider-introduction.ts";
import { introduction, TEXT_MAX } from "../facts.ts";
import { type Asked, introductions } from "../questions.ts";
import { beginAsked, beginBoth, passOn as pass } from "../sides.ts";
import { codesSheet, PeopleFields, typedPeople } from "./code-parts.tsx";
import { asks } from "./parts.tsx";

/** Days that a form begins with. */
const DAYS = 30;

const groupOf = ({ session }: SpaceVisit) => session?.ally?.ally ?? null;
const baseOf = (visit: SpaceVisit) =>
  `${visit.space.base}${groupOf(visit) === null ? "" : "/ally"}/introductions`;

/** `GET /introductions`, `GET /ally/introductions`. */
export async function introductionsPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, space, path, keys } = visit;
  const group = groupOf(visit);
  const { faults, error, status } = saysOf(visit, refusal);
  const all = (await introductions(view)).filter(({ thing }) => {
    return group === null || thing.state.ally === group;
  });
  const base = baseOf(visit);
  const isBetween = path.endsWith("/between");
  const no = () => undefined;
  const title = t("skills.introductions.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}${group === null ? "" : "/ally"}/skills`}>
          {t(group === null ? "skills.title" : "skills.theirs.title")}
        </a>
      </p>
      <h1>{title}</h1>
      <p>{t("skills.introductions.text")}</p>
      <p>
        <a href="/introduction">{t("skills.introductions.have-code")}</a>
      </p>
      {all.length === 0 && (
        <Empty title={t("skills.introductions.none")}>
          <p>{t("skills.introductions.none-text")}</p>
        </Empty>
      )}
      <Rows>
        {all.map((one) => (
          <OneAsked {...{ visit, one, base }} />
        ))}
      </Rows>
      <h2>{t("skills.introduce.title")}</h2>
      <p>{t("skills.introduce.text")}</p>
      <Form t={t} action={base} keys={keys} faults={isBetween ? [] : faults}>
        <AboutFields {...{ visit, prefix: "ask", error: isBetween ? no : error }} />
        <PeopleFields {...{ visit, error: isBetween ? no : error }} />
        <Acts>
          <Button>{t("skills.act.introduce")}</Button>
        </Acts>
      </Form>
      {group === null && asks(visit) && (
        <details open={isBetween ? true : undefined}>
          <summary>{t("skills.between.title")}</summary>
          <p>{t("skills.between.text")}</p>
          <Form t={t} action={`${base}/between`} keys={keys} faults={isBetween ? faults : []}>
            <AboutFields {...{ visit, prefix: "between", error: isBetween ? error : no }} />
            <Acts>
              <Button weight="quiet">{t("skills.act.between")}</Button>
            </Acts>
          </Form>
        </details>
      )}
    </>
  );
  const readers = group === null ? {} : { readers: t("allies.home.readers") };
  return { page, title, status, typed: t("skills.introduce.readers"), ...readers };
}

/** What for, and until when. */
function AboutFields(props: {
  visit: SpaceVisit;
  prefix: string;
  error: (field: string) => string | undefined;
}) {
  const { visit, prefix, error } = props;
  const { t, posted, now, space } = visit;
  const later = laterDay(dayOf(now, space.zone), { days: DAYS }).date;
  return (
    <>
      <AreaField
        {...{ t, name: "what", id: `${prefix}-what`, label: t("skills.field.what"), rows: 3 }}
        {...{ required: true, hint: t("skills.field.what-hint"), maxlength: TEXT_MAX }}
        {...{ value: posted.text("what"), error: error("what") }}
      />
      <DateField
        {...{ t, name: "until", id: `${prefix}-until`, label: t("skills.field.until-day") }}
        {...{ required: true, value: posted.text("until") || later, error: error("until") }}
        hint={t("skills.field.until-day-hint", { n: ASK_DAYS })}
      />
    </>
  );
}

/** One that is asked for: the same whatever came of it. */
function OneAsked({ visit, one, base }: { visit: SpaceVisit; one: Asked; base: string }) {
  const { t, words, keys, session } = visit;
  const { thing, what } = one;
  const { until, ally } = thing.state;
  const about = what?.text ?? t("skills.introductions.gone");
  const mayEnd = session?.roles.includes("coordination") === true || groupOf(visit) !== null;
  return (
    <Row
      level={2}
      title={what === null ? about : <bdi {...voiceOf(what)}>{what.text}</bdi>}
      say={[
        until === null ? "" : t("skills.until", { day: words.day(until) }),
        ally === null || groupOf(visit) !== null ? "" : t("skills.introductions.of-a-group"),
      ]
        .filter(Boolean)
        .join(" · ")}
    >
      <Acts>
        {groupOf(visit) === null && asks(visit) && (
          <Act {...{ keys, about }} action={`${base}/${thing.id}/passing`}>
            {t("skills.act.pass-on")}
          </Act>
        )}
        {mayEnd && (
          <Act {...{ keys, about }} action={`${base}/${thing.id}/end`} weight="grave">
            {t("skills.act.end-introduction")}
          </Act>
        )}
      </Acts>
    </Row>
  );
}

/** What for and until when, as typed; a refusal that names the field. */
function typedAbout({ posted, lang, space }: SpaceVisit) {
  const what = readText(lang, posted.text("what"), { lengthMax: TEXT_MAX });
  if (!what.ok) return refuse(what.reason, "shape", { field: "what" });
  const until = parseDay(posted.text("until"), space.zone);
  if (!until.ok) return refuse(until.reason, "shape", { field: "until" });
  return { what: what.value, until: until.value };
}

/** `POST /introductions`, `POST /ally/introductions`: asking is one's own yes. */
export async function introduce(visit: SpaceVisit): Promise<Reply> {
  const { t, house, view } = visit;
  const about = typedAbout(visit);
  if ("refused" in about) return introductionsPage(visit, about);
  const people = typedPeople(visit);
  if ("refused" in people) return introductionsPage(visit, people);
  const done = await visit.send("skills.introduce", about);
  if (isRefusal(done)) return introductionsPage(visit, done);
  const code = String(done.answer["code"]);
  const kept = await view.thing(introduction, String(done.answer["introduction"]));
  if (kept?.state.until == null) return notHere;
  const until = endOf(kept.state.until);
  const at = { house, space: view.space };
  await beginAsked(at, { code, people, what: about.what, until });
  return codesSheet(visit, {
    ...{ title: t("skills.introduce.made"), text: t("skills.introduce.made-text") },
    codes: [{ label: t("skills.code.own"), code }],
  });
}

/** `POST /introductions/:id/passing`: a code for somebody who may say yes, to be handed to them. */
export async function passOn(visit: SpaceVisit): Promise<Reply> {
  const { t, house, view, params } = visit;
  const one = (await introductions(view)).find(({ thing }) => thing.id === params["id"]);
  if (one?.what == null || one.thing.state.until === null) return notHere;
  const done = await visit.send("skills.between", { introduction: one.thing.id });
  if (isRefusal(done)) return introductionsPage(visit, done);
  const code = String(done.answer["second"]);
  const about = { what: one.what, until: endOf(one.thing.state.until) };
  await pass({ house, space: view.space }, one.thing.state.hash, code, about);
  return codesSheet(visit, {
    ...{ title: t("skills.passing.title"), text: t("skills.passing.text") },
    codes: [{ label: t("skills.code.theirs"), code }],
  });
}

/** `POST /introductions/between`: two codes, one for each. */
export async function between(visit: SpaceVisit): Promise<Reply> {
  const { t, house, view, now, space } = visit;
  const about = typedAbout(visit);
  if ("refused" in about) return introductionsPage(visit, about);
  const until = endOf(about.until);
  const far = endOf(laterDay(dayOf(now, space.zone), { days: ASK_DAYS }));
  if (until <= now || until > far) {
    const vars = { n: ASK_DAYS };
    const not = refuse("skills.introduce-until", "shape", { field: "until", vars });
    return introductionsPage(visit, not);
  }
  const done = await visit.send("skills.between", {});
  if (isRefusal(done)) return introductionsPage(visit, done);
  const codes = [String(done.answer["first"]), String(done.answer["second"])] as const;
  await beginBoth({ house, space: view.space }, codes, { what: about.what, until });
  return codesSheet(visit, {
    ...{ title: t("skills.between.made"), text: t("skills.between.made-text") },
    codes: codes.map((code, n) => ({ label: t("skills.code.nth", { n: n + 1 }), code })),
  });
}

/** `POST /introductions/:id/end`, and the same of an allied group's own. */
export async function end(visit: SpaceVisit): Promise<Reply> {
  const { view, params } = visit;
  const found = await view.thing(introduction, params["id"] ?? "");
  if (found === undefined) return notHere;
  const done = await visit.send("skills.end-introduction", { introduction: found.id });
  if (isRefusal(done)) return introductionsPage(visit, done);
  return { goto: baseOf(visit), notice: "skills.done.introduction-ended" };
}
