/** Bank files of a book of money: those that came in, bringing in another, rules for their rows. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { pieces } from "../../../house/import/rows.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { isCurrency } from "../../../house/values/index.ts";
import { Button } from "../../../ui/button.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { DayText } from "../../../ui/time.tsx";
import { readersIn } from "../../people/index.ts";
import { ownTakesNoFiles } from "../decider-extracts.ts";
import type { ExtractState } from "../extract-facts.ts";
import { extractsOf, groundOf, namesHash, remembered, sortingsOf } from "../extract-questions.ts";
import { type Brought, bringExtract, type SendRows } from "../extracts/bring.ts";
import { FIELDS, type Mapping } from "../extracts/columns.ts";
import { FORMATS } from "../extracts/line.ts";
import { lookAt } from "../extracts/read.ts";
import { ColumnsForm } from "./bank-columns.tsx";
import { Preview, type PreviewRow } from "./bank-preview.tsx";
import { type Asked, drop, hashOf, keep, kept } from "./kept-file.ts";
import { type OpenBook, openBook } from "./naming.ts";
import { OfBook } from "./parts.tsx";
import { Sortings } from "./sortings.tsx";
import { faultsOf } from "./typed.ts";

/** Rows of a preview that are shown one by one. */
const SHOWN_ROWS = 20;

/** Opens the book of the address where it is one of the group's own of money. */
export async function openMoneyBook(visit: SpaceVisit): Promise<OpenBook | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const { purpose, agreement } = open.thing.state;
  if (purpose !== "money") return notHere;
  return agreement === null ? open : ownTakesNoFiles;
}

/** `GET /books/:id/bank`. */
export async function bankPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openMoneyBook(visit);
  return isRefusal(open) ? open : drawBank(visit, open, []);
}

/** Draws the page; `faults` are of the file's form, `rule` of the one for rules. */
export async function drawBank(
  visit: SpaceVisit,
  open: OpenBook,
  faults: readonly Fault[],
  rule: Refusal | null = null,
): Promise<PageReply> {
  const title = visit.t("ledger.bank.title");
  const files = await extractsOf(visit.view, open.thing.id);
  const sortings = await sortingsOf(visit.view, open.thing.id);
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{visit.t("ledger.bank.lead")}</p>
      {open.writes && <BringForm {...{ visit, open, faults }} />}
      {files.length === 0 ? (
        <p>{visit.t("ledger.bank.none")}</p>
      ) : (
        <Rows>
          {files.toReversed().map((file) => (
            <FileRow {...{ visit, open, file }} />
          ))}
        </Rows>
      )}
      {open.writes && (
        <p class="soft">
          {visit.t("ledger.exchange.in-files")}{" "}
          <a href={`${open.base}/exchange`}>{visit.t("ledger.book.exchange")}</a>
        </p>
      )}
      <Sortings {...{ visit, open, sortings, fault: rule }} />
    </>
  );
  const status = faults.length > 0 || rule !== null ? 422 : 200;
  return { page, title, status, ...readersIn(visit, open.thing), keeps: ["lines", "rows"] };
}

function FileRow(props: { visit: SpaceVisit; open: OpenBook; file: Thing<ExtractState> }) {
  const { visit, open, file } = props;
  const { t, lang } = visit;
  const { format, posted, stands, waiting } = file.state;
  const waits = Object.keys(waiting).length;
  return (
    <Row
      title={t(`ledger.format.${format}`)}
      href={`${open.base}/bank/${file.id}`}
      say={<DayText date={file.first.day} lang={lang} />}
      level={2}
    >
      <p>{t("ledger.match.in-book", { n: posted + stands })}</p>
      {waits > 0 && <p>{t("ledger.match.waiting", { n: waits })}</p>}
    </Row>
  );
}

function BringForm(props: { visit: SpaceVisit; open: OpenBook; faults: readonly Fault[] }) {
  const { visit, open, faults } = props;
  const { t, keys, posted } = visit;
  const kinds = FORMATS.map((value) => ({ value, label: t(`ledger.format.${value}`) }));
  return (
    <Form {...{ t, keys, action: `${open.base}/bank`, faults, files: true }}>
      <label for="f-file">{t("ledger.bank.file")}</label>
      <input type="file" id="f-file" name="file" />
      <SelectField
        {...{ t, name: "format", label: t("ledger.bank.kind"), required: "unsaid" }}
        options={[{ value: "any", label: t("ledger.bank.kind-any") }, ...kinds]}
        value={posted.text("format") || "any"}
      />
      <TextField
        {...{ t, name: "currency", label: t("ledger.bank.currency"), maxlength: 3 }}
        value={posted.text("currency")}
      />
      <Button weight="quiet">{t("ledger.bank.look")}</Button>
    </Form>
  );
}

function askedIn({ posted }: SpaceVisit): Asked | Refusal {
  const [format, currency] = [posted.text("format"), posted.text("currency").toUpperCase()];
  if (currency !== "" && !isCurrency(currency))
    return refuse("ledger.no-currency", "shape", { field: "currency" });
  const known = FORMATS.find((one) => one === format);
  return { ...(known && { format: known }), mapping: currency === "" ? {} : { currency } };
}

/** `POST /books/:id/bank`: looks at the file and says what it would do. */
export async function lookAtFile(visit: SpaceVisit): Promise<Reply> {
  const open = await openMoneyBook(visit);
  if (isRefusal(open)) return open;
  if (!open.writes) return refuse("ledger.treasurers-keep-money", "who", { next: "ask" });
  const file = visit.posted.file("file");
  if (file === null || file.bytes.length === 0) return again(visit, open, "ledger.no-file", "file");
  const asked = askedIn(visit);
  if (isRefusal(asked)) return drawBank(visit, open, faultsOf(visit.t, asked, ["currency"]));
  return preview(visit, open, file.bytes, asked);
}

function again(visit: SpaceVisit, open: OpenBook, code: string, name: string) {
  return drawBank(visit, open, [{ name, text: visit.t(`refusal.${code}`) }]);
}

/** `POST /books/:id/bank/columns`: remembers how such a table is read, and looks again. */
export async function sayColumns(visit: SpaceVisit): Promise<Reply> {
  const open = await openMoneyBook(visit);
  if (isRefusal(open)) return open;
  const bytes = await kept(visit, open.thing.id, visit.posted.text("hash"));
  if (bytes === null) return again(visit, open, "ledger.choose-again", "file");
  const asked = askedIn(visit);
  if (isRefusal(asked)) return drawBank(visit, open, faultsOf(visit.t, asked, ["currency"]));
  const { names } = await lookAt(pieces(bytes), asked);
  if (names === null) return again(visit, open, "ledger.choose-again", "file");
  const mapping = mappingIn(visit, asked.mapping.currency);
  const { columns } = mapping;
  const { day, of, in: came, out } = columns;
  if (day === undefined || (of ?? came ?? out) === undefined)
    return preview(visit, open, bytes, asked, "ledger.columns-too-few");
  const input = { book: open.thing.id, names: namesHash(names), mapping };
  const done = await visit.send("ledger.say-columns", input, { part: "columns" });
  if (isRefusal(done)) return done;
  return preview(visit, open, bytes, { ...asked, mapping });
}

function mappingIn({ posted }: SpaceVisit, currency: string | undefined): Mapping {
  const columns: Mapping["columns"] = {};
  for (const field of FIELDS) {
    const typed = posted.text(`column-${field}`);
    if (/^[0-9]{1,3}$/.test(typed) && Number(typed) < 200) columns[field] = Number(typed);
  }
  const [order, decimal] = [posted.text("order"), posted.text("decimal")];
  return {
    columns,
    ...((order === "dmy" || order === "mdy") && { order }),
    ...((decimal === "." || decimal === ",") && { decimal }),
    ...(currency !== undefined && { currency }),
  };
}

const nobody: SendRows = () => Promise.reject(new Error("a preview sends nothing"));

async function preview(
  visit: SpaceVisit,
  open: OpenBook,
  bytes: Uint8Array,
  asked: Asked,
  fault?: string,
): Promise<Reply> {
  const { view, space, now, t } = visit;
  const ground = await groundOf(view, open.thing, { zone: space.zone, now });
  const rows: PreviewRow[] = [];
  const would = await bringExtract(nobody, pieces(bytes), ground, {
    ...{ ...asked, dryRun: true },
    remembered: (names) => remembered(view, open.thing.id, names),
    onRow: (row) => {
      if (rows.length < SHOWN_ROWS) rows.push(row);
    },
  });
  if (would.read === 0) return again(visit, open, "ledger.no-rows", "file");
  const title = t("ledger.bank.title");
  const hash = hashOf(bytes);
  const unknown = would.skipped.some(({ reason }) => reason === "unknown-columns");
  // A file of which nothing would come in waits for no yes.
  if (would.accepted > 0 || unknown) await keep(visit, open.thing.id, bytes);
  const props = { visit, open, would, rows, hash, asked };
  const faults = fault === undefined ? [] : [{ text: t(`refusal.${fault}`) }];
  const page = (
    <>
      <OfBook {...{ open, title }} />
      {unknown || fault !== undefined ? (
        <ColumnsForm {...{ visit, open, names: would.names ?? [], hash, asked, faults }} />
      ) : (
        <Preview {...props} />
      )}
    </>
  );
  const status = fault === undefined ? 200 : 422;
  return { page, title, status, ...readersIn(visit, open.thing), keeps: ["lines", "rows"] };
}

/** `POST /books/:id/bank/rows`: brings in the file that was shown. */
export async function bringFile(visit: SpaceVisit): Promise<Reply> {
  const open = await openMoneyBook(visit);
  if (isRefusal(open)) return open;
  const bytes = await kept(visit, open.thing.id, visit.posted.text("hash"));
  if (bytes === null) return again(visit, open, "ledger.choose-again", "file");
  const asked = askedIn(visit);
  if (isRefusal(asked)) return drawBank(visit, open, faultsOf(visit.t, asked, ["currency"]));
  const { view, space, now } = visit;
  const ground = await groundOf(view, open.thing, { zone: space.zone, now });
  const done: Brought = await bringExtract(visit.send, pieces(bytes), ground, {
    ...{ ...asked, lang: visit.lang },
    remembered: (names) => remembered(view, open.thing.id, names),
  });
  if (done.refused !== undefined)
    return drawBank(visit, open, faultsOf(visit.t, done.refused, ["file"]));
  await drop(visit, open.thing.id);
  const path = done.extract === null ? "" : `/${done.extract}`;
  return { goto: `${open.base}/bank${path}`, notice: "ledger.bank.done" };
}
