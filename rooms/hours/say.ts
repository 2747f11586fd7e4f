/** How an occasion is said in one reader's language: what it is called, and when it is. */
import { parseDay, zoneHere } from "../../house/values/index.ts";
import type { Words } from "../../house/words/index.ts";
import type { Said } from "./questions.ts";

/** What an occasion is called, as plain words. */
export const calledOf = ({ t }: Pick<Words, "t">, { what, thing }: Said): string =>
  what?.text ?? t(`hours.work.${thing.state.work}`);

/** When it is: a day and hours; where those are gone, the day or the week that stayed. */
export function whenOf(words: Words, { when, thing }: Said): string {
  const { day } = thing.state;
  const read = when === null || day === null ? null : parseDay(when.date, day.zone);
  if (when === null || read?.ok !== true)
    return day === null ? "" : words.t("hours.until-day", { day: words.day(day) });
  // Both hours in one direction and on one line, so that they never change places.
  return `${words.day(read.value, "weekday")} · \u2066${when.from}\u2060–\u2060${when.until}\u2069`;
}

/** From when until when it is (ms); null where that is gone. An early end is the next day's. */
export function spanOf({ when, thing }: Said): { from: number; until: number } | null {
  const { day } = thing.state;
  if (when === null || day === null) return null;
  const at = (time: string, later: number) =>
    Temporal.PlainDate.from(when.date)
      .add({ days: later })
      .toZonedDateTime({ timeZone: zoneHere(day.zone), plainTime: time }).epochMilliseconds;
  return { from: at(when.from, 0), until: at(when.until, when.until > when.from ? 0 : 1) };
}
