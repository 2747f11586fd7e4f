/** One session: what was written to be shown; for members what was heard and can be done. */
import { isOutside } from "../../../house/circles.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { drawings } from "../../needs/index.ts";
import { circleName, readersIn } from "../../people/index.ts";
import { type Session, SORTS } from "../facts.ts";
import {
  grownFrom,
  type HeardItem,
  heardOf,
  type Texts,
  type Written,
  writtenOf,
} from "../questions.ts";
import {
  aboutLine,
  atOf,
  calledOf,
  forSession,
  InLine,
  InWords,
  isMember,
  langName,
  Readers,
  Said,
  takesOut,
  writes,
} from "./parts.tsx";
import { Photograph } from "./pictures.tsx";
import { Heard } from "./sounds.tsx";

type Grown = Awaited<ReturnType<typeof grownFrom>>;

/** `GET /listening/:id`. */
export function sessionPage(visit: SpaceVisit): Promise<Reply> {
  return forSession(visit, async (one) => {
    const { t, view, space, words } = visit;
    const written = await writtenOf(view, one);
    const grown = await grownFrom(view, one.id);
    const called = calledOf(visit, one, written.title);
    const about = await aboutLine(visit, one);
    const langs = words.list(one.state.langs.map((lang) => langName(visit, lang)));
    const page = (
      <>
        <p>
          <a href={`${space.base}/listening`}>{t("listening.title")}</a>
        </p>
        <h1 dir="auto">
          <Said text={called} />
        </h1>
        <p>
          {about}
          <br />
          <span class="soft">
            {t(`listening.convened.${one.state.convened}`)} · {t("listening.spoken", { langs })}
          </span>
        </p>
        <Numbers visit={visit} one={one} />
        {written.summary.length > 0 && (
          <section>
            <h2>{t("listening.block.summary")}</h2>
            <InWords visit={visit} texts={written.summary} />
          </section>
        )}
        <Questions {...{ visit, written }} Picture={(await drawings()).Picture} />
        {isMember(visit) && <Inside {...{ visit, one, grown }} heard={await heardOf(view, one)} />}
        {!isMember(visit) && <Grew {...{ visit, grown }} />}
        {isMember(visit) && (await doing(visit, one))}
      </>
    );
    const description = t("listening.preview");
    return { page, title: called.text, description, ...readersIn(visit, one) };
  });
}

/** How many at least, who could not be heard: codes and bands alone. */
function Numbers({ visit, one }: { visit: SpaceVisit; one: Session }) {
  const { t, words, space } = visit;
  const { band, groups, missed } = one.state;
  const told = band !== null && (isMember(visit) || !space.protects);
  const each = words.list(groups.map((group) => t(`listening.group.${group}`)));
  return (
    <>
      {told && (
        <p>
          {t("listening.heard-n", { band: t(`listening.band.${band}`) })}{" "}
          {groups.length > 0 && <span class="soft">{t("listening.five-of", { each })}</span>}
        </p>
      )}
      {missed.length > 0 && (
        <section>
          <h2>{t("listening.missed.title")}</h2>
          <ul>
            {missed.map(({ who, why }) => (
              <li>
                {t(`listening.missed.${who}`)}: {t(`listening.because.${why}`)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

type Drawing = (props: { code: string | null }) => unknown;

function Questions(props: { visit: SpaceVisit; written: Written; Picture: Drawing }) {
  const { visit, written, Picture } = props;
  const asked = written.questions.filter(({ texts }) => texts.length > 0);
  if (asked.length === 0) return null;
  return (
    <section>
      <h2>{visit.t("listening.questions")}</h2>
      <ol>
        {asked.map(({ question, texts, photo, voiced }) => (
          <li>
            {question.picture !== null &&
              photo === null &&
              (Picture({ code: question.picture }) as never)}
            {photo !== null && <Photograph {...{ visit, photo }} />}
            <InWords visit={visit} texts={texts} />
            <Heard {...{ visit, voiced }} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** For those who read it outside: what grew out of it, where that is shown. */
function Grew({ visit, grown }: { visit: SpaceVisit; grown: Grown }) {
  const { t } = visit;
  if (grown.length === 0) return null;
  return (
    <section>
      <h2>{t("listening.grew")}</h2>
      <NeedLinks {...{ visit, grown }} />
    </section>
  );
}

function NeedLinks({ visit, grown }: { visit: SpaceVisit; grown: Grown }) {
  const { t, lang, space } = visit;
  return (
    <ul>
      {grown.map(({ line }) => (
        <li>
          <a href={`${space.base}/needs/${line.thing.id}`}>
            <Said text={line.words?.title ?? { lang, text: t("needs.words-gone") }} />
          </a>
        </li>
      ))}
    </ul>
  );
}

type WithHeard = { visit: SpaceVisit; one: Session; heard: readonly HeardItem[]; grown: Grown };

/** What was heard, sort by sort, and beside each request the need that grew out of it. */
function Inside({ visit, one, heard, grown }: WithHeard) {
  const { t } = visit;
  return (
    <>
      {SORTS.map((sort) => {
        const mine = heard.filter(({ what }) => what === sort);
        if (mine.length === 0) return null;
        return (
          <section>
            <h2>{t(`listening.sort.${sort}`)}</h2>
            <Rows>
              {mine.map(({ item, texts }) => (
                <HeardRow {...{ visit, one, texts }} item={item.id} grown={grown}>
                  {sort === "request" && writes(visit) && (
                    <Acts>
                      <Go href={`${atOf(visit, one)}/heard/${item.id}/need`} weight="quiet">
                        {t("listening.grow")}
                      </Go>
                    </Acts>
                  )}
                </HeardRow>
              ))}
            </Rows>
          </section>
        );
      })}
      {heard.length > 0 && (
        <p class="soft">
          {t("listening.heard-stays")}{" "}
          <a href={`${visit.space.base}/permissions`}>{t("consent.title")}</a>
        </p>
      )}
    </>
  );
}

function HeardRow(props: {
  visit: SpaceVisit;
  one: Session;
  item: string;
  texts: Texts;
  grown: Grown;
  children?: unknown;
}) {
  const { visit, one, item, texts, grown, children } = props;
  const mine = grown.filter((each) => each.item === item);
  return (
    <Row title={<InLine visit={visit} texts={texts} />}>
      {mine.length > 0 && <p class="soft">{visit.t("listening.grew")}</p>}
      {mine.length > 0 && <NeedLinks {...{ visit, grown: mine }} />}
      {children as never}
      {writes(visit) && (
        <p>
          <a href={`${atOf(visit, one)}/heard/${item}`}>{visit.t("listening.reword")}</a>
        </p>
      )}
    </Row>
  );
}

/** Where to go on: every piece of it can be added later, and none has to be. */
async function doing(visit: SpaceVisit, one: Session) {
  const { t, view, lang } = visit;
  const at = atOf(visit, one);
  const name = await circleName(view, one.circle, lang);
  const row = (path: string, say?: string) => (
    <Row
      title={t(`listening.${path}.title`)}
      href={`${at}/${path}`}
      level={3}
      {...(say === undefined ? {} : { say })}
    />
  );
  return (
    <section>
      <h2>{t("listening.doing")}</h2>
      <p>
        <Readers visit={visit} circle={one.circle} />{" "}
        {name && (
          <span class="soft">
            <Said text={name} />
          </span>
        )}
      </p>
      <Rows>
        {writes(visit) && (
          <>
            {row("heard", t("listening.heard.n", { n: one.state.heard.length }))}
            {row("numbers", one.state.band === null ? t("listening.numbers.none") : undefined)}
            {row("questions", t("listening.questions.n", { n: one.state.questions.length }))}
            {row("texts")}
            {row("revision")}
            {row("showing", t(`listening.use.${one.state.use}`))}
          </>
        )}
        {row("sheet")}
        {takesOut(visit) && !isOutside(one.circle) && row("removal")}
        {takesOut(visit) && isOutside(one.circle) && row("removal", t("listening.removal.shown"))}
      </Rows>
    </section>
  );
}
