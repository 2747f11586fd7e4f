/** Making a rule for rows of bank files, and ending one. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal } from "../../../house/refusal.ts";
import { readText } from "../../../house/values/index.ts";
import { HOLDS_MAX } from "../extract-facts.ts";
import { drawBank, openMoneyBook } from "./bank.page.tsx";

/** `POST /books/:id/sortings`. */
export async function makeSorting(visit: SpaceVisit): Promise<Reply> {
  const open = await openMoneyBook(visit);
  if (isRefusal(open)) return open;
  const { posted, lang } = visit;
  const holds = readText(lang, posted.text("holds"), { lengthMax: HOLDS_MAX });
  if (!holds.ok) {
    const fault = { refused: holds.reason, because: "shape", field: "holds" } as const;
    return drawBank(visit, open, [], fault);
  }
  const way = posted.text("way") === "in" ? "in" : "out";
  const input = { book: open.thing.id, way, account: posted.text("account") };
  const done = await visit.send("ledger.sort", { ...input, holds: holds.value });
  if (isRefusal(done)) return done.field === undefined ? done : drawBank(visit, open, [], done);
  return { goto: `${open.base}/bank`, notice: "ledger.sorting.done" };
}

/** `POST /books/:id/sortings/:sorting/end`. */
export async function endSorting(visit: SpaceVisit): Promise<Reply> {
  const open = await openMoneyBook(visit);
  if (isRefusal(open)) return open;
  const done = await visit.send("ledger.drop-sorting", { id: visit.params["sorting"] ?? "" });
  if (isRefusal(done)) return done;
  return { goto: `${open.base}/bank`, notice: "ledger.sorting.ended" };
}
