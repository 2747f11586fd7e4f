/** What a report says of hours: bands, of kinds with enough entries. Pure. */
import { z } from "zod";
import { type Amount, billionths } from "../../house/values/index.ts";
import type { EffortKind } from "../hours/index.ts";

/** What hours were for, as far as a report tells them apart. Words: `reports.hours.<code>`. */
export const GIVEN = ["answering", "learning", "medical", "other"] as const;
/** See {@link GIVEN}. */
export type Given = (typeof GIVEN)[number];

const OF: Readonly<Record<EffortKind, Given>> = {
  ...({ answering: "answering", training: "learning", knowledge: "learning" } as const),
  ...({ medical: "medical", hours: "other", legal: "other", safety: "other" } as const),
  visit: "other",
};

/** Where bands begin, in hours; the last one has no end. */
export const BANDS = [0, 10, 25, 50, 100, 250, 500, 1_000] as const;
/** Fewest entries of hours that anything is told of. */
export const ENTRIES_MIN = 5;
/** What answering took of all hours, where no band is told. */
export const HALVES = ["less", "more"] as const;

/** A kind with its band, an index of {@link BANDS}; or in a protected space with its half. */
export type HoursRow = { of: Given; band: number | null; half: (typeof HALVES)[number] | null };
/** What is told of hours, and whether some kind had too few entries. */
export type HoursTold = { rows: HoursRow[]; leftOut: boolean };

/** Shape of a {@link HoursTold}. */
export const hoursShape = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        of: z.enum(GIVEN),
        band: z
          .int()
          .min(0)
          .max(BANDS.length - 1)
          .nullable(),
        half: z.enum(HALVES).nullable(),
      }),
    )
    .max(GIVEN.length),
  leftOut: z.boolean(),
});

/** Hours that count, of one kind of effort, and of how many entries. */
export type Counted = ReadonlyMap<EffortKind, { of: Amount; entries: number }>;

/** The band that so many billionths of an hour lie in. */
export function bandOf(size: bigint): number {
  return BANDS.findLastIndex((from) => size >= BigInt(from) * 1_000_000_000n);
}

/** What may be told of these hours. */
export function hoursTold(counted: Counted, protects: boolean): HoursTold {
  const all = new Map<Given, { size: bigint; entries: number }>();
  for (const [work, { of, entries }] of counted) {
    const before = all.get(OF[work]) ?? { size: 0n, entries: 0 };
    const size = before.size + billionths(of.of);
    all.set(OF[work], { size, entries: before.entries + entries });
  }
  const some = [...all.values()].some(({ entries }) => entries > 0);
  if (protects) return { rows: halfOf(all), leftOut: some && halfOf(all).length === 0 };
  const told = GIVEN.flatMap((of): HoursRow[] => {
    const { size = 0n, entries = 0 } = all.get(of) ?? {};
    return entries < ENTRIES_MIN ? [] : [{ of, band: bandOf(size), half: null }];
  });
  const few = [...all.values()].some(({ entries }) => entries > 0 && entries < ENTRIES_MIN);
  return { rows: told, leftOut: few };
}

/** Whether answering took less or more than half: where it, and all else, has enough entries. */
function halfOf(all: ReadonlyMap<Given, { size: bigint; entries: number }>): HoursRow[] {
  const answering = all.get("answering");
  const others = [...all].filter(([of]) => of !== "answering").map(([, one]) => one);
  const entries = others.reduce((sum, one) => sum + one.entries, 0);
  if (answering === undefined || answering.entries < ENTRIES_MIN || entries < ENTRIES_MIN)
    return [];
  const rest = others.reduce((sum, { size }) => sum + size, 0n);
  return [{ of: "answering", band: null, half: answering.size < rest ? "less" : "more" }];
}
