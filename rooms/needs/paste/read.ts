import { heard, noGreeting } from "./greeting.ts";
import { languageOf } from "./item.ts";
import { type Context, nothingSaid, type Row, readPiece } from "./line.ts";
import { type Above, isBeneath, nameAbove, numberedLines } from "./outline.ts";
import { splitLine } from "./split.ts";
import { tokenize } from "./tokens.ts";
import type { Lang, PastedLine, Urgency } from "./types.ts";

/** How much of a message is read, in UTF-16 units; what follows is kept as a note. */
export const MESSAGE_CHARS_MAX = 20_000;

/** The most rows a message becomes, the last of which then holds all the rest. */
export const ROWS_MAX = 400;

const LINE = /[^\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029]|$)/g;

/**
 * Reads a pasted chat message into lines to be checked by a person (specs/paste.md). Nothing is
 * dropped: the sources joined in order are the message. `hint` is the language to assume where the
 * words do not tell. Never throws, whatever the text.
 */
export function readMessage(text: string, hint?: Lang): PastedLine[] {
  const head = text.slice(0, MESSAGE_CHARS_MAX);
  const lines = head.match(LINE)?.filter((line) => line !== "") ?? [];
  const lang = languageOf(tokenize(head), hint ?? "und");
  const numbered = numberedLines(lines);
  const rows: PastedLine[] = [];
  let context: Context = nothingSaid;
  let greeting = noGreeting;
  let offset = 0;
  let blank = "";
  let above: Above | undefined;
  for (const [index, line] of lines.entries()) {
    if (rows.length >= ROWS_MAX - 1) break;
    offset += line.length;
    if (isBlank(line)) {
      blank += keepBlank(rows, line);
      if (context.lines > 0) context = nothingSaid;
      continue;
    }
    const next = lines.slice(index + 1, index + 3).find((other) => !isBlank(other)) ?? "";
    const start = offset - line.length;
    let said: Urgency | undefined;
    if (above && !isBeneath(line, above)) above = undefined;
    const names = nameAbove(line, next);
    for (const piece of splitLine(line, start, numbered.has(index))) {
      const around = {
        ...{ context, lang, nextIsList: isList(next), nextIsBulleted: isBulleted(next) },
        ...(above === undefined ? {} : { above }),
        ...(greeting.urgency === undefined ? {} : { greeted: greeting.urgency }),
        ...(piece.follows && said ? { said } : {}),
      };
      const row = names ? asName(readPiece(piece, around)) : readPiece(piece, around);
      greeting = heard(greeting, row, piece);
      said = row.urgency;
      const source = blank + text.slice(piece.tokens[0]?.start, piece.tokens.at(-1)?.end);
      blank = "";
      rows.push(withSource(row, source));
      context = row.opens ?? { ...context, lines: context.lines + 1 };
    }
    above = names ?? above;
  }
  return withRest(rows, blank + text.slice(offset), lang);
}

function isBlank(line: string): boolean {
  return !/[^\s\p{Cf}]/u.test(line);
}

/** A list line opens with a bullet or has a figure in it. */
function isList(line: string): boolean {
  return /^[\s\p{Cf}]*[-•*–—✅▪]|[\d٠-٩۰-۹]/u.test(line);
}

function isBulleted(line: string): boolean {
  return /^[\s\p{Cf}]*[-•*–—✅▪]/u.test(line);
}

/** What is asked for are its parts; the name itself only heads them. */
function asName(row: Row): Row {
  if (
    row.kind === "heading" ||
    row.kind === "not-wanted" ||
    (row.ticked === false && row.kind !== "note")
  )
    return row;
  const { lang, item, warnings, opens } = row;
  return {
    kind: "heading",
    ticked: false,
    lang,
    item,
    readings: [],
    warnings,
    ...(opens && { opens }),
  };
}

/** A blank line belongs to the row before it; before the first row it is handed back. */
function keepBlank(rows: PastedLine[], line: string): string {
  const last = rows.at(-1);
  if (!last) return line;
  last.source += line;
  return "";
}

function withSource(row: Row, source: string): PastedLine {
  const { opens: _opens, ...line } = row;
  return { source, ...line };
}

/** What was past the limits, kept as it stands. */
function withRest(rows: PastedLine[], rest: string, lang: string): PastedLine[] {
  if (rest === "") return rows;
  const long = isBlank(rest) ? [] : (["too-long"] as const);
  const note = { kind: "note", ticked: false, lang, item: rest.trim(), readings: [] } as const;
  return [...rows, { source: rest, ...note, readings: [], warnings: [...long] }];
}
