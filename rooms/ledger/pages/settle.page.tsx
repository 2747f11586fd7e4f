/** One row that waits: written in the book, said to stand there already, or left out. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { parseDay, startOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { DayText } from "../../../ui/time.tsx";
import { readersIn } from "../../people/index.ts";
import { linesOf } from "../decider-extracts.ts";
import { candidates, waitingRows } from "../extract-questions.ts";
import type { BookEntry } from "../questions.ts";
import { underwayFor } from "../underway.ts";
import { Called, openExtract } from "./match.page.tsx";
import { headings } from "./naming.ts";
import { EntryRow, Facts, Moved, OfBook } from "./parts.tsx";
import { errorIn, faultsOf } from "./typed.ts";

/** Lines on the way that are shown. */
const SENT_MAX = 5;

async function openRow(visit: SpaceVisit) {
  const found = await openExtract(visit);
  if (isRefusal(found)) return found;
  const number = Number(visit.params["row"]);
  if (!Number.isSafeInteger(number) || !(number in found.file.state.waiting)) return notHere;
  const [row] = (await waitingRows(visit.view, found.file, number)).rows;
  return row?.row === number ? { ...found, row } : notHere;
}

type Opened = Exclude<Awaited<ReturnType<typeof openRow>>, Refusal>;

/** `GET /books/:id/bank/:extract/rows/:row`. */
export async function settlePage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const found = await openRow(visit);
  return isRefusal(found) ? found : draw(visit, found, null);
}

async function draw(visit: SpaceVisit, found: Opened, fault: Refusal | null): Promise<PageReply> {
  const { t, lang } = visit;
  const { open, file, row } = found;
  const title = t("ledger.settle.title", { row: String(row.row) });
  const said = typeof row.said === "string" ? {} : row.said;
  const page = (
    <>
      <OfBook {...{ open, title }} />
      {(said.narration ?? said.party) && (
        <p>
          <Called {...{ visit, said, row: row.row }} />
        </p>
      )}
      <Facts
        facts={[
          [t("ledger.bank.sum"), <Moved {...{ visit, open, of: row.of }} />],
          [t("ledger.entry.day"), <DayText date={row.day} lang={lang} />],
          [t("ledger.bank.what"), t(`ledger.what.${row.what}`)],
          [t("ledger.columns.reference"), said.reference && <bdi>{said.reference}</bdi>],
        ]}
      />
      <p>{t("ledger.bank.row", { row: String(row.row), why: t(`ledger.row.waits-${row.why}`) })}</p>
      {open.writes && <Ways {...{ visit, found, fault }} {...(await linesFor(visit, found))} />}
    </>
  );
  const status = fault === null ? 200 : 422;
  return { page, title, status, ...readersIn(visit, file), keeps: ["lines", "rows"] };
}

/** Lines of the book that the row may be, and those on the way that it may be the arrival of. */
async function linesFor({ view }: SpaceVisit, { open, row }: Opened) {
  return {
    near: await candidates(view, open.thing, row),
    sent: await underwayFor(view, open.thing, row),
  };
}

/** First of all: it is what was on the way. */
function Arrived(props: { visit: SpaceVisit; found: Opened; sent: readonly BookEntry[] }) {
  const { visit, found, sent } = props;
  const { t, keys } = visit;
  const { open, file, row } = found;
  if (sent.length === 0) return null;
  const action = `${open.base}/bank/${file.id}/rows/${row.row}`;
  return (
    <>
      <h2>{t("ledger.settle.underway")}</h2>
      <p>{t("ledger.settle.underway-why")}</p>
      <Rows>
        {sent.slice(0, SENT_MAX).map((entry) => (
          <EntryRow {...{ visit, open, entry }} level={3} />
        ))}
      </Rows>
      <Act {...{ action, keys, fields: { how: "posted", account: "on-the-way" } }}>
        {t("ledger.settle.arrived")}
      </Act>
    </>
  );
}

function Ways(props: {
  visit: SpaceVisit;
  found: Opened;
  fault: Refusal | null;
  near: readonly BookEntry[];
  sent: readonly BookEntry[];
}) {
  const { visit, found, fault, near: lines, sent } = props;
  const { t, keys, posted } = visit;
  const { open, file, row } = found;
  const action = `${open.base}/bank/${file.id}/rows/${row.row}`;
  const usual = linesOf(row)[0]?.account;
  return (
    <>
      <Arrived {...{ visit, found, sent }} />
      {lines.length > 0 && <h2>{t("ledger.settle.stands")}</h2>}
      <Rows>
        {lines.map((entry) => (
          <EntryRow {...{ visit, open, entry }} level={3} />
        ))}
      </Rows>
      {lines.map((entry) => (
        <Act
          {...{ action, keys, fields: { how: "stands", entry: String(entry.n) } }}
          about={t("ledger.entry.title", { n: String(entry.n) })}
        >
          {t("ledger.settle.this")} ({String(entry.n)})
        </Act>
      ))}
      <h2>{t("ledger.settle.post")}</h2>
      <Form {...{ t, keys, action, faults: faultsOf(t, fault, ["account"]) }}>
        <input type="hidden" name="how" value="posted" />
        <SelectField
          {...{ t, name: "account", label: t("ledger.settle.heading"), required: true }}
          options={headings(open).filter(({ value }) => value !== row.place)}
          value={posted.text("account") || usual}
          error={errorIn(t, fault, "account")}
        />
        <Button>{t("ledger.settle.post")}</Button>
      </Form>
      <h2>{t("ledger.settle.leave")}</h2>
      <p>{t("ledger.settle.leave-why")}</p>
      <Act {...{ action, keys, fields: { how: "left" } }}>{t("ledger.settle.leave")}</Act>
    </>
  );
}

/** `POST /books/:id/bank/:extract/rows/:row`. */
export async function settleRow(visit: SpaceVisit): Promise<Reply> {
  const found = await openRow(visit);
  if (isRefusal(found)) return found;
  const { posted, space, now } = visit;
  const { open, file, row } = found;
  const how = posted.text("how");
  const day = parseDay(row.day.length === 7 ? `${row.day}-01` : row.day, space.zone);
  const happened = day.ok ? Math.min(startOf(day.value), now) : now;
  const { reference: _, ...words } = typeof row.said === "string" ? {} : row.said;
  const done = await visit.send(
    "ledger.settle-row",
    {
      ...{ extract: file.id, row: row.row, how },
      ...(how === "posted" && { account: posted.text("account"), ...words }),
      ...(how === "stands" && { entry: Number(posted.text("entry")) }),
    },
    { happened },
  );
  if (isRefusal(done)) return done.field === "account" ? draw(visit, found, done) : done;
  return { goto: `${open.base}/bank/${file.id}`, notice: `ledger.settle.done-${how}` };
}
