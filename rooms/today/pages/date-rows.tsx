/** Dates as a list. */
import type { SpaceVisit } from "../../../house/door.ts";
import { formatMonth, monthOf, type Text } from "../../../house/values/index.ts";
import { Row, Rows } from "../../../ui/rows.tsx";
import type { Dated } from "../dates.ts";
import { pageOf } from "../paths.ts";
import { Title } from "./said.tsx";

/** What things are called, by id. */
export type Calls = ReadonlyMap<string, Text>;

/** Each date with what it is about; a protected space says months. */
export function DateRows(props: {
  visit: SpaceVisit;
  dates: readonly Dated[];
  titles: Calls;
  /** Level of the rows' headings, after the page's own. */
  level?: 2 | 3;
}) {
  const { visit, dates, titles, level = 3 } = props;
  const { t, words, space } = visit;
  return (
    <Rows>
      {dates.map(({ thing, day }) => {
        const href = pageOf(space.base, thing.kind, thing.id);
        const month = monthOf(day);
        return (
          <Row
            level={level}
            title={<Title title={titles.get(thing.id) ?? null} kind={thing.kind} t={t} />}
            say={t(`today.dates.${thing.kind}`)}
            end={
              <time datetime={space.protects ? month : day.date}>
                {space.protects ? formatMonth(month, words.locale) : words.day(day, "short")}
              </time>
            }
            {...(href === null ? {} : { href })}
          />
        );
      })}
    </Rows>
  );
}
