import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { pieces } from "../../../house/import/rows.ts";
import { figure } from "../../../house/values/index.ts";
import { runs, seeds } from "../../../tests/run/seeds.ts";
import { type ExtractRow, lookAt, reckonFile } from "./read.ts";
import * as samples from "./samples.ts";

const texts = [
  ...[samples.camt("02"), samples.camt("08"), samples.ofx1, samples.gofundme, samples.facebook],
  ...[samples.mpesa, samples.momo, samples.spanish, samples.arabic],
].map((text) => Buffer.from(text));

/** What comes of a file that arrives in pieces of so many bytes. */
async function readIn(bytes: Uint8Array, size: number) {
  async function* open() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const look = await lookAt(open);
  const rows: ExtractRow[] = [];
  const reckoning = await reckonFile(open, look, (row) => rows.push(row));
  return { look, rows, reckoning };
}
const reasonsOf = async (text: string) => {
  const { rows } = await readIn(Buffer.from(text), 65_536);
  return rows.flatMap((one) => ("reason" in one ? [one.reason] : []));
};
const statement = (inner: string) =>
  `<?xml version="1.0"?><Document><BkToCstmrStmt><Stmt>${inner}</Stmt></BkToCstmrStmt></Document>`;

const DAY = "<CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-03-01</Dt></BookgDt>";

describe("files that mean no good", () => {
  it("expands nothing and fetches nothing", async () => {
    const laughs = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY big "&lol;&lol;">]>';
    const outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd">';
    for (const doctype of [laughs, outside])
      for (const text of [`<?xml version="1.0"?>${doctype}<Document/>`, `<OFX>${doctype}</OFX>`])
        assert.deepEqual(await reasonsOf(text), ["has-doctype"], text);
    const entity = samples.camt().replace("Rosa &amp; Co", "&lol;&#0;&#xD800;&#x41;");
    const { rows } = await readIn(Buffer.from(entity), 999);
    const [first] = rows;
    assert.ok(first && "line" in first);
    assert.equal(first.line.party, "&lol;\ufffd\ufffdA");
  });
  it("goes no deeper and holds no more than it says", async () => {
    const deep = "<a>".repeat(100_000);
    assert.deepEqual(await reasonsOf(`<Document>${deep}`), ["too-deep"]);
    assert.deepEqual(await reasonsOf(`<Document a="${"x".repeat(200_000)}">`), ["unreadable"]);
    assert.deepEqual(await reasonsOf(`<OFX>${"<STMTRS>".repeat(100_000)}`), ["too-deep"]);
    const long = statement(`<Ntry>${"<Amt>".concat("9".repeat(60_000), "</Amt>")}</Ntry>`);
    assert.deepEqual(await reasonsOf(long), ["no-amount"]);
    const many = `<Ntry>${"<AddtlNtryInf>x</AddtlNtryInf>".repeat(50_000)}</Ntry>`;
    assert.deepEqual(await reasonsOf(statement(many)), ["no-amount"]);
  });
  it("looks at each sign of a tag once, whatever its attributes are", async () => {
    const amount = (more: string) => statement(`<Ntry><Amt ${more}>1</Amt></Ntry>`.repeat(2));
    const started = performance.now();
    for (const more of ["a".repeat(60_000), "a:".repeat(30_000), `a${" ".repeat(60_000)}`])
      assert.equal((await reasonsOf(amount(more))).length, 2);
    const first = amount(`xml:lang='en' x:Ccy = "EUR" Ccy="XOF"`);
    const { rows } = await readIn(Buffer.from(first.replaceAll("<Amt ", `${DAY}<Amt `)), 65_536);
    const [row] = rows;
    assert.ok(row && "line" in row && row.line.currency === "EUR", JSON.stringify(row));
    // Looked for from each sign anew, one such tag took some ten seconds.
    assert.ok(performance.now() - started < 10_000);
  });
  it("takes no figure of one amount and its currency of another", async () => {
    const two = '<Amt Ccy="EUR">5</Amt><Amt Ccy="USD">7</Amt>';
    const { rows } = await readIn(Buffer.from(statement(`<Ntry>${two}${DAY}</Ntry>`)), 999);
    const [row] = rows;
    assert.ok(row && "line" in row);
    assert.deepEqual([row.line.of, row.line.currency], ["5", "EUR"]);
  });
  it("says of what is broken off or is something else that it is", async () => {
    for (const [text, reason] of [
      ["", undefined],
      ["item,quantity\n", undefined],
      ["<", "unreadable"],
      ["<Document>", "unreadable"],
      ["<Document></Other>", "unreadable"],
      [samples.camt().slice(0, -40), "unreadable"],
      [samples.ofx1.slice(0, -60), "unreadable"],
      ["<html><body>hello</body></html>", "no-statement"],
      ['<?xml version="1.0" encoding="ebcdic-x"?><Document/>', "unknown-writing"],
      ["PK\u0003\u0004", "a-workbook"],
      ["[1,2]", "not-a-statement"],
      ["hello\nworld", "not-a-statement"],
      ["a,b,c,d\n1,2,3,4", "unknown-columns"],
    ] as const)
      assert.equal((await reasonsOf(text)).at(-1), reason, text.slice(0, 40));
  });
});

describe("spoilt files", () => {
  it("break nothing, and read the same in pieces of any size", async () => {
    const spoilt = fc.tuple(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.nat(3_000), fc.nat(255), fc.nat(4)), { maxLength: 6 }),
      fc.integer({ min: 1, max: 200 }),
    );
    for (const seed of seeds())
      await fc.assert(
        fc.asyncProperty(spoilt, async ([text, changes, size]) => {
          let bytes = Buffer.from(text);
          for (const [at, byte, how] of changes) {
            const place = at % bytes.length;
            if (how === 0)
              bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 9)]);
            else if (how === 1)
              bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(at % 40)]);
            else bytes[place] = byte;
            if (bytes.length === 0) return;
          }
          const whole = await readIn(bytes, 65_536);
          assert.deepEqual(await readIn(bytes, size), whole);
        }),
        { seed, numRuns: runs(200) },
      );
  });
});

describe("any history", () => {
  const history = fc.record({
    opening: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
    moves: fc.array(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), {
      minLength: 3,
      maxLength: 40,
    }),
    newest: fc.boolean(),
    spoilt: fc.option(fc.tuple(fc.nat(), fc.bigInt({ min: 1n, max: 10n ** 12n }))),
  });
  it("opens, moves and closes exactly; a balance that does not follow is named", async () => {
    for (const seed of seeds())
      await fc.assert(
        fc.asyncProperty(history, async ({ opening, moves, newest, spoilt }) => {
          let balance = opening;
          const rows = moves.map((move, at) => {
            balance += move;
            // Rows of a file run on from day to day, so that its order shows in them.
            const date = new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
            return { date, move, balance };
          });
          const at = spoilt === null ? -1 : 1 + (spoilt[0] % (rows.length - 2));
          const bad = rows[at];
          if (bad !== undefined) bad.balance += spoilt?.[1] ?? 0n;
          const listed = newest ? rows.toReversed() : rows;
          const body = listed.map((r) => `${r.date},${figure(r.move)},${figure(r.balance)},EUR`);
          const text = ["Date,Amount,Balance,Currency", ...body].join("\n");
          const open = pieces(Buffer.from(text));
          const look = await lookAt(open, { mapping: { decimal: "." } });
          const { accounts, rows: named } = await reckonFile(open, look);
          const [account] = accounts;
          assert.deepEqual(
            [account?.opening, account?.closing],
            [figure(opening), figure(balance)],
          );
          assert.equal(account?.agrees, true);
          const number = (index: number) => (newest ? rows.length - index : index + 1);
          // A wrong balance does not follow, and the one after it does not follow from it.
          const wrong = at < 0 ? [] : [number(at), number(at + 1)].sort((a, b) => a - b);
          assert.deepEqual(named, wrong);
        }),
        { seed, numRuns: runs(150) },
      );
  });
});
