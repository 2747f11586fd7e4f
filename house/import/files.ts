/** Files that were brought in, as things of a room: which of their rows came in. */
import { z } from "zod";
import type { Context, World } from "../command.ts";
import { defineKind, type Kind, type Mark, type NewFact } from "../facts.ts";
import type { View } from "../view.ts";

/** A file, folded: its SHA-256 in hex, and which rows came in as ranges in order. */
export type FileState = { file: string; rows: [number, number][]; accepted: number };

/** The files of one kind: `all` is a mark that each of them carries. */
export type Files = { kind: Kind<FileState>; markOf: (file: string) => Mark; all: Mark };

const count = z.int().min(0).max(10_000_000);

/** Defines the kind of thing that files of a room are. */
export function filesOf(name: string, marks: Pick<Files, "markOf" | "all">): Files {
  const [begun, came] = [`${name}.begun/1`, `${name}.rows/1`];
  const kind = defineKind<FileState>({
    kind: name,
    facts: [
      {
        type: begun,
        record: z.strictObject({ file: z.string().regex(/^[0-9a-f]{64}$/) }),
        marks: ({ record }) => ({ record: [marks.markOf(String(record["file"])), marks.all] }),
      },
      {
        type: came,
        record: z.strictObject({
          rows: z.array(z.tuple([count, count])).max(100),
          accepted: count,
        }),
      },
    ],
    initial: { file: "", rows: [], accepted: 0 },
    evolve: (state, { type, record }) => {
      if (type === begun) state.file = String(record["file"]);
      if (type === came) {
        state.rows = joinRanges([...state.rows, ...(record["rows"] as [number, number][])]);
        state.accepted += Number(record["accepted"]);
      }
      return state;
    },
  });
  return { kind, ...marks };
}

const has = (state: FileState | undefined, row: number) => rowsHad(state?.rows ?? [], row);

/** Whether a row is in the ranges, which are in order: looked for by halves. */
export function rowsHad(rows: readonly [number, number][], row: number): boolean {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.[1] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return (rows[low]?.[0] ?? Number.POSITIVE_INFINITY) <= row;
}

/** What some rows of a file are to a space that may have had it before. */
export type NewRows<R> = {
  /** The file's thing, and whether it was there before. */
  id: string;
  known: boolean;
  fresh: R[];
  /** Numbers of the rows it had. */
  again: number[];
  /** Whether other files were brought in. */
  others: boolean;
  /** Its facts: the first goes before those of the rows, the second after them. */
  begun: NewFact[];
  counted: NewFact;
};

/** Tells the rows that a file has not brought in before; for deciders. */
export function newRows<R extends { row: number }>(
  world: World,
  { kind, markOf, all }: Files,
  file: string,
  rows: readonly R[],
  context: Context,
): NewRows<R> {
  const [before] = world.find(kind, markOf(file));
  const id = before?.id ?? context.id();
  const own = { kind: kind.kind, thing: id };
  const fresh = rows.filter(({ row }) => !has(before?.state, row));
  const ranges = joinRanges(fresh.map(({ row }) => [row, row]));
  return {
    ...{ id, known: before !== undefined, fresh },
    again: rows.filter(({ row }) => has(before?.state, row)).map(({ row }) => row),
    others: world.find(kind, all).some((other) => other.id !== id),
    begun: before === undefined ? [{ ...own, type: `${kind.kind}.begun/1`, record: { file } }] : [],
    counted: {
      ...{ ...own, type: `${kind.kind}.rows/1` },
      record: { rows: ranges, accepted: fresh.length },
    },
  };
}

/** Which rows of a file (SHA-256, hex) already came in, as this reader may know. */
export async function rowsOfFile(
  view: View,
  { kind, markOf }: Files,
  file: string,
): Promise<(row: number) => boolean> {
  const [found] = await view.find(kind, markOf(file));
  return (row) => has(found?.state, row);
}

/** Ranges of whole numbers, both ends in, sorted and with neighbours joined. */
export function joinRanges(ranges: readonly [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
