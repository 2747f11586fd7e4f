/**
 * The life of an account, as its bank tells it in files that overlap, come twice, break off and are
 * wrong in places: what it opened with and what is in the book make what it closed with.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { pieces } from "../../../house/import/rows.ts";
import { billionths, figure } from "../../../house/values/index.ts";
import { runs, seeds } from "../../../tests/run/seeds.ts";
import { balances } from "../totals.ts";
import type { Brought } from "./bring.ts";
import { SmallSpace } from "./small-space.ts";

const STANDINGS = ["Completed", "Completed", "Completed", "Refunded", "Pending"] as const;
type Move = { of: bigint; day: number; standing: (typeof STANDINGS)[number] };
type File = { from: number; rows: number; stop: number | null; wrong: number | null };

const moves = fc.array(
  fc.record({
    of: fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).filter((of) => of !== 0n),
    day: fc.nat(27),
    standing: fc.constantFrom(...STANDINGS),
  }),
  { minLength: 1, maxLength: 16, size: "max" },
);
const files = fc.array(
  fc.record({
    ...{ from: fc.nat(15), rows: fc.integer({ min: 1, max: 16 }) },
    stop: fc.option(fc.nat(4), { nil: null }),
    wrong: fc.option(fc.nat(15), { nil: null, freq: 4 }),
  }),
  { minLength: 1, maxLength: 4, size: "max" },
);
const opening = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n });
const histories = fc.record({
  moves,
  files,
  opening,
  settled: fc.array(fc.nat(2), { maxLength: 8 }),
});

const effect = ({ of, standing }: Move) => (standing === "Completed" ? of : 0n);
const total = (all: readonly Move[]) => all.reduce((sum, one) => sum + effect(one), 0n);

/** What the account held after each move; before the first it is what it opened with. */
function heldAfter(all: readonly Move[], begin: bigint): bigint[] {
  const held = [begin];
  for (const one of all) held.push((held.at(-1) ?? 0n) + effect(one));
  return held;
}

/**
 * Which row of a file has a wrong balance, if any. Of what is not booked no balance is read, and
 * the first and the last one say the ends. A few rows read newest first can come closer to what is
 * wrong than oldest first: then nobody can tell which it is, and it is none.
 */
function wrongAt(
  some: readonly (Move & { n: number })[],
  held: readonly bigint[],
  wrong: number | null,
): number | null {
  const booked = [...some.keys()].filter((at) => some[at]?.standing !== "Pending");
  const inner = booked.slice(1, -1);
  if (wrong === null || inner.length === 0) return null;
  const at = inner[wrong % inner.length] ?? null;
  const after = (row: number) => (held[(some[row]?.n ?? 0) + 1] ?? 0n) + (row === at ? 1n : 0n);
  const newestFirst = booked.slice(1).filter((row, nth) => {
    const above = booked[nth] ?? 0;
    return after(row) !== after(above) - effect(some[above] as Move);
  });
  return newestFirst.length > 2 ? at : null;
}

/** A file of some of the moves, with the balance after each; one of them may be wrong. */
function told(all: readonly Move[], held: readonly bigint[], { from, rows, wrong }: File) {
  const some = all.slice(from, from + rows).map((move, at) => ({ ...move, n: from + at }));
  const at = wrongAt(some, held, wrong);
  const body = some.map(({ n, of, day, standing }, row) => {
    const balance = (held[n + 1] ?? 0n) + (row === at ? 1n : 0n);
    const date = `2026-10-${String(day + 1).padStart(2, "0")}`;
    return `N${n},${date},${figure(of)},EUR,${standing},${figure(balance)}`;
  });
  const head = "Reference,Date,Amount,Currency,Status,Balance";
  return { some, at, open: pieces(Buffer.from([head, ...body].join("\n"))) };
}

/** Opening and rows of the file make its closing; a balance that does not follow is named. */
function agrees(brought: Brought, held: readonly bigint[], file: ReturnType<typeof told>): void {
  const [account, ...more] = brought.accounts;
  assert.ok(account !== undefined && more.length === 0);
  assert.equal(account.moved, figure(total(file.some)));
  if (file.some.every(({ standing }) => standing === "Pending")) {
    assert.deepEqual([account.opening, account.closing, account.agrees], [null, null, null]);
    return;
  }
  const [first, last] = [file.some[0]?.n ?? 0, (file.some.at(-1)?.n ?? 0) + 1];
  assert.equal(account.opening, figure(held[first] ?? 0n));
  assert.equal(account.closing, figure(held[last] ?? 0n));
  assert.equal(account.agrees, true);
  assert.equal(account.disagreeing > 0, file.at !== null, "wrong balances are named, others not");
}

const sumOn = (space: SmallSpace, account: string | null) =>
  balances(space.book.state)
    .filter((one) => account === null || one.account === account)
    .reduce((sum, { of }) => sum + billionths(of.of), 0n);

/** What moves come to, by their numbers; rows that wait are in no figure. */
const ofMoves = (all: readonly Move[], came: ReadonlySet<number>): bigint =>
  total([...came].flatMap((n) => all[n] ?? []));

type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

async function lived({ moves: some, files: told_, opening: begin, settled }: History) {
  const all = some.toSorted((a, b) => a.day - b.day);
  const held = heldAfter(all, begin);
  const space = new SmallSpace();
  const options = { mapping: { decimal: ".", order: "dmy" } } as const;
  const came = new Set<number>();
  // The last file tells all of it, whole: by then nothing is missing and nothing is there twice.
  const whole: File = { from: 0, rows: all.length, stop: null, wrong: null };
  for (const one of [...told_, whole]) {
    const file = told(all, held, one);
    if (file.some.length === 0) continue;
    let left = one.stop ?? Infinity;
    const brought = await space.bring(file.open, options, () => left-- > 0);
    agrees(brought, held, file);
    if (brought.refused === undefined) for (const { n } of file.some) came.add(n);
    else assert.ok(one.stop !== null, JSON.stringify(brought.refused));
    assert.equal(sumOn(space, null), 0n, "all of it comes to nothing");
    if (brought.refused === undefined)
      assert.equal(sumOn(space, "money"), ofMoves(all, allIn(space, came, all)));
  }
  assert.equal(begin + sumOn(space, "money"), held.at(-1), "opening + entries = closing");
  return settles(space, all, settled);
}

/** Moves that are in the book: those of whole files, and what came of files that broke off. */
function allIn(space: SmallSpace, came: ReadonlySet<number>, all: readonly Move[]): Set<number> {
  const found = new Set(came);
  for (const n of all.keys()) if (space.hasRow(`N${n}`, all[n]?.of ?? 0n)) found.add(n);
  return found;
}

/** Rows that wait are settled, and the book holds them to the last digit; none twice. */
function settles(space: SmallSpace, all: readonly Move[], how: readonly number[]): number {
  let waits = 0;
  let more = 0n;
  const before = sumOn(space, "money");
  for (const { id, state } of space.extracts)
    for (const [row, { of }] of Object.entries(state.waiting)) {
      const does = how[waits++ % Math.max(1, how.length)] ?? 0;
      const said = does === 0 ? { how: "posted", account: "elsewhere" } : { how: "left" };
      const input = { extract: id, row: Number(row), ...said } as never;
      assert.ok(space.settle(input));
      assert.ok(!space.settle(input), "once");
      if (does === 0) more += billionths(of.of);
    }
  assert.equal(waits, all.filter(({ standing }) => standing === "Pending").length);
  assert.equal(sumOn(space, "money"), before + more);
  assert.equal(sumOn(space, null), 0n);
  return waits;
}

it("opening + entries = closing, over any history of files", async () => {
  let waited = 0;
  for (const seed of seeds()) {
    const law = fc.asyncProperty(histories, async (history) => {
      waited += await lived(history);
    });
    // Ten thousand over both seeds at depth.
    await fc.assert(law, { seed, numRuns: runs(50, 100) });
  }
  assert.ok(waited > 0);
});
