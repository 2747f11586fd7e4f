/** What came in and what went out, month by month. */
import { amount, day, monthName } from "./format.ts";
import { type Month, monthBars } from "./months-layout.ts";
import { Table } from "./table.tsx";
import { dirOf, type Translate, type UnitName } from "./types.ts";

/** Props of the month chart; every figure is an exact decimal in one unit. */
export type MonthsProps = {
  t: Translate;
  lang: string;
  caption: string;
  unit: string;
  unitName?: UnitName;
  months: readonly Month[];
};

/** The bars at one width: filled for what came in, outlined for what went out. */
function Drawing({ lang, caption, months, narrow }: MonthsProps & { narrow: boolean }) {
  const rtl = dirOf(lang) === "rtl";
  const { width, height, bars, grid } = monthBars(months, { width: narrow ? 340 : 760, rtl });
  const size = narrow ? "narrow-only" : "wide-only";
  const short = new Intl.NumberFormat(lang, { notation: "compact" });
  return (
    <svg class={size} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={caption}>
      {grid.map(({ y, value }) => (
        <>
          <path class="grid" d={`M0 ${y}H${width}`} />
          <text class="faint halo" x={rtl ? width : 0} y={y - 4}>
            {short.format(value)}
          </text>
        </>
      ))}
      {bars.map(({ month, x, label, incoming, outgoing }) => (
        <>
          <rect class="in" {...incoming} />
          <rect class="out" {...outgoing} />
          {label && (
            <text x={x} y={height - 5} text-anchor="middle">
              {monthName(month, lang)}
            </text>
          )}
        </>
      ))}
    </svg>
  );
}

/** The chart, its legend, and the same figures in a table. */
export function Months(props: MonthsProps) {
  const { t, lang, caption, unit, unitName, months } = props;
  const say = (of: string) => <bdi>{amount({ of, unit }, lang, unitName)}</bdi>;
  const columns = [
    { name: t("ui.months.month") },
    { name: t("ui.months.in"), number: true },
    { name: t("ui.months.out"), number: true },
  ];
  const rows = months.map(({ month, came, went }) => [
    <time datetime={month}>{day(month, lang)}</time>,
    say(came),
    say(went),
  ]);
  return (
    <figure class="chart">
      <figcaption>{caption}</figcaption>
      <Drawing {...props} narrow />
      <Drawing {...props} narrow={false} />
      <ul class="legend">
        <li class="in">{t("ui.months.in")}</li>
        <li>{t("ui.months.out")}</li>
      </ul>
      <details>
        <summary>{t("ui.flow.table")}</summary>
        <Table caption={caption} quietCaption columns={columns} rows={rows} />
      </details>
    </figure>
  );
}
