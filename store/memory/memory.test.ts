import { contract } from "../contract.ts";
import { newMemory, openMemory } from "./open.ts";
import type { Tables } from "./space.ts";

const memory = newMemory();

function held(tables: Tables): Uint8Array[] {
  return [
    ...tables.segments.map((segment) => segment.sealed),
    ...Array.from(tables.parts.values(), (part) => part.sealed),
    ...tables.derived.values(),
    ...Array.from(tables.records.values(), (kept) => kept.value),
    ...Array.from(tables.blobs.values()).flat(),
  ];
}

contract("memory", {
  open: async () => openMemory(memory),
  reopen: async () => openMemory(memory),
  beside: null,
  async grep(bytes) {
    const waiting = memory.due.values();
    const all = [...Array.from(memory.owners.values()).flatMap(held), ...waiting];
    return all.some((value) => Buffer.from(value).includes(bytes));
  },
});
