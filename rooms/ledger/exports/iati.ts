/**
 * IATI 2.03: a file of activities, one for each agreement that was signed and each book that is
 * open to everyone, and a file of what the organisation is and spent by year. Elements stand in the
 * order of the schema. The same books make the same bytes: nothing in it says when it was made.
 */
import { figure, type Text } from "../../../house/values/index.ts";
import { type Movement, movements, sumsOf, type Way } from "./movements.ts";
import type { Activity, Publication } from "./published.ts";
import { type Attributes, element, leaf } from "./xml.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
/** Movements written at once. */
const PIECE_MOVEMENTS = 64;
/** Incoming funds, disbursement, expenditure. */
const CODES: Readonly<Record<Way, string>> = { came: "1", given: "3", spent: "4" };
/** What was agreed is at most so much: no sum that is owed. */
const INDICATIVE = "1";
/** A list of sectors that the organisation made itself. */
const OWN_LIST = "99";
const [FUNDING, ACCOUNTABLE, IMPLEMENTING] = ["1", "2", "4"] as const;

const lang = (of: string) => ({ "xml:lang": of });

function narratives(texts: readonly Text[]): string[] {
  return texts.map(({ lang: of, text }) => leaf("narrative", lang(of), text));
}

/** The group as it is called: by its name where its page is for everyone. */
function named({ name, publisher }: Publication): string[] {
  return name === null ? [leaf("narrative", {}, publisher.organisation)] : narratives([name]);
}

function reporting(of: Publication): string {
  const { organisation, type } = of.publisher;
  const said: Attributes = { ref: organisation, type, "secondary-reporter": "0" };
  return element("reporting-org", said, named(of));
}

/** The file of activities, in pieces. */
export async function* iatiFile(of: Publication): AsyncGenerator<string, void, void> {
  yield `${HEAD}<iati-activities version="2.03">\n`;
  for (const one of of.activities) {
    yield `<iati-activity${attributes(of, one)}>\n${before(of, one)}`;
    let some: string[] = [];
    for (const book of one.books)
      for await (const movement of movements(book)) {
        some.push(transaction(one, movement));
        if (some.length < PIECE_MOVEMENTS) continue;
        yield some.join("");
        some = [];
      }
    yield `${some.join("")}</iati-activity>\n`;
  }
  yield "</iati-activities>\n";
}

/** What an activity is in all its elements: one currency is its default, of several none is. */
function attributes(of: Publication, one: Activity): string {
  const units = new Set(one.books.flatMap((book) => [...sumsOf(book, book.months, WAYS).keys()]));
  const [only, ...more] = units;
  const currency = only !== undefined && more.length === 0 ? ` default-currency="${only}"` : "";
  const relief = one.aims.includes("relief") ? ' humanitarian="1"' : "";
  return ` xml:lang="${of.lang}"${currency}${relief}`;
}

const WAYS: readonly Way[] = ["came", "given", "spent"];

/** Everything that stands before an activity's transactions. */
function before(of: Publication, one: Activity): string {
  const { organisation, type } = of.publisher;
  const other = (role: string) => {
    return element("participating-org", { ref: organisation, type, role }, named(of));
  };
  return [
    leaf("iati-identifier", {}, `${organisation}-${one.id}`),
    reporting(of),
    element("title", {}, narratives(one.title)),
    element("description", { type: "1" }, narratives(one.about)),
    ...(one.goods.length > 0 ? [element("description", { type: "4" }, narratives(one.goods))] : []),
    ...(one.ally === null
      ? []
      : [element("participating-org", { role: FUNDING }, narratives(one.other))]),
    ...[other(ACCOUNTABLE), other(IMPLEMENTING)],
    element("activity-status", { code: one.status }),
    ...one.dates.map(({ type: code, date }) => {
      return element("activity-date", { type: code, "iso-date": date });
    }),
    ...(of.country === null
      ? []
      : [element("recipient-country", { code: of.country, percentage: "100" })]),
    // All that it is for is one sector of our own list: what weighs how much, nobody said.
    ...(one.aims.length === 0
      ? []
      : [
          element(
            "sector",
            { vocabulary: OWN_LIST, code: one.aims.join("+"), percentage: "100" },
            narratives(one.aimed),
          ),
        ]),
    ...one.budgets.map(({ from, to, of: figure, currency }) =>
      element("budget", { type: "1", status: INDICATIVE }, [
        element("period-start", { "iso-date": from }),
        element("period-end", { "iso-date": to }),
        leaf("value", { currency, "value-date": from }, figure),
      ]),
    ),
  ].join("");
}

function transaction(one: Activity, { ref, way, day, of, currency, account }: Movement): string {
  return element("transaction", { ref }, [
    element("transaction-type", { code: CODES[way] }),
    element("transaction-date", { "iso-date": day }),
    leaf("value", { currency, "value-date": day }, of),
    element("description", {}, narratives(one.called(account))),
  ]);
}

/** The file of the organisation, in pieces: what it spent, year by year, in each currency. */
export async function* iatiOrganisation(of: Publication): AsyncGenerator<string, void, void> {
  const { organisation } = of.publisher;
  yield HEAD +
    element("iati-organisations", { version: "2.03" }, [
      element("iati-organisation", lang(of.lang), [
        leaf("organisation-identifier", {}, organisation),
        element("name", {}, named(of)),
        reporting(of),
        ...spentByYear(of).map(({ year, last, currency, spent }) =>
          element("total-expenditure", {}, [
            element("period-start", { "iso-date": `${year}-01-01` }),
            element("period-end", { "iso-date": `${year}-12-31` }),
            // The first day of the last month with a line: never one that is still to come.
            leaf("value", { currency, "value-date": `${last}-01` }, figure(spent)),
          ]),
        ),
      ]),
    ]);
}

type Year = { year: string; last: string; currency: string; spent: bigint };

/** What was given and spent, by year and currency, over all books that are told. */
function spentByYear({ activities }: Publication): Year[] {
  const found = new Map<string, Year>();
  for (const book of activities.flatMap(({ books }) => books))
    for (const month of book.months)
      for (const [currency, sum] of sumsOf(book, [month], ["given", "spent"])) {
        const year = month.slice(0, 4);
        const key = `${year} ${currency}`;
        const before = found.get(key) ?? { year, last: month, currency, spent: 0n };
        const last = before.last > month ? before.last : month;
        found.set(key, { ...before, last, spent: before.spent + sum });
      }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
