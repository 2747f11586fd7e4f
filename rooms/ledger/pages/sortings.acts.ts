/** Making a rule for rows of bank files, and ending one. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { drawBank, openMoneyBook } from "./bank.page.tsx";
import { drawRules, ruleIn, trialOf } from "./rules.page.tsx";

/** `POST /books/:id/sortings`. */
export async function makeSorting(visit: SpaceVisit): Promise<Reply> {
  const open = await openMoneyBook(visit);
  if (isRefusal(open)) return open;
  // It is made on two pages, and what is wrong is said on the one it was typed on.
  const inRules = visit.posted.text("page") === "rules";
  const again = (fault: Refusal) =>
    inRules ? drawRules(visit, open, { fault, trial: null }) : drawBank(visit, open, [], fault);
  const rule = ruleIn(visit);
  if (isRefusal(rule)) return again(rule);
  const trial = await trialOf(visit, open, rule, null);
  if (trial !== null) return drawRules(visit, open, { fault: null, trial });
  const done = await visit.send("ledger.sort", { book: open.thing.id, ...rule });
  if (isRefusal(done)) return done.field === undefined ? done : again(done);
  const goto = `${open.base}/${inRules ? "sortings" : "bank"}`;
  return { goto, notice: "ledger.sorting.done" };
}

/** `POST /books/:id/sortings/:sorting/end`. */
export async function endSorting(visit: SpaceVisit): Promise<Reply> {
  const open = await openMoneyBook(visit);
  if (isRefusal(open)) return open;
  const done = await visit.send("ledger.drop-sorting", { id: visit.params["sorting"] ?? "" });
  if (isRefusal(done)) return done;
  return { goto: `${open.base}/bank`, notice: "ledger.sorting.ended" };
}
