/** Needs as tables: CSV for people, and the same with a row of HXL tags below its headers. */

import { isOutside, isWithin } from "../../../house/circles.ts";
import { type CsvCell, csvFile } from "../../../house/csv.ts";
import type { FileReply, SpaceVisit } from "../../../house/door.ts";
import { hxlRow } from "../../../house/hxl.ts";
import type { View } from "../../../house/view.ts";
import type { Words } from "../../../house/words/index.ts";
import { asRegion, figuresOf, levelOf, statusOf } from "../figures.ts";
import { findNeeds, type NeedLine, type NeedQuery, withWords } from "../questions.ts";
import { type Say, sayFor } from "../say.ts";
import { queryOf } from "./list.page.tsx";
import { isMember } from "./parts.tsx";

/** Columns: header code, HXL tag. Headers are read again by the import of this room. */
const COLUMNS: readonly (readonly [string, string | null])[] = [
  ["item", "#item +name"],
  ["size", "#item +size"],
  ["kind", "#item +type"],
  ["category", "#sector"],
  ["quantity", "#need +quantity"],
  ["unit", "#item +unit"],
  ["accepted", "#reached +planned"],
  ["on the way", "#reached +moving"],
  ["counted", "#reached +received"],
  ["still asked", "#need +remaining"],
  ["urgency", "#priority"],
  ["by", "#date +end"],
  ["place", "#loc +name"],
  ["status", "#status"],
  ["details", "#description"],
];

/** How a table of needs is made: figures exact or as levels, with a row of tags or without. */
export type NeedsTable = {
  hxl: boolean;
  protects: boolean;
  figures: boolean;
  /** Whether words stand only where everyone reads the line: the file is for handing on. */
  open?: true;
};

/** Needs that match as a table, in one reader's words. */
export async function needsTable(
  view: View,
  words: Words,
  { query, hxl, protects, figures, open }: NeedsTable & { query: NeedQuery },
): Promise<string> {
  const found = (await withWords(view, await findNeeds(view, query))).map((line) => {
    return open && line.thing.circle !== "public" ? { ...line, words: null } : line;
  });
  // What a circle of the group asks for is told by nobody outside it.
  // Nor is what another group was let read: a file is for handing on.
  const isLent = ({ thing: { circle } }: NeedLine) =>
    view.reader.by === "ally" && !isOutside(circle);
  const lines = found.filter((line) => (open ? !isWithin(line.thing.circle) : !isLent(line)));
  const say = await sayFor(view, words, lines);
  const head = [
    COLUMNS.map(([name]) => name),
    ...(hxl ? [hxlRow(COLUMNS.map(([, tag]) => tag))] : []),
  ];
  const rows = lines.map((line) => {
    const region = open && line.thing.circle !== "public";
    return cells(line, say, protects, { figures, region: region || !figures });
  });
  return [...csvFile([...head, ...rows])].join("");
}

/** `GET /needs/needs.csv` and `/needs/needs-hxl.csv`: what the list shows, filters and all. */
export async function exportNeeds(visit: SpaceVisit, hxl: boolean): Promise<FileReply> {
  const { view, words, query, space } = visit;
  const { protects } = space;
  const how = { hxl, protects, figures: !protects || isMember(visit), query: queryOf(query) };
  const file = await needsTable(view, words, how);
  // The name of the file is in download lists and chats: it names nobody.
  return { file, type: "text/csv; charset=utf-8", name: hxl ? "needs-hxl.csv" : "needs.csv" };
}

function cells(
  line: NeedLine,
  say: Say,
  protects: boolean,
  { figures: open, region }: { figures: boolean; region: boolean },
): CsvCell[] {
  const { state } = line.thing;
  const { words } = line;
  const figures = open ? figuresOf(state) : null;
  const { needKind, urgency, category } = state;
  return [
    ...[words?.title.text ?? "", words?.size?.text ?? "", needKind],
    category === null ? "" : say.category(category),
    ...[figures?.asked.of ?? "", figures === null ? "" : say.unit(figures.asked.unit)],
    ...[figures?.accepted.of ?? "", figures?.onTheWay.of ?? "", figures?.counted.of ?? ""],
    figures?.still.of ?? "",
    ...[urgency, state.by === null ? "" : state.by.date.slice(0, protects ? 7 : 10)],
    say.place(region && state.place !== null ? asRegion(state.place) : state.place),
    open ? statusOf(state) : levelOf(state),
    (words?.details ?? []).map(({ text }) => text).join("\n"),
  ];
}
