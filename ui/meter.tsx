/** How far something asked for has come: a bar to see, and the same in words. */
import { length } from "./format.ts";
import type { SayAmount, Translate } from "./types.ts";

/**
 * Shares of what was asked, exact decimals in one unit, none counted twice: `counted` is here,
 * `onTheWay` was sent, `accepted` is agreed and not sent, `still` is what remains asked for.
 */
export type Shares = { asked: string; still: string } & Partial<
  Record<"counted" | "onTheWay" | "accepted", string>
>;

/** What a protected space tells instead of figures. */
export type Level = "none" | "part" | "most" | "met";

/** Bar lengths of the levels, in percent: a picture of the word, not a measurement. */
const LEVELS: Record<Level, number> = { none: 0, part: 35, most: 75, met: 100 };

const percent = (value: number) => `${Math.round(value * 100) / 100}%`;

/** The bar. Shapes differ as well as colours: whole, striped, low. More than asked fills it. */
function Bar({ counted, way, accepted }: { counted: number; way: number; accepted: number }) {
  return (
    <svg class="meter" aria-hidden="true">
      {accepted > 0 && (
        <rect
          class="accepted"
          x={percent(counted + way)}
          y="50%"
          width={percent(accepted)}
          height="50%"
        />
      )}
      {way > 0 && (
        <line class="way" x1={percent(counted)} x2={percent(counted + way)} y1="50%" y2="50%" />
      )}
      {counted > 0 && <rect class="counted" width={percent(counted)} height="100%" />}
    </svg>
  );
}

/** The meter of a need with figures. What is nought is not said, except what is still asked. */
export function Meter(props: Shares & { t: Translate; say: SayAmount; unit: string }) {
  const { t, unit, asked, counted = "0", onTheWay = "0", accepted = "0" } = props;
  const say = (key: string, of: string) =>
    t(`ui.meter.${key}`, { amount: props.say({ of, unit }) });
  const [a, b, c] = [length(counted), length(onTheWay), length(accepted)];
  const whole = Math.max(length(asked), a + b + c) || 1;
  const none = b + c > 0 ? "enough" : "met";
  const share = (part: number) => (Math.max(part, 0) / whole) * 100;
  return (
    <div class="progress">
      <Bar counted={share(a)} way={share(b)} accepted={share(c)} />
      <ul class="tally">
        {a > 0 && <li class="counted">{say("counted", counted)}</li>}
        {b > 0 && <li class="way">{say("on-the-way", onTheWay)}</li>}
        {c > 0 && <li class="accepted">{say("accepted", accepted)}</li>}
        <li class={length(props.still) > 0 ? "still" : "met"}>
          {length(props.still) > 0 ? say("still", props.still) : t(`ui.meter.${none}`)}
        </li>
      </ul>
    </div>
  );
}

/** The meter of a protected space: none, part, most, all. */
export function MeterLevel({ t, level }: { t: Translate; level: Level }) {
  return (
    <div class="progress">
      <Bar counted={LEVELS[level]} way={0} accepted={0} />
      <ul class="tally">
        <li class={level === "none" ? "still" : "counted"}>
          {t(`ui.meter.${level === "met" ? "covered" : level}`)}
        </li>
      </ul>
    </div>
  );
}
