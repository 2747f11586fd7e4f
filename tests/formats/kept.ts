/** For tests: random books of goods and money over months, and what other programs say of them. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { assertDone, testHouse } from "../../house/testing.ts";
import type { View } from "../../house/view.ts";
import { plan } from "../../rooms/index.ts";
import { movedOf } from "../../rooms/ledger/exports/figures.ts";
import { type Asked, type TakenBook, takeBooks } from "../../rooms/ledger/exports/taken.ts";
import type { WorkbookHow } from "../../rooms/ledger/exports/workbook.ts";

const member = "a".repeat(32);
/** Headings by number; the last one is the group's own. */
const ACCOUNTS = ["here", "elsewhere", "given-out", "on-the-way", "uses:food", "fees", "own"];
/** Signs that break what is careless in one format or another. */
const SIGNS = [..."a ;|\"'\\\n=+*(!#:,@{}", "  ", "بطانية"];

/** One line in the books, perhaps taken back. */
export type Move = {
  book: number;
  from: number;
  to: number;
  of: string;
  unit: string;
  month: number;
  undone: boolean;
  /** Whether it is money changed into another currency; then it is of the book of money. */
  changed: boolean;
  party: string;
  narration: string;
};

const said = fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 12 });
/** Any of them. */
export const move: fc.Arbitrary<Move> = fc.record({
  book: fc.nat(1),
  from: fc.nat(6),
  to: fc.nat(6),
  of: fc.constantFrom("1", "0.1", "12.345", "99999999.99999999", "7", "1000000", "1234.56"),
  unit: fc.constantFrom("item", "kg", "EUR", "KES", "own"),
  month: fc.nat(4),
  undone: fc.boolean(),
  changed: fc.boolean(),
  ...{ party: said, narration: said },
});

const eur = (of: string) => ({ of, unit: "EUR" });
const line = (account: string, of: { of: string; unit: string }) => ({ account, of });

/** Books of a group after these moves, some of them taken back by a correction. */
export async function kept(moves: readonly Move[]): Promise<View> {
  const made = testHouse(plan, 7);
  const space = await made.house.begin("alongside.invalid");
  const name = { lang: "en", text: "River kitchen" };
  const input = { name, handle: "lucero", safety: "no", zone: "UTC", langs: ["en"] };
  const founder = { by: "founder", member } as const;
  assertDone(await made.send({ space, command: "spaces.found", input, author: founder }));
  const author = { by: "member", member } as const;
  const send = async (command: string, what: object, happened?: number) => {
    const when = happened === undefined ? {} : { happened };
    const done = await made.send({ space, command, input: what, author, ...when });
    assertDone(done);
    return done;
  };
  const texts = [{ lang: "en", text: 'Pot; "no 1"' }];
  const measure = { use: "unit", measures: "count", level: null, within: null, texts };
  const unit = (await send("spaces.name-term", measure)).things[0]?.id ?? "";
  const books: { id: string; own: string; n: number }[] = [];
  for (const purpose of ["goods", "money"]) {
    const id = (await send("ledger.open-book", { purpose })).things[0]?.id ?? "";
    const name = [{ lang: "en", text: `${purpose}; "own"` }];
    const added = await send("ledger.add-account", { book: id, side: "use", name });
    const own = added.things.find(({ id: one }) => one !== id)?.id ?? "";
    books.push({ id, own, n: 2 });
  }
  const changes = async ({ of, month, undone }: Move, at: { id: string; n: number }) => {
    const [gave, got] = [eur(of), { of: "7", unit: "KES" }];
    const asked = { from: "money", to: "held", gave, got, fee: { of: "1", unit: "KES" } };
    const happened = Date.UTC(2026, 4 + month, 9);
    const rate = { source: "changer" };
    await send("ledger.exchange", { book: at.id, ...asked, rate }, happened);
    const entry = ++at.n;
    if (!undone) return;
    const was = [
      ...[line("money", eur(`-${of}`)), line("fees", { of: "1", unit: "KES" })],
      ...[line("exchanged", gave), line("exchanged", { of: "-8", unit: "KES" })],
      line("held", got),
    ];
    await send("ledger.correct", { book: at.id, entry, seen: 0, was, right: [] }, happened);
    at.n++;
  };
  for (const { book, from, to, of, month, undone, ...one } of moves) {
    const at = books[one.changed ? 1 : book] ?? assert.fail();
    if (one.changed) await changes({ book, from, to, of, month, undone, ...one }, at);
    if (from === to || one.changed) continue;
    const counted = one.unit === "own" ? unit : one.unit;
    const lines = [from, to].map((which, side) => ({
      account: ACCOUNTS[which] === "own" ? at.own : ACCOUNTS[which],
      of: { of: side === 0 ? `-${of}` : of, unit: counted },
    }));
    const words = Object.fromEntries(
      (["party", "narration"] as const).flatMap((what) => {
        const text = one[what].trim();
        const fits = text !== "" && !(what === "party" && text.includes("\n"));
        return fits ? [[what, { lang: "en", text }]] : [];
      }),
    );
    const happened = Date.UTC(2026, 4 + month, 9);
    await send("ledger.post", { book: at.id, lines, ...words }, happened);
    const entry = ++at.n;
    if (!undone) continue;
    await send("ledger.correct", { book: at.id, entry, seen: 0, was: lines, right: [] }, happened);
    at.n++;
  }
  return made.view(space, { by: "member", member, roles: ["coordination"] });
}

/** All books, with everything that can go along, from a month or from the first. */
export function taken(view: View, more: Partial<Asked> = {}): Promise<TakenBook[]> {
  const all = { book: null, from: null, to: null, words: true, leaves: true };
  return takeBooks(view, { ...all, ...more });
}

/** How files are made in tests. */
export function how(from: string | null): WorkbookHow {
  const called = { column: String, account: (_: unknown, one: string) => one };
  return {
    ...{ words: true, leaves: true, from, rtl: false },
    called: { ...called, unit: (_, one) => one },
    sheets: { totals: "Totals", lines: "Lines" },
  };
}

/** Our closing figures as `account figure unit`, those at nothing left out. */
export function ours(
  books: readonly TakenBook[],
  account: (book: TakenBook, account: string) => string,
  unit: (unit: string) => string = String,
): string[] {
  return books
    .flatMap((one) =>
      movedOf(one)
        .filter(({ closing }) => closing !== "0")
        .map((row) => `${account(one, row.account)} ${row.closing} ${unit(row.unit)}`),
    )
    .sort();
}

/** Pieces of a text put together. */
export async function whole(pieces: AsyncIterable<string | Uint8Array>): Promise<string> {
  return (await Array.fromAsync(pieces)).map(String).join("");
}

/** Runs another program on a file of this content; fails as it fails, quietly. */
export function judged(
  name: string,
  text: string | Uint8Array,
  program: string,
  ...args: string[]
) {
  const folder = mkdtempSync(join(tmpdir(), "alongside-formats-"));
  const path = join(folder, name);
  try {
    writeFileSync(path, text);
    const all = args.map((one) => (one === "FILE" ? path : one));
    return execFileSync(program, all, { encoding: "utf8", stdio: "pipe" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const canonical = (of: string) =>
  of
    .replaceAll(",", "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");

/** What hledger reckons of a journal that it found in order, in the shape of {@link ours}. */
export function hledgerSays(journal: string): string[] {
  judged("a.journal", journal, "hledger", "-f", "FILE", "check", "-s");
  const flat = ["bal", "--flat", "--no-total", "--layout=bare", "-O", "csv"];
  const rows = judged("a.journal", journal, "hledger", "-f", "FILE", ...flat);
  return rows
    .trim()
    .split("\n")
    .slice(1)
    .map((row) => {
      const [account, unit, of] = row.replaceAll('"', "").split(",");
      return `${account} ${canonical(of ?? "")} ${unit}`;
    })
    .filter((row) => !/ 0 /.test(row))
    .sort();
}

/** What ledger says, in the same shape: an account stands beside its last commodity. */
export function ledgerSays(journal: string): string[] {
  const args = ["-f", "FILE", "bal", "--flat", "--no-total"];
  const rows: string[] = [];
  let waiting: string[] = [];
  for (const line of judged("a.journal", journal, "ledger", ...args).split("\n")) {
    const [, of, unit, account] =
      /^\s*(-?[\d.,]+) "?([\da-zA-Z-]+)"?(?:\s+(\S+))?$/.exec(line) ?? [];
    if (of === undefined) continue;
    waiting.push(`${canonical(of)} ${unit}`);
    if (account === undefined) continue;
    rows.push(...waiting.map((one) => `${account} ${one}`));
    waiting = [];
  }
  return rows.sort();
}
