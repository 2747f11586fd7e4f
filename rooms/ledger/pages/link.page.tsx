/** Links with an end to one book: who reads it by one, making and ending one, and what it shows. */
import { isShared } from "../../../house/circles.ts";
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { codeHash } from "../../../house/gate.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Button } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { member, originOf, rolesOf } from "../../people/index.ts";
import { nameOf } from "../../spaces/index.ts";
import { keepsMoney } from "../decider.ts";
import { type BookState, book } from "../facts.ts";
import { type BookLinkState, bookLink, bookLinkMark, bookLinksMark, holds } from "../link-facts.ts";
import { namesOf } from "../questions.ts";
import { DaysField, daysIn } from "./link-days.tsx";
import { naming, type OpenBook, openBook, readersOf } from "./naming.ts";
import { OfBook } from "./parts.tsx";
import { shownTitle } from "./public.page.tsx";
import { Report } from "./report.tsx";
import { faultsOf } from "./typed.ts";

/** `GET /s/<slug>/books/:id/links`. */
export async function linksPage(visit: SpaceVisit): Promise<Reply> {
  return drawn(visit, null);
}

const makes = ({ session }: SpaceVisit) => keepsMoney({ roles: session?.roles ?? [] });

async function drawn(visit: SpaceVisit, fault: Refusal | null, code = ""): Promise<Reply> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  // To an allied group a link is shown where the book is of both; others are the host's alone.
  const theirs = visit.session?.ally != null && isShared(open.thing.circle);
  if (!makes(visit) && !theirs) return notHere;
  const { t, view, now } = visit;
  const all = await view.find(bookLink, bookLinksMark(open.thing.id));
  const live = all.filter(({ state }) => holds(state, now));
  const title = t("ledger.links.title");
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{t("ledger.links.text")}</p>
      {code !== "" && <Made {...{ visit, code }} />}
      {live.length === 0 && <Empty title={t("ledger.links.none")} />}
      <Rows>
        {live.map((one) => (
          <Live {...{ visit, open, one }} />
        ))}
      </Rows>
      {makes(visit) && <Making {...{ visit, open, fault }} />}
    </>
  );
  const status = fault === null ? 200 : 422;
  return { page, title, status, ...readersOf(visit, open.thing) };
}

/** The address, this once. */
export function Made({ visit, code }: { visit: SpaceVisit; code: string }) {
  const { t, space } = visit;
  return (
    <Notice kind="done" t={t} title={t("ledger.links.once")}>
      <p>
        <bdi class="code">{`${originOf(visit)}${space.base}/book-links/${code}`}</bdi>
      </p>
    </Notice>
  );
}

type OneLink = { visit: SpaceVisit; open: OpenBook; one: Thing<BookLinkState> };

function Live({ visit, open, one }: OneLink) {
  const { t, words, keys, space } = visit;
  const day = words.day(dayOf(one.state.until, space.zone));
  return (
    <Row level={2} title={t("ledger.links.until", { day })}>
      <Act {...{ action: `${open.base}/links/${one.id}/end`, keys, weight: "grave", about: day }}>
        {t("ledger.links.end")}
      </Act>
    </Row>
  );
}

type Making = { visit: SpaceVisit; open: OpenBook; fault: Refusal | null };

/** The form, or why there is none. */
function Making({ visit, open, fault }: Making) {
  const { t, keys, space } = visit;
  if (space.protects) return <p>{t("ledger.links.protected")}</p>;
  return (
    <Form {...{ t, keys, action: `${open.base}/links` }} faults={faultsOf(t, fault, ["days"])}>
      {isShared(open.thing.circle) && <p>{t("ledger.links.both")}</p>}
      <DaysField {...{ visit, fault }} />
      <Button>{t("ledger.links.make")}</Button>
    </Form>
  );
}

/** `POST /s/<slug>/books/:id/links`. */
export async function makeLink(visit: SpaceVisit): Promise<Reply> {
  const days = daysIn(visit);
  if (isRefusal(days)) return drawn(visit, days);
  const done = await visit.send("ledger.make-book-link", { book: visit.params["id"], days });
  if (isRefusal(done)) return drawn(visit, done);
  return drawn(visit, null, String(done.answer["code"]).replaceAll(/[\s-]/g, ""));
}

/** `POST /s/<slug>/books/:id/links/:link/end`. */
export async function endLink(visit: SpaceVisit): Promise<Reply> {
  const { params, space } = visit;
  const done = await visit.send("ledger.end-book-link", { link: params["link"] });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/books/${params["id"]}/links`, notice: "ledger.links.ended" };
}

/** The books that a code opens now; undefined alike for every reason why it opens none. */
async function booksBy({ view, now, space }: SpaceVisit, code: string) {
  if (space.protects || view.dark || code === "") return undefined;
  const [entry] = await view.space.marked(bookLinkMark(codeHash(code)), 1);
  const found = entry === undefined ? null : await view.space.thing(entry.thing);
  if (found?.kind !== bookLink.kind || found.parked) return undefined;
  const state = found.state as BookLinkState;
  // Who made it knows the address: it opens nothing once they keep the books no more.
  const maker = await view.space.thing(state.by);
  if (maker?.kind !== member.kind || maker.parked || !holds(state, now)) return undefined;
  if (!keepsMoney({ roles: rolesOf(maker.state as never) })) return undefined;
  const all = await Promise.all(state.books.map((id) => view.space.thing(id)));
  const things = all.filter((one) => one?.kind === book.kind && !one.parked);
  const [first] = things as Thing<BookState>[];
  return first === undefined ? undefined : { first, things: things as Thing<BookState>[], state };
}

/** The books of a link over several, each by its number there: all that its holder is told. */
async function Others({ visit, things, at }: { visit: SpaceVisit; things: Thing[]; at: number }) {
  const { t, space, house } = visit;
  if (things.length < 2) return null;
  const names = await Promise.all(
    things.map(async (thing) => {
      const view = await house.view(space.id, { by: "receipt", thing: thing.id });
      return view === null ? "" : shownTitle(visit, view, thing as Thing<BookState>);
    }),
  );
  return (
    <nav aria-label={t("ledger.funder.shown")}>
      <ul>
        {names.map((name, n) => (
          <li>
            {n === at ? (
              <b dir="auto">{name}</b>
            ) : (
              <a href={`?book=${n + 1}`} dir="auto">
                {name}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** `GET /s/<slug>/book-links/:code`; `?book=2` is the second of several. */
export async function linkedBook(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const linked = await booksBy(visit, visit.params["code"] ?? "");
  if (linked === undefined) return notHere;
  const { things, first, state } = linked;
  const asked = Number(visit.query.get("book") ?? "1") - 1;
  const at = things[asked] === undefined ? 0 : asked;
  const found = { thing: things[at] ?? first, state };
  const { t, space, words, house } = visit;
  const view = await house.view(space.id, { by: "receipt", thing: found.thing.id });
  if (view === null) return notHere;
  // Its own title is the group's words, and a link shows none: it is called what everyone reads.
  const title = await shownTitle(visit, view, found.thing);
  const open: OpenBook = {
    ...{ thing: found.thing, title, base: "", writes: false },
    ...naming(visit, await namesOf(view, found.thing)),
  };
  const day = words.day(dayOf(found.state.until, space.zone));
  const page = (
    <>
      <h1 dir="auto">{title}</h1>
      <p>{t("ledger.links.of", { group: await nameOf(view), day })}</p>
      {await Others({ visit, things, at })}
      <Report {...{ visit, open }} />
    </>
  );
  return { page, title, readers: t("ledger.links.readers") };
}
