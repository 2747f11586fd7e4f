/** The books of a group, and opening another. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { readText } from "../../../house/values/index.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { reads } from "../../people/index.ts";
import { type BookState, PURPOSES, TITLE_MAX } from "../facts.ts";
import { books, moneyBooks, namesOf } from "../questions.ts";
import { totals } from "../totals.ts";
import { bookTitle, naming } from "./naming.ts";
import { errorIn, faultsOf } from "./typed.ts";

/** `GET /s/<slug>/books`. */
export async function booksPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, space } = visit;
  const all = await books(view);
  const rows = await Promise.all(
    all.map(async ({ thing, title }) => {
      const name = bookTitle(visit, thing, title);
      return <BookRow {...{ visit, thing, name, say: await sayOf(visit, thing) }} />;
    }),
  );
  const title = t("ledger.books.title");
  const [money] = await moneyBooks(view);
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("ledger.books.text")}</p>
      {all.length === 0 && (
        <Empty title={t("ledger.books.none")}>
          <p>{t("ledger.books.none-text")}</p>
        </Empty>
      )}
      <Rows>{rows}</Rows>
      <Acts>
        {mayOpen(visit) && (
          <Go href={`${space.base}/books/new`} weight="quiet">
            {t("ledger.books.open")}
          </Go>
        )}
        {all.length > 1 && (
          <Go href={`${space.base}/books/between`} weight="quiet">
            {t("ledger.between.title")}
          </Go>
        )}
        {mayOpen(visit) && all.length > 0 && (
          <Go href={`${space.base}/books/links`} weight="quiet">
            {t("ledger.funder.title")}
          </Go>
        )}
        <Go href={`${space.base}/statements`} weight="quiet">
          {t("ledger.statements.title")}
        </Go>
        {all.length > 0 && !space.protects && (
          <Go href={`${space.base}/books/publishing`} weight="quiet">
            {t("ledger.published.title")}
          </Go>
        )}
        {money !== undefined && (
          <Go href={`${space.base}/books/${money.id}/bank`} weight="quiet">
            {t("ledger.bank.title")}
          </Go>
        )}
      </Acts>
    </>
  );
  return { page, title };
}

/** How amounts of a book are said. */
export async function sayOf(visit: SpaceVisit, thing: Thing<BookState>) {
  return naming(visit, await namesOf(visit.view, thing)).say;
}

const mayOpen = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => role === "coordination" || role === "treasurer") === true;

/** A book in a list, with what is here. */
export function BookRow(props: {
  visit: SpaceVisit;
  thing: Thing<BookState>;
  name: string;
  say: Awaited<ReturnType<typeof sayOf>>;
}) {
  const { visit, thing, name, say } = props;
  const { t, words, space } = visit;
  const all = totals(thing.state);
  const here = all.filter(({ here: { of } }) => of !== "0").map(({ here: of }) => say(of));
  const came = all.map(({ came: of }) => say(of));
  const lines = t("ledger.books.lines", { n: String(thing.state.transfers) });
  return (
    <Row title={name} href={`${space.base}/books/${thing.id}`} say={lines} level={2}>
      {here.length > 0 && <p>{t("ledger.books.here", { amount: words.list(here) })}</p>}
      {here.length === 0 && came.length > 0 && (
        <p>{t("ledger.books.gone", { amount: words.list(came) })}</p>
      )}
    </Row>
  );
}

/** `GET /s/<slug>/books/new`. */
export async function newBookPage(
  visit: SpaceVisit,
  fault: Refusal | null = null,
): Promise<PageReply> {
  const { t, keys, space, posted } = visit;
  const title = t("ledger.books.open");
  const error = errorIn(t, fault, "circle");
  const readers = await (await reads()).readsField(visit, { error });
  const page = (
    <>
      <p>
        <a href={`${space.base}/books`}>{t("ledger.books.title")}</a>
      </p>
      <h1>{title}</h1>
      <Form
        t={t}
        action={`${space.base}/books`}
        keys={keys}
        faults={faultsOf(t, fault, ["purpose", "title", "circle"])}
      >
        <Choice
          {...{ t, name: "purpose", label: t("ledger.open.purpose"), required: true }}
          error={errorIn(t, fault, "purpose")}
          value={posted.text("purpose")}
          cards={PURPOSES.map((value) => ({ value, label: t(`ledger.purpose.${value}`) }))}
        />
        <TextField
          {...{ t, name: "title", label: t("ledger.open.name"), maxlength: TITLE_MAX }}
          hint={t("ledger.open.name-hint")}
          error={errorIn(t, fault, "title")}
          value={posted.text("title")}
        />
        {readers}
        <Button>{title}</Button>
      </Form>
    </>
  );
  const typed = readers ? { typed: t("people.reads.typed") } : {};
  return { page, title, status: fault === null ? 200 : 422, ...typed };
}

/** `POST /s/<slug>/books`. */
export async function openNewBook(visit: SpaceVisit): Promise<Reply> {
  const { posted, lang, space } = visit;
  const typed = posted.text("title");
  const read = typed === "" ? null : readText(lang, typed, { lengthMax: TITLE_MAX });
  if (read !== null && !read.ok)
    return newBookPage(visit, { refused: read.reason, because: "shape", field: "title" });
  const title = read === null ? {} : { title: [read.value] };
  const purpose = posted.text("purpose");
  const within = (await reads()).chosenCircle(visit);
  const done = await visit.send("ledger.open-book", { purpose, ...title, ...within });
  if (isRefusal(done)) return done.field === undefined ? done : newBookPage(visit, done);
  return { goto: `${space.base}/books/${done.answer["book"]}`, notice: "ledger.books.opened" };
}
