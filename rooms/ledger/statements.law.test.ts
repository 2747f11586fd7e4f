/**
 * The law of statements: whatever was written and told, no figure shown and no sum or difference
 * of figures shown follows from fewer than five lines. Worked out again from the lines alone.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { isRefusal } from "../../house/refusal.ts";
import { decide, fold, type Given } from "../../house/testing.ts";
import { billionths } from "../../house/values/index.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { commands } from "./commands.ts";
import { type BookState, book } from "./facts.ts";
import { type StatementRecord, statement } from "./statement-facts.ts";

const B = "b".repeat(32);
const kinds = [book, statement];
const NOW = Date.UTC(2027, 0, 15);
const MONTHS = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"];
const PLACES = ["elsewhere", "money", "uses:food", "uses:water", "lost", "given-out", "between"];
const SIDES = { came: ["elsewhere"], went: ["uses:food", "uses:water", "lost", "given-out"] };

/** What is done: so many lines of one way, a line put right, a statement made. */
type Step = { what: number; month: number; ways: [number, number, number]; of: number };
/** A line as the test remembers it, in billionths by account; `told` is its statement's number. */
type Line = {
  n: number;
  month: string;
  moved: Map<string, bigint>;
  corrects: number;
  told: number;
};
type Told = { record: StatementRecord; lines: Line[] };

const below = (max: number) => fc.integer({ min: 0, max: max - 1 });
const step: fc.Arbitrary<Step> = fc.record({
  ...{ what: below(16), month: below(MONTHS.length), of: fc.integer({ min: 1, max: 99 }) },
  ways: fc.tuple(below(PLACES.length), below(PLACES.length), below(PLACES.length)),
});

function linesOf({ ways: [a, b, c], of, what }: Step) {
  const [from, to, also] = [PLACES[a], PLACES[b], PLACES[c]] as [string, string, string];
  const line = (account: string, size: number) => {
    return { account, of: { of: String(size), unit: "EUR" } };
  };
  if (from === to) return null;
  if (what % 4 !== 3 || also === from) return [line(from, -of), line(to, of)];
  return [line(from, -of - 7), line(to, of), line(also, 7)];
}

/** Plays a history and remembers every line with the statement it must be told in. */
function play(steps: readonly Step[]): Told[] {
  const given: Given[] = [{ thing: B, type: "book.opened/1", record: { purpose: "money" } }];
  const all: Line[] = [];
  const told: Told[] = [];
  const write = (one: Step, corrects: number) => {
    const lines = linesOf(one);
    const month = MONTHS[one.month] ?? "";
    if (lines === null) return;
    const record = { lines, ...(corrects > 0 && { corrects }) };
    given.push({ thing: B, type: "transfer.posted/1", day: `${month}-03`, record });
    const moved = new Map<string, bigint>();
    for (const { account, of } of lines)
      moved.set(account, (moved.get(account) ?? 0n) + billionths(of.of));
    all.push({ n: given.length, month, moved, corrects, told: -1 });
  };
  for (const one of steps) {
    if (one.what < 13) for (let at = 0; at <= one.what % 5; at += 1) write(one, 0);
    else if (one.what === 13) write(one, all.find(({ corrects }) => corrects === 0)?.n ?? 0);
    else state(one, given, all, told);
  }
  return told;
}

const row = commands.find(({ name }) => name === "ledger.make-statement");

function state({ month, of }: Step, given: Given[], all: Line[], told: Told[]): void {
  const from = MONTHS[month] ?? "";
  const to = MONTHS[Math.min(MONTHS.length - 1, month + (of % 3))] ?? "";
  const own = given.filter(({ thing }) => thing === B);
  const input = { book: B, from, to, seen: own.length };
  const done = decide(row as never, kinds, given, input as never, { now: NOW });
  if (isRefusal(done)) return;
  const before = fold([book], own).get(B)?.state as BookState;
  const covered = (one: string) =>
    [...before.stated, { from, to }].some((period) => period.from <= one && one <= period.to);
  for (const line of all) if (line.told < 0 && covered(line.month)) line.told = told.length;
  const lines = all.filter((line) => line.told === told.length);
  for (const { thing, type, record } of done.facts) given.push({ thing, type, record });
  told.push({ record: done.facts[0]?.record as StatementRecord, lines });
  // The numbers of lines count the book's entries; those of statements are things of their own.
  given.splice(0, given.length, ...given.filter(({ thing }) => thing === B));
}

/** Every choice of some of these. */
function* choices<T>(all: readonly T[]): Generator<T[]> {
  for (let bits = 1; bits < 2 ** all.length; bits += 1)
    yield all.filter((_, at) => Math.floor(bits / 2 ** at) % 2 === 1);
}

const movedOn = (line: Line, accounts: readonly string[]) =>
  accounts.reduce((sum, account) => sum + (line.moved.get(account) ?? 0n), 0n);
const sumOn = (lines: readonly Line[], accounts: readonly string[]) =>
  lines.reduce((sum, line) => sum + movedOn(line, accounts), 0n);

/** The headings that a shown row can be made of; more than one answer where some were left out. */
function readings({ record, lines }: Told): string[][][] {
  const [unit] = record.units;
  const rows = (["came", "went"] as const).flatMap((side) => {
    const named = unit?.[side].rows ?? [];
    const others = SIDES[side].filter((one) => !named.some(({ account }) => account === one));
    return named.map(({ account, of }) => {
      const sets = account === "rest" ? [...choices(others)] : [[account]];
      const size = side === "came" ? -billionths(of) : billionths(of);
      const found = sets.filter((accounts) => sumOn(lines, accounts) === size);
      assert.ok(found.length > 0, `${account} ${of} is a sum of its lines`);
      return found;
    });
  });
  return rows.reduce<string[][][]>(
    (all, sets) => all.flatMap((one) => sets.map((accounts) => [...one, accounts])),
    [[]],
  );
}

/** The least number of lines, each with what put it right, that some sum of rows follows from. */
function leastBehind(lines: readonly Line[], groups: readonly string[][]): number {
  const originals = lines.filter(({ corrects }) => corrects === 0);
  let least = Number.POSITIVE_INFINITY;
  for (const chosen of choices(groups)) {
    const accounts = chosen.flat();
    if (!lines.some((line) => movedOn(line, accounts) !== 0n)) continue;
    const standing = originals.filter(({ n }) => {
      const own = lines.filter((line) => line.n === n || line.corrects === n);
      return sumOn(own, accounts) !== 0n;
    });
    least = Math.min(least, standing.length);
  }
  return least;
}

it("no sum of what is told follows from fewer than five lines", () => {
  const counts = { told: 0, rows: 0 };
  const law = fc.property(fc.array(step, { minLength: 8, maxLength: 60 }), (steps) => {
    for (const one of play(steps)) {
      const least = Math.max(...readings(one).map((groups) => leastBehind(one.lines, groups)));
      const shown = JSON.stringify(one.record.units);
      assert.ok(least >= 5, `${shown} follows from ${least}`);
      counts.told += 1;
      counts.rows += one.record.units.flatMap(({ came, went }) => [
        ...came.rows,
        ...went.rows,
      ]).length;
    }
  });
  for (const seed of seeds()) fc.assert(law, { seed, numRuns: runs(600) });
  assert.ok(counts.told > 50 && counts.rows > counts.told, JSON.stringify(counts));
});
