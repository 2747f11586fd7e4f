/**
 * How a batch travels to the worker thread: its words and numbers in one flat list, its bytes in
 * one buffer, since many small objects and views are slow to hand over.
 */
import type { Batch } from "../port.ts";

type Cell = string | number | null;

/** A batch made ready to travel; `bytes` is a buffer of its own and is handed over whole. */
export type SentBatch = { cells: Cell[]; bytes: Uint8Array<ArrayBuffer> };

/** Packs a batch; the caller keeps its bytes. */
export function sentBatch({ segment, erased, parts, derived, records, due }: Batch): SentBatch {
  const cells: Cell[] = [];
  const pieces: Uint8Array[] = [];
  let length = 0;
  const put = (bytes: Uint8Array) => {
    cells.push(bytes.length);
    pieces.push(bytes);
    length += bytes.length;
  };
  cells.push(segment.first, segment.count);
  put(segment.leaves);
  put(segment.sealed);
  cells.push(erased.length);
  for (const { index, name } of erased) cells.push(index, name);
  cells.push(parts.length);
  for (const { index, name, epoch, sealed } of parts) {
    cells.push(index, name, epoch);
    put(sealed);
  }
  cells.push(derived.length);
  for (const { key, value } of derived) {
    cells.push(key);
    put(value);
  }
  cells.push(records.length);
  for (const { key, value, expires } of records) {
    cells.push(key, expires);
    put(value);
  }
  cells.push(due.length);
  for (const { queue, id, space, at, value } of due) {
    cells.push(queue, id, space, at);
    put(value);
  }
  return { cells, bytes: joined(pieces, length) };
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The batch that was sent; its bytes are views of what travelled. */
export function receivedBatch({ cells, bytes }: SentBatch): Batch {
  let cell = 0;
  let at = 0;
  const text = () => cells[cell++] as string;
  const number = () => cells[cell++] as number;
  const take = () => {
    at += number();
    return bytes.subarray(at - Number(cells[cell - 1]), at);
  };
  const list = <T>(row: () => T): T[] => {
    const rows: T[] = [];
    for (let left = number(); left > 0; left--) rows.push(row());
    return rows;
  };
  // Read in the order written: fields of a literal are worked out from left to right.
  return {
    segment: { first: number(), count: number(), leaves: take(), sealed: take() },
    erased: list(() => ({ index: number(), name: text() })),
    parts: list(() => ({ index: number(), name: text(), epoch: number(), sealed: take() })),
    derived: list(() => ({ key: text(), value: take() })),
    records: list(() => ({ key: text(), expires: cells[cell++] as number | null, value: take() })),
    due: list(() => ({ queue: text(), id: text(), space: text(), at: number(), value: take() })),
  };
}
