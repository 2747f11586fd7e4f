/**
 * The store in plain maps: the model the other adapters are judged against, and the store of
 * tests and simulations. Durable only as long as the process.
 */
import { guarded } from "../guard.ts";
import { compareKeys } from "../keys.ts";
import type { Batch, PartRef, SealedPart, Segment, SpaceId, Store } from "../port.ts";
import { Turns, Watchers } from "../turns.ts";
import { type MemoryDue, memoryDue } from "./due.ts";
import {
  copyOf,
  copyPart,
  copySegment,
  coveredBy,
  emptyTables,
  isLive,
  keysOf,
  rowOf,
  sizeOf,
  type Tables,
} from "./space.ts";

/** What outlives a closed memory store, so that a test can open it again. */
export type Memory = { owners: Map<string, Tables>; due: MemoryDue };

/** Memory with nothing in it. */
export function newMemory(): Memory {
  return { owners: new Map(), due: memoryDue() };
}

const nameOf = (ref: PartRef) => `${ref.index}/${ref.name}`;
const byPart = (a: PartRef, b: PartRef) => a.index - b.index || compareKeys(a.name, b.name);

type Of = (owner: string) => Tables;
type Known = (owner: string) => Tables | undefined;

function store(tables: Tables, batch: Batch): void {
  for (const ref of batch.erased) tables.parts.delete(nameOf(ref));
  for (const part of batch.parts) tables.parts.set(nameOf(part), copyPart(part));
  for (const row of batch.derived) tables.derived.set(row.key, copyOf(row.value));
  for (const { key, value, expires } of batch.records) {
    const version = (tables.records.get(key)?.version ?? 0) + 1;
    tables.records.set(key, { value: copyOf(value), version, expires });
  }
  tables.segments.push(copySegment(batch.segment));
}

function memoryLog(memory: Memory, of: Of, known: Known, watchers: Watchers) {
  return {
    async append(space: SpaceId, expected: number, batch: Batch) {
      const size = sizeOf(known(space));
      if (size !== expected) return { ok: false as const, size };
      store(of(space), batch);
      memory.due.add(batch.due);
      watchers.tell(space);
      return { ok: true as const, size: expected + batch.segment.count };
    },
    async size(space: SpaceId) {
      return sizeOf(known(space));
    },
    async *read(space: SpaceId, from: number, to: number) {
      const all = known(space)?.segments ?? [];
      const wanted = (s: Segment) => s.first < to && s.first + s.count > from && from < to;
      for (const segment of all.filter(wanted)) yield copySegment(segment);
    },
    async resegment(space: SpaceId, segment: Segment) {
      const [from, to] = coveredBy(known(space), segment);
      of(space).segments.splice(from, to - from, copySegment(segment));
    },
  };
}

function memoryParts(known: Known) {
  return {
    async parts(space: SpaceId, refs: PartRef[]) {
      const all = known(space)?.parts;
      const names = new Set(refs.map(nameOf));
      return Array.from(names, (name) => all?.get(name))
        .filter((part) => part !== undefined)
        .map(copyPart);
    },
    async partsOfEpoch(space: SpaceId, epoch: number, limit: number, after: PartRef | null) {
      return Array.from(known(space)?.parts.values() ?? [])
        .filter((part) => part.epoch === epoch && (after === null || byPart(part, after) > 0))
        .sort(byPart)
        .slice(0, limit)
        .map(copyPart);
    },
    async reseal(space: SpaceId, parts: SealedPart[]) {
      const all = known(space)?.parts;
      for (const part of parts) if (all?.has(nameOf(part))) all.set(nameOf(part), copyPart(part));
    },
    async erase(space: SpaceId, refs: PartRef[]) {
      for (const ref of refs) known(space)?.parts.delete(nameOf(ref));
    },
  };
}

function memoryDerived(of: Of, known: Known): Store["derived"] {
  return {
    async put(space, rows) {
      for (const row of rows) of(space).derived.set(row.key, copyOf(row.value));
    },
    async get(space, key) {
      const value = known(space)?.derived.get(key);
      return value === undefined ? null : copyOf(value);
    },
    async keys(space, prefix, limit, after) {
      return keysOf(known(space)?.derived.keys() ?? [], prefix, after).slice(0, limit);
    },
    async drop(space, prefix) {
      const rows = known(space)?.derived;
      for (const key of keysOf(rows?.keys() ?? [], prefix, null)) rows?.delete(key);
    },
  };
}

function memoryRecords(of: Of, known: Known): Store["records"] {
  return {
    async get(owner, key, now) {
      const kept = known(owner)?.records.get(key);
      return isLive(kept, now) ? rowOf(key, kept) : null;
    },
    async put(owner, { key, value, expires }, version, now) {
      const kept = known(owner)?.records.get(key);
      const found = isLive(kept, now) ? kept.version : 0;
      if (version !== "any" && version !== found) return null;
      of(owner).records.set(key, { value: copyOf(value), version: found + 1, expires });
      return found + 1;
    },
    async delete(owner, key) {
      known(owner)?.records.delete(key);
    },
    async list(owner, prefix, limit, after, now) {
      const rows = known(owner)?.records;
      return keysOf(rows?.keys() ?? [], prefix, after)
        .map((key) => ({ key, kept: rows?.get(key) }))
        .flatMap(({ key, kept }) => (isLive(kept, now) ? [rowOf(key, kept)] : []))
        .slice(0, limit);
    },
    async sweep(owner, now, limit) {
      const rows = known(owner)?.records;
      const gone = Array.from(rows ?? []).filter(([, kept]) => !isLive(kept, now));
      const swept = gone.slice(0, limit);
      for (const [key] of swept) rows?.delete(key);
      return swept.length;
    },
  };
}

function memoryBlobs(of: Of, known: Known): Store["blobs"] {
  return {
    async put(space, id, chunks) {
      const kept: Uint8Array[] = [];
      for await (const chunk of chunks) kept.push(copyOf(chunk));
      of(space).blobs.set(id, kept);
    },
    async *read(space, id, from, to) {
      const chunks = known(space)?.blobs.get(id)?.slice(from, Math.max(from, to)) ?? [];
      for (const chunk of chunks) yield copyOf(chunk);
    },
    async delete(space, id) {
      known(space)?.blobs.delete(id);
    },
  };
}

function held(tables: Tables, due: Uint8Array[]): number {
  const all = [
    ...due,
    ...tables.segments.flatMap((segment) => [segment.leaves, segment.sealed]),
    ...Array.from(tables.parts.values(), (part) => part.sealed),
    ...tables.derived.values(),
    ...Array.from(tables.records.values(), (kept) => kept.value),
    ...Array.from(tables.blobs.values()).flat(),
  ];
  return all.reduce((sum, bytes) => sum + bytes.length, 0);
}

/** Opens a store on `memory`; what one closed store left there, the next one finds. */
export function openMemory(memory: Memory = newMemory()): Store {
  const turns = new Turns();
  const watchers = new Watchers();
  const known: Known = (owner) => memory.owners.get(owner);
  const of: Of = (owner) => {
    const tables = known(owner) ?? emptyTables();
    memory.owners.set(owner, tables);
    return tables;
  };
  return guarded({
    ...memoryLog(memory, of, known, watchers),
    ...memoryParts(known),
    derived: memoryDerived(of, known),
    records: memoryRecords(of, known),
    due: memory.due,
    blobs: memoryBlobs(of, known),
    async lock(space) {
      const release = await turns.take(space);
      return async () => release();
    },
    watch: (space, changed) => watchers.add(space, changed),
    async spaces(limit, after) {
      return Array.from(memory.owners)
        .filter(([id, tables]) => sizeOf(tables) > 0 && (after === null || id > after))
        .map(([id]) => id)
        .sort(compareKeys)
        .slice(0, limit);
    },
    async end(space) {
      memory.owners.delete(space);
      memory.due.forget(space);
    },
    async bytes(owner) {
      return held(known(owner) ?? emptyTables(), owner === "node" ? memory.due.values() : []);
    },
    async close() {
      watchers.clear();
    },
  });
}
