/** One need: what it is, how far it has come, and for members what can be done with it. */
import { type Circle, isOutside, isWithin } from "../../../house/circles.ts";
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { notHere, type Refusal } from "../../../house/refusal.ts";
import type { Beside } from "../../../house/room.ts";
import { chooseText, type Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Words } from "../../../ui/words.tsx";
import { circleName, readersIn } from "../../people/index.ts";
import { type NeedPeople, need } from "../facts.ts";
import { isAsked } from "../figures.ts";
import {
  besideOf,
  type Earlier,
  earlierOf,
  type NeedLine,
  type Noted,
  notesOn,
  peopleOf,
  withWords,
} from "../questions.ts";
import { type Say, sayFor } from "../say.ts";
import {
  aboutLine,
  askedFigure,
  dayIn,
  isMember,
  NeedMeter,
  NeedState,
  Said,
  Whom,
  weightOf,
} from "./parts.tsx";

/** What a page about one need shows beside its line. */
type Inside = { people: NeedPeople; notes: Noted[]; circle: Text | null };

/** `GET /s/<slug>/needs/:id`. */
export async function needPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const { view, words, t, params, lang } = visit;
  const thing = await view.thing(need, params["id"] ?? "");
  if (thing === undefined) return notHere;
  const [line] = await withWords(view, [thing]);
  if (line === undefined) return notHere;
  const say = await sayFor(view, words, [line]);
  const inside = isMember(visit)
    ? {
        people: await peopleOf(view, thing),
        notes: await notesOn(view, thing.id),
        circle: await circleName(view, thing.circle, lang),
      }
    : null;
  const title = say.title(line).text;
  const earlier = await earlierOf(view, thing);
  const beside = await besideOf(view, thing);
  const page = <NeedPage {...{ visit, line, say, inside, earlier, beside }} />;
  const keeps = visit.session?.member == null ? [] : ["notes"];
  return { page, title, description: t("needs.page.preview"), ...readersIn(visit, thing), keeps };
}

function NeedPage(props: {
  visit: SpaceVisit;
  line: NeedLine;
  say: Say;
  inside: Inside | null;
  earlier: readonly Earlier[];
  beside: readonly Beside[];
}) {
  const { visit, line, say, inside, earlier, beside } = props;
  const { t, space } = visit;
  const { state, id, circle } = line.thing;
  const base = `${space.base}/needs`;
  return (
    <>
      <h1 dir="auto">
        <Said text={say.title(line)} />
      </h1>
      <p>
        {askedFigure(visit, line, say)} <span class="soft">{aboutLine(visit, line, say)}</span>
      </p>
      <NeedState {...{ visit, line }} />
      <NeedMeter {...{ visit, line, say }} />
      {line.words?.details?.map((text) => (
        <Words t={t} text={text} />
      ))}
      <Corrections {...{ visit, line, say, earlier }} />
      {beside.map(({ key, path, texts }) => {
        const called = chooseText([...texts], [visit.lang]);
        return (
          <p class="soft">
            {t(key)}{" "}
            <a href={space.base + path}>{called ? <Said text={called} /> : t("needs.beside-it")}</a>
          </p>
        );
      })}
      {isAsked(state) && isOutside(circle) && (
        <Acts>
          <Go href={`${base}/${id}/contributions/new`}>{t("needs.act.take")}</Go>
        </Acts>
      )}
      {inside === null && circle === "host" && <p>{t("needs.circle.lent-text")}</p>}
      {inside && <Within {...{ visit, line, inside }} />}
      <p>
        <a href={space.base}>{t("needs.nav.page")}</a>
      </p>
    </>
  );
}

/** That it was corrected, and what stood there before; erased words are not there any more. */
function Corrections(props: {
  visit: SpaceVisit;
  line: NeedLine;
  say: Say;
  earlier: readonly Earlier[];
}) {
  const { visit, line, say, earlier } = props;
  const { t, space } = visit;
  const { corrections } = line.thing.state;
  if (corrections === 0) return null;
  const figures = !space.protects || isMember(visit);
  return (
    <div class="soft">
      <p>{t("needs.corrected", { n: corrections })}</p>
      {earlier.map(({ words, asked, day }) => (
        <p>
          {t("needs.before", { day: dayIn(visit, day) })}{" "}
          {words === null ? t("needs.words-gone") : <Said text={words.title} />}
          {words?.size && ` · ${say.size({ words })}`}
          {figures && asked && ` · ${say.amount(asked)}`}
        </p>
      ))}
    </div>
  );
}

/** What a state button sends, by what would change. */
function statesFor({ thing: { state, circle } }: NeedLine): string[] {
  const may = state.needKind !== "stay" && state.told !== "waiting";
  return [
    ...(state.told === "waiting" && state.needKind !== "stay" ? ["read-back-published"] : []),
    ...(state.told === "waiting" ? ["read-back"] : []),
    ...(!isOutside(circle) && may ? ["published"] : []),
    ...(state.status === "open" ? ["confirmed", "met", "withdrawn"] : ["reopened"]),
    ...(isOutside(circle) ? ["quiet"] : []),
  ];
}

/** Who can read the line, as a sentence. */
function whoReads({ t, space }: SpaceVisit, circle: Circle, name: Text | null): string {
  if (isOutside(circle)) return t(`needs.circle.${space.protects ? "link" : "public"}`);
  if (!isWithin(circle)) return t("needs.circle.host");
  return t("needs.circle.circle", { name: name?.text ?? t("people.circles.nameless") });
}

function Within({ visit, line, inside }: { visit: SpaceVisit; line: NeedLine; inside: Inside }) {
  const { t, keys, space, session, view } = visit;
  const { state, id, circle } = line.thing;
  const path = `${space.base}/needs/${id}`;
  const { name, reach } = inside.people;
  const says = t(isWithin(circle) ? "needs.notes.new-circle" : "needs.notes.new");
  return (
    <section>
      <h2>{t("needs.inside.title")}</h2>
      <p>{whoReads(visit, circle, inside.circle)}</p>
      {isWithin(circle) && statesFor(line).includes("published") && (
        <p class="soft">{t("needs.circle.opens")}</p>
      )}
      {state.needKind === "stay" && <p>{t("needs.stay-kept")}</p>}
      {state.told === "waiting" && (
        <Notice kind="warn" t={t}>
          {t("needs.told-waiting")}
        </Notice>
      )}
      {(name || reach) && (
        <p dir="auto">
          <Whom {...inside.people} />
        </p>
      )}
      <Acts>
        {statesFor(line).map((state) => (
          <Act action={`${path}/state`} keys={keys} fields={{ state }} weight={weightOf(state)}>
            {t(`needs.act.${state}`)}
          </Act>
        ))}
        <Go weight="quiet" href={`${path}/revision`}>
          {t("needs.act.edit")}
        </Go>
      </Acts>
      <h3>{t("needs.notes.title")}</h3>
      {inside.notes.map((note) => (
        <Words t={t} text={note.text} />
      ))}
      <Form t={t} action={`${path}/notes`} keys={keys}>
        <AreaField t={t} name="text" label={says} rows={2} maxlength={2000} />
        <Button weight="quiet">{t("needs.notes.keep")}</Button>
      </Form>
      {(session?.roles.includes("coordination") || view.leaves("erase")) && (
        <p>
          <a href={`${path}/erasure`}>{t("needs.erasure.title")}</a>
        </p>
      )}
    </section>
  );
}
