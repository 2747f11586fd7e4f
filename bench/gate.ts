/**
 * The gate: who may, by whose permission, by which clause and within which limit, with nothing
 * remembered of earlier answers; against `casbin` and `@cedar-policy/cedar-wasm`, asked the same.
 */
import { join } from "node:path";
import { run } from "./books.ts";
import type { Row } from "./row.ts";

const FEW = 10_000;
const MANY = 100_000;
const AGREEMENTS = 200;
const ROUNDS = 7;
/** Commands a second on one core, and how many times those of the faster of the others. */
const RATE = 1_000_000;
const TIMES = 50;

/** What was measured: commands a second of processor time, ours and others', by name. */
type Measured = { rate: number; theirs: Record<string, number>; count: number; refused: number };

/** Asks about `each` commands for every permission, and as many over the agreements. */
async function measure(permissions: number, each: number, peers: boolean): Promise<Measured> {
  const script = join(import.meta.dirname, "work", "gate.ts");
  const sizes = [permissions, AGREEMENTS, each, ROUNDS].map(String);
  const { out } = await run(process.execPath, [
    "--expose-gc",
    script,
    ...sizes,
    ...(peers ? ["peers"] : []),
  ]);
  return JSON.parse(out) as Measured;
}

const whole = (rate: number) => `${Math.round(rate)}/s`;

/** The lines of the table: the rate, against the others, and with ten times the permissions. */
export async function gate(): Promise<Row[]> {
  const few = await measure(FEW, 5, true);
  const many = await measure(MANY, 1, false);
  const others = Object.entries(few.theirs).sort(([, a], [, b]) => b - a);
  const [[fastest = "", best = Number.NaN] = []] = others;
  const share = `${(few.refused * 100).toFixed(1)} % of ${few.count} refused`;
  const against = others.map(([name, rate]) => `${whole(rate)} (${name})`).join(" and ");
  const what = `the gate, ${AGREEMENTS} agreements and`;
  return [
    {
      ...{ what: `${what} ${FEW} permissions`, against: `${RATE} a second on one core` },
      ...{ ratio: few.rate / RATE, reach: { least: 1 } },
      note: `${whole(few.rate)}, ${share}, refusals whole`,
    },
    {
      what: `${what} ${FEW} permissions`,
      against: `${fastest}, the faster of two, the same commands and answers`,
      ...{ ratio: few.rate / best, reach: { least: TIMES } },
      note: `${whole(few.rate)} against ${against}`,
    },
    {
      ...{ what: `${what} ${MANY} permissions`, against: `the same with ${FEW}` },
      ...{ ratio: many.rate / few.rate, reach: { least: 0.334 } },
      note: `${whole(many.rate)} against ${whole(few.rate)}`,
    },
  ];
}
