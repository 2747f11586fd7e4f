/** Where the bars of the month chart stand. */
import { scaleLinear } from "d3-scale";
import { length } from "./format.ts";

/** A month (`2026-11`) and what came and went in it, exact decimals in the chart's unit. */
export type Month = { month: string; came: string; went: string };

/** A bar as SVG wants it. */
export type Bar = { x: number; y: number; width: number; height: number };

/** Height of the drawing, and the feet kept for the months' names. */
const HEIGHT = 190;
const FEET = 26;
const HEAD = 18;
/** Least width a month's name needs; where months are narrower, some names are left out. */
const NAME_WIDTH = 46;

const round = (value: number) => Math.round(value * 10) / 10;

/** Lays months out along the line of writing, with two to four lines to measure by. */
export function monthBars(months: readonly Month[], board: { width: number; rtl: boolean }) {
  const { width, rtl } = board;
  const top = Math.max(1, ...months.flatMap(({ came, went }) => [length(came), length(went)]));
  const scale = scaleLinear()
    .domain([0, top])
    .nice(3)
    .range([HEIGHT - FEET, HEAD]);
  const slot = (width - 34) / Math.max(months.length, 1);
  const each = Math.ceil(NAME_WIDTH / slot);
  const thick = Math.min(slot * 0.36, 26);
  const bar = (x: number, of: string): Bar => {
    const y = round(scale(Math.max(length(of), 0)));
    return { x: round(x), y, width: round(thick), height: round(HEIGHT - FEET - y) };
  };
  const bars = months.map(({ month, came, went }, at) => {
    const along = 34 + slot * (at + 0.5);
    const x = rtl ? width - along : along;
    const [first, second] = [x - thick - 1, x + 1];
    return {
      month,
      x: round(x),
      label: (months.length - 1 - at) % each === 0,
      incoming: bar(rtl ? second : first, came),
      outgoing: bar(rtl ? first : second, went),
    };
  });
  const grid = scale.ticks(3).map((value) => ({ value, y: round(scale(value)) }));
  return { width, height: HEIGHT, bars, grid };
}
