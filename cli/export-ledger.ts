/** `export ledger`: a group's books as files that other programs read and add up themselves. */

import { chooseText, isUnitCode, monthSchema } from "../house/values/index.ts";
import { protectsNow } from "../house/view.ts";
import {
  type Called,
  mayLeaveAs,
  PUBLIC_FORMATS,
  TAKEN,
  TAKEN_FORMATS,
  type TakenBook,
  type TakenFormat,
  takeBooks,
  tellBooks,
} from "../rooms/ledger/files.ts";
import { noteDone } from "./acts.ts";
import { Unable, Usage } from "./args.ts";
import { exportPublic, isPublicFormat, refusePublic } from "./export-public.ts";
import { exportTable, tableAsked } from "./export-tables.ts";
import { writeNew } from "./files.ts";
import { memberAsked, spaceAsked, wordsOf } from "./space.ts";
import { type Answer, type Ask, noMoreWords, textOf } from "./subcommand.ts";

const FORMATS = [...TAKEN_FORMATS, ...PUBLIC_FORMATS].join(", ");

/** What `export --help` says of it. */
export const LEDGER_HELP = `
ledger writes the books that the one named by --as may open, or the one named by --book:
  --format hledger|beancount|csv|xlsx|hxl|iati|iati-organisation|360giving
  --out FILE       where to; unsaid, to stdout (xlsx needs it). With --json and without --out no
                   file is made: the one JSON value tells the figures alone
  --from YYYY-MM   the first month; what stood there before it goes before its lines
  --to YYYY-MM     the last month
  --of WHAT        with hxl: books (unsaid), or needs or deliveries, each line of them; words stand
                   only on lines that everyone reads
  --words          what lines say, from whom, and what headings are called, for as far as --as may
                   open it; unsaid, the file holds figures alone
  --leaves         each line's number in the log and its leaf (base64), as "export proof" and
                   "verify" tell it. Such numbers tell how much else is in the log
hxl is a humanitarian table of what came and went by month, without single lines; a group that
protects itself has none: its statements are for telling others.
iati, iati-organisation and 360giving are for the public: every agreement that both sides signed
with its own books, and every book that is open to everyone; --words and --leaves are not for them.
No person and no other group is named. A group that protects itself, or counts as silent, has none.
  --org-id ID      what a register calls the group (org-id.guide); unsaid, what the group keeps
                   under Settings
  --org-type CODE  what kind it is in IATI's list: 24, 22, 21 or 90 (with --org-id; unsaid, 90)
  --grants-prefix 360G-NAME   what 360Giving calls it; unsaid, what the group keeps
hledger and beancount files end in what must stand on every account then, so that "hledger check"
and "bean-check" prove that our sums are theirs. An account is what it is (assets, income,
expenses), the book, the heading.
`;

/** Runs it. */
export async function exportLedger(ask: Ask): Promise<Answer> {
  noMoreWords(ask, 1);
  if (isPublicFormat(textOf(ask, "format"))) return exportPublic(ask, periodOf(ask));
  const table = tableAsked(ask);
  const { format, out, asJson, asked } = optionsOf(ask);
  const space = await spaceAsked(ask);
  const member = await memberAsked(ask, space, textOf(ask, "as"));
  const house = await ask.house();
  const { id, roles } = member;
  const view = await house.view(space.id, { by: "member", member: id, roles });
  if (view === null) throw new Unable("the space is closed, or at its end");
  if (table !== null) {
    const protects = await protectsNow(space);
    return exportTable(ask, table, { view, protects, space: space.id });
  }
  if (format !== null && !mayLeaveAs(format, await protectsNow(space)))
    throw new Unable(
      "this group protects itself: months and amounts would single somebody out. Make a statement",
    );
  const books = await takeBooks(view, asked);
  if (books.length === 0)
    throw new Unable(asked.book === null ? "no book to take away" : "no book has that id");
  const figures = {
    format,
    from: asked.from,
    to: asked.to,
    words: asked.words,
    ...tellBooks(books),
  };
  const told = { out: out ?? null, ...figures };
  if (out === undefined && asJson) {
    await noteDone(ask, house, "export", space.id);
    return { json: told, text: "" };
  }
  if (format === null) throw new Error("a file without a format");
  const file = TAKEN[format].make(books, {
    ...{ words: asked.words, leaves: asked.leaves, from: asked.from, called },
    sheets: { totals: "Totals", lines: "Lines" },
    rtl: false,
  });
  if (out !== undefined) await writeNew(ask.path(out), file);
  else
    for await (const piece of file) {
      ask.streams.out(String(piece));
      await ask.streams.drained?.();
    }
  await noteDone(ask, house, "export", space.id);
  return { json: told, text: out === undefined ? "" : textFor(out, told.totals.closing, books) };
}

function optionsOf(ask: Ask) {
  const format = textOf(ask, "format");
  const out = textOf(ask, "out");
  const asJson = ask.options["json"] === true;
  if (format === undefined && (out !== undefined || !asJson))
    throw new Usage(`--format is missing (${FORMATS})`);
  if (format !== undefined && !(TAKEN_FORMATS as readonly string[]).includes(format))
    throw new Usage(`--format is one of ${FORMATS}`);
  if (format === "xlsx" && out === undefined && !asJson)
    throw new Usage("a workbook is no text: say where to with --out");
  refusePublic(ask);
  const on = (name: string) => ask.options[name] === true;
  return {
    ...{ format: (format ?? null) as TakenFormat | null, out, asJson },
    asked: { ...periodOf(ask), words: on("words"), leaves: on("leaves") },
  };
}

/** Which book and months: the same for every format. */
function periodOf(ask: Ask) {
  const [from, to] = [monthIn(ask, "from"), monthIn(ask, "to")];
  if (from !== null && to !== null && from > to) throw new Usage("--from is after --to");
  return { from, to, book: textOf(ask, "book") ?? null };
}

function monthIn(ask: Ask, name: string): string | null {
  const month = textOf(ask, name);
  if (month === undefined) return null;
  if (!monthSchema.safeParse(month).success) throw new Usage(`--${name} is a month, YYYY-MM`);
  return month;
}

const called: Called = {
  column: String,
  account: ({ names }, account) => {
    const own = chooseText(names.get(account) ?? [], ["en"]);
    const [, what] = account.split(":");
    return (
      own?.text ??
      wordsOf(what === undefined ? `ledger.account.${account}` : `house.category.${what}`) ??
      account
    );
  },
  unit: ({ names }, unit) => {
    const own = chooseText(names.get(unit) ?? [], ["en"]);
    return own?.text ?? (isUnitCode(unit) ? wordsOf(`house.unit-name.${unit}`) : unit) ?? unit;
  },
};

function textFor(out: string, closing: Record<string, string>, books: readonly TakenBook[]) {
  const sums = Object.entries(closing).map(([unit, of]) => `${of} ${unit}`);
  return [`${out}: ${books.map(({ key }) => key).join(", ")}`, ...sums].join("\n");
}
