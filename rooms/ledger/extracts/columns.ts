/** What the columns of a table of movements may be called, and which of them a table has. */
import type { Cells } from "../../../house/import/rows.ts";
import type { DayOrder } from "./dates.ts";
import type { Decimal } from "./line.ts";

/** What a column of a table can say of a line. */
export const FIELDS = [
  ...(["day", "of", "in", "out", "fee", "balance", "currency", "reference"] as const),
  ...(["party", "narration", "status", "type"] as const),
] as const;
/** See {@link FIELDS}. */
export type Field = (typeof FIELDS)[number];

/**
 * How a table is to be read: the column of each field, counted from 0, and what the table does not
 * say itself. It holds no name of a column, so it may be kept where nothing can be erased.
 */
export type Mapping = {
  columns: Partial<Record<Field, number>>;
  order?: DayOrder;
  decimal?: Decimal;
  currency?: string;
};

/** The names, folded, likeliest first: of two that a table has, the first counts. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  day: [
    ...["completion time", "charge date", "charge time", "payment date", "donation date"],
    ...["booking date", "posting date", "transaction date", "transaction time", "datetime"],
    ...["date", "date & time", "created", "value date", "time", "fecha", "fecha de operación"],
    ...["fecha operación", "fecha valor", "التاريخ", "تاريخ", "تاريخ العملية"],
  ],
  of: [
    ...["netamount", "net payout amount", "net amount", "net donation", "net", "amount"],
    ...["donation amount", "transaction amount", "importe", "monto", "cantidad", "المبلغ", "مبلغ"],
  ],
  in: [
    ...["paid in", "money in", "amount in", "credit", "credits", "credit amount", "deposit"],
    ...["deposits", "received", "abono", "abonos", "haber", "ingreso", "ingresos", "entrada"],
    ...["دائن", "وارد", "إيداع"],
  ],
  out: [
    ...["withdrawn", "paid out", "money out", "amount out", "debit", "debits", "debit amount"],
    ...["withdrawal", "withdrawals", "sent", "cargo", "cargos", "debe", "gasto", "gastos"],
    ...["retiro", "salida", "مدين", "صادر", "سحب"],
  ],
  fee: [
    ...["fb fee", "fee", "fees", "fee amount", "platform fee", "processing fee", "charges"],
    ...["transaction fee", "comisión", "comision", "رسوم", "الرسوم"],
  ],
  balance: [
    ...["balance", "running balance", "balance after", "account balance", "saldo"],
    ...["الرصيد", "رصيد"],
  ],
  currency: ["payout currency", "currency", "donation currency", "moneda", "divisa", "العملة"],
  reference: [
    ...["shortid", "receipt no.", "receipt no", "receipt number", "receipt", "payment id"],
    ...[
      "donation id",
      "financial transaction id",
      "transaction id",
      "transaction no",
      "transaction",
    ],
    ...["trans. id", "reference number", "reference", "external id", "ref", "id", "referencia"],
    ...["رقم العملية", "المرجع"],
  ],
  party: [
    ...["oppositeaccountname", "donor name", "donor", "name", "other party", "counterparty"],
    ...["payee", "from name", "to name", "from", "to", "nombre", "contraparte", "الاسم", "اسم"],
  ],
  narration: [
    ...["description", "details", "narration", "memo", "comment", "message", "particulars"],
    ...["note", "payment reason", "concepto", "descripción", "detalle", "البيان", "التفاصيل"],
  ],
  status: [
    ...["transaction status", "payment status", "donation status", "payout status", "status"],
    ...["estado", "الحالة"],
  ],
  type: [
    ...["kind", "charge action type", "transaction type", "record type", "type", "tipo", "النوع"],
  ],
};

/** The columns of a table by what they are called, each for one field; both names folded. */
export function guess(names: readonly string[]): Partial<Record<Field, number>> {
  const columns: Partial<Record<Field, number>> = {};
  const taken = new Set<number>();
  for (const field of FIELDS) {
    const name = NAMES[field].find((one) => names.includes(one) && !taken.has(names.indexOf(one)));
    if (name === undefined) continue;
    columns[field] = names.indexOf(name);
    taken.add(names.indexOf(name));
  }
  return columns;
}

/** Whether a line can be read from these columns: a day, and how much. */
export function isEnough(columns: Mapping["columns"]): boolean {
  const { day, of, in: came, out } = columns;
  return day !== undefined && (of ?? came ?? out) !== undefined;
}

/** What a row says of a field, by the names of the table's columns. */
export function cellOf(
  cells: Cells,
  names: readonly string[],
  columns: Mapping["columns"],
  field: Field,
): string | undefined {
  const at = columns[field];
  return at === undefined ? undefined : cells[names[at] ?? ""];
}

/**
 * Columns as somebody typed them, `day=1,of=3`, each counted from 1; nothing said is none. Null
 * where it is not written so.
 */
export function columnsSaid(typed: string): Mapping["columns"] | null {
  const columns: Partial<Record<Field, number>> = {};
  for (const one of typed.split(",").filter((text) => text.trim() !== "")) {
    const [field = "", at = ""] = one.trim().split("=");
    const isField = (FIELDS as readonly string[]).includes(field);
    if (!isField || !/^[1-9][0-9]{0,2}$/.test(at) || Number(at) > 200) return null;
    columns[field as Field] = Number(at) - 1;
  }
  return columns;
}
