/** Entries opened: from sealed segments to header, record and stamp; and marks made from parts. */
import { type Header, parseHeader } from "../log/entry.ts";
import { decodeSegment, type StoredEntry } from "../log/segment.ts";
import type { Segment, SpaceId } from "../store/port.ts";
import type { Circle } from "./circles.ts";
import type { Fields, Mark, Seen, Stamp, Whole } from "./facts.ts";
import { MARKS_PER_PART_MAX } from "./marks.ts";
import type { Plan } from "./room.ts";
import { unseal } from "./seal.ts";

/** What the house adds to every record: number in the thing and in its circle, circle, day. */
export type Numbered = Fields & { n: number; circle: Circle; k: number; day: string };

/** One entry with what is sealed in its segment. Erasable parts are fetched apart. */
export type OpenEntry = {
  index: number;
  header: Header;
  record: Numbered;
  stamp: Stamp;
  stored: StoredEntry;
};

/** The words a segment is sealed for: it opens at its own place only. */
export function segmentPlace(space: SpaceId, first: number, count: number): string {
  return `segment/${space}/${first}/${count}`;
}

/** The words an erasable part is sealed for. */
export function partPlace(space: SpaceId, index: number, name: string): string {
  return `part/${space}/${index}/${name}`;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Parses one piece of an entry; throws where stored bytes are not what was written (a fault). */
export function parsePart(bytes: Uint8Array): Fields {
  return JSON.parse(utf8.decode(bytes)) as Fields;
}

/** Opens one stored entry. */
export function openEntry(stored: StoredEntry): OpenEntry {
  const header = parseHeader(stored.header);
  const piece = (name: string): Fields => {
    const part = stored.parts.find((one) => one.name === name);
    if (part === undefined) throw new Error(`entry ${header.index} has no ${name}`);
    return parsePart(part.bytes);
  };
  return {
    index: header.index,
    header,
    record: piece("record") as Numbered,
    stamp: piece("stamp") as unknown as Stamp,
    stored,
  };
}

/** The stored entries of a sealed segment. */
export function openSegment(key: Uint8Array, space: SpaceId, segment: Segment): StoredEntry[] {
  const place = segmentPlace(space, segment.first, segment.count);
  return decodeSegment(unseal(key, place, segment.sealed));
}

/** The entry as `evolve` sees it. */
export function seenOf(entry: OpenEntry): Seen {
  const { n, circle: _circle, k: _k, day, ...record } = entry.record;
  const { type, thing } = entry.header;
  return { index: entry.index, n, type, thing, record, stamp: entry.stamp, day };
}

/** The mark by which a thing's entries are found. */
export const thingMark = (id: string): Mark => `thing:${id}`;
/** The mark by which a kind's things are listed; only first entries carry it. */
export const kindMark = (kind: string): Mark => `kind:${kind}`;
/** The mark by which the entries of one member or stranger are found. */
export const whoMark = (who: string): Mark => `who:${who}`;

/** All marks of an entry, by the part that each was made from. */
export function marksOf(
  plan: Plan,
  kind: string,
  type: string,
  n: number,
  whole: Whole,
): { record: Mark[]; words: Mark[]; people: Mark[] } {
  const own = plan.fact(type)?.shape.marks?.(whole) ?? {};
  const record = [thingMark(whole.thing), ...(own.record ?? [])];
  if (n === 1) record.push(kindMark(kind));
  if (whole.stamp.by === "member") record.push(whoMark(whole.stamp.who));
  const all = { record, words: own.words ?? [], people: own.people ?? [] };
  for (const list of Object.values(all)) list.length = Math.min(list.length, MARKS_PER_PART_MAX);
  return all;
}
