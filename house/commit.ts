/** A commit in the making: facts become entries, sealed parts, marks and due items. */
import {
  encodeHeader,
  type Header,
  leafCommitment,
  partCommitment,
  saltBytes,
} from "../log/entry.ts";
import { canonicalBytes, type Json } from "../log/jcs.ts";
import { leafHash } from "../log/merkle.ts";
import { encodeSegment, type StoredEntry } from "../log/segment.ts";
import type { TileWriter } from "../log/tiles.ts";
import type { Batch, DueItem, PartRef, SealedPart } from "../store/port.ts";
import { emptiedCard } from "./cards.ts";
import type { Circle } from "./circles.ts";
import { marksOf, type Numbered, type OpenEntry, partPlace, segmentPlace } from "./entry.ts";
import type { Erase, Fields, NewFact, Stamp, Thing } from "./facts.ts";
import { circleAfter, copyState, foldIn } from "./fold.ts";
import { epochKey } from "./keys.ts";
import type { Asked } from "./outbox.ts";
import type { Random } from "./ports.ts";
import { ERASED } from "./room.ts";
import { seal } from "./seal.ts";
import { type Fresh, type Space, tileKey } from "./space.ts";

/** Entries in one commit; a command that would pass it waits for the next. */
export const COMMIT_ENTRIES_MAX = 256;

/** What the writer stages: nothing of it is visible before the store has it. */
export class Commit {
  readonly fresh: Fresh[] = [];
  readonly parts: SealedPart[] = [];
  readonly erased: PartRef[] = [];
  readonly records: Batch["records"] = [];
  readonly states = new Map<string, Thing>();
  /** What its facts ask for beyond the log. */
  readonly asked: Asked[] = [];
  /** Things that carry a mark because of this commit's own entries. */
  readonly marked = new Map<string, Set<string>>();
  /** The tree with this commit's leaves, once `batch` was made. */
  tree: TileWriter | null = null;
  readonly #space: Space;
  readonly #random: Random;
  readonly #counts: Record<string, number>;

  constructor(space: Space, random: Random) {
    this.#space = space;
    this.#random = random;
    this.#counts = { ...space.counts };
  }

  /** A thing with this commit's facts in it, or what the space has in memory. */
  thing(id: string): Thing | undefined {
    return this.states.get(id) ?? this.#space.known(id);
  }

  /** What adding must be able to take back: a refused command leaves no trace. */
  get length(): number {
    return this.fresh.length;
  }

  /** Stages one fact. Its thing must be known (folded) or new. */
  add(fact: NewFact, stamp: Stamp, day: string): void {
    const { plan } = this.#space;
    const before = this.#own(fact.thing);
    const circle = circleAfter(plan, before, fact);
    const k = (this.#counts[circle] ?? 0) + 1;
    this.#counts[circle] = k;
    const record: Numbered = { ...checked(plan, fact), n: (before?.n ?? 0) + 1, circle, k, day };
    const kept: Stamp = { ...stamp, standsOn: fact.standsOn ?? stamp.standsOn };
    const index = this.#space.size + this.fresh.length;
    const { stored, header, leaf } = this.#write(index, fact, record, kept);
    const { thing, type } = fact;
    const entry: OpenEntry = { index, thing, type, header, record, stamp: kept, stored };
    const whole = { ...fact, record, stamp: kept };
    const marks = marksOf(plan, fact.kind, fact.type, record.n, whole);
    const all = [...marks.record, ...marks.words, ...marks.people];
    for (const mark of all) {
      const things = this.marked.get(mark) ?? new Set<string>();
      this.marked.set(mark, things.add(fact.thing));
    }
    this.fresh.push({ entry, leaf, hashes: all.map((mark) => this.#space.marks.hash(mark)) });
    this.states.set(fact.thing, foldIn(plan, before, entry));
    for (const effect of plan.effects(type)) this.asked.push({ effect, entry });
  }

  /** Stages an erasure: the parts go, and a fact of the thing says which. */
  erase(erase: Erase, stamp: Stamp, day: string): void {
    const { kind, thing, at, parts } = erase;
    this.add({ kind, thing, type: ERASED, record: { of: at.n, parts } }, stamp, day);
    for (const name of parts) this.erased.push({ index: at.index, name });
  }

  /** The thing's state, copied before this commit changes it, so that a failure leaves no trace. */
  #own(id: string): Thing | null {
    const staged = this.states.get(id);
    if (staged !== undefined) return staged;
    const known = this.#space.known(id);
    if (known === undefined) return null;
    const kind = this.#space.plan.kind(known.kind);
    return { ...known, state: kind === undefined ? known.state : copyState(kind, known.state) };
  }

  #write(index: number, fact: NewFact, record: Fields, stamp: Stamp) {
    const commitments: Record<string, string> = {};
    const stay: StoredEntry["parts"][number][] = [];
    for (const [name, piece] of [
      ["record", record],
      ["stamp", stamp],
    ] as const) {
      const bytes = canonicalBytes(piece as unknown as Json);
      const salt = this.#random(saltBytes);
      commitments[name] = partCommitment(name, salt, bytes);
      stay.push({ name, salt, bytes });
    }
    for (const name of ["words", "people"] as const) {
      const piece = fact[name];
      if (piece === undefined || Object.keys(piece).length === 0) continue;
      commitments[name] = this.#part(index, name, piece);
    }
    const header: Header = {
      v: 1,
      space: this.#space.id,
      index,
      id: Buffer.from(this.#random(16)).toString("hex"),
      thing: fact.thing,
      type: fact.type,
      parts: sortedKeys(commitments),
    };
    const headerSalt = this.#random(saltBytes);
    const bytes = encodeHeader(header);
    const leaf = leafCommitment(headerSalt, bytes);
    return { stored: { headerSalt, header: bytes, parts: stay }, header, leaf };
  }

  #part(index: number, name: string, piece: Fields): string {
    const bytes = canonicalBytes(piece as unknown as Json);
    const salt = this.#random(saltBytes);
    const { ring, id } = this.#space;
    const epoch = ring.epoch.now;
    const plain = Buffer.concat([salt, bytes]);
    const sealed = seal(epochKey(ring, epoch), partPlace(id, index, name), plain, this.#random);
    this.parts.push({ index, name, epoch, sealed });
    return partCommitment(name, salt, bytes);
  }

  /** The batch that makes it durable. */
  batch(due: DueItem[]): Batch {
    const { id, key, size } = this.#space;
    const count = this.fresh.length;
    const sealed = seal(
      key,
      segmentPlace(id, size, count),
      encodeSegment(this.fresh.map(({ entry }) => entry.stored)),
      this.#random,
    );
    this.tree = this.#space.tree.clone();
    const full = this.tree.append(this.fresh.map(({ leaf }) => leafHash(leaf)));
    const leaves = Buffer.concat(this.fresh.map(({ leaf }) => leaf));
    return {
      segment: { first: size, count, leaves, sealed },
      parts: this.parts,
      erased: this.erased,
      derived: [
        ...full.map((tile) => ({ key: tileKey(tile.level, tile.n), value: tile.bytes })),
        ...emptiedCard(this.#space, this.states),
      ],
      records: this.records,
      due,
    };
  }
}

function sortedKeys(commitments: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(commitments).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The record as its fact type declares it; a decider that breaks its own shape is our bug. */
function checked(plan: Space["plan"], fact: NewFact): Fields {
  if (fact.type === ERASED) return fact.record;
  const shape = plan.fact(fact.type)?.shape;
  if (shape === undefined) throw new Error(`no such fact: ${fact.type}`);
  for (const name of ["words", "people"] as const) {
    const piece = fact[name];
    if (piece === undefined) continue;
    const part = shape[name];
    if (part === undefined) throw new Error(`${fact.type} has no ${name}`);
    part.parse(piece);
  }
  return shape.record.parse(fact.record);
}

/** Whether a circle is one this version writes. */
export function isCircle(value: string): value is Circle {
  return /^(public|link|host|sealed|(circle|parties):[0-9a-f]{32})$/.test(value);
}
