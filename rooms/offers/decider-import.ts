/**
 * Which rows of a file of deliveries come in, as counted deliveries from before. The command around
 * it lives in `ledger`, which adds the goods book. No need, offer or agreement is made up.
 */
import type { Context, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { newRows } from "../../house/import/files.ts";
import type { Refusal } from "../../house/refusal.ts";
import type { Amount, Text } from "../../house/values/index.ts";
import { Namer } from "../spaces/index.ts";
import {
  type DeliveryState,
  type DeliveryWords,
  delivery,
  manifests,
  sameLineMark,
  shipmentMark,
} from "./facts-delivery.ts";
import type { ImportRows, ManifestRow } from "./shapes.ts";

/** Lines of one delivery; a file's longer one goes on in another of the same name. */
const LINES_MAX = 1_000;

/** What came in for one delivery: what the goods book posts from the account `elsewhere`. */
export type ImportedDelivery = {
  delivery: string;
  /** What the file calls it; the counterparty, as words. */
  reference: Text;
  lines: { line: number; category: string; amount: Amount }[];
};

/**
 * The facts of an import and what it brought. `answer.again` lists the rows that this file had
 * brought in before, `answer.elsewhere` those that stand alike in another file, by commas.
 */
export type ImportFacts = {
  facts: NewFact[];
  deliveries: ImportedDelivery[];
  answer: { accepted: number; again: string; elsewhere: string };
};

/** Brings in the rows that this file has not brought in before. It refuses nothing in shape. */
export function importFacts(
  world: World,
  { file, lang, rows }: ImportRows,
  context: Context,
): ImportFacts | Refusal {
  const had = newRows(world, manifests, file, rows, context);
  const { id, known: before, fresh, again, others, begun, counted } = had;
  const elsewhere = others ? fresh.filter((row) => standsElsewhere(world, id, row)) : [];
  const answer = {
    accepted: fresh.length,
    again: again.join(),
    elsewhere: elsewhere.map(({ row }) => row).join(),
  };
  if (fresh.length === 0) return { facts: [], deliveries: [], answer };
  const namer = new Namer(world, lang, context);
  const made = shipments(fresh).map(([reference, own]) => {
    // A new import's id is fresh each time it is decided: nothing is found by it.
    const known = before ? world.find(delivery, shipmentMark(id, reference)) : [];
    return oneDelivery(known, id, { lang, text: reference }, own, namer, context);
  });
  return {
    facts: [...begun, ...namer.made, ...made.map(({ fact }) => fact), counted],
    deliveries: made.map(({ imported }) => imported),
    answer,
  };
}

/** The rows by what the file calls their delivery, in the order they first stand there. */
function shipments(rows: readonly ManifestRow[]): [string, ManifestRow[]][] {
  const by = new Map<string, ManifestRow[]>();
  for (const row of rows) by.set(row.reference, [...(by.get(row.reference) ?? []), row]);
  return [...by];
}

function oneDelivery(
  before: readonly Thing<DeliveryState>[],
  id: string,
  reference: Text,
  rows: readonly ManifestRow[],
  namer: Namer,
  context: Context,
) {
  const known = before.find(
    ({ state }) => state.manifest === id && state.lines.length + rows.length <= LINES_MAX,
  );
  const thing = known?.id ?? context.id();
  const first = (known?.state.lines.length ?? 0) + 1;
  const lines = rows.map((row, at) => {
    const amount: Amount = { of: row.of, unit: "item" };
    return {
      line: first + at,
      category:
        "code" in row.category ? row.category.code : namer.id("category", row.category.name),
      amount,
    };
  });
  const record = {
    ...{ manifest: id, label: known?.state.label ?? context.id() },
    lines: lines.map(({ line, category, amount }, at) => {
      const own = { line, category, offer: null, need: null, sent: amount, counted: amount };
      return { ...own, row: rows[at]?.row };
    }),
  };
  const words: DeliveryWords = {
    from: reference,
    whats: rows.map(({ what, size }, at) => ({ line: first + at, what, ...(size && { size }) })),
  };
  const fact: NewFact = {
    ...{ kind: "delivery", thing, type: "delivery.imported/1" },
    ...{ record, words },
  };
  return { fact, imported: { delivery: thing, reference, lines } };
}

/** Whether another file brought in a line of the same delivery, words and figure. */
function standsElsewhere(world: World, id: string, row: ManifestRow): boolean {
  const mark = sameLineMark([row.reference, row.what.text, row.size?.text ?? "", row.of]);
  return world.find(delivery, mark).some(({ state }) => state.manifest !== id);
}
