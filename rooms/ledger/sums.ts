/** Exact sums in three whole numbers: quick to fold, plain to keep (README.md, "Arithmetic"). */
import { figure } from "../../house/values/index.ts";

/** `[high, whole, part]`: high × 10^15 + whole + part / 10^9; see README.md, "Arithmetic". */
export type Sum = readonly [number, number, number];

/** Sums by `<account> <unit>`. */
export type Sums = Record<string, Sum>;

const HIGH = 1e15;
const PART = 1e9;
const HIGH_DIGITS = 15;
const NOTHING: Sum = [0, 0, 0];

/** A canonical figure in three whole numbers that all have its sign. */
function inThree(of: string): Sum {
  const point = of.indexOf(".");
  // Most figures are short and whole: they need not be taken apart.
  if (point < 0 && of.length <= HIGH_DIGITS) return [0, Number(of), 0];
  const minus = of.startsWith("-");
  const digits = of.slice(minus ? 1 : 0, point < 0 ? of.length : point);
  const high = digits.length > HIGH_DIGITS ? Number(digits.slice(0, -HIGH_DIGITS)) : 0;
  const whole = Number(digits.slice(-HIGH_DIGITS));
  const part = point < 0 ? 0 : Number(of.slice(point + 1).padEnd(9, "0"));
  return minus ? [-high, -whole, -part] : [high, whole, part];
}

/** A sum and a canonical figure together, exactly. */
export function plus(sum: Sum | undefined, of: string): Sum {
  const before = sum ?? NOTHING;
  const added = inThree(of);
  let high = before[0] + added[0];
  let whole = before[1] + added[1];
  let part = before[2] + added[2];
  if (part >= PART) {
    part -= PART;
    whole += 1;
  } else if (part < 0) {
    part += PART;
    whole -= 1;
  }
  if (whole >= HIGH) {
    whole -= HIGH;
    high += 1;
  } else if (whole < 0) {
    whole += HIGH;
    high -= 1;
  }
  return [high, whole, part];
}

/** A sum in billionths. */
export function sumInBillionths([high, whole, part]: Sum): bigint {
  return (BigInt(high) * 1_000_000_000_000_000n + BigInt(whole)) * 1_000_000_000n + BigInt(part);
}

/** The canonical figure of a sum. */
export function figureOf(sum: Sum): string {
  return figure(sumInBillionths(sum));
}
