/** The draft, clause by clause: who wrote it, what it says, and each to be struck alone. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import type { Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { FORM_KEY } from "../../../ui/hidden-key.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { saysOf } from "../../people/index.ts";
import { left } from "../decider.ts";
import type { Agreed } from "../facts.ts";
import type { Differs } from "../figures.ts";
import { keyOfForm } from "../hash.ts";
import { dropOwn, type Laid, laidOut, type OwnClause, strikeOwn, writeOwn } from "../own-draft.ts";
import { differing, type Listed } from "../questions.ts";
import { CLAUSES, type ClauseKind, ONCE, type Said, saidSchema, WORDS_MAX } from "../terms.ts";
import { langName } from "../text.ts";
import { ClauseFields, fieldNamed, typedTerms } from "./fields.tsx";
import {
  atOf,
  ClauseText,
  Faults,
  forAgreement,
  Head,
  hasLeft,
  nearest,
  typedText,
  writes,
} from "./parts.tsx";

/** `GET /agreements/:id/draft`. */
export function draftPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forAgreement(visit, async (one) => {
    const { t, lang } = visit;
    const { thing, status } = one;
    const { state, id } = thing;
    if (status === "ended") return notHere;
    const laid = await laidOut(visit, thing, writes(visit));
    const { words } = laid;
    const differs = differing(words, state);
    const { faults, status: http } = saysOf(visit, refusal);
    const title = t("agreements.draft.title");
    const page = (
      <>
        <Head {...{ visit, title, id }} />
        <p>{t("agreements.draft.text")}</p>
        <Faults {...{ visit, faults }} />
        <Own {...{ visit, id, laid }} />
        {laid.clauses.length === 0 && <Empty title={t("agreements.draft.none")} />}
        {laid.clauses.map((clause) => {
          const texts = words.get(clause.clause) ?? [];
          const said = nearest(texts, lang);
          return (
            <ClauseText {...{ visit, clause, said: said === undefined ? [] : [said] }}>
              {laid.own.has(clause.clause) && (
                <p class="soft">{t("agreements.draft.own-clause")}</p>
              )}
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
        {writes(visit) && <Next {...{ visit, one, clauses: laid.clauses }} />}
      </>
    );
    return { title, page, status: http, ...readersOf(visit) };
  });
}

/** Who reads what is typed here: the visitor's own group, until it proposes. */
const readersOf = (visit: SpaceVisit) => {
  if (!writes(visit)) return {};
  const readers = visit.t("agreements.readers-own");
  return { readers, typed: readers };
};

/** That the other group does not read what is changed here; what is struck; and a way out of it. */
function Own({ visit, id, laid }: { visit: SpaceVisit; id: string; laid: Laid }) {
  const { t, keys, words } = visit;
  if (laid.own.size === 0 && laid.struck.length === 0) return null;
  const what = words.list(laid.struck.map(({ kind }) => t(`agreements.kind.${kind}`)));
  return (
    <Notice kind="info" t={t} title={t("agreements.draft.own")}>
      {laid.struck.length > 0 && <p>{t("agreements.draft.strikes", { what })}</p>}
      <Act action={`${atOf(visit, id)}/draft/removal`} keys={keys}>
        {t("agreements.draft.drop")}
      </Act>
    </Notice>
  );
}

/** `POST /agreements/:id/draft/removal`: what was not proposed is dropped. */
export function dropDraft(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async ({ thing }) => {
    if (!writes(visit)) return notHere;
    await dropOwn(visit, thing);
    return { goto: `${atOf(visit, thing.id)}/draft`, notice: "agreements.draft.dropped" };
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

type Drawn = { visit: SpaceVisit; one: Listed; clauses: readonly Agreed[] };

/** Kinds of which there can be one more. */
function Kinds({ visit, one, clauses }: Drawn) {
  const { id } = one.thing;
  const has = (kind: ClauseKind) => clauses.some((each) => each.kind === kind);
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
function Next({ visit, one, clauses }: Drawn) {
  const { t } = visit;
  return (
    <>
      <h2>{t("agreements.draft.more")}</h2>
      <Kinds {...{ visit, one, clauses }} />
      <Acts>
        <Go href={`${atOf(visit, one.thing.id)}/proposal`}>{t("agreements.propose.title")}</Go>
      </Acts>
    </>
  );
}

/** Of which kind the new clause is to be, where the address does not say. */
function kindsPage(visit: SpaceVisit, one: Listed, clauses: readonly Agreed[]): Reply {
  const title = visit.t("agreements.draft.more");
  const page = (
    <>
      <Head {...{ visit, title, id: one.thing.id }} />
      <Kinds {...{ visit, one, clauses }} />
    </>
  );
  return { title, page, ...readersOf(visit) };
}

type Which = { kind: ClauseKind; draft: Agreed | undefined };

/** The clause that the address names, or the kind of a new one. */
function whichOf({ params, query, posted, method }: SpaceVisit, { clauses }: Laid) {
  const clause = params["clause"];
  if (clause !== undefined) {
    const draft = clauses.find((one) => one.clause === clause);
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
    const { t, query, params, method } = visit;
    if (status === "ended" || !writes(visit)) return notHere;
    const laid = await laidOut(visit, thing, true);
    const unsaid = params["clause"] === undefined && method === "GET" && !query.has("kind");
    if (unsaid) return kindsPage(visit, one, laid.clauses);
    const which = whichOf(visit, laid);
    if (which === null) return notHere;
    const { kind, draft } = which;
    const said = laid.words.get(draft?.clause ?? "") ?? [];
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
    return { title, page, status: says.status, ...readersOf(visit) };
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

/** `POST /agreements/:id/clauses/new` and `/clauses/:clause`: its terms and its words. */
export function writeClause(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async ({ thing, status }) => {
    if (status === "ended" || !writes(visit)) return notHere;
    if (await hasLeft(visit, thing.state.with)) return clausePage(visit, left);
    const laid = await laidOut(visit, thing, true);
    const which: Which | null = whichOf(visit, laid);
    if (which === null) return notHere;
    const { kind, draft } = which;
    const says = saysOne(kind, typedTerms(visit, kind));
    if (isRefusal(says)) return clausePage(visit, says);
    const before = laid.words.get(draft?.clause ?? "") ?? [];
    const said: OwnClause["said"] = [];
    for (const lang of thing.state.langs) {
      const text = typedText(visit, { name: `said-${lang}`, lang, lengthMax: WORDS_MAX });
      if (isRefusal(text)) return clausePage(visit, text);
      if (before.find((one) => one.lang === lang)?.text !== text?.text) said.push({ lang, text });
    }
    // The form's key: sent twice, it is written once.
    const key = draft?.clause ?? keyOfForm(visit.posted.text(FORM_KEY));
    const refused = await writeOwn(visit, thing, { key, says, said });
    if (refused !== null) return clausePage(visit, refused);
    return { goto: `${atOf(visit, thing.id)}/draft`, notice: "agreements.clause.written" };
  });
}

/** A clause in the shape that a proposal takes; the first field that is wrong is named. */
function saysOne(kind: ClauseKind, terms: object | Refusal): Said | Refusal {
  if (isRefusal(terms)) return terms;
  const read = saidSchema.safeParse({ kind, terms });
  if (read.success) return read.data as Said;
  const [issue] = read.error.issues;
  const field = ["says", ...(issue?.path ?? [])].join(".");
  const own = /^[a-z-]+\.[a-z0-9-]+$/.test(issue?.message ?? "") ? issue?.message : undefined;
  return refuse(own ?? "house.not-this-shape", "shape", { field, vars: { field } });
}

/** `POST /agreements/:id/clauses/:clause/removal`: that one, and no other. */
export function strike(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async ({ thing, status }) => {
    if (status === "ended" || !writes(visit)) return notHere;
    const refused = await strikeOwn(visit, thing, visit.params["clause"] ?? "");
    if (refused !== null) return draftPage(visit, refused);
    return { goto: `${atOf(visit, thing.id)}/draft`, notice: "agreements.clause.struck" };
  });
}
