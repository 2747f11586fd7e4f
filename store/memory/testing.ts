/** What tests of the memory store need beside it. */
import type { Memory } from "./open.ts";
import type { Tables } from "./space.ts";

function held(tables: Tables): Uint8Array[] {
  return [
    ...tables.segments.map((segment) => segment.sealed),
    ...Array.from(tables.parts.values(), (part) => part.sealed),
    ...tables.derived.values(),
    ...Array.from(tables.records.values(), (kept) => kept.value),
    ...Array.from(tables.blobs.values()).flat(),
  ];
}

/** Whether any value that the memory holds has the bytes in it. */
export function filled(memory: Memory): (bytes: Uint8Array) => Promise<boolean> {
  return async (bytes) => {
    const all = [...Array.from(memory.owners.values()).flatMap(held), ...memory.due.values()];
    return all.some((value) => Buffer.from(value).includes(bytes));
  };
}
