/** A file of needs: chosen, shown as what it would do, brought in when that was seen. */
import { createHash } from "node:crypto";
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { pieces } from "../../../house/import/rows.ts";
import { COLUMNS_MAX } from "../../../house/import/table.ts";
import { someRows } from "../../../house/import/tally.ts";
import { keyFor, seal, unseal } from "../../../house/seal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { Table } from "../../../ui/table.tsx";
import { type Imported, importNeeds, type RowSays } from "../import/import.ts";
import { rowsIn } from "../questions.ts";
import { faultOf } from "./form.page.tsx";

/** A chosen file waits this long for its yes, sealed in the space's own records. */
const KEPT_MS = 24 * 3_600_000;
/** Rows and sums said by name on the page; the rest are counted. */
const SAID_MAX = 200;

/** `GET /needs/import`. */
export async function importPage(visit: SpaceVisit): Promise<PageReply> {
  return draw(visit, null, null, []);
}

/** `POST /needs/import`: reads the file and says what it would do. */
export async function previewImport(visit: SpaceVisit): Promise<Reply> {
  const { posted, t, view } = visit;
  const file = posted.file("file");
  if (file === null || file.bytes.length === 0) {
    const faults = [{ name: "file", text: t("refusal.needs.no-file") }];
    return { ...(await draw(visit, null, null, faults)), status: 422 };
  }
  const hash = createHash("sha256").update(file.bytes).digest("hex");
  const nobody = () => Promise.reject(new Error("a preview sends nothing"));
  const known = (name: string) => rowsIn(view, name);
  const would = await importNeeds(nobody, pieces(file.bytes), { dryRun: true, known });
  if (would.read === 0 && would.skipped.length === 0) {
    const faults = [{ name: "file", text: t("refusal.needs.no-rows") }];
    return { ...(await draw(visit, null, null, faults)), status: 422 };
  }
  // A file of which nothing would come in waits for no yes.
  if (would.accepted > 0) await keep(visit, hash, file.bytes);
  return draw(visit, would, hash, []);
}

/** `POST /needs/import/rows`: brings in the file that was shown. */
export async function runImport(visit: SpaceVisit): Promise<Reply> {
  const { posted, t } = visit;
  const bytes = await kept(visit, posted.text("hash"));
  if (bytes === null) {
    const faults = [{ name: "file", text: t("refusal.needs.choose-again") }];
    return { ...(await draw(visit, null, null, faults)), status: 422 };
  }
  const done = await importNeeds(visit.send, pieces(bytes));
  const faults = done.refused === undefined ? [] : [faultOf(visit, done.refused)];
  return draw(visit, done, null, faults);
}

const rowKey = (visit: SpaceVisit, hash: string) =>
  `needs-import/${visit.session?.member ?? ""}/${hash}`;

async function keep(visit: SpaceVisit, hash: string, bytes: Uint8Array): Promise<void> {
  const { view, house, now } = visit;
  const { space } = view;
  const key = rowKey(visit, hash);
  const value = seal(keyFor("needs-import", space.key), key, bytes, house.parts.random);
  await space.store.records.put(space.id, { key, value, expires: now + KEPT_MS }, "any", now);
}

async function kept(visit: SpaceVisit, hash: string): Promise<Uint8Array | null> {
  const { space } = visit.view;
  if (!/^[0-9a-f]{64}$/.test(hash)) return null;
  const key = rowKey(visit, hash);
  const row = await space.store.records.get(space.id, key, visit.now);
  return row === null ? null : unseal(keyFor("needs-import", space.key), key, row.value);
}

async function draw(
  visit: SpaceVisit,
  result: Imported | null,
  hash: string | null,
  faults: readonly Fault[],
): Promise<PageReply> {
  const title = visit.t("needs.import.title");
  return { page: <ImportPage {...{ visit, result, hash, faults, title }} />, title };
}

function ImportPage(props: {
  visit: SpaceVisit;
  result: Imported | null;
  hash: string | null;
  faults: readonly Fault[];
  title: string;
}) {
  const { visit, result, hash, faults, title } = props;
  const { t, keys, space } = visit;
  const base = `${space.base}/needs`;
  return (
    <>
      <h1>{title}</h1>
      {result && <Result {...{ visit, result, dry: hash !== null }} />}
      {hash !== null && (result?.accepted ?? 0) > 0 && (
        <Form {...{ t, action: `${base}/import/rows`, keys }}>
          <input type="hidden" name="hash" value={hash} />
          <Button>{t("needs.import.run", { n: result?.accepted ?? 0 })}</Button>
        </Form>
      )}
      {result && hash === null && faults.length === 0 ? (
        <Acts>
          <Go href={base}>{t("needs.nav.list")}</Go>
        </Acts>
      ) : (
        <Form {...{ t, action: `${base}/import`, keys, faults, files: true }}>
          <p>{t("needs.import.lead")}</p>
          <label for="f-file">{t("needs.import.file")}</label>
          <input
            type="file"
            id="f-file"
            name="file"
            accept=".json,.csv,application/json,text/csv"
          />
          <Button weight="quiet">{t("needs.import.look")}</Button>
        </Form>
      )}
    </>
  );
}

/** What came of it, or would: totals, rows left out, rows to look at. */
function Result(props: { visit: SpaceVisit; result: Imported; dry: boolean }) {
  const { visit, result, dry } = props;
  const { t, words } = visit;
  const { read, accepted, skipped, warnings, totals, others = 0 } = result;
  const { all = "0", ...each } = totals;
  const sums = Object.entries(each).slice(0, SAID_MAX);
  const more = Object.keys(each).length - sums.length + others;
  const rows = [
    ...sums.map(([name, of]) => [name, words.number(of)]),
    [t("needs.import.all"), words.number(all)],
  ];
  const columns = [
    { name: t("needs.import.category") },
    { name: t("needs.import.sum"), number: true },
  ];
  return (
    <>
      <p>{t(dry ? "needs.import.would" : "needs.import.did", { read, accepted })}</p>
      <Table caption={t("needs.import.totals")} columns={columns} rows={rows} />
      {more > 0 && <p>{t("needs.import.more", { n: more })}</p>}
      <Rows
        {...{ visit, rows: skipped, title: t("needs.import.skipped", { n: skipped.length }) }}
      />
      <Rows
        {...{ visit, rows: warnings, title: t("needs.import.warnings", { n: warnings.length }) }}
      />
    </>
  );
}

function Rows({
  visit: { t },
  rows,
  title,
}: {
  visit: SpaceVisit;
  rows: RowSays[];
  title: string;
}) {
  if (rows.length === 0) return null;
  const reason = (code: string) =>
    t(code.includes(".") ? `refusal.${code}` : `needs.row.${code}`, { max: COLUMNS_MAX });
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {someRows(rows, SAID_MAX).map((row) => (
          <li>{t("needs.import.row", { row: String(row.row), why: reason(row.reason) })}</li>
        ))}
      </ul>
    </details>
  );
}
