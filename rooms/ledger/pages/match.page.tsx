/** Matching a bank's file with the book: what stands in both, what waits, what does not follow. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { isCurrency } from "../../../house/values/index.ts";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { DayText } from "../../../ui/time.tsx";
import { readersIn } from "../../people/index.ts";
import { type ExtractState, extract } from "../extract-facts.ts";
import {
  heldOn,
  linesWithoutRow,
  type OpenRow,
  rowsOfExtract,
  waitingRows,
} from "../extract-questions.ts";
import type { RowWords } from "../extract-rows.ts";
import { unitsOf } from "../totals.ts";
import { openMoneyBook } from "./bank.page.tsx";
import { Accounts } from "./bank-preview.tsx";
import type { OpenBook } from "./naming.ts";
import { Openings } from "./opening.tsx";
import { EntryRow, Facts, Moved, OfBook, Said } from "./parts.tsx";

/** Months of a file that have a link of their own: ten years. */
const MONTHS_SHOWN = 120;

type File = { visit: SpaceVisit; open: OpenBook; file: Thing<ExtractState> };

/** The book and the file of the address, or as if they were not there. */
export async function openExtract(visit: SpaceVisit): Promise<Omit<File, "visit"> | Refusal> {
  const open = await openMoneyBook(visit);
  if (isRefusal(open)) return open;
  const file = await visit.view.thing(extract, visit.params["extract"] ?? "");
  return file?.state.book === open.thing.id ? { open, file } : notHere;
}

/** `GET /books/:id/bank/:extract`. */
export async function matchPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const found = await openExtract(visit);
  if (isRefusal(found)) return found;
  const { open, file } = found;
  const { t, view, query } = visit;
  const from = numberIn(query.get("from"));
  const waiting = await waitingRows(view, file, from);
  const odd = await rowsOfExtract(view, open.thing, file, "disagreeing", 0);
  const { months } = file.state;
  const asked = query.get("month");
  const month = months.find((one) => one === asked) ?? months.toSorted().at(-1) ?? null;
  const only = month === null ? null : await linesWithoutRow(view, open.thing, "money", month);
  const title = t("ledger.match.title");
  const next = waiting.next === null ? null : `?from=${waiting.next}`;
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <Counts {...{ visit, open, file }} />
      <Accounts {...{ visit, open, accounts: file.state.accounts }} />
      <Openings {...{ visit, open, file }} />
      {waiting.rows.length > 0 && (
        <h2>{t("ledger.match.waiting", { n: Object.keys(file.state.waiting).length })}</h2>
      )}
      <Rows>
        {waiting.rows.map((row) => (
          <FileRow {...{ visit, open, row: { ...row, waits: row.why } }}>
            {`${open.base}/bank/${file.id}/rows/${row.row}`}
          </FileRow>
        ))}
      </Rows>
      {next !== null && (
        <p>
          <a href={next}>{t("ledger.match.next")}</a>
        </p>
      )}
      {odd.rows.length > 0 && (
        <h2>{t("ledger.match.disagreeing", { n: file.state.disagreeing })}</h2>
      )}
      <Rows>
        {odd.rows.map((row) => (
          <FileRow {...{ visit, open, row }}>{entryPath(open, row)}</FileRow>
        ))}
      </Rows>
      {odd.next !== null && <p>{t("ledger.match.more")}</p>}
      {only !== null && <OnlyInBook {...{ visit, open, file, only, month }} />}
      <p>
        <a href={`${open.base}/bank/${file.id}/rows`}>{t("ledger.match.all")}</a>
      </p>
    </>
  );
  return { page, title, ...readersIn(visit, file), keeps: ["lines", "rows"] };
}

const numberIn = (text: string | null) => (/^[0-9]{1,8}$/.test(text ?? "") ? Number(text) : 0);
const entryPath = (open: OpenBook, { entry }: OpenRow) =>
  entry === undefined ? "" : `${open.base}/lines/${entry}`;

function Counts({ visit, open, file }: File) {
  const { t } = visit;
  const { posted, stands, left, passed, waiting, disagreeing, accounts, format } = file.state;
  const waits = Object.keys(waiting).length;
  const fine = waits === 0 && disagreeing === 0 && accounts.every((one) => one.agrees !== false);
  const has = unitsOf(open.thing.state).filter(isCurrency);
  const many = (key: string, n: number) => n > 0 && <p>{t(`ledger.match.${key}`, { n })}</p>;
  return (
    <>
      <p>{t(`ledger.format.${format}`)}</p>
      {fine && <Notice kind="done" t={t} title={t("ledger.match.agree")} />}
      <p>{t("ledger.match.in-book", { n: posted + stands })}</p>
      {many("passed", passed)}
      {many("left", left)}
      <Facts
        facts={has.map((unit) => {
          const of = { of: heldOn(open.thing, "money", unit), unit };
          return [t("ledger.match.book-has"), <bdi class="figure">{open.say(of)}</bdi>] as const;
        })}
      />
    </>
  );
}

/** A row of the file; its child is where it leads, nothing where it leads nowhere. */
function FileRow(props: {
  visit: SpaceVisit;
  open: OpenBook;
  row: Pick<OpenRow, "row" | "of" | "what" | "standing" | "waits" | "day" | "said">;
  /** Of its heading; 3 unless said. */
  level?: 2 | 3;
  children: string;
}) {
  const { visit, open, row, level = 3, children } = props;
  const { t, lang } = visit;
  const why = row.waits === undefined ? null : t(`ledger.row.waits-${row.waits}`);
  const way = children === "" ? {} : { href: children };
  return (
    <Row
      title={<Called {...{ visit, said: row.said, row: row.row }} />}
      {...{ ...way, level }}
      end={<Moved {...{ visit, open, of: row.of }} />}
      say={<DayText date={row.day} lang={lang} />}
    >
      <p>
        {t(`ledger.what.${row.what}`)} · {t(`ledger.standing.${row.standing}`)}
      </p>
      {why !== null && <p>{t("ledger.bank.row", { row: String(row.row), why })}</p>}
    </Row>
  );
}

/** What a row says of itself, or its number. */
export function Called(props: { visit: SpaceVisit; said: RowWords | string; row: number }) {
  const { visit, said, row } = props;
  const text = typeof said === "string" ? undefined : (said.narration ?? said.party);
  if (text) return <Said text={text} />;
  return <>{visit.t("ledger.settle.title", { row: String(row) })}</>;
}

type Only = { only: Awaited<ReturnType<typeof linesWithoutRow>>; month: string | null };

/** What the book says of a month and no file does, and the ways to the other months. */
function OnlyInBook({ visit, open, file, only, month }: File & Only) {
  const { t, words } = visit;
  const others = file.state.months.toSorted().filter((one) => one !== month);
  return (
    <section>
      <h2>{t("ledger.match.only-book")}</h2>
      {month !== null && <p>{words.month(month)}</p>}
      {only.entries.length === 0 && <p>{t("ledger.match.only-book-none")}</p>}
      <Rows>
        {only.entries.map((entry) => (
          <EntryRow {...{ visit, open, entry }} level={3} />
        ))}
      </Rows>
      {only.more && <p>{t("ledger.match.more")}</p>}
      {others.length > 0 && (
        <details>
          <summary>{t("ledger.match.months")}</summary>
          <ul>
            {others.slice(-MONTHS_SHOWN).map((one) => (
              <li>
                <a href={`?month=${one}`}>{words.month(one)}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** `GET /books/:id/bank/:extract/rows`. */
export async function rowsPage(visit: SpaceVisit): Promise<Reply> {
  const found = await openExtract(visit);
  if (isRefusal(found)) return found;
  const { open, file } = found;
  const { t, view, query } = visit;
  const from = numberIn(query.get("from"));
  const { rows, next } = await rowsOfExtract(view, open.thing, file, "all", from);
  const title = t("ledger.match.all");
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <Rows>
        {rows.map((row) => (
          <FileRow {...{ visit, open, row, level: 2 }}>{entryPath(open, row)}</FileRow>
        ))}
      </Rows>
      {next !== null && (
        <p>
          <a href={`?from=${next}`}>{t("ledger.match.next")}</a>
        </p>
      )}
    </>
  );
  return { page, title, ...readersIn(visit, file), keeps: ["lines", "rows"] };
}
