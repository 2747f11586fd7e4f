import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import fc from "fast-check";
import type { Reader } from "../../house/circles.ts";
import { assertDone, testHouse } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { type BookState, book } from "../../rooms/ledger/facts.ts";
import {
  beancountAccount,
  beancountEntry,
  beancountHead,
  commodity,
  hledgerEntry,
} from "../../rooms/ledger/plain-text.ts";
import { type BookEntry, everyEntry } from "../../rooms/ledger/questions.ts";
import { balances } from "../../rooms/ledger/totals.ts";
import { seeds } from "../run/seeds.ts";

const member = "a".repeat(32);
const reader: Reader = { by: "member", member, roles: ["coordination"] };
const ACCOUNTS = ["here", "elsewhere", "given-out", "on-the-way", "uses:food"] as const;

type Move = { from: number; to: number; of: string; unit: string; undone: boolean };
const move: fc.Arbitrary<Move> = fc.record({
  from: fc.nat(4),
  to: fc.nat(4),
  of: fc.constantFrom("1", "0.1", "12.345", "99999999.99999999", "7", "1000000"),
  unit: fc.constantFrom("item", "kg", "EUR", "euro-pallet"),
  undone: fc.boolean(),
});

/** A book after these moves, some of them taken back by a correction. */
async function kept(moves: readonly Move[]) {
  const made = testHouse(plan, 7);
  const space = await made.house.begin("alongside.invalid");
  const name = { lang: "en", text: "River kitchen" };
  const input = { name, handle: "lucero", safety: "no", zone: "UTC", langs: ["en"] };
  const founder = { by: "founder", member } as const;
  assertDone(await made.send({ space, command: "spaces.found", input, author: founder }));
  const author = { by: "member", member } as const;
  const send = async (command: string, what: object) => {
    const done = await made.send({ space, command, input: what, author });
    assertDone(done);
    return done;
  };
  const id = (await send("ledger.open-book", { purpose: "goods" })).things[0]?.id ?? "";
  let n = 1;
  for (const { from, to, of, unit, undone } of moves) {
    if (from === to) continue;
    const lines = [
      { account: ACCOUNTS[from], of: { of: `-${of}`, unit } },
      { account: ACCOUNTS[to], of: { of, unit } },
    ];
    await send("ledger.post", { book: id, lines });
    const entry = ++n;
    if (!undone) continue;
    await send("ledger.correct", { book: id, entry, seen: 0, was: lines, right: [] });
    n++;
  }
  const view = await made.view(space, reader);
  const thing = await view.thing(book, id);
  assert.ok(thing);
  return { state: thing.state, entries: await Array.fromAsync(everyEntry(view, thing)) };
}

const run = (program: string, args: string[]) => execFileSync(program, args, { encoding: "utf8" });
const canonical = (of: string) =>
  of
    .replaceAll(",", "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");

/** Our balances as `account figure unit`, those at nothing left out. */
function ours(state: BookState, account: (a: string) => string, unit: (u: string) => string) {
  return balances(state)
    .filter(({ of }) => of.of !== "0")
    .map(({ account: one, of }) => `${account(one)} ${of.of} ${unit(of.unit)}`)
    .sort();
}

function withFile<T>(name: string, text: string, look: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "alongside-formats-"));
  try {
    writeFileSync(join(folder, name), text);
    return look(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `ledger bal --flat` says, in our shape: an account stands beside its last commodity. */
function told(text: string): string[] {
  const rows: string[] = [];
  let waiting: string[] = [];
  for (const line of text.split("\n")) {
    const [, of, unit, account] = /^\s*(-?[\d.,]+) "?([a-zA-Z-]+)"?(?:\s+(\S+))?$/.exec(line) ?? [];
    if (of === undefined) continue;
    waiting.push(`${canonical(of)} ${unit}`);
    if (account === undefined) continue;
    rows.push(...waiting.map((one) => `${account} ${one}`));
    waiting = [];
  }
  return rows.sort();
}

const journalOf = (entries: readonly BookEntry[]) => entries.map(hledgerEntry).join("");

it("hledger, ledger and Beancount reckon our books as we do", async () => {
  for (const seed of seeds())
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 30 }), async (moves) => {
        const { state, entries } = await kept(moves);
        const mine = ours(state, String, String);
        withFile("book.journal", journalOf(entries), (path) => {
          run("hledger", ["-f", path, "check"]);
          const flat = ["-f", path, "bal", "--flat", "--no-total", "--layout=bare", "-O", "csv"];
          const rows = run("hledger", flat).trim().split("\n").slice(1);
          const theirs = rows.map((row) => {
            const [account, unit, of] = row.replaceAll('"', "").split(",");
            return `${account} ${canonical(of ?? "")} ${unit}`;
          });
          assert.deepEqual(theirs.filter((row) => !/ 0 /.test(row)).sort(), mine);
          const bal = run("ledger", ["-f", path, "bal", "--flat", "--no-total"]);
          assert.deepEqual(told(bal), mine);
        });
        const file =
          beancountHead(entries, state) +
          entries.map((entry) => beancountEntry(entry, state)).join("") +
          asserted(state, entries);
        withFile("book.beancount", file, (path) => run("bean-check", [path]));
      }),
      { seed, numRuns: 6 },
    );
});

/** Beancount's own balance assertions on the day after the last: its sums must be ours. */
function asserted(state: BookState, entries: readonly BookEntry[]): string {
  if (entries.length === 0) return "";
  return balances(state)
    .map(({ account, of }) => {
      const name = beancountAccount(account, state);
      return `2026-12-31 balance ${name}  ${of.of} ${commodity(of.unit)}\n`;
    })
    .join("");
}

it("a book that does not add up is noticed by each of them", async () => {
  const { state, entries } = await kept([
    { from: 1, to: 0, of: "12.345", unit: "kg", undone: false },
  ]);
  const journal = journalOf(entries).replace("12.345", "12.346");
  withFile("book.journal", journal, (path) => {
    assert.throws(() => execFileSync("hledger", ["-f", path, "check"], { stdio: "pipe" }));
    assert.throws(() => execFileSync("ledger", ["-f", path, "bal"], { stdio: "pipe" }));
  });
  const file =
    beancountHead(entries, state) + entries.map((e) => beancountEntry(e, state)).join("");
  const bad = file + asserted(state, entries).replace("12.345", "13.345");
  withFile("book.beancount", bad, (path) =>
    assert.throws(() => execFileSync("bean-check", [path], { stdio: "pipe" })),
  );
});
