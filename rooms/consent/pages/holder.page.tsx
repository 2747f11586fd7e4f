/**
 * The page of whoever holds a code: what was asked, yes, no, and taking it back, with no account.
 * The code is typed and posted, never in an address.
 */
import type { Author } from "../../../house/command.ts";
import type { Reply, Visit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import type { View } from "../../../house/view.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts } from "../../../ui/button.tsx";
import { CodeForm } from "../../../ui/code-form.tsx";
import { ErrorSummary } from "../../../ui/error-summary.tsx";
import { FORM_KEY } from "../../../ui/hidden-key.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Sound } from "../../../ui/sound.tsx";
import { inGroups, nodeOf, saysOf, spokenDigits } from "../../people/index.ts";
import { space as spaceKind } from "../../spaces/index.ts";
import { findByCode } from "../codes.ts";
import { waitsToBeHeard } from "../decider-hand.ts";
import { type ConsentState, consent } from "../facts.ts";
import { picture } from "../facts-picture.ts";
import { spoken } from "../facts-spoken.ts";
import { type SubjectState, saying, subject } from "../facts-subject.ts";
import { type Permission, toldOf, type Voice, voicesOf } from "../questions.ts";
import { heardAt, heardBy } from "../recordings.ts";
import { isHeldUp, isOver, isToAsk, isYes, type Status, statusOf } from "../status.ts";
import type { Channel } from "../terms.ts";
import { basesOf, endsWith, inSpace } from "../under.ts";
import { againInput, nextEnds } from "./again.ts";
import { digitsOf } from "./answers.page.tsx";
import { NoticeText, recordOf } from "./papers.page.tsx";
import { Quote, Standing } from "./parts.tsx";

const BASE = "/permission";

/** Asks for the code. */
export async function codePage(visit: Visit): Promise<Reply> {
  return askCode(visit, null);
}

const wrongCode = refuse("consent.no-such-code", "not-found", { field: "code" });

function askCode(visit: Visit, refusal: Refusal | null): Reply {
  const { t, keys } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const title = t("consent.holder.title");
  const [label, hint] = [t("consent.holder.code"), t("consent.holder.code-hint")];
  const says = { label, hint, go: t("consent.holder.look") };
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("consent.holder.text")}</p>
      <CodeForm {...{ t, action: BASE, keys, faults, says }} error={error("code")} />
      <p>{t("consent.holder.no-code")}</p>
    </>
  );
  return { page, title, status: refusal === null ? 200 : 404 };
}

type Passed = { channel: Channel; consent: string };

type Held = {
  code: string;
  old: boolean;
  view: View;
  one: Permission;
  voices: Voice[];
  /** How many pictures and recordings were shown under it. */
  beside: number;
  /** All that was given on under it, and under what stands on it; and that itself. */
  passed: readonly Passed[];
  above: readonly Thing<ConsentState>[];
  zone: string;
};

/**
 * What the code is of. Its holder reads the permission and the words it names; of the person, which
 * lie with the group, only whether they count as away. A paper can be found: it leads to no face
 * and to no voice.
 */
async function heldBy({ house, posted, now }: Visit): Promise<Held | null> {
  const code = posted.text("code");
  const found = await findByCode(house, code);
  if (found === null) return null;
  const view = await house.view(found.space, { by: "receipt", thing: found.thing });
  const thing = await view?.thing(consent, found.thing);
  const about = await view?.space.thing(found.space);
  if (!view || !thing || about?.kind !== spaceKind.kind) return null;
  const person = await view.space.thing(thing.state.subject);
  if (person?.kind !== subject.kind) return null;
  const of = { thing: person as Thing<SubjectState>, who: null };
  const { load, find } = inSpace(view.space);
  const isHeld = isHeldUp(thing.state, await basesOf(load, [thing.state]), now);
  const status = statusOf(thing.state, of.thing.state, now, isHeld);
  const one: Permission = { thing, person: of, status };
  const zone = (about.state as { zone: string }).zone;
  const { old } = found;
  const above = await endsWith(find, thing.id);
  const named = await namedBy(house, found.space, thing);
  for (const each of above) named.passed.push(...(await namedBy(house, found.space, each)).passed);
  return { code, old, view, one, zone, above, ...named };
}

/** The words that a permission names, and how much else was shown under it, or given on. */
async function namedBy(
  house: Visit["house"],
  space: string,
  { id: under, state }: Thing<ConsentState>,
): Promise<{ voices: Voice[]; beside: number; passed: Passed[] }> {
  const voices: Voice[] = [];
  const passed: Passed[] = [];
  let beside = 0;
  for (const id of state.scope.filter((of) => of !== state.subject)) {
    const view = await house.view(space, { by: "receipt", thing: id });
    const thing = await view?.thing(saying, id);
    if (view && thing) voices.push(...(await voicesOf(view, [thing])));
    const other = (await view?.thing(picture, id)) ?? (await view?.thing(spoken, id));
    if (other?.state.shown?.consent === under) beside++;
    const all = (thing ?? other)?.state.passed ?? [];
    passed.push(...all.filter(({ consent: of }) => of === under));
  }
  return { voices, beside, passed };
}

/** `POST /permission`: shows it. */
export async function lookUp(visit: Visit): Promise<Reply> {
  const held = await heldBy(visit);
  return held === null ? askCode(visit, wrongCode) : draw(visit, held, null);
}

type Done = "given" | "refused" | "deferred" | "withdrawn" | "renewed";

/** Sends a command as the holder of the code, and shows how it stands then. */
async function acting(
  visit: Visit,
  done: Done,
  asked: (held: Held) => Promise<[command: string, input: object]>,
): Promise<Reply> {
  const held = await heldBy(visit);
  if (held === null) return askCode(visit, wrongCode);
  const [command, input] = await asked(held);
  const author: Author = { by: "holder", thing: held.one.thing.id, code: held.code };
  const sent = await visit.house.dispatch({
    ...{ space: held.view.space.id, command, input, author },
    key: visit.posted.text(FORM_KEY),
  });
  const after = (await heldBy(visit)) ?? held;
  return isRefusal(sent) ? draw(visit, after, sent) : draw(visit, after, null, done);
}

const idOf = ({ one }: Held) => ({ consent: one.thing.id });

/** `POST /permission/yes`. */
export function give(visit: Visit): Promise<Reply> {
  const as = visit.posted.text("as") === "guardian" ? "guardian" : "self";
  return acting(visit, "given", async (held) => ["consent.give", { ...idOf(held), as }]);
}

/** `POST /permission/no`. */
export function refuseIt(visit: Visit): Promise<Reply> {
  return acting(visit, "refused", async (held) => ["consent.refuse", idOf(held)]);
}

/** `POST /permission/later`. */
export function defer(visit: Visit): Promise<Reply> {
  return acting(visit, "deferred", async (held) => ["consent.defer", idOf(held)]);
}

/** `POST /permission/end`: in one step, at once. */
export function withdraw(visit: Visit): Promise<Reply> {
  return acting(visit, "withdrawn", async (held) => ["consent.withdraw", idOf(held)]);
}

/** `POST /permission/renewal`: until one of the days that are offered; unsaid, the last of them. */
export function renew(visit: Visit): Promise<Reply> {
  return acting(visit, "renewed", async (held) => {
    const { one, view, zone } = held;
    const days = nextEnds(one, visit.now, zone);
    const said = days.find(({ date }) => date === visit.posted.text("ends"));
    const ends = said ?? days.at(-1) ?? one.thing.state.ends;
    const from = { view, origin: visit.origin, lang: visit.lang };
    const input = await againInput(from, one, ends, "");
    return ["consent.renew", { ...input, retold: true, interpreted: false }];
  });
}

/** `POST /permission/record`: the record, to keep. */
export async function record(visit: Visit): Promise<Reply> {
  const held = await heldBy(visit);
  if (held === null) return askCode(visit, wrongCode);
  const { view, one, old } = held;
  if (old) return draw(visit, held, null);
  const file = await recordOf({ view, origin: visit.origin, now: visit.now }, one, "", true);
  return { file, type: "application/ld+json", name: "permission.jsonld" };
}

async function draw(
  visit: Visit,
  held: Held,
  refusal: Refusal | null,
  done: Done | null = null,
): Promise<Reply> {
  if (held.old) return drawOld(visit, held, refusal, done);
  const { t } = visit;
  const { one, voices, view, code } = held;
  const { latest } = await toldOf(view, one.thing);
  const { faults, status } = saysOf(visit, refusal);
  const title = t("consent.holder.yours");
  const fields = { code };
  const page = (
    <>
      <h1>{title}</h1>
      {faults.length > 0 && <ErrorSummary t={t} faults={faults} />}
      {done !== null && <Notice kind="done" t={t} title={t(`consent.holder.done-${done}`)} />}
      <p>
        <Standing {...{ visit, status: one.status }} />
      </p>
      <Ways {...{ visit, held }} />
      {waitsToBeHeard(one.thing.state) && (await Digits({ visit, held }))}
      {latest !== null && (await Hearing({ visit, held }))}
      {latest !== null && <NoticeText text={latest.notice} />}
      {voices.map(({ quoted }) => quoted !== null && <Quote text={quoted} />)}
      <Report {...{ visit, held }} />
      <Acts>
        <Act action={`${BASE}/record`} keys={visit.keys} fields={fields}>
          {t("consent.record")}
        </Act>
      </Acts>
    </>
  );
  return { page, title, status, readers: t("consent.holder.readers") };
}

/** The notice that stands, read aloud by a member; its words come right below. */
async function Hearing({ visit, held: { view, one } }: { visit: Visit; held: Held }) {
  const { house, t, words } = visit;
  const { id, state } = one.thing;
  const found = await heardBy(house, view.space.id, one.thing);
  if (found === undefined) return null;
  const { thing, sound } = found;
  const of = { space: view.space.id, consent: id, code: state.hash, recording: thing.id };
  const src = await heardAt(house, of);
  const label = t("consent.holder.hear");
  return (
    <>
      <p>{label}</p>
      <Sound {...{ words, src, of: sound, label, lang: state.lang }} />
    </>
  );
}

/** A code that was replaced: whoever found the paper reads nothing by it, and can stop it. */
function drawOld(visit: Visit, held: Held, refusal: Refusal | null, done: Done | null): Reply {
  const { t, keys, now } = visit;
  const { faults, status } = saysOf(visit, refusal);
  const title = t("consent.holder.title");
  const page = (
    <>
      <h1>{title}</h1>
      {faults.length > 0 && <ErrorSummary t={t} faults={faults} />}
      {done !== null && <Notice kind="done" t={t} title={t(`consent.holder.done-${done}`)} />}
      <p>{t("consent.holder.old")}</p>
      {isOver(held.one.thing.state, now) ? (
        <p>{t("consent.holder.over")}</p>
      ) : (
        <Act action={`${BASE}/end`} keys={keys} fields={{ code: held.code }} weight="grave">
          {t("consent.withdraw")}
        </Act>
      )}
    </>
  );
  return { page, title, status };
}

/** Yes, no and later; or taking it back; and once more, where it is near its end. */
function Ways({ visit: { t, keys, now, words }, held }: { visit: Visit; held: Held }) {
  const { one, code, zone } = held;
  const { state } = one.thing;
  const fallen = one.status === "fallen";
  if (isOver(state, now) || (fallen && !isYes(state))) return <p>{t("consent.holder.over")}</p>;
  const tap = (path: string, more: Record<string, string> = {}) => ({
    ...{ action: `${BASE}/${path}`, keys, fields: { code, ...more } },
  });
  const said = (as: "self" | "guardian") =>
    [...state.hand, ...state.yes].some((one) => one.as === as);
  if (!isYes(state))
    return (
      <Acts>
        {state.needs !== "assembly" && !said("self") && (
          <Act {...tap("yes", { as: "self" })} weight="main">
            {t("consent.holder.yes")}
          </Act>
        )}
        {state.needs === "both" && !said("guardian") && (
          <Act {...tap("yes", { as: "guardian" })} weight="main">
            {t("consent.holder.yes-guardian")}
          </Act>
        )}
        <Act {...tap("no")} weight="main">
          {t("consent.holder.no")}
        </Act>
        <Act {...tap("later")}>{t("consent.holder.later")}</Act>
      </Acts>
    );
  const asked = isToAsk(state, now) && state.needs === "self" && state.more === null;
  // What stands on another is not theirs to make longer: they cannot read how long that one is.
  const may = asked && state.groups.length === 0 && state.under.length === 0;
  const days = may ? nextEnds(one, now, zone) : [];
  return (
    <>
      <Acts>
        <Act {...tap("end")} weight="grave">
          {t("consent.withdraw")}
        </Act>
        {days.map((day) => (
          <Act {...tap("renewal", { ends: day.date })}>
            {t("consent.holder.go-on", { day: words.day(day) })}
          </Act>
        ))}
      </Acts>
      {days.length > 0 && <p>{t("consent.again.text")}</p>}
    </>
  );
}

/**
 * The six digits that they read out to the group, where they said yes here or somebody did for
 * them: to another than who made the code, so that nobody says yes for them alone.
 */
async function Digits({ visit, held }: { visit: Visit; held: Held }) {
  const { t, house } = visit;
  const { thing } = held.one;
  if (isOver(thing.state, visit.now)) return null;
  const own = thing.state.hand.length > 0 || thing.state.more !== null;
  const of = digitsOf(held.view.space.id, thing);
  const digits = await spokenDigits(nodeOf(house), of);
  return (
    <Notice kind="info" t={t} title={t(own ? "consent.holder.hand" : "consent.holder.told")}>
      <p>{t(own ? "consent.holder.hand-digits" : "consent.holder.digits")}</p>
      <p>
        <bdi class="figure large">
          <code dir="ltr">{inGroups(digits)}</code>
        </bdi>
      </p>
    </Notice>
  );
}

const ENDED: readonly Status[] = [
  ...(["withdrawn", "revoked", "invalidated", "expired", "closed", "fallen"] as const),
];

/** What stopped, and what is out there: in few words, to whoever took it back. */
function Report({ visit: { t, words, now }, held }: { visit: Visit; held: Held }) {
  const { one, voices, beside, passed, above } = held;
  const { id, state } = one.thing;
  if (!ENDED.includes(one.status)) return null;
  const n = voices.filter(({ thing }) => thing.state.shown?.consent === id).length + beside;
  const handed = [state, ...above.map((each) => each.state)].flatMap((each) => each.handed);
  const met = [state, ...above.map((each) => each.state)].flatMap((each) => each.met);
  const fell = above.filter((each) => isYes(each.state) && !isOver(each.state, now));
  const stopped = state.data.includes("voice")
    ? "stopped-voice"
    : state.data.includes("picture")
      ? "stopped-pictures"
      : "stopped";
  const where = [...new Set(passed.map(({ channel }) => channel))];
  const outside = state.channels.filter(
    (channel) => channel !== "group-page" && !where.includes(channel),
  );
  const named = (all: readonly string[]) => words.list(all.map((c) => t(`consent.channel.${c}`)));
  return (
    <section>
      <h2>{t("consent.stopped.title")}</h2>
      <p>{t(`consent.holder.${stopped}`, { n })}</p>
      {where.length > 0 && <p>{t("consent.holder.passed", { where: named(where) })}</p>}
      {handed.length > 0 && (
        <p>{t("consent.holder.handed", { n: new Set(handed.map(({ to }) => to)).size })}</p>
      )}
      {met.length > 0 && (
        <p>{t("consent.holder.met", { n: new Set(met.map(({ to }) => to)).size })}</p>
      )}
      {fell.length > 0 && <p>{t("consent.holder.fell", { n: fell.length })}</p>}
      {outside.length > 0 && <p>{t("consent.holder.allowed", { where: named(outside) })}</p>}
      <p>{t("consent.notice.cannot")}</p>
    </section>
  );
}
