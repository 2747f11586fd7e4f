/** Files for the public, in the formats of funders and registers: what is in them, and they. */
import type { FileReply, PageReply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { publisherOf } from "../../spaces/index.ts";
import { formatFault, PUBLIC, PUBLIC_FORMATS } from "../exports/formats.ts";
import { type Publication, publish, publishFault } from "../exports/published.ts";
import { MonthFields, typedIn, typedMonths } from "./month-fields.tsx";

/** What goes into a file of these months; or why there is none. */
async function told(visit: SpaceVisit): Promise<Publication | Refusal> {
  const { view, space, query, lang } = visit;
  const no = publishFault(view, space.protects);
  if (no !== null) return no;
  const months = typedMonths(typedIn(query));
  if (isRefusal(months)) return months;
  const publisher = await publisherOf(view);
  if (publisher === null) return refuse("ledger.publish-no-id", "state");
  return publish(view, publisher, { ...months, book: null, lang });
}

/** `GET /s/<slug>/books/publishing`. */
export async function publishingPage(visit: SpaceVisit): Promise<PageReply> {
  return drawn(visit, null);
}

async function drawn(visit: SpaceVisit, fault: Refusal | null): Promise<PageReply> {
  const { t, space, query, session } = visit;
  const title = t("ledger.published.title");
  const typed = typedIn(query);
  const of = await told(visit);
  // What is wrong with a field is said at that field; what hinders every file, in its place.
  const hinders = isRefusal(of) && of.field === undefined ? of : null;
  const coordinates = session?.roles.includes("coordination") === true;
  const value = PUBLIC_FORMATS.find((one) => one === query.get("format")) ?? "iati";
  const cards = PUBLIC_FORMATS.map((one) => ({
    ...{ value: one, label: t(`ledger.published.${one}`), hint: t(`ledger.published.${one}-hint`) },
  }));
  const page = (
    <>
      <p>
        <a href={`${space.base}/books`}>{t("ledger.books.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>
        <strong>{t("ledger.published.everyone")}</strong>
      </p>
      <p>{t("ledger.published.lead")}</p>
      {hinders === null ? (
        <>
          {!isRefusal(of) && <Within {...{ visit, of }} />}
          <form class="form" method="get" action={`${space.base}/books/publishing/file`} novalidate>
            <MonthFields {...{ t, fault, typed }} hint={t("ledger.published.months")} />
            <Choice
              {...{ t, name: "format", label: t("ledger.taken.format"), cards, value }}
              required
            />
            <Button>{t("ledger.taken.go")}</Button>
          </form>
        </>
      ) : (
        <p>{t(`refusal.${hinders.refused}`)}</p>
      )}
      <Acts>
        {!space.protects && coordinates && (
          <Go href={`${space.base}/settings/publisher`} weight="quiet">
            {t("ledger.published.called")}
          </Go>
        )}
        <Go href={`${space.base}/statements`} weight="quiet">
          {t("ledger.statements.title")}
        </Go>
      </Acts>
    </>
  );
  return { page, title, status: fault === null ? 200 : 422 };
}

/** How much of the group is in it, before anybody takes it. */
function Within({ visit, of }: { visit: SpaceVisit; of: Publication }) {
  const { t } = visit;
  const deals = of.activities.filter(({ ally }) => ally !== null).length;
  const { organisation: id } = of.publisher;
  const name = of.name?.text;
  return (
    <ul>
      <li>
        {name === undefined
          ? t("ledger.published.as-id", { id })
          : t("ledger.published.as", { name, id })}
      </li>
      <li>{t("ledger.published.agreements", { n: deals })}</li>
      <li>{t("ledger.published.books", { n: of.activities.length - deals })}</li>
    </ul>
  );
}

/** `GET /s/<slug>/books/publishing/file`: the file that was asked for. */
export async function publishedFile(visit: SpaceVisit): Promise<FileReply | PageReply> {
  const format = PUBLIC_FORMATS.find((one) => one === visit.query.get("format")) ?? "iati";
  const of = await told(visit);
  if (isRefusal(of)) return drawn(visit, of);
  const no = formatFault(format, of);
  if (no !== null) return drawn(visit, no);
  const { name, type, make } = PUBLIC[format];
  // The name of the file is in download lists and chats: it names nobody.
  return { file: asBytes(make(of)), type, name };
}

async function* asBytes(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece);
}
