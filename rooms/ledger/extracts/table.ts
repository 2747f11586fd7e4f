/** Turns a row of a table of movements into a line, or says why it cannot be. */
import type { Cells } from "../../../house/import/rows.ts";
import { cellOf, type Field, guess, isEnough, type Mapping } from "./columns.ts";
import { type DayOrder, dayOrderIn, readDate } from "./dates.ts";
import {
  type Decimal,
  decimalIn,
  type ExtractLine,
  type Format,
  type Item,
  type Standing,
  tableFigure,
  type What,
} from "./line.ts";

/** A table that is understood: its kind, its column names in small letters, how to read it. */
export type Table = { format: Format; names: readonly string[]; mapping: Mapping };

/** The kinds of tables by column names that only they have: all of one of the lists. */
const MARKS: readonly [Format, readonly (readonly string[])[]][] = [
  [
    "open-collective",
    [
      ["shortid", "netamount", "kind"],
      ["shortid", "netamount", "type"],
    ],
  ],
  [
    "facebook",
    [
      ["payment id", "fb fee"],
      ["payment id", "charge action type"],
    ],
  ],
  [
    "m-pesa",
    [
      ["receipt no.", "completion time"],
      ["receipt no", "completion time"],
      ["transaction", "details", "status", "amount", "balance"],
    ],
  ],
  [
    "gofundme",
    [
      ["donation date", "donor name"],
      ["donation date", "donor"],
      ["donation id", "payout status"],
    ],
  ],
  [
    "mobile-money",
    [
      ["financial transaction id"],
      ["external id", "payer"],
      ["msisdn"],
      ["transaction id", "service type"],
    ],
  ],
];

/** What kinds of tables do not say themselves; a word of the one who brings them in goes first. */
const USUAL: Partial<Record<Format, Omit<Mapping, "columns">>> = {
  "open-collective": { decimal: "." },
  "m-pesa": { decimal: ".", currency: "KES" },
  facebook: { decimal: "." },
  gofundme: { decimal: ".", order: "mdy" },
};

/**
 * The kind of table that has these column names, in small letters; null where it is none we know.
 */
export function formatOf(names: readonly string[]): Format | null {
  const has = (list: readonly string[]) => list.every((name) => names.includes(name));
  return MARKS.find(([, lists]) => lists.some(has))?.[0] ?? null;
}

/**
 * How to read a table: as it was said (`said`), by what its columns are called otherwise. Null
 * where that is not enough to know the day and the figure.
 */
export function tableOf(
  names: readonly string[],
  asked: Format | null,
  said: Partial<Mapping> = {},
): Table | null {
  const format = asked ?? formatOf(names) ?? "table";
  const columns = { ...guess(names), ...said.columns };
  if (said.columns !== undefined)
    for (const field of Object.keys(guess(names)) as Field[])
      if (said.columns[field] === undefined) delete columns[field];
  const mapping: Mapping = { ...said, columns };
  return isEnough(columns) ? { format, names, mapping } : null;
}

/** What the rows of a table give away of how it is written; of two that differ, nothing. */
export class Habits {
  #order: DayOrder | null | "both" = null;
  #decimal: Decimal | null | "both" = null;

  /** Takes a row in. */
  see(table: Table, cells: Cells): void {
    const cell = (field: Field) => cellOf(cells, table.names, table.mapping.columns, field) ?? "";
    const order = dayOrderIn(cell("day"));
    if (order !== null) this.#order = (this.#order ?? order) === order ? order : "both";
    for (const field of ["of", "in", "out", "balance"] as const) {
      const decimal = decimalIn(cell(field));
      if (decimal !== null)
        this.#decimal = (this.#decimal ?? decimal) === decimal ? decimal : "both";
    }
  }

  /** The table with what its rows gave away; what is usual counts where they gave nothing away. */
  applied(table: Table): Table {
    const [order, decimal] = [this.#order, this.#decimal];
    const usual = USUAL[table.format] ?? {};
    const { order: _, decimal: __, ...rest } = usual;
    const own: Partial<Mapping> = {
      ...told("order", order, usual.order),
      ...told("decimal", decimal, usual.decimal),
    };
    return { ...table, mapping: { ...rest, ...own, ...table.mapping } };
  }
}

/** What rows gave away, or what is usual; nothing where some say this and others that. */
function told<N extends string, V>(name: N, seen: V | null | "both", usual: V | undefined) {
  const value = seen === "both" ? undefined : (seen ?? usual);
  return (value === undefined ? {} : { [name]: value }) as { [K in N]?: V };
}

/** Reads one row. */
export function rowItem(table: Table, cells: Cells): Item {
  const { format, mapping } = table;
  const cell = (field: Field) => cellOf(cells, table.names, mapping.columns, field);
  const read = readDate(cell("day") ?? "", mapping.order ?? null);
  if ("reason" in read) return read;
  const moved = movedIn(cell, mapping.decimal ?? null);
  if ("reason" in moved) return moved;
  const currency = (cell("currency") ?? mapping.currency ?? "").toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return { reason: "no-currency" };
  const standing = standingOf(cell("status"), cells);
  if (standing === "failed") return { reason: "failed" };
  const balance = tableFigure(cell("balance") ?? "", mapping.decimal ?? null);
  const texts = textsOf(cells, cell);
  const typed = cell("type") ?? "";
  const meant = MEANS[format]?.(cells, typed, moved.of) ?? meansOf(typed, moved.of);
  const of = signOf(format, meant, moved.of);
  const held = format === "gofundme" || format === "facebook";
  const line: ExtractLine = {
    ...{ section: 0, account: "", date: read.date, of, currency },
    ...{ what: meant, standing, place: held ? "held" : "money", ...texts },
    ...("of" in balance && standing !== "pending" && { balance: balance.of }),
  };
  return { line };
}

/** What the account has more or less by a row, its fee taken off. */
function movedIn(
  cell: (field: Field) => string | undefined,
  decimal: Decimal | null,
): { of: string } | { reason: string } {
  const whole = cell("of");
  if (whole !== undefined) return tableFigure(whole, decimal);
  const isNothing = (text: string | undefined) => text === undefined || /^[-–—0.,\s]*$/.test(text);
  const [came, went] = [cell("in"), cell("out")];
  if (!isNothing(came) && !isNothing(went)) return { reason: "two-readings" };
  if (!isNothing(came)) return tableFigure(came ?? "", decimal);
  if (isNothing(went)) return { reason: "no-amount" };
  const read = tableFigure(went ?? "", decimal);
  if ("reason" in read) return read;
  // Some write what went out with a minus of its own, most without.
  return { of: read.of.startsWith("-") || read.of === "0" ? read.of : `-${read.of}` };
}

/** Beginnings of what tables call a status, in small letters; the first that fits counts. */
const STATUSES: readonly [Standing | "failed", readonly string[]][] = [
  [
    "frozen",
    [
      ...["frozen", "on hold", "on-hold", "on_hold", "held", "hold", "paused", "blocked"],
      ...["restricted", "suspended", "under review", "retenid", "congelad", "bloquead"],
      ...["مجمد", "مجمّد", "محجوز"],
    ],
  ],
  [
    "refunded",
    [
      ...["refund", "revers", "chargeback", "charge back", "charged back", "returned"],
      ...["reembols", "devuelt", "مسترد", "مُعاد"],
    ],
  ],
  [
    "failed",
    [
      ...["fail", "cancel", "declin", "reject", "expired", "fallid", "rechazad", "anulad"],
      ...["unsuccess", "denied", "aborted", "void", "timed out", "timeout", "error"],
      ...["فشل", "ملغ", "مرفوض"],
    ],
  ],
  [
    "pending",
    [
      ...["pending", "process", "in progress", "in transit", "scheduled", "initiated", "future"],
      // What is said not to be so is not so yet: a person looks at it.
      ...["not ", "incomplete", "unconfirmed", "unsettled", "uncleared", "unpaid", "uncompleted"],
      ...["no ", "sin ", "غير", "لم "],
      ...["pendiente", "en curso", "معلق", "معلّق"],
    ],
  ],
];

/** How a row stands by its status; `refunded` also where a column of that name says yes. */
function standingOf(status: string | undefined, cells: Cells): Standing | "failed" {
  const flag = cells["refunded"] ?? cells["is refunded"] ?? "";
  if (/^(?:yes|true|1|sí|si|نعم)$/i.test(flag)) return "refunded";
  const said = (status ?? "").toLowerCase().trim();
  const fits = ([, words]: (typeof STATUSES)[number]) =>
    words.some((word) => said.startsWith(word));
  return STATUSES.find(fits)?.[0] ?? "booked";
}

/** Who and what for, as the table has it; a first and a last name are one. */
function textsOf(cells: Cells, cell: (field: Field) => string | undefined) {
  const [first, last] = [cells["first name"], cells["last name"]];
  const named = [first, last].filter((one) => one !== undefined).join(" ");
  const [reference, party, narration] = [
    cell("reference"),
    cell("party") ?? named,
    cell("narration"),
  ];
  return {
    ...(reference !== undefined && { reference }),
    ...(party !== "" && { party }),
    ...(narration !== undefined && { narration }),
  };
}

/** What a row is by a word of its type, else by its direction. */
function meansOf(typed: string, of: string): What {
  const said = typed.toLowerCase();
  if (/refund|revers|charge.?back|reembols|devoluc|استرداد/.test(said)) return "refund";
  if (/payout|withdrawal to bank|transfer to bank|disburse/.test(said)) return "payout";
  if (/\bfees?\b|charge\b|commission|comisi|رسوم/.test(said)) return "fee";
  if (/interest|interés|intereses|فائدة/.test(said)) return "interest";
  if (/donation|contribution|donaci|تبرع/.test(said)) return "contribution";
  return of.startsWith("-") ? "paid" : "received";
}

/** What the rows of a known kind are, where its own words say. */
const MEANS: Partial<Record<Format, (cells: Cells, typed: string, of: string) => What | null>> = {
  "open-collective": (cells, typed, of) => {
    if (/^(?:refund|true|yes)$/i.test(cells["isrefund"] ?? "")) return "refund";
    const gone = of.startsWith("-");
    if (/FEE/.test(typed)) return "fee";
    if (/CONTRIBUTION|ADDED_FUNDS|TRANSFER|PREPAID/.test(typed))
      return gone ? "passed-on" : "contribution";
    return typed === "EXPENSE" ? (gone ? "expense" : "received") : null;
  },
  gofundme: (_, typed, of) => donated(typed, of),
  facebook: (_, typed, of) => donated(typed, of),
  "m-pesa": (cells, _, of) =>
    /\bcharges?\b|\bfee\b|tariff/i.test(cells["details"] ?? "") && of.startsWith("-")
      ? "fee"
      : null,
};

/** A row of a list of givers is somebody's contribution unless it says what else it is. */
function donated(typed: string, of: string): What {
  const means = meansOf(typed, of);
  return means === "received" ? "contribution" : means;
}

/** A list of givers writes what left it without a minus: what went back, and what was paid out. */
function signOf(format: Format, what: What, of: string): string {
  const list = format === "gofundme" || format === "facebook";
  const leaves = what === "refund" || what === "payout" || what === "fee";
  return list && leaves && of !== "0" && !of.startsWith("-") ? `-${of}` : of;
}
