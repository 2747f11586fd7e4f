/**
 * Whether what a file brings fits the facts this version knows: every part in its fact's shape,
 * every entry in its thing's order, every thing folding. A file that does not is refused before a
 * byte of it is kept, so that no page meets it later. Holds a state for each thing of the file.
 */
import { z } from "zod";
import { Malformed } from "../log/malformed.ts";
import { isCircle } from "./commit.ts";
import type { ReadEntry } from "./entry.ts";
import { ARRIVED, ERASABLE, type FactShape, type Fields, type Part, type Thing } from "./facts.ts";
import { foldIn } from "./fold.ts";
import { HAPPENED_MIN } from "./gate.ts";
import { ERASED, OPENED, type Plan } from "./room.ts";
import { idSchema } from "./values/index.ts";

/** Times up to the end of the year 9999, in ms. */
const TIME_MAX = Date.UTC(9999, 11, 31);
const circle = z.string().refine(isCircle);
const numbered = z.object({
  ...{ n: z.int().min(1), k: z.int().min(1), circle },
  day: z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$/),
});
const stamp = z.object({
  ...{ kind: z.enum(["act", "testimony", "undoing"]), who: idSchema },
  by: z.enum(["member", "group", "stranger", "clock"]),
  ...{ typedBy: idSchema.nullable(), at: z.int().min(0).max(TIME_MAX) },
  happened: z.int().min(HAPPENED_MIN).max(TIME_MAX).nullable(),
  arrived: z.enum(ARRIVED as readonly [string, ...string[]]),
  ...{ readBack: z.boolean(), standsOn: z.string().max(128).nullable() },
});
/** Facts of the house: every kind of thing has them. */
const HOUSE: Record<string, Shape> = {
  [ERASED]: {
    record: z.strictObject({ of: z.int().min(1), parts: z.array(z.enum(ERASABLE)) }),
  },
  [OPENED]: { record: z.looseObject({ to: circle }) },
};

/** Looks at a file's entries one after another. */
export class Fits {
  readonly #plan: Plan;
  readonly #things = new Map<string, Thing>();
  readonly #counts = new Map<string, number>();

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Throws `Malformed` at the first entry that does not fit. */
  see(entry: ReadEntry): void {
    const why = this.#fault(entry);
    if (why !== null) throw new Malformed("space file", `entry ${entry.index}: ${why}`);
  }

  #fault(entry: ReadEntry): string | null {
    const { thing, type, header } = entry;
    if (!idSchema.safeParse(thing).success) return "its thing has no id";
    const fact = this.#plan.fact(type);
    const shape = HOUSE[type] ?? fact?.shape;
    const before = this.#things.get(thing);
    const { charter } = this.#plan;
    if (entry.index === 0 && (thing !== header.space || (fact && fact.kind !== charter.kind)))
      return "a log begins with its space";
    if (before !== undefined && !before.parked && fact && fact.kind.kind !== before.kind)
      return "a fact of another kind of thing";
    return partsFault(entry, shape) ?? this.#countFault(entry) ?? this.#foldFault(entry, before);
  }

  #countFault({ record: { circle: name, k } }: ReadEntry): string | null {
    const next = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, next);
    return k === next ? null : "out of its circle's order";
  }

  #foldFault(entry: ReadEntry, before: Thing | undefined): string | null {
    if ((before?.n ?? 0) + 1 !== entry.record.n) return "out of its thing's order";
    try {
      this.#things.set(entry.thing, foldIn(this.#plan, before ?? null, entry));
      return null;
    } catch (fault) {
      // Folding is pure: whatever it throws, these facts do not follow from one another.
      if (fault instanceof Error) return "it does not follow from what came before";
      throw fault;
    }
  }
}

type Shape = Pick<FactShape, "record" | Part>;

/** Of a type this version does not know, record and stamp must be there and nothing more. */
function partsFault({ header, stored }: ReadEntry, shape: Shape | undefined): string | null {
  const names = Object.keys(header.parts);
  for (const name of ["record", "stamp"]) if (!names.includes(name)) return `it has no ${name}`;
  const declared = ["record", "stamp", ...ERASABLE] as const;
  for (const name of names) {
    const known = declared.find((one) => one === name);
    if (shape === undefined ? false : known === undefined || !(known === "stamp" || shape[known]))
      return `a part it cannot have (${name})`;
    const part = stored.parts.find((one) => one.name === name);
    if (part === undefined || known === undefined) continue;
    const value = objectOf(part.bytes);
    if (value === null || !fits(known, value, shape)) return `its ${name} is in no shape known`;
  }
  return null;
}

function fits(name: "record" | "stamp" | Part, value: Fields, shape?: Shape) {
  if (name === "stamp") return stamp.safeParse(value).success;
  if (name !== "record") return shape === undefined || shape[name]?.safeParse(value).success;
  if (!numbered.safeParse(value).success) return false;
  const { n: _n, k: _k, circle: _circle, day: _day, ...record } = value;
  return shape === undefined || shape.record.safeParse(record).success;
}

function objectOf(bytes: Uint8Array): Fields | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Fields) : null;
  } catch (fault) {
    if (fault instanceof SyntaxError) return null;
    throw fault;
  }
}
