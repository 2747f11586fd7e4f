/** What a group tells the public: judged by the schemas of others, and added up by hledger. */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { billionths, figure, isCurrency } from "../../house/values/index.ts";
import { grantsFile, isGrantCurrency } from "../../rooms/ledger/exports/grants.ts";
import { hledgerFile } from "../../rooms/ledger/exports/hledger.ts";
import { iatiFile, iatiOrganisation } from "../../rooms/ledger/exports/iati.ts";
import type { Publication } from "../../rooms/ledger/exports/published.ts";
import { runs, seeds } from "../run/seeds.ts";
import { judgeActivities, judgeGrants, judgeOrganisation } from "./judges.ts";
import { hledgerSays, taken, whole } from "./kept.ts";
import { type Deed, deed, HOSTILE, PUBLISHER, type Told, told } from "./told.ts";

/** Figures by a key, exact; what comes to nothing is left out. */
function summed(rows: readonly (readonly [key: string, of: string])[]): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const [key, of] of rows) sums.set(key, (sums.get(key) ?? 0n) + billionths(of));
  const all = [...sums].filter(([, sum]) => sum !== 0n);
  return Object.fromEntries(all.sort().map(([key, sum]) => [key, figure(sum)]));
}

const TRANSACTION = new RegExp(
  [
    String.raw`<transaction-type code="(\d)"/>`,
    String.raw`<transaction-date iso-date="([\d-]+)"/>`,
    String.raw`<value currency="([A-Z]{3})" value-date="([\d-]+)">(-?[\d.]+)<`,
  ].join(String.raw`\s*`),
  "g",
);

/** What a file's transactions come to, by what came and what went and by currency. */
function inFile(xml: string): Record<string, string> {
  return summed(
    [...xml.matchAll(TRANSACTION)].map(([, code, day, currency, valued, of]) => {
      assert.equal(day, valued);
      return [`${code === "1" ? "came" : "went"} ${currency}`, of ?? ""];
    }),
  );
}

/** The same as hledger adds it up in a journal of the books that are told. */
async function inBooks({ view, ids }: Told, which: readonly string[]) {
  const wanted = which.map((name) => ids[name as keyof typeof ids]);
  const books = (await taken(view, { words: false })).filter(({ id }) => wanted.includes(id));
  const rows = hledgerSays(await whole(hledgerFile(books, null))).map((row) => row.split(" "));
  return summed(
    rows.flatMap(([account = "", of = "", unit = ""]) => {
      if (!isCurrency(unit) || /^assets:|:(between|exchanged)$/.test(account)) return [];
      const back = of.startsWith("-") ? of.slice(1) : `-${of}`;
      const came = account.startsWith("income:");
      return [[`${came ? "came" : "went"} ${unit}`, came ? back : of]];
    }),
  );
}

/** Numbers of a JSON text by their very digits. */
const exactly = (text: string) =>
  JSON.parse(text, (_key, value, context?: { source?: string }) =>
    typeof value === "number" ? context?.source : value,
  );

const TOLD_BOOKS = ["own", "open", "own-goods", "open-goods"];

async function judged(of: Publication, made: Told): Promise<string> {
  const xml = await whole(iatiFile(of));
  judgeActivities(xml);
  judgeOrganisation(await whole(iatiOrganisation(of)));
  const json = await whole(grantsFile(of));
  judgeGrants(JSON.parse(json).grants);
  for (const file of [xml, json]) assert.doesNotMatch(file, /noor|lucero|Puente|alba|inside money/);
  assert.doesNotMatch(xml, new RegExp(made.ids.closed));
  return xml;
}

it("schemas take every file of any history, and its sums are hledger's, once", async () => {
  for (const seed of seeds())
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 14 }), async (deeds) => {
        const made = await told(deeds);
        const of = await made.say();
        const xml = await judged(of, made);
        const books = await inBooks(made, TOLD_BOOKS);
        assert.deepEqual(inFile(xml), books);
        const years = await whole(iatiOrganisation(of));
        const spent = [...years.matchAll(/<value currency="(\w+)"[^>]*>(-?[\d.]+)</g)];
        assert.deepEqual(
          summed(spent.map(([, unit, size]) => [`went ${unit}`, size ?? ""])),
          Object.fromEntries(Object.entries(books).filter(([key]) => key.startsWith("went"))),
        );
        const { grants } = exactly(await whole(grantsFile(of)));
        const came: [string, string][] = grants.map((one: Record<string, string>) => [
          `came ${one["currency"]}`,
          one["amountDisbursed"],
        ]);
        const lines: [string, string][] = grants.flatMap((one: Record<string, unknown>) =>
          (one["disbursementTransaction"] as Record<string, string>[]).map((line) => [
            `came ${line["currency"]}`,
            line["value"],
          ]),
        );
        const own = Object.entries(await inBooks(made, ["own", "own-goods"]));
        const expected = Object.fromEntries(own.filter(([key]) => key.startsWith("came")));
        assert.deepEqual(summed(came), expected);
        assert.deepEqual(summed(lines), expected);
      }),
      { seed, numRuns: runs(3), endOnFailure: true },
    );
});

const LINE: Deed = {
  ...{ book: "own", from: 0, to: 1, of: "12.34", unit: "EUR", month: 3, fate: "stays" },
};

it("a history of everything: refunds, corrections, transfers, goods, hostile words", async () => {
  const made = await told([
    LINE,
    { ...LINE, fate: "refunded" },
    { ...LINE, from: 1, to: 4, fate: "halved" },
    { ...LINE, fate: "moved", of: "1000000", unit: "KES" },
    { ...LINE, book: "open", from: 1, to: 6, unit: "KES", of: "1" },
    { ...LINE, book: "closed", of: "99999999.99999999" },
    { ...LINE, book: "own-goods", unit: "kg" },
    { ...LINE, book: "open", fate: "changed", of: "1000" },
  ]);
  const xml = await judged(await made.say(), made);
  assert.deepEqual(inFile(xml), {
    ...{ "came EUR": "12.34", "came KES": "1000000", "went EUR": "0.005", "went KES": "1" },
  });
  assert.equal(xml.match(/<transaction /g)?.length, 5, "what came and went back is neither");
  assert.match(xml, /<value currency="EUR" value-date="2025-11-09">-12\.335</);
  assert.match(xml, new RegExp(`<iati-identifier>${PUBLISHER.organisation}-${made.deal}<`));
  assert.match(xml, /<participating-org role="1">\s*<narrative xml:lang="en">A solidarity group</);
  assert.match(xml, /humanitarian="1"/);
  assert.match(xml, /<sector vocabulary="99" code="relief\+care" percentage="100">/);
  assert.match(xml, /<narrative xml:lang="es">Recibido en bienes.*12,34 kg/);
  assert.match(xml, /<activity-date type="2" iso-date="2025-11-09"\/>/);
  assert.match(xml, /<activity-date type="3" iso-date="2027-10-31"\/>/);
  assert.match(xml, /<budget [\s\S]*?<period-end iso-date="2027-\d\d-\d\d"\/>[\s\S]*?>500</);
  // The open book's own words are everyone's to read already; the agreement's are not.
  const [deal = "", open = ""] = xml.split("<iati-activity ").slice(1);
  assert.match(open, /\]\]&gt; &lt;!-- &amp; &quot;x&quot;/);
  assert.doesNotMatch(deal, /\]\]&gt;/);
  assert.doesNotMatch(deal, /default-currency/, "two currencies have no default");
  assert.match(open, /default-currency="KES"/);
  assert.equal(HOSTILE.length <= 120, true);
});

it("months alone, one book alone, and books in which nothing stands", async () => {
  const made = await told([LINE, { ...LINE, month: 8, of: "1" }]);
  const of = await made.say({ from: "2026-01", to: "2026-12" });
  assert.deepEqual(inFile(await judged(of, made)), { "came EUR": "1" });
  const alone = await made.say({ book: made.ids.open });
  assert.deepEqual(
    alone.activities.map(({ id }) => id),
    [made.ids.open],
  );
  const own = await made.say({ book: made.ids.own });
  assert.deepEqual(
    own.activities.map(({ id }) => id),
    [made.deal],
  );
  await assert.rejects(made.say({ book: made.ids.closed }), /publish-nothing/);
  const empty = await told([]);
  const xml = await judged(await empty.say(), empty);
  assert.deepEqual(inFile(xml), {});
  assert.match(xml, /<activity-date type="1"/);
  const { grants } = exactly(await whole(grantsFile(await empty.say())));
  assert.deepEqual(
    grants.map((one: Record<string, string>) => [one["amountAwarded"], one["amountDisbursed"]]),
    [["500", "0"]],
  );
});

it("a file that is wrong is noticed by each judge", async () => {
  const made = await told([LINE]);
  const of = await made.say();
  const xml = await whole(iatiFile(of));
  for (const [right, wrong] of [
    [/<reporting-org [\s\S]*?<\/reporting-org>\n/, ""],
    [/ value-date="[^"]+"/, ""],
    [/role="1"/, ""],
    [/>12\.34</, ">12,34<"],
    [/(<activity-status .*\n)((?:<activity-date .*\n)+)/, "$2$1"],
  ] as const) {
    const bad = xml.replace(right, wrong);
    assert.notEqual(bad, xml);
    assert.throws(() => judgeActivities(bad), String(right));
  }
  const years = await whole(iatiOrganisation(of));
  assert.throws(() => judgeOrganisation(years.replace(/<name>[\s\S]*?<\/name>\n/, "")));
  const [grant] = JSON.parse(await whole(grantsFile(of))).grants;
  for (const key of ["id", "title", "description", "currency", "amountAwarded", "awardDate"]) {
    const { [key]: _left, ...bad } = grant;
    assert.throws(() => judgeGrants([bad]), key);
  }
  for (const bad of [
    { currency: "XCG" },
    { amountAwarded: "500" },
    { awardDate: "2026-13-01" },
    { plannedDates: [{ startDate: "soon" }] },
    { fundingOrganization: [] },
    { recipientOrganization: [{ id: "GB-CHC-1" }] },
  ])
    assert.throws(() => judgeGrants([{ ...grant, ...bad }]), JSON.stringify(bad));
});

it("no sign of a name breaks a file, whatever stands in it", async () => {
  const made = await told([]);
  const signs = '\u0000\u0008\u001f\ud800]]>&<"\u202e\ufffe\u2028 '.repeat(200);
  const name = { lang: "ar", text: signs };
  const xml = await judged({ ...(await made.say()), name }, made);
  assert.match(xml, /\]\]&gt;&amp;&lt;&quot;\u202e\u2028/);
});

it("a currency counts as 360Giving's just where its schema has it", () => {
  for (const unit of Intl.supportedValuesOf("currency")) {
    const grant = {
      ...{ id: "1", title: "t", description: "d", currency: unit, amountAwarded: 1 },
      ...{ awardDate: "2026-01-01", fundingOrganization: [{ id: "1", name: "n" }] },
      recipientOrganization: [{ id: "2", name: "n" }],
    };
    if (isGrantCurrency(unit)) judgeGrants([grant]);
    else assert.throws(() => judgeGrants([grant]), unit);
  }
  assert.equal(isGrantCurrency("QQQ"), false);
});
