/** Decides which rows of a file become needs, and which words of the group's they are said in. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { newRows } from "../../house/import/files.ts";
import type { Lang, Place, Text } from "../../house/values/index.ts";
import { type TermState, type TermUse, term, termMark, termNamed } from "../spaces/index.ts";
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
  const terms = new Terms(world, lang, context);
  const elsewhere: number[] = [];
  const needs = fresh.flatMap((row) => {
    const said = terms.said(row);
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

/** Finds the group's words for what a file says, and names those it has not. */
class Terms {
  readonly made: NewFact[] = [];
  readonly #world: World;
  readonly #lang: Lang;
  readonly #context: Context;
  readonly #known = new Map<string, string>();

  constructor(world: World, lang: Lang, context: Context) {
    this.#world = world;
    this.#lang = lang;
    this.#context = context;
  }

  said({ category, unit, region, place }: ImportRow): Said {
    return {
      category: "code" in category ? category.code : this.#id("category", category.name),
      unit: "code" in unit ? unit.code : this.#id("unit", unit.name, { measures: "count" }),
      place: this.#place(region, place),
    };
  }

  /** A region is a place of level 1, what lies in it one of level 2. */
  #place(region: string | undefined, place: string | undefined): Place | null {
    const code = region && this.#id("place", region, { level: 1, within: null });
    const around: Place | null = code ? { code, level: 1 } : null;
    if (place === undefined) return around;
    return { code: this.#id("place", place, { level: 2, within: around }), level: 2 };
  }

  #id(use: TermUse, name: string, more: Partial<TermState> = {}): string {
    const mark = termMark(use, name);
    const key = JSON.stringify([mark, more.within?.code ?? ""]);
    const known = this.#known.get(key) ?? this.#found(mark, use, more)?.id;
    if (known !== undefined) {
      this.#known.set(key, known);
      return known;
    }
    const id = this.#context.id();
    const text: Text = { lang: this.#lang, text: name };
    this.made.push(termNamed(id, use, [text], more));
    this.#known.set(key, id);
    return id;
  }

  #found(mark: string, use: TermUse, more: Partial<TermState>): Thing<TermState> | undefined {
    return this.#world
      .find(term, mark)
      .find(
        ({ state }) =>
          state.use === use &&
          !state.retired &&
          (use !== "place" || state.level === more.level) &&
          (state.within?.code ?? "") === (more.within?.code ?? ""),
      );
  }
}
