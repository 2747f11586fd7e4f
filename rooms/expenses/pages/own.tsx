/** What whoever handed it in can do, and taking out what was said and shown. */
import { Act } from "../../../ui/act.tsx";
import { Acts, Go } from "../../../ui/button.tsx";
import { atOf, keepsMoney } from "./parts.tsx";
import type { Shown } from "./shown.ts";

/** Changing, withdrawing, taking out. */
export function Own({ visit, one }: Shown) {
  const { t, keys, session, view } = visit;
  const { status, approvals, sentBack, authors, said, receipts } = one.state;
  const mine = authors.includes(session?.member ?? "");
  const mayChange = mine && status === "submitted" && (approvals.length === 0 || sentBack !== null);
  const mayTakeBack = mine && (status === "submitted" || status === "approved");
  const mayTakeOut = keepsMoney(visit) || view.leaves("erase");
  const isThere = said.length > 0 || receipts.length > 0;
  return (
    <>
      {(mayChange || mayTakeBack) && (
        <Acts>
          {mayChange && (
            <Go href={`${atOf(visit, one)}/revision`} weight={sentBack === null ? "quiet" : "main"}>
              {t("expenses.revise")}
            </Go>
          )}
          {mayTakeBack && (
            <Act {...{ keys, action: `${atOf(visit, one)}/withdrawal` }}>
              {t("expenses.withdraw")}
            </Act>
          )}
        </Acts>
      )}
      {mayTakeOut && isThere && (
        <details>
          <summary>{t("expenses.take-out")}</summary>
          <p>{t("expenses.take-out-text")}</p>
          <Act {...{ keys, action: `${atOf(visit, one)}/removal`, weight: "grave" }}>
            {t("expenses.take-out-button")}
          </Act>
        </details>
      )}
    </>
  );
}
