/**
 * 360Giving (schema 1.4): what other groups gave in money under agreements, one grant for each
 * agreement and currency. Figures are JSON numbers by the schema, written digit by digit as they
 * stand in the book; who reads them as binary fractions loses what is beyond those.
 */
import { billionths, chooseText, figure } from "../../../house/values/index.ts";
import { type Movement, movements } from "./movements.ts";
import type { Activity, Publication } from "./published.ts";

/** The schema's list has these neither under their names nor at all; they came after it. */
const NOT_LISTED: ReadonlySet<string> = new Set(["SLE", "XCG", "ZWG"]);
const KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** Whether the schema lists a currency, of those that are money today. */
export const isGrantCurrency = (unit: string): boolean => KNOWN.has(unit) && !NOT_LISTED.has(unit);

/** A number of JSON with just these digits. */
const exact = (of: string) =>
  (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON(of);

/** One agreement's money in one currency. */
type Grant = { activity: Activity; currency: string; came: readonly Movement[]; sum: bigint };

/** The grants of an agreement: of each currency that was promised in all, or came. */
async function grantsIn(activity: Activity): Promise<Grant[]> {
  const came: Movement[] = [];
  for (const book of activity.books)
    for await (const one of movements(book)) if (one.way === "came") came.push(one);
  const units = [...new Set([...activity.promised.keys(), ...came.map((one) => one.currency)])];
  return units.sort().map((currency) => {
    const own = came.filter((one) => one.currency === currency);
    const sum = own.reduce((total, { of }) => total + billionths(of), 0n);
    return { activity, currency, came: own, sum };
  });
}

/** A currency of these agreements that the schema has none of; null where it has all. */
export function foreignCurrency({ activities }: Publication): string | null {
  const units = activities
    .filter(({ ally }) => ally !== null)
    .flatMap(({ promised, books }) => [
      ...promised.keys(),
      ...books.flatMap(({ closing }) => closing.map(({ of }) => of.unit)),
    ]);
  return units.find((unit) => /^[A-Z]{3}$/.test(unit) && !isGrantCurrency(unit)) ?? null;
}

/** The file, in pieces: a grant each. */
export async function* grantsFile(of: Publication): AsyncGenerator<string, void, void> {
  yield '{"grants":[';
  let many = 0;
  for (const activity of of.activities) {
    if (activity.ally === null) continue;
    for (const grant of await grantsIn(activity))
      yield `${many++ === 0 ? "" : ","}\n${JSON.stringify(told(of, grant))}`;
  }
  yield "\n]}\n";
}

function told(of: Publication, { activity, currency, came, sum }: Grant): object {
  const { publisher, lang, name } = of;
  const { id, title, about, goods, dates, promised, signed, ally, other } = activity;
  const prefix = publisher.grants ?? "";
  const say = (texts: Activity["title"]) => chooseText(texts, [lang])?.text ?? "";
  const date = (type: string) => dates.find((one) => one.type === type)?.date;
  const grant = `${prefix}-${id}-${currency}`;
  const us = { id: publisher.organisation, name: name?.text ?? publisher.organisation };
  const event = (from: string | undefined, to: string | undefined) =>
    from === undefined ? [] : [{ startDate: from, ...(to === undefined ? {} : { endDate: to }) }];
  return {
    ...{ id: grant, title: say(title), currency },
    description: [say(about), say(goods)].filter((text) => text !== "").join(" "),
    amountAwarded: exact(figure(promised.get(currency) ?? sum)),
    amountDisbursed: exact(figure(sum)),
    awardDate: signed,
    plannedDates: event(date("1"), date("3")),
    actualDates: event(date("2"), date("4")),
    recipientOrganization: [us],
    fundingOrganization: [{ id: `${prefix}-ORG:${ally}`, name: say(other) }],
    disbursementTransaction: came.map(({ ref, day, of: value }) => ({
      ...{ id: `${grant}-${ref}`, transactionDate: day, currency, value: exact(value) },
      valueDate: day,
    })),
  };
}
