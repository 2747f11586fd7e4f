/** Versions: what changed against the one that holds; proposed with its texts, signed, declined. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { type Day, parseDay } from "../../../house/values/index.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { FORM_KEY } from "../../../ui/hidden-key.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { saysOf, stepUp } from "../../people/index.ts";
import { comparison } from "../compare.ts";
import { changed } from "../decider-draft.ts";
import { frameOf, lastSigned } from "../decider-sign.ts";
import { MANY, type Version, WITNESSED } from "../facts.ts";
import { draftHash, keyOfForm } from "../hash.ts";
import { changeOf, inOwnTurn, laidOut, proposedOwn } from "../own-draft.ts";
import { differing, type Listed, textsOf } from "../questions.ts";
import { openProposal } from "../status.ts";
import { agreementText, langName } from "../text.ts";
import { ticksOf } from "../ticked.ts";
import { Changes } from "./changes.page.tsx";
import { DiffersNote } from "./draft.page.tsx";
import {
  atOf,
  bothNames,
  does,
  Faults,
  forAgreement,
  Head,
  idOf,
  isLocal,
  mine,
  nearest,
  Paragraphs,
  signs,
  writes,
} from "./parts.tsx";

/** The draft as a version would have it: its texts, and the clauses whose figures differ. */
async function draftedTexts(visit: SpaceVisit, { thing }: Listed) {
  const { now, space } = visit;
  const { state } = thing;
  const { clauses, words, draft } = await laidOut(visit, thing, writes(visit));
  const frame = frameOf(clauses, { now, zone: space.zone });
  if ("refused" in frame) return { ...frame, draft };
  const names = await bothNames(visit, state.with);
  const texts = [];
  for (const lang of state.langs) {
    const said = (clause: string) => words.get(clause)?.find((text) => text.lang === lang) ?? null;
    const told = { clauses, frame, prevails: state.prevails, version: state.versions + 1 };
    texts.push(agreementText(lang, { ...told, names, said }));
  }
  const differs = differing(words, state);
  const change = changeOf(state, draft, new Set(differs.keys()));
  return {
    texts,
    clauses,
    frame,
    drafted: draftHash(state.drafts, change, frame),
    differs,
    change,
    draft,
  };
}

/** `GET /agreements/:id/proposal`: the texts as they would be signed. */
export function proposalPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forAgreement(visit, async (one) => {
    const { t, keys, words } = visit;
    const { state, id } = one.thing;
    if (!writes(visit) || one.status === "ended") return notHere;
    const drafted = await draftedTexts(visit, one);
    const wrong = "refused" in drafted ? drafted : refusal;
    const { faults, status } = saysOf(visit, wrong);
    const title = t("agreements.propose.title");
    const signed = lastSigned(state);
    const texts = signed === null ? [] : ((await textsOf(visit.view, one.thing, signed)) ?? []);
    const before = signed === null ? null : { clauses: signed.clauses, texts };
    const page = (
      <>
        <Head {...{ visit, title, id }} />
        <Faults {...{ visit, faults }} />
        <p>{t("agreements.propose.text")}</p>
        {!("refused" in drafted) && (
          <>
            {[...drafted.differs].map(([clause, differs]) => (
              <>
                <p>{t(`agreements.kind.${kindIn(drafted.clauses, clause)}`)}</p>
                <DiffersNote {...{ visit, differs }} />
              </>
            ))}
            {before !== null && <Changes {...{ visit, all: comparison(before, drafted) }} />}
            {drafted.texts.map((text) => (
              <section>
                <h2>{langName(words, text.lang)}</h2>
                <Paragraphs text={text} />
              </section>
            ))}
          </>
        )}
        <Form {...{ t, action: `${atOf(visit, id)}/proposal`, keys }}>
          {!("refused" in drafted) && (
            <input type="hidden" name="drafted" value={drafted.drafted} />
          )}
          <Acts>
            <Button>{t("agreements.propose.go")}</Button>
            <Go href={`${atOf(visit, id)}/draft`} weight="quiet">
              {t("agreements.propose.back")}
            </Go>
          </Acts>
        </Form>
      </>
    );
    const readers = t("agreements.readers-own");
    return { title, page, status, readers, typed: readers };
  });
}

const kindIn = (clauses: Version["clauses"], id: string) =>
  clauses.find(({ clause }) => clause === id)?.kind ?? "aims";

/** `POST /agreements/:id/proposal`: a form that is sent again proposes once. */
export function propose(visit: SpaceVisit): Promise<Reply> {
  return inOwnTurn(visit, idOf(visit), () => forAgreement(visit, (one) => proposeOne(visit, one)));
}

async function proposeOne(visit: SpaceVisit, one: Listed): Promise<Reply> {
  const { thing } = one;
  if (!writes(visit)) return notHere;
  const sent = keyOfForm(visit.posted.text(FORM_KEY));
  const to = `/agreements/${thing.id}`;
  const done = { goto: to, notice: "agreements.propose.done" };
  const drafted = await draftedTexts(visit, one);
  if (drafted.draft.sent === sent) return { ...done, goto: visit.space.base + to };
  if ("refused" in drafted) return proposalPage(visit, drafted);
  const { texts, differs, change, draft } = drafted;
  if (visit.posted.text("drafted") !== drafted.drafted) {
    // Somebody of this side proposed it meanwhile, and nobody wrote since: there it stands.
    const empty = draft.clauses.length + draft.struck.length === 0;
    if (empty && openProposal(thing.state)?.side === mine(visit))
      return { goto: visit.space.base + to };
    // What is proposed is what was read: of a draft that changed since, the texts are shown anew.
    return proposalPage(visit, changed);
  }
  const input = {
    ...{ agreement: thing.id, texts, differing: [...differs.keys()] },
    ...{ drafted: drafted.drafted, ...change },
  };
  const again = (refusal: Refusal) => proposalPage(visit, refusal);
  const reply = await does(visit, ["propose", input], { ...done, again });
  if ("goto" in reply) await proposedOwn(visit, thing, { draft, sent });
  return reply;
}

/** `GET /agreements/:id/signature`: asks again who one is, before anything is shown to sign. */
export function signPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forAgreement(visit, async (one) => {
    const open = openProposal(one.thing.state);
    if (open === null || !signs(visit)) return notHere;
    const asked = stepUp(visit);
    if (asked !== null) return asked;
    const { t, view, lang } = visit;
    const texts = (await textsOf(view, one.thing, open)) ?? [];
    const text = nearest(texts, lang);
    const title = t("agreements.sign.title");
    const { status, faults } = saysOf(visit, refusal);
    const page = (
      <>
        <Head {...{ visit, title, id: one.thing.id }} />
        <Faults {...{ visit, faults }} />
        <p>
          {t("agreements.sign.text", { lang: langName(visit.words, one.thing.state.prevails) })}
        </p>
        {text === undefined ? <p>{t("agreements.no-text")}</p> : <Paragraphs text={text} />}
        <SignForm {...{ visit, one, open, refusal }} />
      </>
    );
    return { title, page, status };
  });
}

type Signing = { visit: SpaceVisit; one: Listed; open: Version; refusal: Refusal | null };

function SignForm({ visit, one, open, refusal }: Signing) {
  const { t, keys, posted } = visit;
  const { id } = one.thing;
  const { faults, error } = saysOf(visit, refusal);
  const kinds = ticksOf(open);
  const select = (name: string, of: readonly string[]) => (
    <SelectField
      {...{ t, name, label: t(`agreements.sign.${name}`), value: posted.text(name) }}
      options={of.map((value) => ({ value, label: t(`agreements.${name}.${value}`) }))}
      error={error(name)}
    />
  );
  return (
    <Form {...{ t, action: `${atOf(visit, id)}/signature`, keys, faults }}>
      <input type="hidden" name="version" value={String(open.version)} />
      <input type="hidden" name="hash" value={open.hash} />
      {open.differing.length > 0 && (
        <Ticks
          {...{ t, name: "seen", label: t("agreements.differs.title"), error: error("seen") }}
          hint={t("agreements.differs.where", { where: differingIn(visit, open) })}
          ticks={[{ value: "yes", label: t("agreements.sign.seen") }]}
        />
      )}
      <Choice
        {...{ t, name: "how", label: t("agreements.sign.how"), required: true }}
        cards={(["own-hand", "assembly"] as const).map((value) => ({
          ...{
            value,
            label: t(`agreements.how.${value}`),
            hint: t(`agreements.how.${value}-hint`),
          },
        }))}
        value={posted.text("how") || undefined}
        error={error("how")}
      />
      {select("many", MANY)}
      {select("witnessed", WITNESSED)}
      {isLocal(visit) && kinds.length > 0 && <TickFields {...{ visit, kinds, error }} />}
      <Acts>
        <Button weight="grave">{t("agreements.sign.go")}</Button>
      </Acts>
    </Form>
  );
}

/** The clauses whose figures differ, by their place in the text and what they are about. */
function differingIn({ t, words }: SpaceVisit, { clauses, differing: ids }: Version): string {
  const named = clauses.flatMap(({ clause, kind }, at) => {
    const heading = { n: at + 1, kind: t(`agreements.kind.${kind}`) };
    return ids.includes(clause) ? [t("agreements.text.clause", heading)] : [];
  });
  return words.list(named);
}

type Ticking = {
  visit: SpaceVisit;
  kinds: readonly string[];
  error: (field: string) => string | undefined;
  /** Whether something is ticked already, which what is ticked now takes the place of. */
  anew?: boolean;
};

/** What the other may offer, and what it may read: one tick a kind, none ticked; until when. */
export function TickFields({ visit, kinds, error, anew = false }: Ticking) {
  const { t, posted } = visit;
  const ticks = (name: string) =>
    kinds.map((value) => ({
      ...{ value, label: t(`agreements.support.${value}`) },
      ticked: posted.all(name).includes(value),
    }));
  return (
    <>
      <Ticks
        {...{ t, name: "kinds", label: t("agreements.tick.title"), error: error("kinds") }}
        hint={t(`agreements.tick.${anew ? "anew" : "text"}`)}
        ticks={ticks("kinds")}
      />
      <Ticks
        {...{ t, name: "reads", label: t("agreements.tick.reads-title"), error: error("reads") }}
        hint={t(`agreements.tick.${anew ? "reads-anew" : "reads-text"}`)}
        ticks={ticks("reads")}
      />
      <DateField
        {...{ t, name: "until", label: t("agreements.tick.until"), error: error("until") }}
        value={posted.text("until")}
      />
    </>
  );
}

/** What is ticked, as a command is told it; null where nothing is. Refuses where no day stands. */
export function typedTicks(
  { posted, space }: SpaceVisit,
  agreement: string,
): { agreement: string; kinds: string[]; reads: string[]; until: Day } | Refusal | null {
  const [kinds, reads] = [posted.all("kinds"), posted.all("reads")];
  if (kinds.length + reads.length === 0) return null;
  const until = parseDay(posted.text("until"), space.zone);
  if (until.ok) return { agreement, kinds, reads, until: until.value };
  return refuse(until.reason, "shape", { field: "until" });
}

/** `POST /agreements/:id/signature`. */
export async function sign(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { posted, send } = visit;
  const agreement = idOf(visit);
  const again = (refusal: Refusal) => signPage(visit, refusal);
  const how = posted.text("how");
  const missing = (field: string) => refuse("agreements.say-which", "shape", { field });
  if (how !== "own-hand" && how !== "assembly") return again(missing("how"));
  const [many, witnessed] = [posted.text("many"), posted.text("witnessed")];
  if (how === "assembly" && many === "") return again(missing("many"));
  if (how === "assembly" && witnessed === "") return again(missing("witnessed"));
  const ticks = isLocal(visit) ? typedTicks(visit, agreement) : null;
  if (isRefusal(ticks)) return again(ticks);
  // Ticked first: what is not right with it is put right before anything is signed.
  if (ticks !== null) {
    const told = await send("agreements.tick", ticks, { part: "tick" });
    if (isRefusal(told)) return again(told);
  }
  const input = {
    ...{ agreement, version: Number(posted.text("version")), hash: posted.text("hash") },
    ...{ assembly: how === "assembly" ? { many, witnessed } : null },
    seen: posted.text("seen") === "yes",
  };
  return does(visit, ["sign", input, { arrived: how }], {
    ...{ goto: `/agreements/${agreement}`, notice: "agreements.sign.done", again },
  });
}

const ofVersion = (visit: SpaceVisit) => {
  return { agreement: idOf(visit), version: Number(visit.posted.text("version")) };
};

/** `POST /agreements/:id/rest`. */
export async function waive(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit, atOf(visit, idOf(visit)));
  if (asked !== null) return asked;
  return does(visit, ["waive-rest", ofVersion(visit)], {
    ...{ goto: `/agreements/${idOf(visit)}`, notice: "agreements.rest.waived" },
    again: async (refusal) => refusal,
  });
}

/** `POST /agreements/:id/refusal`. */
export function decline(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["decline", ofVersion(visit)], {
    ...{ goto: `/agreements/${idOf(visit)}`, notice: "agreements.decline.done" },
    again: async (refusal) => refusal,
  });
}
