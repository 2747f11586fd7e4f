/** One agreement as people read it: how it stands, what there is to do, its text, who signed. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Refusal } from "../../../house/refusal.ts";
import { chooseText } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { besideOf } from "../../needs/index.ts";
import { saysOf } from "../../people/index.ts";
import { type Version, wasSigned } from "../facts.ts";
import { NOTE_MAX } from "../facts-beside.ts";
import { HOST } from "../parties.ts";
import { type Listed, notesOn, textsOf } from "../questions.ts";
import { comingVersion, heldVersion, holdsFrom, lapsesAt, openProposal } from "../status.ts";
import { langName } from "../text.ts";
import { Lines } from "./lines.page.tsx";
import {
  atOf,
  dayText,
  does,
  Faults,
  forAgreement,
  hasLeft,
  idOf,
  isLocal,
  mine,
  nearest,
  otherName,
  ours,
  Paragraphs,
  Standing,
  sideText,
  signs,
  stopsIt,
  typedText,
  writes,
} from "./parts.tsx";
import { textsToErase } from "./texts.page.tsx";

/** `GET /agreements/:id`; `?in=` is the language of its text. */
export function agreementPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forAgreement(visit, async (one) => {
    const { t, space, now } = visit;
    const { state } = one.thing;
    const { faults, status } = saysOf(visit, refusal);
    const held = heldVersion(state, now);
    const open = openProposal(state) ?? comingVersion(state, now);
    const title = t("agreements.with", { them: await otherName(visit, state.with) });
    const left = await hasLeft(visit, state.with);
    const page = (
      <>
        <p>
          <a href={`${space.base}/agreements`}>{t("agreements.title")}</a>
        </p>
        <h1>{title}</h1>
        <Faults {...{ visit, faults }} />
        <p>
          <Standing {...{ visit, status: one.status }} />
        </p>
        <Stands {...{ visit, one, held }} />
        {left && state.ended === null && (
          <Notice kind="info" t={t} title={t("agreements.gone.title")}>
            <p>{t("agreements.gone.text")}</p>
          </Notice>
        )}
        {open !== null && <Proposed {...{ visit, one, open, left }} />}
        <Next {...{ visit, one, left }} />
        {held !== null && (await Text({ visit, one, version: held, heading: "agreements.held" }))}
        {open !== null && (await Text({ visit, one, version: open, heading: "agreements.open" }))}
        {await Lines({ visit, one, left })}
        {await LaterRooms({ visit, one })}
        {await Notes({ visit, one, refusal })}
      </>
    );
    return { title, page, status, readers: ours(visit, "agreements.readers-here") };
  });
}

type Drawn = { visit: SpaceVisit; one: Listed };

/** What later rooms say beside it: where what comes under it is. */
async function LaterRooms({ visit, one }: Drawn) {
  const { t, view, space, lang } = visit;
  return (
    <>
      {(await besideOf(view, one.thing)).map(({ key, path, texts }) => {
        const called = chooseText([...texts], [lang]) ?? { lang, text: t("needs.beside-it") };
        return (
          <p class="soft">
            {t(key)}{" "}
            <a href={space.base + path}>
              <span {...voiceOf(called)}>{called.text}</span>
            </a>
          </p>
        );
      })}
    </>
  );
}

/** In a sentence or two: since when, until when, and what that means. */
function Stands({ visit, one, held }: Drawn & { held: Version | null }) {
  const { t } = visit;
  const { state } = one.thing;
  const stop = state.ended ?? (one.status === "parted" ? null : state.paused);
  if (stop !== null)
    return (
      <Notice kind="stop" t={t} title={t(`agreements.stands.${one.status}`)}>
        <p>
          {t("agreements.stands.by", {
            ...{ who: sideText(visit, stop.side), day: dayText(visit, stop.when) },
          })}
        </p>
      </Notice>
    );
  if (one.status === "parted")
    return (
      <Notice kind="stop" t={t} title={t("agreements.stands.parted")}>
        <p>{t("agreements.stands.parted-text")}</p>
      </Notice>
    );
  if (held === null) return <p>{t(`agreements.stands.${one.status}`)}</p>;
  const day = dayText(visit, lapsesAt(held) - 1);
  if (one.status === "lapsed")
    return (
      <Notice kind="warn" t={t} title={t("agreements.stands.lapsed", { day })}>
        <p>{t("agreements.stands.lapsed-text")}</p>
      </Notice>
    );
  return <p>{t("agreements.stands.in-force", { n: held.version, day })}</p>;
}

/** A version that waits: for signatures, for its rest, for its first day. */
function Proposed({ visit, one, open, left }: Drawn & { open: Version; left: boolean }) {
  const { t, keys, now, words } = visit;
  const { id, state } = one.thing;
  const at = atOf(visit, id);
  const fields = { version: String(open.version) };
  const coming = comingVersion(state, now);
  const unsigned = [HOST, state.with].filter(
    (side) => !open.signed.some((each) => each.side === side),
  );
  const who = words.list(unsigned.map((side) => sideText(visit, side)));
  return (
    <section>
      <h2>{t("agreements.proposed.title", { n: open.version })}</h2>
      <p>
        {t("agreements.proposed.by", {
          ...{ who: sideText(visit, open.side), day: dayText(visit, open.when) },
        })}
      </p>
      <p>
        {coming === null
          ? t("agreements.proposed.waits", { who })
          : t("agreements.proposed.from", { day: dayText(visit, holdsFrom(coming)) })}
      </p>
      {!open.waived && <p class="soft">{t("agreements.rest.text")}</p>}
      <Acts>
        {state.current !== null && <Go href={`${at}/changes`}>{t("agreements.changes.page")}</Go>}
        {coming === null && unsigned.includes(mine(visit)) && signs(visit) && !left && (
          <Go href={`${at}/signature`}>{t("agreements.sign.title")}</Go>
        )}
        {!open.waived && isLocal(visit) && signs(visit) && !left && (
          <Act {...{ action: `${at}/rest`, keys, fields }}>{t("agreements.rest.waive")}</Act>
        )}
        {coming === null && stopsIt(visit) && (
          <Act {...{ action: `${at}/refusal`, keys, fields, weight: "grave" }}>
            {t("agreements.decline.go")}
          </Act>
        )}
      </Acts>
    </section>
  );
}

/** What else there is to do, by how it stands. */
function Next({ visit, one, left }: Drawn & { left: boolean }) {
  const { t, keys } = visit;
  const { id, state } = one.thing;
  const at = atOf(visit, id);
  const goesOn = state.paused !== null && state.ended === null && signs(visit) && !left;
  const declined = state.proposed?.declined ?? null;
  return (
    <>
      {declined !== null && state.ended === null && (
        <Notice kind="info" t={t} title={t("agreements.decline.said")}>
          <p>
            {t("agreements.decline.by", {
              ...{ who: sideText(visit, declined), n: state.proposed?.version ?? 0 },
            })}
          </p>
        </Notice>
      )}
      {state.goOn.length > 0 && (
        <p>
          {t("agreements.go-on.said", {
            who: visit.words.list(state.goOn.map((side) => sideText(visit, side))),
          })}
        </p>
      )}
      <Acts>
        {state.ended === null && writes(visit) && !left && (
          <Go href={`${at}/draft`} weight={one.status === "draft" ? "main" : "quiet"}>
            {t("agreements.draft.title")}
          </Go>
        )}
        {state.ended === null && stopsIt(visit) && (
          <Go href={`${at}/end`} weight="quiet">
            {t("agreements.stop.title")}
          </Go>
        )}
        {goesOn && !state.goOn.includes(mine(visit)) && (
          <Act {...{ action: `${at}/going-on`, keys }}>{t("agreements.go-on.go")}</Act>
        )}
        {((state.paused ?? state.ended) !== null || one.status === "parted") && (
          <Go href={`${at}/stopped`} weight="quiet">
            {t("agreements.stopped.title")}
          </Go>
        )}
        {state.ended === null && textsToErase(visit, one).length > 0 && (
          <Go href={`${at}/texts`} weight="quiet">
            {t("agreements.texts.title")}
          </Go>
        )}
        {[state.current, state.proposed].map((each) =>
          each?.sealed == null || each.at === null ? null : (
            <Go href={`${at}/agreement.json?version=${each.version}`} weight="quiet">
              {t("agreements.file", { n: each.version })}
            </Go>
          ),
        )}
        {wasSigned(state) && (
          <Go href={`${at}/books`} weight="quiet">
            {t("agreements.books")}
          </Go>
        )}
        {wasSigned(state) && (
          <Go href={`${at}/expenses`} weight="quiet">
            {t("agreements.expenses")}
          </Go>
        )}
        {(state.proposed ?? state.current) !== null && (
          <Go href={`${at}/sheet`} weight="quiet">
            {t("agreements.print")}
          </Go>
        )}
      </Acts>
    </>
  );
}

type Told = Drawn & { version: Version; heading: string };

/** The text in one language, the others a tap away; who signed, and under whose key. */
async function Text({ visit, one, version, heading }: Told) {
  const { t, view, query, lang, path, words } = visit;
  const { state } = one.thing;
  const texts = (await textsOf(view, one.thing, version)) ?? [];
  const text = nearest(texts, query.get("in") ?? lang);
  return (
    <section>
      <h2>{t(heading, { n: version.version })}</h2>
      <p>
        {texts.map((other) =>
          other === text ? (
            <b>{langName(words, other.lang)} </b>
          ) : (
            <a href={`${path}?in=${other.lang}`}>{langName(words, other.lang)} </a>
          ),
        )}
      </p>
      {text !== undefined && text.lang !== state.prevails && (
        <p class="soft">{t("agreements.prevails", { lang: langName(words, state.prevails) })}</p>
      )}
      {text === undefined ? <p>{t("agreements.no-text")}</p> : <Paragraphs text={text} />}
      <Signatures {...{ visit, one, version }} />
    </section>
  );
}

/** Who said yes, how and when; and that the server kept the keys, where it did. */
export function Signatures({ visit, version }: Drawn & { version: Version }) {
  const { t } = visit;
  const keyed = version.sealed?.lines.map(({ side }) => side) ?? [];
  return (
    <>
      {keyed.length > 1 && <p class="soft">{t("agreements.signed.one-server")}</p>}
      <ul>
        {version.signed.map(({ side, how, assembly, when }) => (
          <li>
            {t(`agreements.signed.${how}`, {
              ...{ who: sideText(visit, side), day: dayText(visit, when) },
            })}{" "}
            {assembly !== null && (
              <>
                {t("agreements.signed.many", { n: Number(assembly.many) })}{" "}
                {t(`agreements.witnessed.${assembly.witnessed}`)}.{" "}
              </>
            )}
            {version.sealed !== null &&
              t(keyed.includes(side) ? "agreements.signed.by-server" : "agreements.signed.no-key", {
                who: sideText(visit, side),
              })}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Private notes of the local group: only where this reader may open them or write one. */
async function Notes({ visit, one, refusal }: Drawn & { refusal: Refusal | null }) {
  const { t, view, keys, session } = visit;
  if (session?.member == null || session.roles.length === 0) return null;
  const notes = await notesOn(view, one.thing.id);
  const { error } = saysOf(visit, refusal);
  const at = `${atOf(visit, one.thing.id)}/notes`;
  return (
    <section>
      <h2>{t("agreements.note.title")}</h2>
      <p class="soft">{t("agreements.note.text")}</p>
      <ul>
        {notes.map(({ thing, said }) => (
          <li>
            {thing.state.pressed && <p>{t("agreements.note.pressed")}</p>}
            {said !== null && <p {...voiceOf(said)}>{said.text}</p>}
            {writes(visit) && (
              <Act {...{ action: `${at}/${thing.id}/removal`, keys }}>
                {t("agreements.note.take-back")}
              </Act>
            )}
          </li>
        ))}
      </ul>
      {writes(visit) && (
        <details open={error("said") === undefined ? undefined : true}>
          <summary>{t("agreements.note.new")}</summary>
          <Form {...{ t, action: at, keys }}>
            <Ticks
              {...{ t, name: "pressed", label: t("agreements.note.how") }}
              ticks={[{ value: "yes", label: t("agreements.note.pressed") }]}
            />
            <AreaField
              {...{ t, name: "said", label: t("agreements.note.said"), maxlength: NOTE_MAX }}
              rows={3}
              value={visit.posted.text("said")}
              error={error("said")}
            />
            <Acts>
              <Button weight="quiet">{t("agreements.note.write")}</Button>
            </Acts>
          </Form>
        </details>
      )}
    </section>
  );
}

/** `POST /agreements/:id/notes`. */
export async function writeNote(visit: SpaceVisit): Promise<Reply> {
  const { posted, lang } = visit;
  const said = typedText(visit, { name: "said", lang, lengthMax: NOTE_MAX });
  const again = (refusal: Refusal) => agreementPage(visit, refusal);
  if (said !== null && "refused" in said) return again(said);
  const input = {
    ...{ agreement: idOf(visit), pressed: posted.text("pressed") === "yes" },
    ...(said === null ? {} : { said }),
  };
  return does(visit, ["note", input], {
    ...{ goto: `/agreements/${idOf(visit)}`, notice: "agreements.note.written", again },
  });
}

/** `POST /agreements/:id/notes/:note/removal`. */
export function takeNoteBack(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["take-note-back", { note: visit.params["note"] ?? "" }], {
    ...{ goto: `/agreements/${idOf(visit)}`, notice: "agreements.note.taken-back" },
    again: (refusal) => agreementPage(visit, refusal),
  });
}
