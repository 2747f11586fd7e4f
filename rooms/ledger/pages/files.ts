/** A book as files: a table with every side of every entry, and what its columns mean. */
import { csvFile, csvLine } from "../../../house/csv.ts";
import type { FileReply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import type { Text } from "../../../house/values/index.ts";
import { type BookEntry, everyEntry } from "../questions.ts";
import { type OpenBook, openBook } from "./naming.ts";

const COLUMNS = [
  ...["entry", "day", "heading", "code", "amount", "unit"],
  ...["corrects", "party", "narration", "delivery", "need"],
];

/** `GET /s/<slug>/books/:id/table.csv`: RFC 4180, one row per side, oldest first. */
export async function tableFile(visit: SpaceVisit): Promise<FileReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const file = table(visit, open);
  return { file, type: "text/csv; charset=utf-8; header=present", name: "book.csv" };
}

async function* table(visit: SpaceVisit, open: OpenBook): AsyncGenerator<Uint8Array> {
  const head = [COLUMNS.map((name) => visit.words.plain(`ledger.csv.${name}`))];
  yield Buffer.from([...csvFile(head)].join(""));
  for await (const entry of everyEntry(visit.view, open.thing))
    yield Buffer.from(rowsOf(open, entry).map(csvLine).join(""));
}

function rowsOf({ account }: OpenBook, entry: BookEntry): (string | null)[][] {
  const { n, day, lines, said, corrects, for: about } = entry;
  const words = typeof said === "string" ? {} : said;
  const text = (one: Text | undefined) => one?.text ?? null;
  return lines.map((line) => [
    ...[String(n), day, account(line.account), line.account, line.of.of, line.of.unit],
    ...[corrects === null ? null : String(corrects), text(words.party), text(words.narration)],
    ...[about.delivery ?? null, about.need ?? null],
  ]);
}

/** `GET /s/<slug>/books/:id/columns.txt`: what stands in which column. */
export async function columnsFile(visit: SpaceVisit): Promise<FileReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const { plain } = visit.words;
  const lines = ["title", "row", ...COLUMNS].map((name) => plain(`ledger.columns.${name}`));
  return { file: `${lines.join("\n\n")}\n`, type: "text/plain; charset=utf-8" };
}
