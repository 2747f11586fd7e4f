/** Decides which rows of a file become needs, and which words of the group's they are said in. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact } from "../../house/facts.ts";
import { newRows } from "../../house/import/files.ts";
import type { Lang, Place } from "../../house/values/index.ts";
import { Namer } from "../spaces/index.ts";
import { openFacts } from "./decider.ts";
import { need, needFiles, sameRowMark } from "./facts.ts";
import type { ImportRow } from "./shapes.ts";

type Rows = { file: string; lang: Lang; rows: ImportRow[] };

/**
 * Opens the rows that this file has not brought in before. `answer.again` lists the rows that it
 * had, `answer.elsewhere` those that stand alike in another file (they came in), by commas.
 */
export function importRows(world: World, { file, lang, rows }: Rows, context: Context): Decided {
  const had = newRows(world, needFiles, file, rows, context);
  const { id, fresh, again, others, begun, counted } = had;
  const terms = new Namer(world, lang, context);
  const elsewhere: number[] = [];
  const needs = fresh.flatMap((row) => {
    const said = saidOf(row, terms);
    if (others && isElsewhere(world, id, row, said)) elsewhere.push(row.row);
    return rowFacts(row, said, id, context);
  });
  const answer = { accepted: fresh.length, again: again.join(), elsewhere: elsewhere.join() };
  if (fresh.length === 0) return { facts: [], answer };
  return { facts: [...begun, ...terms.made, ...needs, counted], answer };
}

type Said = { category: string; unit: string; place: Place | null };

function rowFacts(row: ImportRow, said: Said, id: string, context: Context): NewFact[] {
  const { title, size, details, needKind, urgency, of } = row;
  const line = {
    ...{ title, needKind, urgency, nearby: false, category: said.category },
    ...(size !== undefined && { size }),
    ...(details !== undefined && { details: [details] }),
    ...(said.place !== null && { place: said.place }),
    quantity: { of, unit: said.unit },
  };
  const [opened] = openFacts(line, false, { by: "import", import: id, row: row.row }, context);
  return opened === undefined ? [] : [opened];
}

/** Whether another file brought in a need of the same words and figures. */
function isElsewhere(world: World, id: string, row: ImportRow, said: Said): boolean {
  const amount = { of: row.of, unit: said.unit };
  const mark = sameRowMark(row.title.text, row.size?.text ?? "", amount, said.place?.code ?? "");
  return world
    .find(need, mark)
    .some(({ state: { from } }) => from.by === "import" && from.import !== id);
}

function saidOf({ category, unit, region, place }: ImportRow, namer: Namer): Said {
  return {
    category: "code" in category ? category.code : namer.id("category", category.name),
    unit: "code" in unit ? unit.code : namer.id("unit", unit.name, { measures: "count" }),
    place: placeOf(region, place, namer),
  };
}

/** A region is a place of level 1, what lies in it one of level 2. */
function placeOf(region: string | undefined, place: string | undefined, namer: Namer) {
  const code = region && namer.id("place", region, { level: 1, within: null });
  const around: Place | null = code ? { code, level: 1 } : null;
  if (place === undefined) return around;
  return { code: namer.id("place", place, { level: 2, within: around }), level: 2 } as const;
}
