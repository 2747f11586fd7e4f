/** Our books, read and added up by programs we did not write. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { alongside, DATA, folder, found, IN } from "../../cli/test-kit.ts";
import { sum } from "../../house/values/index.ts";
import { beancountFile, commodities } from "../../rooms/ledger/exports/beancount.ts";
import { tellBooks } from "../../rooms/ledger/exports/figures.ts";
import { hledgerAccount, hledgerFile } from "../../rooms/ledger/exports/hledger.ts";
import { hxlFile } from "../../rooms/ledger/exports/hxl.ts";
import { tableFile } from "../../rooms/ledger/exports/table.ts";
import { workbookFile } from "../../rooms/ledger/exports/workbook.ts";
import { runs, seeds } from "../run/seeds.ts";
import {
  hledgerSays,
  how,
  judged,
  kept,
  ledgerSays,
  type Move,
  move,
  ours,
  taken,
  whole,
} from "./kept.ts";

/** Reads a workbook with nothing of ours: every sheet's rows as lists of texts. */
const READ = `
import json, sys, zipfile
import xml.etree.ElementTree as X
N = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for name in z.namelist(): X.fromstring(z.read(name))
sheets = []
for at in range(len(X.fromstring(z.read("xl/workbook.xml")).find(N + "sheets"))):
    rows = []
    for row in X.fromstring(z.read("xl/worksheets/sheet%d.xml" % (at + 1))).iter(N + "row"):
        cells = {}
        for c in row:
            assert c.find(N + "f") is None
            t = c.find(N + "is")
            text = c.findtext(N + "v") if t is None else t.findtext(N + "t")
            assert t is not None or len(text.strip("-").replace(".", "")) <= 15, text
            cells[c.get("r").rstrip("0123456789")] = text
        rows.append(cells)
    sheets.append(rows)
print(json.dumps(sheets))
`;
type Row = Record<string, string>;
const readWorkbook = (file: Uint8Array): Row[][] =>
  JSON.parse(judged("a.xlsx", file, "python3", "-c", READ, "FILE"));

/** Sums by account and unit, in the shape of `ours`. */
function summed(rows: readonly (readonly [account: string, of: string, unit: string])[]) {
  const sums = new Map<string, bigint>();
  for (const [account, of, unit] of rows) {
    const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(of) ?? assert.fail(of);
    const size = BigInt(`${sign}${whole}${part.padEnd(9, "0")}`);
    sums.set(`${account} ${unit}`, (sums.get(`${account} ${unit}`) ?? 0n) + size);
  }
  return [...sums].filter(([, sum]) => sum !== 0n).length;
}

it("hledger, ledger and Beancount reckon our books as we do, of any months", async () => {
  const period = fc.record({ from: fc.option(fc.nat(4)), months: fc.option(fc.nat(2)) });
  for (const seed of seeds())
    await fc.assert(
      fc.asyncProperty(
        fc.array(move, { minLength: 1, maxLength: 30 }),
        period,
        async (moves, { from: first, months }) => {
          const view = await kept(moves);
          const month = (nth: number) => `2026-${String(5 + nth).padStart(2, "0")}`;
          const from = first === null ? null : month(first);
          const to = months === null ? null : month((first ?? 0) + months);
          const books = await taken(view, { from, to });
          const mine = ours(books, hledgerAccount);
          const journal = await whole(hledgerFile(books, from));
          assert.deepEqual(hledgerSays(journal), mine);
          assert.deepEqual(ledgerSays(journal), mine);
          const file = await whole(beancountFile(books, from));
          judged("a.beancount", file, "bean-check", "FILE");
          assert.equal(
            file.match(/ balance /g)?.length ?? 0,
            books.flatMap((b) => b.closing).length,
          );
        },
      ),
      // Other programs are slow to start: what fails is shown as it was found.
      { seed, numRuns: runs(4), endOnFailure: true },
    );
});

const one: Move = {
  ...{ book: 0, from: 1, to: 0, of: "12.345", unit: "kg", month: 0, undone: false, changed: false },
  ...{ party: "=noor", narration: 'two; "sacks"\n2026-01-01 * x' },
};

it("a sum of ours that is wrong is noticed by each of them", async () => {
  const books = await taken(await kept([one]));
  const journal = await whole(hledgerFile(books, null));
  const file = await whole(beancountFile(books, null));
  assert.match(journal, /\(3\) =noor \| two, "sacks" 2026-01-01 \* x {2}; log: \d+, leaf: /);
  for (const [right, wrong] of [
    [" = 12.345", " = 12.344999999"],
    ["  12.345 ", "  12.346 "],
  ] as const) {
    const bad = journal.replace(right, wrong);
    assert.notEqual(bad, journal);
    assert.throws(() => judged("a.journal", bad, "hledger", "-f", "FILE", "check"));
    assert.throws(() => judged("a.journal", bad, "ledger", "-f", "FILE", "bal"));
  }
  const bad = file.replace(/ 12\.345 ~/, " 12.344999999 ~");
  assert.notEqual(bad, file);
  assert.throws(() => judged("a.beancount", bad, "bean-check", "FILE"));
});

it("a rate stands beside the lines and in columns, as other programs read it", async () => {
  const books = await taken(await kept([{ ...one, changed: true, of: "100" }]));
  const journal = await whole(hledgerFile(books, null));
  assert.match(journal, /^P 2026-05-09 KES 12\.5 EUR$/m);
  const prices = judged("a.journal", journal, "hledger", "-f", "FILE", "prices");
  assert.match(prices, /^P 2026-05-09 "?KES"? 12\.5 "?EUR"?$/m);
  assert.match(
    judged("a.journal", journal, "ledger", "-f", "FILE", "prices"),
    /^2026\/05\/09 KES +12\.5 EUR$/m,
  );
  const file = await whole(beancountFile(books, null));
  assert.match(file, /^2026-05-09 price KES {2}12\.5 EUR$/m);
  judged("a.beancount", file, "bean-check", "FILE");
  const [head = [], ...rows] = parse(await whole(tableFile(books, how(null))), { bom: true });
  const at = (name: string) => head.indexOf(name);
  const [row = []] = rows as string[][];
  const told = ["rate", "rate-in", "rate-per", "rate-day", "rate-source"];
  assert.deepEqual(
    told.map((name) => row[at(name)]),
    ["12.5", "EUR", "KES", "2026-05-09", "changer"],
  );
  const none = await whole(tableFile(await taken(await kept([one])), how(null)));
  assert.ok(!none.includes("rate"));
});

it("no two units have one name in Beancount", () => {
  const alike = [..."abcdef"].map((last) => `${"0123456789abcdef".repeat(2).slice(0, 31)}${last}`);
  const named = commodities([...alike, "kg", "EUR", "item"]);
  assert.equal(new Set(named.values()).size, 9);
  for (const name of named.values()) assert.match(name, /^[A-Z][A-Z0-9'._-]{0,22}[A-Z0-9]$/);
});

it("a table and a workbook hold the same lines and sums, and nothing that runs", async () => {
  const moves = [one, { ...one, book: 1, unit: "EUR", of: "99999999.99999999", month: 2 }];
  const view = await kept([...moves, { ...one, undone: true }, { ...one, unit: "own", to: 6 }]);
  for (const from of [null, "2026-07"]) {
    const books = await taken(view, { from });
    const csv = await whole(tableFile(books, how(from)));
    const [head = [], ...rows] = parse(csv, { bom: true }) as string[][];
    const at = (name: string) => head.indexOf(name);
    const cells = rows.map((row) => [
      `${row[at("book")]} ${row[at("code")]}`,
      ...[row[at("amount")] ?? "", row[at("unit")] ?? ""],
    ]);
    const mine = ours(books, ({ key }, account) => `${key} ${account}`);
    assert.equal(summed(cells as [string, string, string][]), mine.length);
    const file = Buffer.concat(await Array.fromAsync(workbookFile(books, how(from))));
    const [totals = [], lines = []] = readWorkbook(file);
    const told = totals.slice(1).filter((row) => row["F"] !== "0");
    assert.deepEqual(
      told.map((row) => `${row["A"]} ${row["B"]} ${row["F"]} ${row["C"]}`).sort(),
      mine,
    );
    assert.deepEqual(
      lines.map((row) => head.map((_, nth) => row["ABCDEFGHIJKLMNOP"[nth] ?? ""] ?? "")),
      [head, ...rows],
    );
    if (from === null) assert.ok(rows.some((row) => row[at("party")] === "'=noor"));
  }
});

it("a humanitarian table adds up to what came and went, under tags of HXL", async () => {
  const moves = [one, { ...one, book: 1, unit: "EUR", to: 4, month: 2 }, { ...one, undone: true }];
  const books = await taken(await kept([...moves, { ...one, unit: "own", from: 0, to: 6 }]));
  const csv = await whole(hxlFile(books, how(null)));
  const [head, tags = [], ...rows] = parse(csv, { bom: true }) as string[][];
  assert.equal(head?.length, tags.length);
  for (const tag of tags) assert.match(tag, /^#[a-z]+( \+[a-z]+)?$/);
  const { came, went } = tellBooks(books).totals;
  for (const [way, sums] of Object.entries({ came, went }))
    for (const [unit, of] of Object.entries(sums)) {
      const own = rows.filter((row) => row[1] === way && (row[4] === unit || row[6] === unit));
      const figures = own.map((row) => ({ of: row[3] || row[5] || "", unit }));
      assert.equal(sum(unit, figures).of, of, `${way} ${unit}`);
    }
  assert.deepEqual(rows.map((row) => row[0]).includes("2026-07"), true);
  assert.ok(!csv.includes("noor"), "no line and nobody is in it");
});

it("the books of a real collective agree everywhere, to the cent", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const real = `${DATA}ledger/open-collective.csv`;
  const done = await alongside(dir.at, "import", "transactions", real, "--data", "d", ...IN);
  assert.equal(done.code, 0, done.err);
  const take = async (...more: string[]) => {
    const ran = await alongside(dir.at, "export", "ledger", "--data", "d", ...IN, ...more);
    assert.equal(ran.code, 0, ran.err);
    return ran.out;
  };
  const { totals, books } = JSON.parse(await take("--json"));
  assert.deepEqual(totals.closing, { USD: "7465.73" });
  assert.deepEqual(totals.came, { USD: "11014.9" });
  const mine = books[0].accounts.map(
    (row: Record<string, string>) => `${row["account"]} ${row["closing"]} USD`,
  );
  const journal = await take("--format", "hledger");
  assert.ok(!journal.includes("Supporter"), "figures only");
  const theirs = hledgerSays(journal);
  assert.ok(theirs.includes("assets:money:money 7465.73 USD"));
  const apart = (row: string) => row.replace(/^\w+:money:/, "");
  assert.deepEqual(theirs.map(apart).sort(), mine.sort());
  assert.deepEqual(ledgerSays(journal), theirs);
  const bean = await take("--format", "beancount", "--words");
  assert.match(bean, /"Supporter 001" "Monthly contribution/);
  judged("a.beancount", bean, "bean-check", "FILE");
  const told = await take("--format", "xlsx", "--out", "books.xlsx", "--from", "2023-01", "--json");
  const { closing, opening } = JSON.parse(told).totals;
  assert.deepEqual([closing.USD, opening.USD !== "0"], ["7465.73", true]);
});
