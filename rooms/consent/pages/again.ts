/** Asking again: the same terms, with other days; the notice says them as they would be. */
import { type Day, dayOf, laterDay, startOf } from "../../../house/values/index.ts";
import type { View } from "../../../house/view.ts";
import { noticeFor, wordsIn } from "../notice.ts";
import { type Permission, toldOf } from "../questions.ts";
import { MONTHS_MAX, RISK_MONTHS_MAX } from "../terms.ts";
import { groupNames } from "./parts.tsx";

type From = { view: View; origin: string; lang: string };

/** So long before its end it is looked at again, where it lasts that long. */
const REVIEW_DAYS = 21;

/** What a command that renews is told, but how the yes came. */
export async function againInput(from: From, one: Permission, ends: Day, group: string) {
  const { state, id } = one.thing;
  const { purpose } = await toldOf(from.view, one.thing);
  // Whoever holds the code opens nothing of groups, and asks for no more time of these.
  const groups = await groupNames({ view: from.view, words: wordsIn(from.lang) }, state.groups);
  const before = laterDay(ends, { days: -REVIEW_DAYS });
  const review = startOf(before) > startOf(state.from) ? before : ends;
  const notice = noticeFor(from.lang, {
    ...{ terms: { ...state, ends, review }, purpose: purpose?.text ?? "", group },
    groups,
    ...{ address: `${from.origin}/permission`, is: "person" },
    quotes: state.scope.filter((of) => of !== state.subject).length,
  });
  return { consent: id, notice, lang: notice.lang, ends, review };
}

/** What is won by a yes to more time is worth asking for: so many days, or as long as it was. */
const WON_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Until when a holder may say yes once more, the nearest first: a month or three from its end,
 * where it was longer than that, and as long again as it was first asked for; within what may be.
 */
export function nextEnds(
  { thing: { state } }: Pick<Permission, "thing">,
  now: number,
  zone: string,
): Day[] {
  const months = state.data.includes("risk") ? RISK_MONTHS_MAX : MONTHS_MAX;
  const latest = laterDay(dayOf(now, zone), { months });
  const whole = laterDay(state.ends, { days: state.days });
  const longest = startOf(whole) > startOf(latest) ? latest : whole;
  const shorter = [1, 3].map((many) => laterDay(state.ends, { months: many }));
  const won = Math.round((startOf(longest) - startOf(state.ends)) / DAY_MS);
  if (won < Math.min(WON_DAYS, state.days)) return [];
  return [...shorter.filter((day) => startOf(day) < startOf(longest)), longest];
}
