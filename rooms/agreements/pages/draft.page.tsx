/** The draft, clause by clause: who wrote it, what it says, and each to be struck alone. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import type { Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { saysOf } from "../../people/index.ts";
import { agreedOf } from "../decider-sign.ts";
import type { AgreementState, Drafted } from "../facts.ts";
import type { Differs } from "../figures.ts";
import { differing, freeWords, type Listed } from "../questions.ts";
import { CLAUSES, type ClauseKind, ONCE, WORDS_MAX } from "../terms.ts";
import { langName } from "../text.ts";
import { ClauseFields, fieldNamed, typedTerms } from "./fields.tsx";
import {
  atOf,
  ClauseText,
  does,
  Faults,
  forAgreement,
  Head,
  idOf,
  nearest,
  typedText,
  writes,
} from "./parts.tsx";

/** `GET /agreements/:id/draft`. */
export function draftPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forAgreement(visit, async (one) => {
    const { t, view, lang } = visit;
    const { thing, status } = one;
    const { state, id } = thing;
    if (status === "ended") return notHere;
    const words = await freeWords(view, thing);
    const differs = differing(words, state);
    const { faults, status: http } = saysOf(visit, refusal);
    const title = t("agreements.draft.title");
    const page = (
      <>
        <Head {...{ visit, title, id }} />
        <p>{t("agreements.draft.text")}</p>
        <Faults {...{ visit, faults }} />
        {state.drafts.length === 0 && <Empty title={t("agreements.draft.none")} />}
        {agreedOf(state.drafts).map((clause) => {
          const texts = words.get(clause.clause) ?? [];
          const said = nearest(texts, lang);
          return (
            <ClauseText {...{ visit, clause, said: said === undefined ? [] : [said] }}>
              <DiffersNote {...{ visit, differs: differs.get(clause.clause) ?? [] }} />
              {writes(visit) && (
                <Acts>
                  <Go href={`${atOf(visit, id)}/clauses/${clause.clause}`} weight="quiet">
                    {t("agreements.clause.change")}
                  </Go>
                  <Act
                    action={`${atOf(visit, id)}/clauses/${clause.clause}/removal`}
                    keys={visit.keys}
                    about={t(`agreements.kind.${clause.kind}`)}
                  >
                    {t("agreements.clause.strike")}
                  </Act>
                </Acts>
              )}
            </ClauseText>
          );
        })}
        {writes(visit) && <Next {...{ visit, one }} />}
      </>
    );
    return { title, page, status: http };
  });
}

/** Which figures a language has otherwise than the one that prevails. */
export function DiffersNote({
  visit,
  differs,
}: {
  visit: SpaceVisit;
  differs: readonly Differs[];
}) {
  const { t, words } = visit;
  if (differs.length === 0) return null;
  const said = (how: string, all: readonly string[]) =>
    t(`agreements.differs.${how}`, { what: words.list(all) });
  return (
    <Notice kind="warn" t={t} title={t("agreements.differs.title")}>
      {differs.map(({ lang, missing, added }) => (
        <p>
          {[
            t("agreements.differs.in", { lang: langName(words, lang) }),
            ...(missing.length > 0 ? [said("missing", missing)] : []),
            ...(added.length > 0 ? [said("added", added)] : []),
          ].join(" ")}
        </p>
      ))}
    </Notice>
  );
}

type Drawn = { visit: SpaceVisit; one: Listed };

/** Kinds of which there can be one more. */
function Kinds({ visit, one }: Drawn) {
  const { state, id } = one.thing;
  const has = (kind: ClauseKind) => state.drafts.some((each) => each.kind === kind);
  const kinds = CLAUSES.filter((kind) => !ONCE.includes(kind) || !has(kind));
  return (
    <ul>
      {kinds.map((kind) => (
        <li>
          <a href={`${atOf(visit, id)}/clauses/new?kind=${kind}`}>
            {visit.t(`agreements.kind.${kind}`)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** A next clause, by its kind; and proposing what is there. */
function Next({ visit, one }: Drawn) {
  const { t } = visit;
  return (
    <>
      <h2>{t("agreements.draft.more")}</h2>
      <Kinds {...{ visit, one }} />
      <Acts>
        <Go href={`${atOf(visit, one.thing.id)}/proposal`}>{t("agreements.propose.title")}</Go>
      </Acts>
    </>
  );
}

/** Of which kind the new clause is to be, where the address does not say. */
function kindsPage(visit: SpaceVisit, one: Listed): Reply {
  const title = visit.t("agreements.draft.more");
  const page = (
    <>
      <Head {...{ visit, title, id: one.thing.id }} />
      <Kinds {...{ visit, one }} />
    </>
  );
  return { title, page };
}

type Which = { kind: ClauseKind; draft: Drafted | undefined };

/** The clause that the address names, or the kind of a new one. */
function whichOf({ params, query, posted, method }: SpaceVisit, state: AgreementState) {
  const clause = params["clause"];
  if (clause !== undefined) {
    const draft = state.drafts.find((one) => one.clause === clause);
    return draft === undefined ? null : { kind: draft.kind, draft };
  }
  const asked = method === "POST" ? posted.text("kind") : query.get("kind");
  const kind = CLAUSES.find((one) => one === asked);
  return kind === undefined ? null : { kind, draft: undefined };
}

/** `GET /agreements/:id/clauses/new` and `/clauses/:clause`. */
export function clausePage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forAgreement(visit, async (one) => {
    const { thing, status } = one;
    const { t, view, query, params, method } = visit;
    if (status === "ended" || !writes(visit)) return notHere;
    const unsaid = params["clause"] === undefined && method === "GET" && !query.has("kind");
    if (unsaid) return kindsPage(visit, one);
    const which = whichOf(visit, thing.state);
    if (which === null) return notHere;
    const { kind, draft } = which;
    const said = (await freeWords(view, thing)).get(draft?.clause ?? "") ?? [];
    const says = saysOf(visit, fieldNamed(refusal));
    const title = t(`agreements.kind.${kind}`);
    const page = (
      <>
        <p>
          <a href={`${atOf(visit, thing.id)}/draft`}>{t("agreements.draft.title")}</a>
        </p>
        <h1>{title}</h1>
        <p>{t(`agreements.hint.${kind}`)}</p>
        <Form
          {...{ t, keys: visit.keys, faults: says.faults }}
          action={`${atOf(visit, thing.id)}/clauses/${draft?.clause ?? "new"}`}
        >
          <input type="hidden" name="kind" value={kind} />
          <ClauseFields {...{ visit, kind, now: draft?.terms ?? {}, error: says.error }} />
          <WordBoxes {...{ visit, langs: thing.state.langs, said, error: says.error }} />
          <Acts>
            <Button>{t("agreements.clause.write")}</Button>
          </Acts>
        </Form>
      </>
    );
    return { title, page, status: says.status };
  });
}

type Boxes = {
  visit: SpaceVisit;
  langs: readonly string[];
  said: readonly Text[];
  error: (field: string) => string | undefined;
};

/** Free words, a box for each language. */
function WordBoxes({ visit, langs, said, error }: Boxes) {
  const { t, words, posted, method } = visit;
  return (
    <>
      {langs.map((lang) => (
        <AreaField
          {...{ t, name: `said-${lang}`, lang, maxlength: WORDS_MAX, rows: 3 }}
          label={t("agreements.clause.words", { lang: langName(words, lang) })}
          value={
            method === "POST"
              ? posted.text(`said-${lang}`)
              : said.find((text) => text.lang === lang)?.text
          }
          error={error(`said-${lang}`)}
        />
      ))}
    </>
  );
}

/** `POST /agreements/:id/clauses/new` and `/clauses/:clause`: its terms, then its words. */
export function writeClause(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async ({ thing }) => {
    const which: Which | null = whichOf(visit, thing.state);
    if (which === null) return notHere;
    const { kind, draft } = which;
    const terms = typedTerms(visit, kind);
    if (isRefusal(terms)) return clausePage(visit, terms);
    const texts: [string, Text | null][] = [];
    for (const lang of thing.state.langs) {
      const said = typedText(visit, { name: `said-${lang}`, lang, lengthMax: WORDS_MAX });
      if (isRefusal(said)) return clausePage(visit, said);
      texts.push([lang, said]);
    }
    const agreement = thing.id;
    const known = draft === undefined ? {} : { clause: draft.clause };
    const done = await visit.send("agreements.write-clause", {
      agreement,
      ...known,
      says: { kind, terms },
    });
    if (isRefusal(done)) return clausePage(visit, done);
    const clause = String(done.answer["clause"]);
    const before = (await freeWords(visit.view, thing)).get(clause) ?? [];
    for (const [lang, said] of texts) {
      if (before.find((text) => text.lang === lang)?.text === said?.text) continue;
      const input = { agreement, clause, lang, said };
      const told = await visit.send("agreements.write-words", input, { part: lang });
      if (isRefusal(told)) return clausePage(visit, told);
    }
    return { goto: `${atOf(visit, agreement)}/draft`, notice: "agreements.clause.written" };
  });
}

/** `POST /agreements/:id/clauses/:clause/removal`: that one, and no other. */
export function strike(visit: SpaceVisit): Promise<Reply> {
  const clause = visit.params["clause"] ?? "";
  return does(visit, ["strike-clause", { agreement: idOf(visit), clause }], {
    ...{ goto: `/agreements/${idOf(visit)}/draft`, notice: "agreements.clause.struck" },
    again: (refusal) => draftPage(visit, refusal),
  });
}
