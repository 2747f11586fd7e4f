/** What came in and what went out, month by month. */
import { dirOf, formatMonth } from "../house/values/index.ts";
import { monthName } from "./format.ts";
import { type Month, monthBars } from "./months-layout.ts";
import { Table } from "./table.tsx";
import type { SayAmount, Translate } from "./types.ts";

/** Props of the month chart; every figure is an exact decimal in one unit. */
export type MonthsProps = {
  t: Translate;
  lang: string;
  say: SayAmount;
  caption: string;
  unit: string;
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
  const { t, lang, caption, unit, months } = props;
  const figure = (of: string) => <bdi>{props.say({ of, unit })}</bdi>;
  const columns = [
    { name: t("ui.months.month") },
    { name: t("ui.months.in"), number: true },
    { name: t("ui.months.out"), number: true },
  ];
  const rows = months.map(({ month, came, went }) => [
    <time datetime={month}>{formatMonth(month, lang)}</time>,
    figure(came),
    figure(went),
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
