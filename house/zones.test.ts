import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { daySchema } from "./values/index.ts";
import { strangeZone } from "./zones.ts";

const day = (zone: string) => ({ date: "2026-12-01", zone, instant: "2026-12-01T00:00:00Z" });
const within = z.strictObject({ by: daySchema });
type Deep = { by?: z.output<typeof daySchema> | undefined; next?: Deep | undefined };
const deep: z.ZodType<Deep> = z.strictObject({
  by: daySchema.optional(),
  next: z.lazy(() => deep).optional(),
});

const put: [string, z.ZodType, (zone: string) => unknown, string][] = [
  ["a field", within, (zone) => ({ by: day(zone) }), "by.zone"],
  ["one that may be left out", within.partial(), (zone) => ({ by: day(zone) }), "by.zone"],
  [
    "one that may be null",
    z.object({ by: daySchema.nullable() }),
    (zone) => ({ by: day(zone) }),
    "by.zone",
  ],
  [
    "one with another in its stead",
    z.object({ by: daySchema.default(day("UTC")) }),
    (zone) => ({ by: day(zone) }),
    "by.zone",
  ],
  [
    "a list",
    z.object({ days: z.array(daySchema) }),
    (zone) => ({ days: [day("UTC"), day(zone)] }),
    "days.1.zone",
  ],
  [
    "a pair",
    z.object({ days: z.tuple([daySchema, daySchema]) }),
    (zone) => ({ days: [day("UTC"), day(zone)] }),
    "days.1.zone",
  ],
  [
    "the rest of a list",
    z.object({ days: z.tuple([z.string()], daySchema) }),
    (zone) => ({ days: ["", day(zone)] }),
    "days.1.zone",
  ],
  ["one of several", z.union([z.string(), within]), (zone) => ({ by: day(zone) }), "by.zone"],
  [
    "one told apart by a word",
    z.discriminatedUnion("how", [
      z.object({ how: z.literal("a") }),
      within.extend({ how: z.literal("b") }),
    ]),
    (zone) => ({ how: "b", by: day(zone) }),
    "by.zone",
  ],
  [
    "what a name leads to",
    z.record(z.string(), daySchema),
    (zone) => ({ first: day(zone) }),
    "first.zone",
  ],
  [
    "any other field",
    z.object({}).catchall(daySchema),
    (zone) => ({ first: day(zone) }),
    "first.zone",
  ],
  ["what is asked more of", within.refine(() => true), (zone) => ({ by: day(zone) }), "by.zone"],
  [
    "what is made of something",
    z.string().transform((zone) => ({ by: day(zone) })),
    (zone) => ({ by: day(zone) }),
    "by.zone",
  ],
  [
    "what has itself within",
    deep,
    (zone) => ({ next: { next: { by: day(zone) } } }),
    "next.next.by.zone",
  ],
  ["anything", z.unknown(), (zone) => ({ by: day(zone) }), "by.zone"],
];

describe("a zone that nobody reckons in is found wherever a shape has room for a day", () => {
  for (const [what, shape, given, field] of put)
    it(what, () => {
      assert.equal(strangeZone(shape, given("Noor/Lives_Here")), field);
      assert.equal(strangeZone(shape, given("Africa/Nairobi")), null);
    });
});

it("is not looked for where a shape has no room for one", () => {
  const shape = z.strictObject({ rows: z.array(z.strictObject({ of: z.string() })) });
  const input = { rows: [{ of: "1", zone: "Noor/Lives_Here" }] };
  assert.equal(strangeZone(shape, input), null);
});
