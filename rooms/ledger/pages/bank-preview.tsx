/** What a bank's file would do: its sums, what it says of its accounts, rows to look at. */
import type { SpaceVisit } from "../../../house/door.ts";
import { COLUMNS_MAX } from "../../../house/import/table.ts";
import { someRows } from "../../../house/import/tally.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Table } from "../../../ui/table.tsx";
import { DayText } from "../../../ui/time.tsx";
import { linesOf } from "../decider-extracts.ts";
import type { BringRow } from "../extract-shapes.ts";
import type { Brought, RowWarns } from "../extracts/bring.ts";
import type { Asked } from "./kept-file.ts";
import type { OpenBook } from "./naming.ts";
import { Moved, Said, twoSides } from "./parts.tsx";

/** Rows said by name on the page; the rest are counted. */
const SAID_MAX = 200;

/** A row as it would come in. */
export type PreviewRow = BringRow & { date: string };

type Props = { visit: SpaceVisit; open: OpenBook; would: Brought };

/** The preview with its yes. */
export function Preview(
  props: Props & { rows: readonly PreviewRow[]; hash: string; asked: Asked },
) {
  const { visit, open, would, rows, hash, asked } = props;
  const { t, keys } = visit;
  const { read, accepted, waiting, skipped, warnings } = would;
  return (
    <>
      {would.format !== null && <p>{t(`ledger.format.${would.format}`)}</p>}
      <p>{t("ledger.bank.would", { read, accepted, waiting })}</p>
      <Sums {...{ visit, open, would }} />
      <Accounts {...{ visit, open, accounts: would.accounts }} />
      <Named {...{ visit, open, rows: skipped, title: "ledger.bank.skipped" }} />
      <Named {...{ visit, open, rows: warnings, title: "ledger.bank.warnings" }} />
      {accepted > 0 ? (
        <Form {...{ t, keys, action: `${open.base}/bank/rows` }}>
          <input type="hidden" name="hash" value={hash} />
          <input type="hidden" name="format" value={asked.format ?? "any"} />
          <input type="hidden" name="currency" value={asked.mapping.currency ?? ""} />
          <Button>{t("ledger.bank.run")}</Button>
        </Form>
      ) : (
        <Acts>
          <Go href={`${open.base}/bank`}>{t("ledger.bank.title")}</Go>
        </Acts>
      )}
      {rows.length > 0 && <h2>{t("ledger.bank.first")}</h2>}
      <Rows>
        {rows.map((row) => (
          <OneRow {...{ visit, open, row }} />
        ))}
      </Rows>
    </>
  );
}

function OneRow({ visit, open, row }: { visit: SpaceVisit; open: OpenBook; row: PreviewRow }) {
  const { t, lang } = visit;
  const sides = twoSides(linesOf(row, row.account));
  const way = sides && {
    from: open.account(sides.from.account),
    to: open.account(sides.to.account),
  };
  const text = row.narration ?? row.party;
  return (
    <Row
      title={text ? <Said text={text} /> : t(`ledger.what.${row.what}`)}
      end={<Moved {...{ visit, open, of: row.of }} />}
      say={<DayText date={row.date} lang={lang} />}
    >
      <p>{way ? t("ledger.entry.way", way) : t(`ledger.standing.${row.standing}`)}</p>
    </Row>
  );
}

function Sums({ visit, open, would }: Props) {
  const { t } = visit;
  const columns = [{ name: t("ledger.bank.what") }, { name: t("ledger.bank.sum"), number: true }];
  const rows = Object.entries(would.totals.kinds).flatMap(([what, sums]) =>
    Object.entries(sums).map(([unit, of]) => [
      t(`ledger.what.${what}`),
      <Moved {...{ visit, open, of: { of, unit } }} />,
    ]),
  );
  if (rows.length === 0) return null;
  return <Table caption={t("ledger.bank.sums")} columns={columns} rows={rows} />;
}

/** What a file says of its accounts, and whether that adds up. */
export function Accounts(props: {
  visit: SpaceVisit;
  open: OpenBook;
  accounts: readonly {
    currency: string;
    opening: string | null;
    closing: string | null;
    moved: string;
    agrees: boolean | null;
  }[];
}) {
  const { visit, open, accounts } = props;
  const { t } = visit;
  const own = accounts.filter(({ currency }) => currency !== "");
  if (own.length === 0) return null;
  const unsaid = t("ledger.bank.agrees-unsaid");
  const say = (of: string | null, unit: string) =>
    of === null ? unsaid : <Moved {...{ visit, open, of: { of, unit } }} />;
  const balance = (of: string | null, unit: string) =>
    of === null ? unsaid : <bdi class="figure">{open.say({ of, unit })}</bdi>;
  const columns = [
    { name: t("ledger.bank.accounts") },
    { name: t("ledger.bank.opening"), number: true },
    { name: t("ledger.bank.moved"), number: true },
    { name: t("ledger.bank.closing"), number: true },
  ];
  const rows = own.map(({ currency, opening, closing, moved, agrees }) => [
    `${currency}: ${agrees === null ? unsaid : t(`ledger.bank.agrees-${agrees ? "yes" : "no"}`)}`,
    balance(opening, currency),
    say(moved, currency),
    balance(closing, currency),
  ]);
  return <Table caption={t("ledger.bank.accounts")} columns={columns} rows={rows} quietCaption />;
}

/** Rows named with what is to be said of them. */
function Named(props: {
  visit: SpaceVisit;
  open: OpenBook;
  rows: readonly RowWarns[];
  title: string;
}) {
  const { visit, open, rows, title } = props;
  const { t } = visit;
  if (rows.length === 0) return null;
  const why = (code: string) =>
    t(code.includes(".") ? `refusal.${code}` : `ledger.row.${code}`, { max: COLUMNS_MAX });
  return (
    <details>
      <summary>{t(title, { n: rows.length })}</summary>
      <ul>
        {someRows(rows, SAID_MAX).map(({ row, reason, entries = [] }) => (
          <li>
            {t("ledger.bank.row", { row: String(row), why: why(reason) })}
            {entries.map((n) => (
              <>
                {" "}
                <a href={`${open.base}/lines/${n}`}>{t("ledger.entry.title", { n: String(n) })}</a>
              </>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
