/** The code of conduct for whoever is asked to accept it: read it, accept it, take that back. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { chooseText, type Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { DayText } from "../../../ui/time.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { acceptBy, type MemberState, member, saysOf } from "../../people/index.ts";
import { ALLY_CONDUCT, asksOf, CONDUCT, type Version } from "../conduct.ts";
import { changes, conductTexts, holdsNow, versionOf } from "../conduct-questions.ts";
import type { SpaceState } from "../facts.ts";
import { ownName } from "./inside.ts";

/** Whoever is asked: a member, one who waits to be vouched in, somebody of an allied group. */
type One = Pick<Thing, "id" | "first"> & { state: Pick<MemberState, "accepted"> };

/** Whoever looks, vouched in or not. */
const whoOf = ({ session }: SpaceVisit) =>
  session?.member ?? session?.waiting ?? session?.ally?.person ?? null;

async function self(visit: SpaceVisit): Promise<One | null> {
  const id = whoOf(visit);
  const thing = id === null ? null : await visit.view.space.thing(id);
  const kinds = [member.kind, visit.view.space.plan.allies?.person.kind];
  return thing !== null && kinds.includes(thing.kind) ? (thing as Thing as One) : null;
}

/** The text that is shown: in the language asked for, else in the page's. */
function shown({ query, lang, posted }: SpaceVisit, texts: readonly Text[]): Text | undefined {
  return chooseText(texts, [posted.text("lang") || (query.get("in") ?? ""), lang].filter(Boolean));
}

/** The page. */
export async function conductPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, space, session } = visit;
  const one = await self(visit);
  if (one === null) return notHere;
  const title = t("spaces.conduct.title");
  const version = holdsNow(space);
  const texts = version === null ? [] : await conductTexts(view, version);
  const text = shown(visit, texts);
  const { status } = saysOf(visit, refusal);
  const asked = version !== null && one.state.accepted?.version !== version.id;
  const page = (
    <>
      <h1>{title}</h1>
      {version === null || text === undefined ? (
        <Empty title={t("spaces.conduct.none")} />
      ) : (
        <>
          {asked && <Asked visit={visit} one={one} />}
          <Reading visit={visit} {...{ version, texts, text }} />
          <Changed visit={visit} {...{ one, version, text }} />
          {asked ? (
            <Accepting visit={visit} {...{ version, text, refusal }} />
          ) : (
            <Accepted visit={visit} one={one} version={version} />
          )}
        </>
      )}
      <WaysOn visit={visit} asked={asked} />
    </>
  );
  const waits = session?.waiting != null;
  const readers = waits ? { readers: t("people.waiting.readers") } : {};
  return { title, page, status, ...readers };
}

/** By when it is asked for, and what is open until then. */
function Asked({ visit, one }: { visit: SpaceVisit; one: One }) {
  const { t, words, now, space } = visit;
  const by = acceptBy(one, asksOf(space.thing.state as SpaceState)) ?? 0;
  return (
    <p>
      {by > now
        ? t("spaces.conduct.until", { when: words.relative(by, now) })
        : t("spaces.conduct.first")}
    </p>
  );
}

type Read = { visit: SpaceVisit; version: Version; text: Text };

function Reading({ visit, version, texts, text }: Read & { texts: readonly Text[] }) {
  const { t, lang, path } = visit;
  return (
    <section>
      <h2>{t("spaces.conduct.version", { n: version.n })}</h2>
      <p class="soft">
        <DayText date={version.day} lang={lang} />
      </p>
      {text.text.split(/\n+/).map((lines) => (
        <p class="words" {...voiceOf(text)}>
          {lines}
        </p>
      ))}
      {texts.length > 1 && (
        <ul>
          {texts
            .filter((other) => other.lang !== text.lang)
            .map((other) => (
              <li>
                <a href={`${path}?in=${other.lang}`} lang={other.lang}>
                  <bdi>{ownName(other.lang)}</bdi>
                </a>
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}

/** What is new since the version they accepted, in the language shown. */
async function Changed({ visit, one, version, text }: Read & { one: One }) {
  const { t, space, view } = visit;
  const { accepted } = one.state;
  if (accepted === null || accepted.version === version.id) return null;
  const before = versionOf(space, accepted.version);
  const texts = before === undefined ? [] : await conductTexts(view, before);
  const same = texts.find(({ lang }) => lang === text.lang);
  if (before === undefined || same === undefined) return null;
  const lines = changes(same.text, text.text).filter(({ was }) => was !== "same");
  return (
    <section>
      <h2>{t("spaces.conduct.changed", { n: before.n })}</h2>
      <ul>
        {lines.map(({ text: line, was }) => (
          <li {...voiceOf({ lang: text.lang, text: line })}>
            {was === "new" ? <ins>{line}</ins> : <del>{line}</del>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Accepting({ visit, version, text, refusal }: Read & { refusal: Refusal | null }) {
  const { t, keys, path, posted } = visit;
  const { faults } = saysOf(visit, refusal);
  return (
    <section>
      <h2>{t("spaces.conduct.accept-title")}</h2>
      <Form t={t} action={path} keys={keys} faults={faults}>
        <input type="hidden" name="version" value={version.id} />
        <input type="hidden" name="lang" value={text.lang} />
        <Ticks
          {...{ t, name: "aloud", label: t("spaces.conduct.how") }}
          ticks={[{ value: "yes", label: t("spaces.conduct.aloud"), ticked: posted.has("aloud") }]}
        />
        <Acts>
          <Button>{t("spaces.conduct.accept")}</Button>
        </Acts>
      </Form>
      <p class="soft">{t("spaces.conduct.otherwise")}</p>
    </section>
  );
}

function Accepted(props: { visit: SpaceVisit; one: One; version: Version }) {
  const { visit, one, version } = props;
  const { t, keys, path, session, lang } = visit;
  const { accepted } = one.state;
  if (accepted === null) return null;
  const said = accepted.heard === null ? "accepted" : "accepted-told";
  return (
    <section>
      <h2>{t("spaces.conduct.accepted-title")}</h2>
      <p>
        {t(`spaces.conduct.${said}`, { n: version.n })} <DayText date={accepted.day} lang={lang} />
      </p>
      {(session?.member != null || session?.ally != null) && (
        <Act action={`${path}/withdrawal`} keys={keys}>
          {t("spaces.conduct.take-back")}
        </Act>
      )}
    </section>
  );
}

/** What stays open to everyone who came in, whatever they accepted. */
function WaysOn({ visit, asked }: { visit: SpaceVisit; asked: boolean }) {
  const { t, space, session, view, keys } = visit;
  const ways: [path: string, key: string][] = [];
  if (session?.waiting != null) ways.push(["/waiting", "people.membership.title"]);
  const theirs = session?.ally == null ? undefined : view.space.plan.allies?.accepting;
  for (const { path, says, after } of theirs?.ways ?? [])
    if (!asked || after !== true) ways.push([path, says]);
  if (session?.member != null && asked)
    ways.push(["/membership/held", "people.held.title"], ["/membership/end", "people.leave.title"]);
  if (session?.roles.includes("coordination"))
    ways.push(
      ["/settings/conduct", "spaces.conduct.write"],
      ["/shutters", "spaces.shutters.close"],
    );
  if (session?.member != null && !asked) ways.push(["/conduct/told", "spaces.conduct.told"]);
  if (ways.length === 0) return null;
  return (
    <>
      <ul>
        {ways.map(([path, key]) => (
          <li>
            <a href={space.base + path}>{t(key)}</a>
          </li>
        ))}
      </ul>
      {theirs !== undefined && asked && (
        <Acts>
          <Act action={space.base + theirs.leave.path} keys={keys} weight="grave">
            {t(theirs.leave.says)}
          </Act>
        </Acts>
      )}
    </>
  );
}

/** Accepts the version that was shown, in the language it was shown in. */
export async function accept(visit: SpaceVisit): Promise<Reply> {
  const { posted, send, session, space, path } = visit;
  const id = whoOf(visit);
  if (id === null) return notHere;
  const input = { version: posted.text("version"), lang: posted.text("lang") };
  const aloud = posted.has("aloud") ? ({ arrived: "voice", readBack: true } as const) : {};
  const { allies } = visit.view.space.plan;
  const isAlly = session?.ally != null && allies !== undefined;
  const done = isAlly
    ? await send(allies.accepting.accept, input, aloud)
    : await send("people.accept-conduct", input, {
        author: { by: "member", member: id },
        ...aloud,
      });
  if (isRefusal(done)) return conductPage(visit, done);
  if (isAlly) return { goto: `${space.base}/ally`, notice: "spaces.conduct.done" };
  // What was typed before it was asked for waits there; where nothing waits, it leads on.
  const to = session?.member == null ? path : `${space.base}/kept-form`;
  return { goto: to, notice: "spaces.conduct.done" };
}

/** Takes one's acceptance back. */
export async function takeBack({ send, space, session, view }: SpaceVisit): Promise<Reply> {
  const { allies } = view.space.plan;
  const isAlly = session?.ally != null && allies !== undefined;
  const done = await send(isAlly ? allies.accepting.takeBack : "people.unaccept-conduct", {});
  if (isRefusal(done)) return done;
  const goto = space.base + (isAlly ? ALLY_CONDUCT : CONDUCT);
  return { goto, notice: "spaces.conduct.taken-back" };
}
