/** A book on paper: totals per unit, and what stands under every heading. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Figure } from "../../../ui/figure.tsx";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { Table } from "../../../ui/table.tsx";
import { balances } from "../totals.ts";
import { Totals } from "./book.page.tsx";
import { openBook } from "./naming.ts";

/** `GET /s/<slug>/books/:id/sheet`. */
export async function sheetPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const { t, now, space, words } = visit;
  const today = dayOf(now, space.zone);
  const day = space.protects ? words.month(today.date.slice(0, 7)) : words.day(today);
  const columns = [
    { name: t("ledger.book.heading") },
    { name: t("ledger.book.balance"), number: true },
  ];
  const rows = balances(open.thing.state).map(({ account, of }) => [
    <bdi>{open.account(account)}</bdi>,
    <Figure amount={of} say={open.say} />,
  ]);
  const page = (
    <PrintSheet title={open.title} say={t("ledger.sheet.say", { day })}>
      <Totals {...{ visit, open }} />
      <Table caption={t("ledger.book.headings")} columns={columns} rows={rows} />
    </PrintSheet>
  );
  return { page, title: open.title, shape: "sheet" };
}
