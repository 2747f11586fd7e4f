/** Seeing a member out: what that stops, what it does not, and what they could have read. */
import type { Done } from "../../../house/command.ts";
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Copy } from "../../../ui/copy.tsx";
import { Form } from "../../../ui/form.tsx";
import { Table } from "../../../ui/table.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { onlyTheirs } from "../closing.ts";
import { isWaiting, type MemberState, member, rolesOf } from "../facts.ts";
import { handles } from "../questions.ts";
import { type Could, couldRead, countOfWords } from "../reading.ts";
import { originOf, saysOf } from "../says.ts";
import { stepUp } from "../stepup.ts";
import { OnlyTheirs } from "./closing.tsx";
import { KINDS } from "./kinds.ts";
import { called } from "./members.page.tsx";

type Whom = { thing: Thing<MemberState>; handle: string | null };

/** Whoever the page is about, here or gone; only coordination is told. */
async function whom({ view, params, session }: SpaceVisit): Promise<Whom | null> {
  if (session?.roles.includes("coordination") !== true) return null;
  const thing = await view.thing(member, params["id"] ?? "");
  if (thing === undefined) return null;
  return { thing, handle: (await handles(view, [thing.id])).get(thing.id) ?? null };
}

/** What seeing a member out stops and what it does not, and the button that does it. */
export async function removalPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const one = await whom(visit);
  if (one === null || one.thing.state.gone !== null) return notHere;
  const { t, space, keys, view, lang } = visit;
  const at = `${space.base}/members/${one.thing.id}`;
  const waits = isWaiting(one.thing.state);
  const { faults, status } = saysOf(visit, refusal);
  const title = t("people.removal.title");
  const words = await countOfWords(view, one.thing.id);
  const links = await openLinksIn(view);
  const page = (
    <>
      <h1>{title}</h1>
      <p>
        <b dir="auto">{called(visit, one)}</b> · {doing(visit, one.thing.state)}
      </p>
      <Says
        visit={visit}
        which="stops"
        points={["opens-nothing", "not-listed", "drafts", "ways"]}
      />
      <Says visit={visit} which="stays" points={["written", "read", "sealed"]} />
      {!waits && <p>{t("people.closing.unseen")}</p>}
      <OnlyTheirs visit={visit} circles={await onlyTheirs(view, one.thing.id, lang)} />
      {!waits && <Readings visit={visit} rows={await couldRead(view, one.thing, space.protects)} />}
      <Form t={t} action={`${at}/removal`} keys={keys} faults={faults}>
        <Ticks t={t} name="goes" label={t("people.goes")} ticks={goes(visit, words)} />
        {links > 0 && (
          <Ticks
            {...{ t, name: "links", label: t("people.removal.links") }}
            hint={t("people.removal.links-hint")}
            ticks={[{ value: "renew", label: t("people.removal.links-renew", { n: links }) }]}
          />
        )}
        <Acts>
          <Button weight="grave">{title}</Button>
          <Go href={waits ? `${space.base}/newcomers/${one.thing.id}` : at} weight="quiet">
            {t("people.removal.keep")}
          </Go>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

const doing = ({ t, words }: SpaceVisit, state: MemberState) =>
  isWaiting(state)
    ? t("people.waiting.state")
    : words.list(rolesOf(state).map((role) => t(`people.role.${role}`)));

/** What may go along with a member: the name, the words they wrote. */
export function goes({ t, posted }: SpaceVisit, words: number) {
  const ticked = (value: string) => posted.all("goes").includes(value);
  return [
    { value: "name", label: t("people.forget"), ticked: ticked("name") },
    {
      ...{ value: "words", label: t("people.goes.words", { n: words }) },
      ...{ hint: t("people.goes.words-hint"), ticked: ticked("words") },
    },
  ];
}

/** What was ticked, as the commands take it. */
export function goingAlong({ posted }: SpaceVisit): { forget: boolean; words: boolean } {
  const all = posted.all("goes");
  return { forget: all.includes("name"), words: all.includes("words") };
}

function Says(props: { visit: SpaceVisit; which: "stops" | "stays"; points: readonly string[] }) {
  const { t } = props.visit;
  return (
    <>
      <h2>{t(`people.removal.${props.which}`)}</h2>
      <ul>
        {props.points.map((point) => (
          <li>{t(`people.removal.${point}`)}</li>
        ))}
      </ul>
    </>
  );
}

/** A day of the log, in a protected space a month, in words. */
function dayText({ words }: SpaceVisit, day: string): string {
  const whole = { date: day, zone: "UTC", instant: `${day}T00:00:00Z` };
  return day.length === 7 ? words.month(day) : words.day(whole, "short");
}

function Readings({ visit, rows }: { visit: SpaceVisit; rows: readonly Could[] }) {
  const { t } = visit;
  const title = t("people.reading-list.title");
  const columns = ["kind", "circle", "count", "since"].map((name) => ({
    ...{ name: t(`people.reading-list.${name}`), number: name === "count" },
  }));
  const cells = rows.map(({ kind, circle, count, since }) => [
    t(`people.kind.${KINDS.includes(kind) ? kind : "other"}`),
    t(`people.circle.${circle === "host" || circle === "link" ? circle : "other"}`),
    t("people.reading-list.n", { n: count }),
    dayText(visit, since),
  ]);
  return (
    <section>
      <h2>{title}</h2>
      <p>{t("people.reading-list.text")}</p>
      {rows.length === 0 ? (
        <p>{t("people.reading-list.none")}</p>
      ) : (
        <Table caption={title} quietCaption columns={columns} rows={cells} />
      )}
    </section>
  );
}

/** The list by itself, of whoever is here or gone: to be looked at later, and printed. */
export async function readingPage(visit: SpaceVisit): Promise<Reply> {
  const one = await whom(visit);
  if (one === null || one.thing.state.since === null) return notHere;
  const { t, view, space } = visit;
  const { since, until } = one.thing.state;
  const title = t("people.reading-list.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>
        <b dir="auto">{called(visit, one)}</b> ·{" "}
        {until === null
          ? t("people.reading-list.here", { since: dayText(visit, since.day) })
          : t("people.reading-list.gone", {
              ...{ since: dayText(visit, since.day), until: dayText(visit, until.day) },
            })}
      </p>
      <Readings visit={visit} rows={await couldRead(view, one.thing, space.protects)} />
      <p>
        <a href={`${space.base}/breaches/new?member=${one.thing.id}`}>
          {t("people.removal.breach")}
        </a>
      </p>
    </>
  );
  return { title, page };
}

/** How many links still open the group's pages, whoever made them. */
async function openLinksIn(view: SpaceVisit["view"]): Promise<number> {
  const found = view.space.plan.rooms.map((room) => room.elsewhere?.(view) ?? []);
  const all = (await Promise.all(found)).flat();
  return all.find(({ what }) => what === "spaces.elsewhere.links")?.n ?? 0;
}

/** The links that were made anew: their codes are on this answer and never shown again. */
function renewedLinks(visit: SpaceVisit, id: string, { answer }: Done): PageReply {
  const { t, space, words, lang, now } = visit;
  const made = Object.keys(answer).filter((key) => key.startsWith("code-"));
  const title = t("people.removal.renewed");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.removal.done")}</p>
      <p>{t("people.removal.renewed-once")}</p>
      {made.map((key) => {
        const until = Number(answer[key.replace("code", "until")]);
        const text = `${originOf(visit)}/l/${space.slug}/${answer[key]}`;
        const label = t("people.removal.renewed-until", { ends: words.relative(until, now) });
        return <Copy {...{ t, id: key, label, rows: 2 }} text={{ lang, text }} />;
      })}
      <Acts>
        <Go href={`${space.base}/members`}>{t("people.members.title")}</Go>
        <Go href={`${space.base}/members/${id}/reading`} weight="quiet">
          {t("people.reading-list.title")}
        </Go>
      </Acts>
    </>
  );
  return { title, page, scripts: ["copy.js"], readers: t("web.typed.mine") };
}

/** Sees a member out, and takes the space off their login. */
export async function removeMember(visit: SpaceVisit): Promise<Reply> {
  // Only for coordination: everybody else is refused as before, and asked nothing.
  const asked = visit.session?.roles.includes("coordination") === true ? stepUp(visit) : null;
  if (asked !== null) return asked;
  const { params, send, space, posted } = visit;
  const id = params["id"] ?? "";
  const done = await send("people.remove", { member: id, ...goingAlong(visit) });
  if (isRefusal(done)) return removalPage(visit, done);
  const renewed = posted.has("links") ? await send("spaces.renew-links", {}) : null;
  if (renewed !== null && (isRefusal(renewed) || "code-0" in renewed.answer))
    return isRefusal(renewed) ? renewed : renewedLinks(visit, id, renewed);
  return {
    ...{ goto: `${space.base}/members`, notice: "people.removal.done" },
    next: {
      ...{ href: `${space.base}/members/${id}/reading`, says: "people.reading-list.title" },
    },
  };
}
