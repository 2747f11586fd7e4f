/** A book on paper: totals per unit, and what stands under every heading. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { unitsOf } from "../totals.ts";
import { Totals } from "./book.page.tsx";
import { openBook } from "./naming.ts";
import { Standing } from "./standing.tsx";

/** `GET /s/<slug>/books/:id/sheet`. */
export async function sheetPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const { t, now, space, words } = visit;
  const today = dayOf(now, space.zone);
  const day = space.protects ? words.month(today.date.slice(0, 7)) : words.day(today);
  const page = (
    <PrintSheet title={open.title} say={t("ledger.sheet.say", { day })}>
      <Totals {...{ visit, open }} />
      <Standing {...{ visit, open, units: unitsOf(open.thing.state) }} paper />
    </PrintSheet>
  );
  return { page, title: open.title, shape: "sheet" };
}
