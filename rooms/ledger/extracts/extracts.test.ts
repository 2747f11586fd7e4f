import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { describe, it } from "node:test";
import { pieces } from "../../../house/import/rows.ts";
import { readDate } from "./dates.ts";
import { tableFigure } from "./line.ts";
import { type ExtractRow, lookAt, type Open, reckonFile, type Told } from "./read.ts";
import * as samples from "./samples.ts";

const DATA = new URL("../../../../shared/data/", import.meta.url);
const real = (name: string) => () => createReadStream(new URL(name, DATA));
const file = (text: string) => pieces(Buffer.from(text));

async function readAll(open: Open, told: Told = {}) {
  const look = await lookAt(open, told);
  const rows: ExtractRow[] = [];
  const reckoning = await reckonFile(open, look, (row) => rows.push(row));
  const { rows: named, accounts, totals } = reckoning;
  const left = rows.flatMap((one) => ("reason" in one ? [`${one.row} ${one.reason}`] : []));
  const lines = rows.flatMap((one) => ("line" in one ? [one.line] : []));
  const figures = lines.map(({ of, what, standing }) => `${of} ${what} ${standing}`);
  return { look, rows, left, lines, figures, named, accounts, totals };
}

describe("real files", () => {
  it("a collective's transactions come to the figures that stand beside them", async () => {
    const read = await readAll(real("ledger/open-collective.csv"));
    const { look, rows, left, named, accounts, totals } = read;
    assert.deepEqual([look.format, rows.length, left, named], ["open-collective", 1208, [], []]);
    const [account] = accounts;
    assert.deepEqual([account?.opening, account?.closing], ["0", "7465.73"]);
    assert.deepEqual([account?.agrees, account?.disagreeing], [true, 0]);
    assert.deepEqual(totals, {
      closing: { USD: "7465.73" },
      kinds: {
        fee: { USD: "-880.6" },
        contribution: { USD: "11014.9" },
        expense: { USD: "-2068.57" },
        "passed-on": { USD: "-600" },
      },
    });
  });
  const statements: [string, string[], (boolean | null)[], object][] = [
    ["camt053.v2.multi.statement.xml", ["8.85", "-7"], [true, true], { EUR: "20" }],
    ["camt053.v2.all-balance-types.xml", ["8.85"], [false], { EUR: "4.04" }],
    // What these end with is of a currency that they do not begin with: nothing to compare.
    ["camt053.v2.minimal.xml", ["8.85"], [null], { EUR: "27" }],
    ["camt053.v4.xml", ["8.85"], [null], { EUR: "27" }],
    ["statement.ofx", ["-200", "-300"], [null], { USD: "200.29" }],
  ];
  for (const [name, ofs, agrees, closing] of statements)
    it(`${name} comes in with every entry`, async () => {
      const { lines, left, accounts, totals } = await readAll(real(`statements/${name}`));
      assert.deepEqual([lines.map(({ of }) => of), left], [ofs, []]);
      assert.deepEqual(
        accounts.map((one) => one.agrees),
        agrees,
      );
      assert.deepEqual(totals.closing, closing);
    });
  it("the wrong one is refused, and why is said", async () => {
    const { left, lines } = await readAll(real("statements/camt053.v2.wrong.xml"));
    assert.deepEqual([left, lines], [["1 no-statement"], []]);
  });
});

describe("bank statements", () => {
  for (const version of ["02", "04", "08"])
    it(`reads CAMT.053 of version ${version}`, async () => {
      const { figures, left, accounts, lines } = await readAll(file(samples.camt(version)));
      assert.deepEqual(figures, [
        ...["50 received booked", "-20 paid booked", "-2.5 fee booked", "9 received pending"],
      ]);
      assert.deepEqual(left, ["5 only-told"]);
      assert.deepEqual([accounts[0]?.agrees, accounts[0]?.closing], [true, "127.5"]);
      const [{ party, narration, reference, account } = {}] = lines;
      assert.deepEqual([party, narration], ["Rosa & Co", "for the <kitchen>"]);
      assert.deepEqual([reference, account], ["B1", "NL26VAYB8060476890"]);
    });
  it("says at which rate a booking was changed, where that can be one", async () => {
    const narrations = async (inner: string, where = "<NtryDtls><TxDtls>|</TxDtls></NtryDtls>") => {
      const changed = where.replaceAll("|", `<AmtDtls><InstdAmt>${inner}</InstdAmt></AmtDtls>`);
      const ref = "<AcctSvcrRef>B2</AcctSvcrRef>";
      const { lines } = await readAll(file(samples.camt().replace(ref, ref + changed)));
      return lines[1]?.narration;
    };
    const rate = (of: string, unit = "EUR", to = "XOF") =>
      `<Amt Ccy="XOF">13119</Amt><CcyXchg><SrcCcy>EUR</SrcCcy><TrgtCcy>${to}</TrgtCcy>` +
      `<UnitCcy>${unit}</UnitCcy><XchgRate>${of}</XchgRate></CcyXchg>`;
    assert.equal(await narrations(rate("655.957")), "1 EUR = 655.957 XOF");
    assert.equal(await narrations(rate("655.957"), "|"), "1 EUR = 655.957 XOF");
    assert.equal(await narrations(rate("0.0015", "XOF")), "1 XOF = 0.0015 EUR");
    for (const bad of ["0", "0.00", "-1", "1e30", "9".repeat(40), "1,5", "=1+1", ""])
      assert.equal(await narrations(rate(bad)), undefined, bad);
    assert.equal(await narrations(rate("1", "EUR", "EUR")), undefined);
    assert.equal(await narrations(rate("1", "<b>")), undefined);
    const two = "<NtryDtls><TxDtls>|</TxDtls><TxDtls>|</TxDtls></NtryDtls>";
    assert.equal(await narrations(rate("655.957"), two), undefined, "two payments in one booking");
  });
  it("knows a booking that was taken back, however the file says yes", async () => {
    for (const yes of ["true", "1"]) {
      const back = `<RvslInd>${yes}</RvslInd><AcctSvcrRef>B2</AcctSvcrRef>`;
      const changed = samples.camt().replace("<AcctSvcrRef>B2</AcctSvcrRef>", back);
      assert.equal((await readAll(file(changed))).figures[1], "-20 refund booked");
    }
  });
  it("says where opening and entries do not make the closing, and still has them all", async () => {
    const { figures, accounts } = await readAll(file(samples.camt().replace("127.50", "128.50")));
    assert.deepEqual([figures.length, accounts[0]?.agrees], [4, false]);
  });
  it("reads OFX without end tags, with its own header, signs and writing", async () => {
    const { figures, accounts, lines, totals } = await readAll(file(samples.ofx1));
    assert.deepEqual(figures, ["50 received booked", "-2.5 fee booked"]);
    assert.deepEqual([accounts[0]?.closing, totals.closing], ["147.5", { EUR: "147.5" }]);
    const [first] = lines;
    assert.deepEqual(
      [first?.party, first?.date, first?.reference],
      ["Rosa & Co", "2026-10-05", "F1"],
    );
    const bytes = Buffer.from(samples.ofx1.replace("Rosa", "R\u00f3sa"), "latin1");
    const {
      lines: [own],
    } = await readAll(pieces(bytes));
    assert.equal(own?.party, "R\u00f3sa & Co");
  });
});

describe("lists of givers", () => {
  it("knows what was given back and what is frozen", async () => {
    const { look, figures, lines, totals } = await readAll(file(samples.gofundme));
    assert.equal(look.format, "gofundme");
    assert.deepEqual(figures, [
      ...["100 contribution booked", "40 contribution refunded", "60 contribution booked"],
      ...["-60 refund booked", "-80 payout frozen"],
    ]);
    assert.ok(lines.every(({ place }) => place === "held"));
    assert.deepEqual(totals, {
      closing: { USD: "20" },
      kinds: { contribution: { USD: "200" }, refund: { USD: "-100" }, payout: { USD: "-80" } },
    });
  });
  it("reads a fundraiser's givers, net of fees", async () => {
    const { look, figures, lines } = await readAll(file(samples.facebook));
    assert.equal(look.format, "facebook");
    assert.deepEqual(figures, ["19.5 contribution booked", "-10 refund booked"]);
    assert.deepEqual(
      lines.map(({ party }) => party),
      ["luna de noche", "marea"],
    );
  });
});

describe("how a table is written", () => {
  const givers = (...days: string[]) => {
    const rows = days.map((day, at) => `G${at},luna,${day},1.00,USD,Completed`);
    return ["Donation ID,Donor Name,Donation Date,Donation Amount,Currency,Status", ...rows].join(
      "\n",
    );
  };
  const dates = async (text: string, told: Told = {}) => {
    const { rows } = await readAll(file(text), told);
    return rows.map((one) => ("line" in one ? one.line.date : one.reason));
  };
  it("is what its rows give away, before what is usual, and after what was said", async () => {
    assert.deepEqual(await dates(givers("05/10/2026")), ["2026-05-10"]);
    assert.deepEqual(await dates(givers("05/10/2026", "13/10/2026")), ["2026-10-05", "2026-10-13"]);
    const told = { mapping: { order: "dmy" as const } };
    assert.deepEqual(await dates(givers("05/10/2026", "10/13/2026"), told), [
      ...["2026-10-05", "2026-10-13"],
    ]);
    const both = givers("05/10/2026", "13/10/2026", "10/13/2026");
    assert.deepEqual(await dates(both), ["two-days", "2026-10-13", "2026-10-13"]);
  });
});

describe("mobile money and other tables", () => {
  it("reads a statement with lines above it, and leaves out what failed", async () => {
    const { look, figures, left, accounts } = await readAll(file(samples.mpesa));
    assert.equal(look.format, "m-pesa");
    assert.deepEqual(figures, ["1500 received booked", "-1000 paid booked", "-23 fee booked"]);
    assert.deepEqual(left, ["4 failed"]);
    const { currency, opening, closing, agrees } = accounts[0] ?? {};
    assert.deepEqual([currency, opening, closing, agrees], ["KES", "1000", "1477", true]);
    const told = await readAll(file(samples.mpesa), { mapping: { currency: "TZS" } });
    assert.deepEqual(told.totals.closing, { TZS: "1477" });
  });
  it("reads another service's, its days and signs by what its rows give away", async () => {
    const { look, figures, lines } = await readAll(file(samples.momo));
    assert.equal(look.format, "mobile-money");
    assert.deepEqual(figures, ["10000 received booked", "-100 fee booked", "500 received pending"]);
    assert.deepEqual(
      lines.map(({ date }) => date),
      ["2026-10-31", "2026-11-01", "2026-11-02"],
    );
  });
  it("names every row whose balance does not follow, newest first too", async () => {
    const { lines, named, accounts } = await readAll(file(samples.spanish));
    assert.deepEqual([lines.length, named], [3, [2]]);
    assert.deepEqual([accounts[0]?.opening, accounts[0]?.closing], ["70", "137.5"]);
    assert.deepEqual([accounts[0]?.agrees, accounts[0]?.disagreeing], [false, 1]);
  });
  it("reads Arabic columns and digits", async () => {
    const { figures, accounts } = await readAll(file(samples.arabic));
    assert.deepEqual(figures, ["50.5 received booked", "-20 paid booked"]);
    assert.deepEqual([accounts[0]?.agrees, accounts[0]?.closing], [true, "30.5"]);
  });
  it("asks which column is which where names say too little, and reads as told", async () => {
    const odd = 'Uno,Dos,Tres,Quattro\n5.6.2026,rice,"1.200",x\n';
    const { look, left } = await readAll(file(odd));
    assert.deepEqual(look.names, ["uno", "dos", "tres", "quattro"]);
    assert.deepEqual(left, ["1 unknown-columns"]);
    const mapping = { columns: { day: 0, narration: 1, of: 2 }, currency: "EUR" } as const;
    const unsure = await readAll(file(odd), { mapping });
    assert.deepEqual(unsure.left, ["1 two-readings"]);
    const told = { remembered: async () => ({ ...mapping, decimal: "," as const }) };
    const { lines } = await readAll(file(odd), told);
    assert.deepEqual(
      lines.map(({ of, date }) => [of, date]),
      [["1200", "2026-06-05"]],
    );
  });
});

describe("tables that say little", () => {
  const readTable = async (text: string, told: Told = {}) => {
    const { rows } = await readAll(file(text), told);
    return rows.map((one) => ("line" in one ? `${one.line.of} ${one.line.standing}` : one.reason));
  };
  it("makes no figure of one with letters in it", async () => {
    for (const bad of ["1e3", "1.5E+03", "0x10", "5 EUR 3", "1$5", "1*2"])
      assert.deepEqual(
        await readTable(`Date,Amount,Currency\n2026-03-01,${bad},EUR`),
        ["amount.not-a-number"],
        bad,
      );
    for (const [typed, right] of [
      ["Rs.1500", "1500"],
      ["US$ 5.50", "5.5"],
      ["5.50 EUR Dr", "-5.5"],
      ["\u0661\u0662 \u062f.\u062a", "12"],
    ] as const)
      assert.deepEqual(
        await readTable(`Date,Amount,Currency\n2026-03-01,${typed},EUR`, {
          mapping: { decimal: "." },
        }),
        [`${right} booked`],
        typed,
      );
  });
  it("reads the column that was said, of two of one name", async () => {
    const text = "Date,Amount,Currency,Amount,,\n2026-03-01,1,EUR,2,7,8\n2026-03-02,,EUR,3,,9";
    const columns = (of: number) => ({ mapping: { columns: { day: 0, currency: 2, of } } });
    assert.deepEqual(await readTable(text), ["1 booked", "no-amount"]);
    assert.deepEqual(await readTable(text, columns(3)), ["2 booked", "3 booked"]);
    assert.deepEqual(await readTable(text, columns(5)), ["8 booked", "9 booked"]);
  });
  it("reads what a bank's spreadsheet wrote as its machine writes", async () => {
    const text = "Fecha;Importe;Divisa;Descripci\u00f3n\n05/10/2026;12,5;EUR;cuota de la ca\u00f1a";
    const told = { mapping: { order: "dmy" as const } };
    for (const encoding of ["utf8", "latin1"] as const) {
      const { lines } = await readAll(pieces(Buffer.from(text, encoding)), told);
      assert.deepEqual(
        lines.map(({ of, narration }) => [of, narration]),
        [["12.5", "cuota de la ca\u00f1a"]],
        encoding,
      );
    }
  });
  it("leaves a row that says it came and went to a person", async () => {
    const text = "Date,Debit,Credit,Currency\n2026-03-01,5,6,EUR\n2026-03-01,5,0.00,EUR";
    assert.deepEqual(await readTable(text), ["two-readings", "-5 booked"]);
  });
  it("takes for booked nothing that says it is not", async () => {
    const rows = ["Not completed", "incomplete", "No completado", "\u063a\u064a\u0631 \u0645"];
    const text = (status: string) => `Date,Amount,Currency,Status\n2026-03-01,5,EUR,${status}\n`;
    for (const status of rows) assert.deepEqual(await readTable(text(status)), ["5 pending"]);
    for (const status of ["Unsuccessful", "Denied", "Timed out"])
      assert.deepEqual(await readTable(text(status)), ["failed"]);
    for (const status of ["Completed", "Successful", "booked", ""])
      assert.deepEqual(await readTable(text(status)), ["5 booked"]);
  });
});

describe("days and figures", () => {
  it("reads days, and leaves to a person what can be two", () => {
    const cases: [string, "dmy" | "mdy" | null, string][] = [
      ["2026-02-28T10:00:00Z", null, "2026-02-28"],
      ["20260228120000[-5:EST]", null, "2026-02-28"],
      ["2026/2/8", null, "2026-02-08"],
      ["28.02.2026", null, "2026-02-28"],
      ["02/28/2026 5:00 PM", null, "2026-02-28"],
      ["02/03/2026", "dmy", "2026-03-02"],
      ["02/03/26", "mdy", "2026-02-03"],
      ["02/03/2026", null, "two-days"],
      ["03/03/2026", null, "2026-03-03"],
      ["Feb 28, 2026", null, "2026-02-28"],
      ["28-Feb-2026", null, "2026-02-28"],
      ["٢٨/٠٢/٢٠٢٦", null, "2026-02-28"],
      ["2026-02-30", null, "no-day"],
      ["1826-02-03", null, "no-day"],
      ["soon", null, "no-day"],
      ["", null, "no-day"],
    ];
    for (const [typed, order, want] of cases) {
      const read = readDate(typed, order);
      assert.equal("date" in read ? read.date : read.reason, want, typed);
    }
  });
  it("reads figures with what stands around them", () => {
    const cases: [string, "." | "," | null, string][] = [
      ["$1,234.50 USD", null, "1234.5"],
      ["(12.50)", null, "-12.5"],
      ["12.50-", null, "-12.5"],
      ["100.00 DR", null, "-100"],
      ["KES 1,200.00", null, "1200"],
      ["1.200", ",", "1200"],
      ["1.200", ".", "1.2"],
      ["1.200", null, "two-readings"],
      ["-0.00", null, "0"],
      ["x", null, "amount.empty"],
      ["1 2 3 4", null, "amount.not-a-number"],
    ];
    for (const [typed, decimal, want] of cases) {
      const read = tableFigure(typed, decimal);
      assert.equal("of" in read ? read.of : read.reason, want, typed);
    }
  });
});
