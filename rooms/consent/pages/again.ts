/** Asking again: the same terms, with other days; the notice says them as they would be. */
import { type Day, dayOf, endOf, laterDay, startOf } from "../../../house/values/index.ts";
import type { View } from "../../../house/view.ts";
import { noticeFor } from "../notice.ts";
import { type Permission, toldOf } from "../questions.ts";
import { MONTHS_MAX, RISK_MONTHS_MAX } from "../terms.ts";

type From = { view: View; origin: string; lang: string };

/** So long before its end it is looked at again, where it lasts that long. */
const REVIEW_DAYS = 21;

/** What a command that renews is told, but how the yes came. */
export async function againInput(from: From, one: Permission, ends: Day, group: string) {
  const { state, id } = one.thing;
  const { purpose } = await toldOf(from.view, one.thing);
  const before = laterDay(ends, { days: -REVIEW_DAYS });
  const review = startOf(before) > startOf(state.from) ? before : ends;
  const notice = noticeFor(from.lang, {
    ...{ terms: { ...state, ends, review }, purpose: purpose?.text ?? "", group },
    ...{ address: `${from.origin}/permission`, child: false },
    quotes: state.scope.filter((of) => of !== state.subject).length,
  });
  return { consent: id, notice, lang: notice.lang, ends, review };
}

/** Until when a holder may say yes once more: as long again as it was, within what may be. */
export function nextEnd({ thing: { state } }: Permission, now: number, zone: string): Day | null {
  const today = dayOf(now, zone);
  const most = state.data.includes("risk") ? RISK_MONTHS_MAX : MONTHS_MAX;
  const days = Math.round((endOf(state.ends) - startOf(state.from)) / 86_400_000);
  const wanted = laterDay(today, { days });
  const latest = laterDay(today, { months: most });
  const ends = startOf(wanted) > startOf(latest) ? latest : wanted;
  return startOf(ends) > startOf(state.ends) ? ends : null;
}
