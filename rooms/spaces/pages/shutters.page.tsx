/** Closing everything: one tap away, one button; and what is said about it beforehand. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { asciiDigits } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { members, nodeOf, saysOf, stepUp } from "../../people/index.ts";
import { profileFor } from "../questions.ts";
import {
  isSentenceKept,
  keepSentence,
  SENTENCE_MAX,
  SENTENCE_WORDS_MIN,
  sentenceFault,
} from "../sentence.ts";
import { shutters, shuttersOf, WAIT_HOURS, WAIT_HOURS_MAX } from "../shutters.ts";
import { forCoordination } from "./inside.ts";

/** What closing does, and the one button that does it. */
export function closePage(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async () => {
    const { t, keys, space, view } = visit;
    const said = await view.thing(shutters, shuttersOf(space.id));
    const title = t("spaces.shutters.close");
    const page = (
      <>
        <h1>{title}</h1>
        <p>{t("spaces.shutters.close-text")}</p>
        <Act action={`${space.base}/shutters`} keys={keys} weight="grave">
          {title}
        </Act>
        <p>{t("spaces.shutters.again", { hours: said?.state.wait?.hours ?? WAIT_HOURS })}</p>
        <p>{t("spaces.shutters.meanwhile")}</p>
        <p>
          <a href={`${space.base}/settings/shutters`}>{t("spaces.shutters.title")}</a>
        </p>
      </>
    );
    return { title, page };
  });
}

/** Closes everything. Whoever did it is signed out like everybody else. */
export async function close({ send }: SpaceVisit): Promise<Reply> {
  const done = await send("spaces.close-shutters", {});
  return isRefusal(done) ? done : { goto: "/", session: null };
}

/** How long it stays closed, and who outside may close it. */
export function shuttersPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forCoordination(visit, () => drawSettings(visit, refusal));
}

async function drawSettings(visit: SpaceVisit, refusal: Refusal | null): Promise<PageReply> {
  const { t, space, view, house, origin } = visit;
  const { status } = saysOf(visit, refusal);
  const said = await view.thing(shutters, shuttersOf(space.id));
  const contact = said?.state.contact ?? null;
  const kept = contact !== null && (await isSentenceKept(nodeOf(house), space.id, contact.id));
  const title = t("spaces.shutters.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.shutters.what")}</p>
      <p>{t("spaces.shutters.then", { address: `${origin}/closed` })}</p>
      <p>
        <a href={`${space.base}/shutters`}>{t("spaces.shutters.close")}</a>
      </p>
      <p>
        <a href={`${space.base}/elsewhere`}>{t("spaces.shutters.elsewhere")}</a>
      </p>
      <h2>{t("spaces.shutters.wait")}</h2>
      <WaitForm {...{ visit, refusal }} hours={said?.state.wait?.hours ?? WAIT_HOURS} />
      <h2>{t("spaces.sentence.title")}</h2>
      <p>{t("spaces.sentence.text")}</p>
      <p>{t("spaces.sentence.phone", { address: `${origin}/word`, name: space.slug })}</p>
      <p>{t("spaces.sentence.blind")}</p>
      <p>
        <b>{t(`spaces.sentence.${kept ? "kept" : "none"}`)}</b>
      </p>
      {contact !== null && (
        <Act action={`${space.base}/settings/shutters/sentence/removal`} keys={visit.keys}>
          {t("spaces.sentence.end")}
        </Act>
      )}
      <SentenceForm {...{ visit, refusal }} />
    </>
  );
  return { title, page, status, typed: t("spaces.sentence.typed") };
}

type Drawn = { visit: SpaceVisit; refusal: Refusal | null };

function WaitForm({ visit, refusal, hours }: Drawn & { hours: number }) {
  const { t, keys, space, posted } = visit;
  const own = refusal?.field === "hours" ? refusal : null;
  const { faults, error } = saysOf(visit, own);
  return (
    <Form t={t} action={`${space.base}/settings/shutters/wait`} keys={keys} faults={faults}>
      <TextField
        t={t}
        name="hours"
        label={t("spaces.shutters.hours")}
        hint={t("spaces.shutters.hours-hint", { max: WAIT_HOURS_MAX })}
        digits
        required
        value={posted.has("hours") ? posted.text("hours") : String(hours)}
        error={error("hours")}
      />
      <Acts>
        <Button weight="quiet">{t("people.save")}</Button>
      </Acts>
    </Form>
  );
}

function SentenceForm({ visit, refusal }: Drawn) {
  const { t, keys, space, posted } = visit;
  const { faults, error } = saysOf(visit, refusal?.field === "hours" ? null : refusal);
  return (
    <Form t={t} action={`${space.base}/settings/shutters/sentence`} keys={keys} faults={faults}>
      <TextField
        t={t}
        name="sentence"
        label={t("spaces.sentence.label")}
        hint={t("spaces.sentence.hint", { min: SENTENCE_WORDS_MIN })}
        maxlength={SENTENCE_MAX}
        required
        value={posted.text("sentence")}
        error={error("sentence")}
      />
      <Acts>
        <Button weight="quiet">{t("spaces.sentence.keep")}</Button>
      </Acts>
    </Form>
  );
}

const back = ({ space }: SpaceVisit, notice: string): Reply => {
  return { goto: `${space.base}/settings/shutters`, notice };
};

/** Sets how long it stays closed. */
export function setWait(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async () => {
    const asked = stepUp(visit);
    if (asked !== null) return asked;
    const typed = asciiDigits(visit.posted.text("hours"));
    const hours = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
    const done = await visit.send("spaces.set-reopen-wait", { hours });
    return isRefusal(done) ? shuttersPage(visit, done) : back(visit, "spaces.shutters.saved");
  });
}

/** Agrees on a sentence; one there was before works no more. */
export function setSentence(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async () => {
    const { posted, send, house, space } = visit;
    const sentence = posted.text("sentence");
    const asked = stepUp(visit);
    if (asked !== null) return asked;
    const fault = sentenceFault(sentence, await ownWords(visit));
    if (fault !== null) return shuttersPage(visit, fault);
    const done = await send("spaces.name-contact", {});
    if (isRefusal(done)) return shuttersPage(visit, done);
    const { contact, code } = done.answer as { contact: string; code: string };
    const full = await keepSentence(nodeOf(house), space.id, sentence, { contact, code });
    return full === null ? back(visit, "spaces.sentence.saved") : shuttersPage(visit, full);
  });
}

/** What somebody who knows the group might guess from. */
async function ownWords({ view, lang }: SpaceVisit) {
  const profile = await profileFor(view, lang);
  const handles = (await members(view)).flatMap(({ handle }) => handle ?? []);
  const name = profile?.name?.text ?? "";
  const blocks = [...(profile?.blocks ?? []), ...(profile?.notWanted ?? [])];
  const texts = blocks.flatMap((block) => block.texts.map(({ text }) => text));
  return { names: [name, ...handles], texts };
}

/** Takes the sentence back. */
export async function endSentence(visit: SpaceVisit): Promise<Reply> {
  // It cannot be taken back, and whoever found a phone open must not shut this way of closing.
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const done = await visit.send("spaces.end-contact", {});
  return isRefusal(done) ? done : back(visit, "spaces.sentence.ended");
}
