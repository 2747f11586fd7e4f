/** Entries of a book, of a heading, of a month, or both, newest first; and how they add up. */

import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { monthSchema, negate } from "../../../house/values/index.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { Table } from "../../../ui/table.tsx";
import { accountSchema, sideOf } from "../accounts.ts";
import { entriesOf, type Which } from "../questions.ts";
import { reckon, unitsOf } from "../totals.ts";
import { type OpenBook, openBook, readersOf } from "./naming.ts";
import { EntryRow, OfBook } from "./parts.tsx";
import { Sized } from "./standing.tsx";

type Props = { visit: SpaceVisit; open: OpenBook; which: Which };

/** `GET /s/<slug>/books/:id/lines`; `account`, `month` and `before` in the query. */
export async function linesPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const which = whichIn(visit.query);
  const { entries, earlier } = await entriesOf(visit.view, open.thing, which);
  const { t } = visit;
  const title = titleOf({ visit, open, which });
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <Reckonings {...{ visit, open, which }} />
      {entries.length === 0 && <Empty title={t("ledger.entries.none")} />}
      <Rows>
        {entries.map((entry) => (
          <EntryRow {...{ visit, open, entry }} />
        ))}
      </Rows>
      <Turns {...{ visit, open, which, earlier }} />
    </>
  );
  return { page, title, ...readersOf(visit, open.thing) };
}

/** What the address asks for; what is not in shape is not asked for. */
function whichIn(query: URLSearchParams): Which {
  const account = accountSchema.safeParse(query.get("account"));
  const month = monthSchema.safeParse(query.get("month"));
  const before = query.get("before") ?? "";
  return {
    account: account.success ? account.data : null,
    month: month.success ? month.data : null,
    before: /^[1-9][0-9]{0,11}$/.test(before) ? Number(before) : null,
  };
}

function titleOf({ visit, open, which }: Props): string {
  const { t, words } = visit;
  const account = which.account === null ? "" : open.account(which.account);
  const month = which.month === null ? "" : words.month(which.month);
  if (account !== "" && month !== "") return t("ledger.entries.of-account-in", { account, month });
  if (account !== "") return t("ledger.entries.of-account", { account });
  return month === "" ? t("ledger.entries.title") : t("ledger.entries.in-month", { month });
}

/** Opening + added = closing, of a heading in a month, unit by unit; months of a heading else. */
function Reckonings({ visit, open, which: { account, month } }: Props) {
  const { t } = visit;
  if (account === null || month === null) return null;
  const { state } = open.thing;
  const columns = ["opening", "moved", "closing"].map((name) => {
    return { name: t(`ledger.entries.${name}`), number: true };
  });
  const rows = unitsOf(state).flatMap((unit) => {
    const { opening, moved, closing } = reckon(state, { account, unit, month });
    if (opening.of === "0" && moved.of === "0") return [];
    const side = sideOf(account, state.accounts);
    const about = side === "source" ? "came" : side === "use" ? "went" : "here";
    const figures = [opening, moved, closing].map((of, at) => {
      // What came from a source stands there below nothing.
      const amount = side === "source" ? negate(of) : of;
      return <Sized {...{ visit, open, amount, about: at === 1 ? "change" : about }} />;
    });
    return [[<bdi>{open.unit(unit)}</bdi>, ...figures]];
  });
  const caption = t("ledger.entries.reckoning");
  return <Table {...{ caption, columns: [{ name: t("ledger.book.unit") }, ...columns], rows }} />;
}

/** Links to the entries before these, and back to the newest. */
function Turns({ visit, open, which, earlier }: Props & { earlier: number | null }) {
  const { t } = visit;
  const { account, month, before } = which;
  const to = (at: number | null) => {
    const query = new URLSearchParams({
      ...(account !== null && { account }),
      ...(month !== null && { month }),
      ...(at !== null && { before: String(at) }),
    });
    return `${open.base}/lines${query.size > 0 ? `?${query}` : ""}`;
  };
  if (earlier === null && before === null) return null;
  return (
    <Acts>
      {before !== null && (
        <Go href={to(null)} weight="quiet">
          {t("ledger.entries.newest")}
        </Go>
      )}
      {earlier !== null && (
        <Go href={to(earlier)} weight="quiet">
          {t("ui.pager.earlier")}
        </Go>
      )}
    </Acts>
  );
}
