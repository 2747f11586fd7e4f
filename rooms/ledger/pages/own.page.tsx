/** The books of an agreement: which there are, for both parties; opening one, for the host. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { readText } from "../../../house/values/index.ts";
import { Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { agreement, wasSigned } from "../../agreements/index.ts";
import { PURPOSES, type Purpose, TITLE_MAX } from "../facts.ts";
import { ownBooks } from "../own-questions.ts";
import { titleOf } from "../questions.ts";
import { BookRow, sayOf } from "./books.page.tsx";
import { bookTitle } from "./naming.ts";
import { errorIn, faultsOf } from "./typed.ts";

const keepsBooks = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => role === "coordination" || role === "treasurer") === true;

/** `GET /agreements/:id/books`. */
export async function ownBooksPage(
  visit: SpaceVisit,
  fault: Refusal | null = null,
): Promise<Reply> {
  const { t, view, space, params } = visit;
  const deal = await view.thing(agreement, params["id"] ?? "");
  if (deal === undefined) return notHere;
  const all = await ownBooks(view, deal.id);
  const rows = await Promise.all(
    all.map(async (thing) => {
      const name = bookTitle(visit, thing, await titleOf(view, thing));
      return <BookRow {...{ visit, thing, name, say: await sayOf(visit, thing) }} />;
    }),
  );
  const left = PURPOSES.filter((one) => all.every(({ state }) => state.purpose !== one));
  const may = keepsBooks(visit) && left.length > 0 && deal.state.ended === null;
  const title = t("ledger.own.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}/agreements/${deal.id}`}>{t("ledger.own.agreement")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("ledger.own.text")}</p>
      {all.length === 0 && <Empty title={t("ledger.own.none")} />}
      <Rows>{rows}</Rows>
      {may && !wasSigned(deal.state) && <p>{t("ledger.own.unsigned")}</p>}
      {may && wasSigned(deal.state) && <Opening {...{ visit, left, fault }} />}
    </>
  );
  const readers = t("ledger.own.readers");
  return { page, title, status: fault === null ? 200 : 422, readers, typed: readers };
}

type Props = { visit: SpaceVisit; left: readonly Purpose[]; fault: Refusal | null };

function Opening({ visit, left, fault }: Props) {
  const { t, keys, space, params, posted } = visit;
  const [only] = left;
  return (
    <section>
      <h2>{t("ledger.books.open")}</h2>
      <Form
        {...{ t, keys, action: `${space.base}/agreements/${params["id"]}/books` }}
        faults={faultsOf(t, fault, ["purpose", "title"])}
      >
        <Choice
          {...{ t, name: "purpose", label: t("ledger.open.purpose"), required: true }}
          error={errorIn(t, fault, "purpose")}
          value={posted.text("purpose") || (left.length === 1 ? (only ?? "") : "")}
          cards={left.map((value) => ({ value, label: t(`ledger.purpose.${value}`) }))}
        />
        <TextField
          {...{ t, name: "title", label: t("ledger.open.name"), maxlength: TITLE_MAX }}
          hint={t("ledger.open.name-hint")}
          error={errorIn(t, fault, "title")}
          value={posted.text("title")}
        />
        <Button>{t("ledger.own.open")}</Button>
      </Form>
    </section>
  );
}

/** `POST /agreements/:id/books`. */
export async function openOwn(visit: SpaceVisit): Promise<Reply> {
  const { posted, lang, space, params } = visit;
  const typed = posted.text("title");
  const read = typed === "" ? null : readText(lang, typed, { lengthMax: TITLE_MAX });
  if (read !== null && !read.ok)
    return ownBooksPage(visit, { refused: read.reason, because: "shape", field: "title" });
  const title = read === null ? {} : { title: [read.value] };
  const input = { agreement: params["id"] ?? "", purpose: posted.text("purpose"), ...title };
  const done = await visit.send("ledger.open-own-book", input);
  if (isRefusal(done)) return ownBooksPage(visit, done);
  return { goto: `${space.base}/books/${done.answer["book"]}`, notice: "ledger.books.opened" };
}
