/** Links with an end for one funder, over several books: which there are, making and ending one. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Button } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { keepsMoney } from "../decider.ts";
import { type BookLinkState, bookLink, holds, isLinkable } from "../link-facts.ts";
import { books } from "../questions.ts";
import { Made } from "./link.page.tsx";
import { DaysField, daysIn } from "./link-days.tsx";
import { bookTitle } from "./naming.ts";
import { errorIn, faultsOf } from "./typed.ts";

type Named = { id: string; name: string };

/** `GET /s/<slug>/books/links`. */
export const funderLinksPage = (visit: SpaceVisit): Promise<Reply> => drawn(visit, null);

async function drawn(visit: SpaceVisit, fault: Refusal | null, code = ""): Promise<Reply> {
  if (!keepsMoney({ roles: visit.session?.roles ?? [] })) return notHere;
  const { t, view, now, space } = visit;
  const links = (await view.things(bookLink)).filter(({ state }) => holds(state, now));
  const all: Named[] = (await books(view))
    .filter(({ thing }) => isLinkable(thing))
    .map(({ thing, title }) => ({ id: thing.id, name: bookTitle(visit, thing, title) }));
  const title = t("ledger.funder.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}/books`}>{t("ledger.books.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("ledger.funder.text")}</p>
      {code !== "" && <Made {...{ visit, code }} />}
      {links.length === 0 && <Empty title={t("ledger.funder.none")} />}
      <Rows>
        {links.reverse().map((one) => (
          <Live {...{ visit, one, all }} />
        ))}
      </Rows>
      <Making {...{ visit, all, fault }} />
    </>
  );
  return { page, title, status: fault === null ? 200 : 422 };
}

type OneLink = { visit: SpaceVisit; one: Thing<BookLinkState>; all: readonly Named[] };

/** Which books it opens, and until when. */
function Live({ visit, one, all }: OneLink) {
  const { t, words, keys, space } = visit;
  const day = words.day(dayOf(one.state.until, space.zone));
  const names = one.state.books.map(
    (id) => all.find((each) => each.id === id)?.name ?? t("ledger.funder.of-both"),
  );
  return (
    <Row level={2} title={<bdi>{words.list(names)}</bdi>} say={t("ledger.links.until", { day })}>
      <Act
        {...{ action: `${space.base}/books/links/${one.id}/end`, keys, weight: "grave" }}
        about={words.list(names)}
      >
        {t("ledger.links.end")}
      </Act>
    </Row>
  );
}

type Making = { visit: SpaceVisit; all: readonly Named[]; fault: Refusal | null };

function Making({ visit, all, fault }: Making) {
  const { t, keys, posted, space } = visit;
  if (space.protects) return <p>{t("ledger.links.protected")}</p>;
  if (all.length === 0) return null;
  const ticked = posted.all("books");
  return (
    <Form
      {...{ t, keys, action: `${space.base}/books/links` }}
      faults={faultsOf(t, fault, ["books", "days"])}
    >
      <Ticks
        {...{
          t,
          name: "books",
          label: t("ledger.funder.books"),
          error: errorIn(t, fault, "books"),
        }}
        ticks={all.map(({ id, name }) => ({ value: id, label: name, ticked: ticked.includes(id) }))}
      />
      <DaysField {...{ visit, fault }} />
      <Button>{t("ledger.links.make")}</Button>
    </Form>
  );
}

/** `POST /s/<slug>/books/links`. */
export async function makeFunderLink(visit: SpaceVisit): Promise<Reply> {
  const days = daysIn(visit);
  if (isRefusal(days)) return drawn(visit, days);
  const chosen = visit.posted.all("books");
  const done = await visit.send("ledger.make-funder-link", { books: chosen, days });
  if (isRefusal(done)) return drawn(visit, done);
  return drawn(visit, null, String(done.answer["code"]).replaceAll(/[\s-]/g, ""));
}

/** `POST /s/<slug>/books/links/:link/end`. */
export async function endFunderLink(visit: SpaceVisit): Promise<Reply> {
  const { params, space } = visit;
  const done = await visit.send("ledger.end-book-link", { link: params["link"] });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/books/links`, notice: "ledger.links.ended" };
}
