/**
 * Shipments as a humanitarian table: RFC 4180 with a row of HXL 1.1 tags below its head. A row for
 * each line: codes, days and figures as they were said and counted. From whom, by whom and what
 * was written beside it stays inside; a line is called by its need where that is for everyone.
 */
import { isWithin } from "../../house/circles.ts";
import { type CsvCell, csvFile } from "../../house/csv.ts";
import type { Thing } from "../../house/facts.ts";
import { hxlRow } from "../../house/hxl.ts";
import { dayOf } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { spaceOf } from "../spaces/index.ts";
import type { DeliveryState } from "./facts-delivery.ts";
import { findDeliveries, needTitles } from "./questions.ts";

/** The columns with their tags; a category or unit of the group's own has its id. */
const COLUMNS: readonly (readonly [name: string, tag: string])[] = [
  ["shipment", "#meta +shipment +id"],
  ["line", "#meta +line +id"],
  ["status", "#status"],
  ["expected", "#date +expected"],
  ["counted on", "#date +received"],
  ["category", "#sector +code"],
  ["item", "#item +name"],
  ["sent", "#output +sent +num"],
  ["sent unit", "#output +sent +unit"],
  ["counted", "#output +received +num"],
  ["counted unit", "#output +received +unit"],
  ["difference", "#status +difference"],
];

/** Needs whose words are looked up at once. */
const SOME = 256;

/**
 * The file: every shipment that the view opens, the newest first, but those of a circle: what is
 * made for handing on tells of none.
 */
export async function deliveriesHxl(view: View): Promise<string> {
  const things = (await findDeliveries(view)).filter(({ circle }) => !isWithin(circle));
  const zone = (await spaceOf(view))?.state.zone ?? "UTC";
  const wanted = things.flatMap(({ state }) => state.lines.flatMap(({ need }) => need ?? []));
  const called = await titlesOf(view, [...new Set(wanted)]);
  const head = [COLUMNS.map(([name]) => name), hxlRow(COLUMNS.map(([, tag]) => tag))];
  const rows = things.flatMap((thing) => rowsOf(thing, { called, zone }));
  return [...csvFile([...head, ...rows])].join("");
}

/** What needs are called that everyone reads. */
async function titlesOf(view: View, ids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let at = 0; at < ids.length; at += SOME)
    for (const [id, { thing, title }] of await needTitles(view, ids.slice(at, at + SOME)))
      if (thing.circle === "public" && title !== null) found.set(id, title.text);
  return found;
}

type How = { called: ReadonlyMap<string, string>; zone: string };

function rowsOf({ id, state }: Thing<DeliveryState>, { called, zone }: How): CsvCell[][] {
  const { status, by, closedAt, lines, matched } = state;
  const counted = status === "counted" && closedAt !== null ? dayOf(closedAt, zone).date : null;
  return lines.map((one) => [
    ...[id, String(one.line), status, by?.date ?? null, counted, one.category],
    called.get(one.need ?? "") ?? null,
    ...[one.sent?.of ?? null, one.sent?.unit ?? null],
    ...[one.counted?.of ?? null, one.counted?.unit ?? null, matched],
  ]);
}
