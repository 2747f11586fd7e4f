/** `import transactions`: brings a file of an account into a group's book of money. */
import { newId } from "../house/ids.ts";
import { COLUMNS_MAX } from "../house/import/table.ts";
import { isRefusal } from "../house/refusal.ts";
import { isCurrency, parseLang } from "../house/values/index.ts";
import {
  type Brought,
  bareGround,
  bringExtract,
  columnsSaid,
  FORMATS,
  type Format,
  groundOf,
  type Mapping,
  remembered,
} from "../rooms/ledger/files.ts";
import { moneyBooks } from "../rooms/ledger/index.ts";
import { noteDone } from "./acts.ts";
import { Unable, Usage } from "./args.ts";
import { bytesOf } from "./files.ts";
import { authorOf, memberAsked, sentenceOf, spaceAsked, wordsOf } from "./space.ts";
import { type Answer, type Ask, textOf } from "./subcommand.ts";

/** How often a line says how far it is, in ms; what is done sooner says nothing. */
const PROGRESS_MS = 1_000;

type Made = Awaited<ReturnType<typeof placeOf>>;

/** Brings a file in; `file` is its path. */
export async function importTransactions(ask: Ask, file: string): Promise<Answer> {
  const said = optionsOf(ask);
  const place = await placeOf(ask);
  const { house, space, member, view, now } = place;
  const book = await bookOf(ask, place, said.dryRun);
  const at = { zone: await zoneOf(place), now };
  const ground = book === null ? bareGround(at) : await groundOf(view, book, at);
  const run = newId(house.parts.random).slice(0, 16);
  let next = performance.now() + PROGRESS_MS;
  const result = await bringExtract(
    (command, input, { part, ...more }) =>
      house.dispatch({
        ...{ space: space.id, command, input, author: authorOf(member), key: `${run}-${part}` },
        ...more,
      }),
    () => bytesOf(file),
    ground,
    {
      ...said,
      remembered: async (names) => (book === null ? null : remembered(view, book.id, names)),
      onProgress: (read) => {
        if (performance.now() < next) return;
        next = performance.now() + PROGRESS_MS;
        ask.streams.err(`${read} rows read\n`);
      },
    },
  );
  if (result.accepted > 0 && !said.dryRun) await noteDone(ask, house, "import", space.id);
  return answerOf(result, said.dryRun);
}

function optionsOf(ask: Ask) {
  const format = textOf(ask, "format");
  if (format !== undefined && !(FORMATS as readonly string[]).includes(format))
    throw new Usage(`--format is one of ${FORMATS.join(", ")}`);
  const lang = parseLang(textOf(ask, "lang") ?? "und");
  if (!lang.ok) throw new Usage("--lang is a language tag, such as en, es or ar");
  const currency = textOf(ask, "currency");
  if (currency !== undefined && !isCurrency(currency))
    throw new Usage("--currency is three capitals, such as EUR");
  const columns = columnsSaid(textOf(ask, "columns") ?? "");
  if (columns === null)
    throw new Usage("--columns is like day=1,of=3,narration=2: a field and its column's number");
  const mapping: Partial<Mapping> = {
    ...(Object.keys(columns).length > 0 && { columns }),
    ...(currency !== undefined && { currency }),
    ...oneOf(ask, "decimal", [".", ","] as const),
    ...oneOf(ask, "days", ["dmy", "mdy"] as const, "order"),
  };
  return {
    ...{ lang: lang.value, dryRun: ask.options["dry-run"] === true, mapping },
    ...(format === undefined ? {} : { format: format as Format }),
  };
}

function oneOf<V extends string>(ask: Ask, name: string, all: readonly V[], field = name) {
  const value = textOf(ask, name);
  if (value === undefined) return {};
  if (!(all as readonly string[]).includes(value))
    throw new Usage(`--${name} is one of ${all.join(" ")}`);
  return { [field]: value as V };
}

async function placeOf(ask: Ask) {
  const space = await spaceAsked(ask);
  const member = await memberAsked(ask, space, textOf(ask, "as"));
  const house = await ask.house();
  const reader = { by: "member", member: member.id, roles: member.roles } as const;
  const view = await house.view(space.id, reader);
  if (view === null) throw new Unable("the space is gone");
  return { house, space, member, view, now: house.parts.clock() };
}

async function zoneOf({ space }: Made): Promise<string> {
  const { kind, zone } = space.plan.charter;
  const thing = await space.thing(space.id);
  return thing?.kind === kind.kind ? zone(thing as never) : "UTC";
}

/** The book that is meant: the one asked for, the first of money, or a new one; dry, none. */
async function bookOf(ask: Ask, { house, space, member, view }: Made, dry: boolean) {
  const books = await moneyBooks(view);
  const asked = textOf(ask, "book");
  const found = asked === undefined ? books[0] : books.find(({ id }) => id === asked);
  if (found !== undefined) return found;
  if (asked !== undefined) throw new Unable("no book of money has that id");
  if (dry) return null;
  const key = newId(house.parts.random);
  const input = { purpose: "money" };
  const author = authorOf(member);
  const done = await house.dispatch({
    space: space.id,
    command: "ledger.open-book",
    input,
    author,
    key,
  });
  if (isRefusal(done)) throw new Unable(sentenceOf(done));
  const [made] = await moneyBooks(view);
  if (made === undefined) throw new Unable("the book could not be opened");
  return made;
}

function inWords(reason: string): string {
  const key = reason.includes(".") ? `refusal.${reason}` : `ledger.row.${reason}`;
  return wordsOf(key, { max: String(COLUMNS_MAX) }) ?? reason;
}

function answerOf(result: Brought, dry: boolean): Answer {
  const { read, accepted, waiting, skipped, warnings, totals, accounts, format, refused } = result;
  const before = skipped.some(({ reason }) => ["already-in", "in-another-file"].includes(reason));
  const unreadable = accepted === 0 && skipped.length > 0 && !before;
  const [first] = skipped;
  const why = skipped.length === 1 && first !== undefined ? `: it ${inWords(first.reason)}` : "";
  const fault =
    refused !== undefined
      ? `stopped: ${sentenceOf(refused)}`
      : read === 0
        ? "this file has no rows"
        : unreadable
          ? `nothing in this file could be taken in${why}`
          : undefined;
  const own = accounts.map(({ section: _, last: __, ...one }) => one);
  const said = {
    ...{ read, accepted, skipped, warnings, totals, waiting, accounts: own, format },
  };
  const kinds = Object.entries(totals.kinds).flatMap(([what, sums]) =>
    Object.entries(sums).map(([currency, sum]) => `${sum} ${currency}  ${what}`),
  );
  const lines = [
    `${read} rows read, ${accepted} ${dry ? "would come in" : "came in"}, ${waiting} wait.`,
    ...skipped.map(({ row, reason }) => `row ${row} left out: ${inWords(reason)}`),
    ...warnings.map(({ row, reason, entries = [] }) => {
      const lines = entries.length > 0 ? ` (line ${entries.join(", ")})` : "";
      return `row ${row}: ${inWords(reason)}${lines}`;
    }),
    ...accounts
      .filter((one) => one.agrees === false)
      .map(
        (one) =>
          `does not add up: ${one.opening} + ${one.moved} is not ${one.closing} ${one.currency}`,
      ),
    ...kinds,
    ...Object.entries(totals.closing).map(([currency, sum]) => `${sum} ${currency}  at the end`),
  ];
  return {
    json: fault === undefined ? said : { ok: false, fault, ...said },
    text: lines.join("\n"),
    ...(fault === undefined ? {} : { fault }),
  };
}
