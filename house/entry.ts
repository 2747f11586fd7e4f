/** Entries opened: from sealed segments to header, record and stamp; and marks made from parts. */
import { type Header, parseHeader } from "../log/entry.ts";
import { decodeSegment, partOf, type StoredEntry } from "../log/segment.ts";
import type { Segment, SpaceId } from "../store/port.ts";
import type { Circle } from "./circles.ts";
import type { Fields, Mark, Part, Seen, Stamp, Whole } from "./facts.ts";
import { MARKS_PER_PART_MAX } from "./marks.ts";
import type { Plan } from "./room.ts";
import { unseal } from "./seal.ts";

/** What the house adds to every record: number in the thing and in its circle, circle, day. */
export type Numbered = Fields & { n: number; circle: Circle; k: number; day: string };

/** One entry with what is sealed in its segment. Erasable parts are fetched apart. */
export type OpenEntry = {
  readonly index: number;
  /** The id of its thing, and its type: what a fold asks of every entry. */
  readonly thing: string;
  readonly type: string;
  readonly header: Header;
  readonly record: Numbered;
  readonly stamp: Stamp;
};

/** An entry as it was read: with the bytes that were kept of it. */
export type ReadEntry = OpenEntry & { readonly stored: StoredEntry };

/** The words a segment is sealed for: it opens at its own place only. */
export function segmentPlace(space: SpaceId, first: number, count: number): string {
  return `segment/${space}/${first}/${count}`;
}

/** The words an erasable part is sealed for. */
export function partPlace(space: SpaceId, index: number, name: string): string {
  return `part/${space}/${index}/${name}`;
}

/** Parses one piece of an entry; throws where stored bytes are not what was written (a fault). */
export function parsePart(bytes: Uint8Array): Fields {
  return JSON.parse(asBuffer(bytes).toString("utf8")) as Fields;
}

function asBuffer(bytes: Uint8Array): Buffer {
  if (bytes instanceof Buffer) return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const THING_FIELD = '"thing":"';
const TYPE_FIELD = '","type":"';
const TAIL = '","v":1}';
/** No thing, type and what stands around them is longer. */
const ABOUT_BYTES_MAX = THING_FIELD.length + 128 + TYPE_FIELD.length + 128 + TAIL.length;

/** What the end of a header says, and its bytes. */
type About = { readonly bytes: Buffer; readonly thing: string; readonly type: string };

/** The one read last: entries in a row are often about one thing, and of one type. */
let lastAbout: About = { bytes: Buffer.from("\n"), thing: "", type: "" };

/** A canonical header ends in thing, type, version; its bytes were authenticated on opening. */
function aboutOf(header: Buffer): About {
  const { bytes } = lastAbout;
  const from = Math.max(0, header.length - bytes.length);
  if (header.compare(bytes, 0, bytes.length, from) === 0) return lastAbout;
  const text = header.toString("latin1", Math.max(0, header.length - ABOUT_BYTES_MAX));
  const typeAt = text.lastIndexOf(TYPE_FIELD);
  const thingAt = text.lastIndexOf(THING_FIELD, typeAt);
  const thing = text.slice(thingAt + THING_FIELD.length, typeAt);
  const type = text.slice(typeAt + TYPE_FIELD.length, -TAIL.length);
  // A copy: a small view would keep the whole segment.
  lastAbout = { bytes: Buffer.from(text.slice(thingAt), "latin1"), thing, type };
  return lastAbout;
}

/** An entry as stored, opened as far as it is asked for: most folds never look at a stamp. */
class LazyEntry implements ReadEntry {
  readonly index: number;
  readonly thing: string;
  readonly type: string;
  readonly stored: StoredEntry;
  #header: Header | null = null;
  #record: Numbered | null = null;
  #stamp: Stamp | null = null;

  constructor(stored: StoredEntry, index: number) {
    this.stored = stored;
    this.index = index;
    const { thing, type } = aboutOf(asBuffer(stored.header));
    this.thing = thing;
    this.type = type;
  }

  get header(): Header {
    this.#header ??= parseHeader(this.stored.header);
    return this.#header;
  }

  get record(): Numbered {
    this.#record ??= this.#part("record") as Numbered;
    return this.#record;
  }

  get stamp(): Stamp {
    this.#stamp ??= this.#part("stamp") as unknown as Stamp;
    return this.#stamp;
  }

  #part(name: string): Fields {
    const part = partOf(this.stored, name);
    if (part === undefined) throw new Error(`entry ${this.index} has no ${name}`);
    return parsePart(part.bytes);
  }
}

/** An entry just written, as `LazyEntry` would open it. */
export class FreshEntry implements OpenEntry {
  readonly index: number;
  readonly thing: string;
  readonly type: string;
  readonly record: Numbered;
  readonly stamp: Stamp;
  readonly #header: string;

  constructor(
    index: number,
    header: string,
    record: Numbered,
    stamp: Stamp,
    { thing, type }: { thing: string; type: string },
  ) {
    this.index = index;
    this.thing = thing;
    this.type = type;
    this.record = record;
    this.stamp = stamp;
    this.#header = header;
  }

  get header(): Header {
    return parseHeader(Buffer.from(this.#header, "latin1"));
  }
}

/** Opens one stored entry; `index` is its place in the log. */
export function openEntry(stored: StoredEntry, index: number): ReadEntry {
  return new LazyEntry(stored, index);
}

/** The stored entries of a sealed segment. */
export function openSegment(key: Uint8Array, space: SpaceId, segment: Segment): StoredEntry[] {
  const place = segmentPlace(space, segment.first, segment.count);
  return decodeSegment(unseal(key, place, segment.sealed));
}

/** An entry as `evolve` sees it; its stamp is opened where it is asked for. */
class SeenEntry implements Seen {
  readonly index: number;
  readonly n: number;
  readonly type: string;
  readonly thing: string;
  readonly record: Fields;
  readonly day: string;
  readonly #entry: OpenEntry;

  constructor(entry: OpenEntry) {
    const { n, circle: _circle, k: _k, day, ...record } = entry.record;
    this.index = entry.index;
    this.n = n;
    this.type = entry.type;
    this.thing = entry.thing;
    this.record = record;
    this.day = day;
    this.#entry = entry;
  }

  get stamp(): Stamp {
    return this.#entry.stamp;
  }
}

/** The entry as `evolve` sees it. */
export function seenOf(entry: OpenEntry): Seen {
  return new SeenEntry(entry);
}

/** The erasable parts an entry was written with. */
export function erasable(entry: OpenEntry): { index: number; name: string }[] {
  const names = Object.keys(entry.header.parts);
  return names
    .filter((name) => name === "words" || name === "people" || name === "files")
    .map((name) => ({ index: entry.index, name }));
}

/** The mark of an id: entries written together are mostly of one thing, and by one person. */
function markOf(name: string): (id: string) => Mark {
  let last = { id: "", mark: `${name}:` };
  return (id) => {
    if (id !== last.id) last = { id, mark: `${name}:${id}` };
    return last.mark;
  };
}

/** The mark by which a thing's entries are found. */
export const thingMark = markOf("thing");
/** The mark by which a kind's things are listed; only first entries carry it. */
export const kindMark = (kind: string): Mark => `kind:${kind}`;
/** The mark by which the entries of one member or stranger are found. */
export const whoMark = markOf("who");

/** The mark by which the entry is found that a file is part of. */
export const fileMark = (id: string): Mark => `file:${id}`;

/** An entry's marks by the part that each was made from. */
export type AllMarks = { record: Mark[] } & Record<Part, Mark[]>;

/** All of them in one list. */
export function allOf({ record, words, people, files }: AllMarks): Mark[] {
  return [...record, ...words, ...people, ...files];
}

/** All marks of an entry, by the part that each was made from. */
export function marksOf(plan: Plan, kind: string, type: string, n: number, whole: Whole): AllMarks {
  const own = plan.fact(type)?.shape.marks?.(whole) ?? {};
  const record = [thingMark(whole.thing), ...(own.record ?? [])];
  if (n === 1) record.push(kindMark(kind));
  if (whole.stamp.by === "member") record.push(whoMark(whole.stamp.who));
  const all = { record, words: own.words ?? [], people: own.people ?? [], files: own.files ?? [] };
  for (const { id } of whole.files?.list ?? []) all.files.push(fileMark(id));
  for (const list of Object.values(all)) list.length = Math.min(list.length, MARKS_PER_PART_MAX);
  return all;
}
