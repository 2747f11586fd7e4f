/** A book as it is read by who reads its sums and none of its lines: totals, months, uses. */
import type { SpaceVisit } from "../../../house/door.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Months } from "../../../ui/months.tsx";
import { monthSeries, unitsOf } from "../totals.ts";
import { Flow, Totals } from "./book.page.tsx";
import type { OpenBook } from "./naming.ts";
import { Standing } from "./standing.tsx";

type Props = { visit: SpaceVisit; open: OpenBook };

/** Everything of it: nothing leads to a line, and no day is named. */
export function Report({ visit, open }: Props) {
  const units = unitsOf(open.thing.state);
  if (units.length === 0) return <Empty title={visit.t("ledger.book.empty")} />;
  return (
    <>
      <Totals {...{ visit, open }} />
      {units.map((unit) => (
        <OfUnit {...{ visit, open, unit }} />
      ))}
    </>
  );
}

function OfUnit({ visit, open, unit }: Props & { unit: string }) {
  const { t, lang } = visit;
  const months = monthSeries(open.thing.state, unit);
  const name = open.unit(unit);
  return (
    <section>
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <Flow {...{ visit, open, unit }} />
      <Months
        {...{ t, lang, unit, months, say: open.say }}
        caption={t("ledger.book.months", { unit: name })}
      />
      <Standing {...{ visit, open, units: [unit] }} paper />
    </section>
  );
}
