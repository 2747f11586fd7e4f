/** Bringing a file of shipments in: what came in, what was left out and why. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { pieces } from "../../../house/import/rows.ts";
import { COLUMNS_MAX } from "../../../house/import/table.ts";
import { someRows } from "../../../house/import/tally.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Field, wiring } from "../../../ui/field.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Table } from "../../../ui/table.tsx";
import { type ImportedManifests, importManifests } from "../import/import.ts";
import { saysOf } from "../says.ts";
import { toldFirst } from "./told-first.tsx";

const SHOWN = 200;

/** The form. */
export async function importPage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null);
}

/** Brings the file in and says what became of each row. */
export async function importFile(visit: SpaceVisit): Promise<Reply> {
  const file = visit.posted.file("file");
  if (file === null || file.bytes.length === 0)
    return draw(visit, refuse("offers.no-file", "shape", { field: "file" }));
  const result = await importManifests(visit.send, pieces(file.bytes));
  const { read, skipped, refused } = result;
  if (read === 0 && skipped.length === 0 && refused === undefined)
    return draw(visit, refuse("offers.no-rows", "shape", { field: "file" }));
  return shown(visit, result);
}

async function draw(visit: SpaceVisit, refusal: Refusal | null): Promise<PageReply> {
  const { t, keys, space } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("offers.import.title");
  const field = { t, name: "file", label: t("offers.import.file"), error: error("file") };
  const hinted = { ...field, hint: t("offers.import.hint"), required: true };
  const page = (
    <>
      <h1>{title}</h1>
      {await toldFirst(visit)}
      <Form t={t} action={`${space.base}/deliveries/import`} keys={keys} faults={faults} files>
        <Field {...hinted}>
          <input type="file" accept=".json,.csv" {...wiring(hinted)} />
        </Field>
        <Acts>
          <Button>{title}</Button>
        </Acts>
      </Form>
    </>
  );
  return { page, title, status };
}

function shown(visit: SpaceVisit, result: ImportedManifests): PageReply {
  const { t, words, space } = visit;
  const { read, accepted, skipped, warnings, totals, others = 0, refused } = result;
  const title = t("offers.import.done", { accepted, read });
  const { all = "0", ...each } = totals;
  const sums = Object.entries(each);
  const more = Math.max(0, sums.length - SHOWN) + others;
  const rowsSaid = (key: string, list: typeof skipped) =>
    list.length > 0 && (
      <details>
        <summary>{t(`offers.import.${key}`, { n: list.length })}</summary>
        <ul>
          {someRows(list, SHOWN).map(({ row, reason }) => (
            <li>
              {t("offers.import.row", { n: row })}: {reasonOf(visit, reason)}
            </li>
          ))}
        </ul>
        {list.length > SHOWN && <p>{t("offers.inbox.more", { n: list.length - SHOWN })}</p>}
      </details>
    );
  const page = (
    <>
      <h1>{title}</h1>
      {refused !== undefined && (
        <Notice kind="stop" t={t} title={t(`refusal.${refused.refused}`, refused.vars)} />
      )}
      <Table
        caption={t("offers.import.totals")}
        columns={[
          { name: t("offers.import.shipment") },
          { name: t("offers.delivery.counted-column"), number: true },
        ]}
        rows={sums.slice(0, SHOWN).map(([name, of]) => [<bdi>{name}</bdi>, words.number(of)])}
        foot={[t("offers.import.all"), words.number(all)]}
      />
      {more > 0 && <p>{t("offers.inbox.more", { n: more })}</p>}
      {rowsSaid("skipped", skipped)}
      {rowsSaid("warnings", warnings)}
      <p>
        <a href={`${space.base}/deliveries`}>{t("offers.deliveries.title")}</a>
      </p>
    </>
  );
  return { page, title };
}

/** A reason of ours, or of a value that could not be read. */
function reasonOf({ t }: SpaceVisit, reason: string): string {
  return reason.includes(".")
    ? t(`refusal.${reason}`)
    : t(`offers.import.${reason}`, { max: COLUMNS_MAX });
}
