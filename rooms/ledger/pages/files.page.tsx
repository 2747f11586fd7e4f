/** A book to take away: as what, of which months, with words or without; and the files. */
import type { FileReply, PageReply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { readersIn } from "../../people/index.ts";
import { mayLeaveAs, TAKEN, TAKEN_FORMATS, type TakenFormat } from "../exports/formats.ts";
import { type TakenBook, takeBooks } from "../exports/taken.ts";
import type { WorkbookHow } from "../exports/workbook.ts";
import { MonthFields, typedIn, typedMonths } from "./month-fields.tsx";
import { type OpenBook, openBook } from "./naming.ts";
import { OfBook } from "./parts.tsx";

/** `GET /s/<slug>/books/:id/files`. */
export async function filesPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  return drawn(visit, null);
}

async function drawn(visit: SpaceVisit, fault: Refusal | null): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const { t, query } = visit;
  const title = t("ledger.taken.title");
  const asked = query.get("format");
  const value = TAKEN_FORMATS.find((one) => one === asked) ?? "csv";
  const offered = TAKEN_FORMATS.filter((one) => mayLeaveAs(one, visit.space.protects));
  const cards = offered.map((one) => ({
    ...{ value: one, label: t(`ledger.taken.${one}`), hint: t(`ledger.taken.${one}-hint`) },
  }));
  const tick = { value: "yes", label: t("ledger.taken.words"), hint: t("ledger.taken.words-hint") };
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{t("ledger.taken.lead")}</p>
      <form class="form" method="get" action={`${open.base}/files/book`} novalidate>
        <MonthFields {...{ t, fault, typed: typedIn(query) }} hint={t("ledger.taken.hint")} />
        <Choice
          {...{ t, name: "format", label: t("ledger.taken.format"), cards, value, required: true }}
        />
        <Ticks {...{ t, name: "words", label: t("ledger.taken.along"), ticks: [tick] }} />
        <Button>{t("ledger.taken.go")}</Button>
      </form>
      <Acts>
        <Go href={`${open.base}/columns.txt`} weight="quiet">
          {t("ledger.book.columns")}
        </Go>
        <Go href={`${open.base}/report`} weight="quiet">
          {t("ledger.report.title")}
        </Go>
        {!visit.space.protects && (
          <Go href={`${visit.space.base}/books/publishing`} weight="quiet">
            {t("ledger.published.title")}
          </Go>
        )}
      </Acts>
    </>
  );
  const readers = readersIn(visit, open.thing);
  return { page, title, status: fault === null ? 200 : 422, ...readers };
}

/** `GET /s/<slug>/books/:id/files/book`: the file that was asked for. */
export async function chosenFile(visit: SpaceVisit): Promise<FileReply | PageReply | Refusal> {
  const format = TAKEN_FORMATS.find((one) => one === visit.query.get("format")) ?? "csv";
  return fileOf(visit, format, visit.query.get("words") === "yes");
}

/** `GET /s/<slug>/books/:id/table.csv`: all lines as a table, with their words. */
export async function tableFile(visit: SpaceVisit): Promise<FileReply | PageReply | Refusal> {
  return fileOf(visit, "csv", true);
}

async function fileOf(
  visit: SpaceVisit,
  format: TakenFormat,
  words: boolean,
): Promise<FileReply | PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const months = typedMonths(typedIn(visit.query));
  if (isRefusal(months)) return drawn(visit, months);
  if (!mayLeaveAs(format, visit.space.protects))
    return drawn(visit, refuse("ledger.no-months-told", "state"));
  const asked = { ...months, words, leaves: false, book: open.thing.id };
  const books = await takeBooks(visit.view, asked);
  const { ending, type, make } = TAKEN[format];
  const file = make(books, howFor(visit, open, { words, from: months.from }));
  // The name of the file is in download lists and chats: it names nobody.
  return { file: asBytes(file), type, name: `book.${ending}` };
}

function howFor(
  visit: SpaceVisit,
  open: OpenBook,
  { words, from }: Pick<WorkbookHow, "words" | "from">,
): WorkbookHow {
  const plain = (name: string) => visit.words.plain(`ledger.${name}`);
  return {
    ...{ words, from, leaves: false, rtl: visit.lang === "ar" },
    called: {
      column: (name) => plain(`csv.${name}`),
      account: (_: TakenBook, account) => open.account(account),
      unit: (_: TakenBook, unit) => open.unit(unit),
    },
    sheets: { totals: plain("book.totals"), lines: plain("entries.title") },
  };
}

async function* asBytes(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield typeof piece === "string" ? Buffer.from(piece) : piece;
}

const COLUMNS = [
  ...["book", "what", "entry", "day", "code", "amount", "unit", "corrects", "rate", "rate-source"],
  ...["heading", "unit-name", "party", "narration", "delivery", "need"],
];

/** `GET /s/<slug>/books/:id/columns.txt`: what stands in which column. */
export async function columnsFile(visit: SpaceVisit): Promise<FileReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const { plain } = visit.words;
  const lines = ["title", "row", ...COLUMNS].map((name) => plain(`ledger.columns.${name}`));
  return { file: `${lines.join("\n\n")}\n`, type: "text/plain; charset=utf-8" };
}
