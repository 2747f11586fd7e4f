/** A commit in the making: facts become entries, sealed parts, marks and due items. */
import { partCommitment, saltBytes } from "../log/entry.ts";
import { canonicalBytes, canonicalJson, canonicalString, type Json } from "../log/jcs.ts";
import { SegmentWriter } from "../log/segment-writer.ts";
import type { TileWriter } from "../log/tiles.ts";
import type { Batch, DueItem, PartRef, SealedPart } from "../store/port.ts";
import { emptiedCard } from "./cards.ts";
import { type Circle, isWithin } from "./circles.ts";
import { CommitMarks } from "./commit-marks.ts";
import { allOf, FreshEntry, marksOf, type Numbered, partPlace, segmentPlace } from "./entry.ts";
import type { NewFact, Stamp, Thing } from "./facts.ts";
import { ERASABLE, type Erase, type Fields, type Mark } from "./facts.ts";
import { circleAfter, copyState, foldIn } from "./fold.ts";
import type { Marked } from "./found.ts";
import { newId } from "./ids.ts";
import { epochKey } from "./keys.ts";
import type { Asked } from "./outbox.ts";
import type { Random } from "./ports.ts";
import { ERASED } from "./room.ts";
import { seal } from "./seal.ts";
import { type Fresh, type Space, tileKey } from "./space.ts";
import { entriesWithin } from "./within.ts";

/** Entries in one commit; a command that would pass it waits for the next. */
export const COMMIT_ENTRIES_MAX = 256;

/** What of an entry is kept apart, in the order in which it is sealed. */
const PIECES = ["people", "words", "files"] as const;
/** Where nothing is staged: the same one everywhere. */
const NO_THINGS: readonly Thing[] = [];
const NOTHING: Marked = { things: [], entries: 0 };

/** What the writer stages: nothing of it is visible before the store has it. */
export class Commit {
  readonly fresh: Fresh[] = [];
  readonly parts: SealedPart[] = [];
  readonly erased: PartRef[] = [];
  readonly records: Batch["records"] = [];
  readonly states = new Map<string, Thing>();
  /** What its facts ask for beyond the log. */
  readonly asked: Asked[] = [];
  /** The index of its first entry. */
  readonly first: number;
  /** Whether there are circles inside the group, this commit's counted in. */
  hasCircles: boolean;
  readonly #space: Space;
  readonly #random: Random;
  readonly #counts: Record<string, number>;
  readonly #segment = new SegmentWriter();
  /** The marks of its fresh entries. */
  readonly #marks: CommitMarks;
  #stamp: { of: Stamp | null; text: string } = { of: null, text: "" };
  /** The commit it is decided on, until it is closed: by then that one is durable or given up. */
  #base: Commit | null;
  #closed: { batch: Batch; tree: TileWriter } | null = null;

  /** A commit on what is durable, or on `base` as if it were. */
  constructor(space: Space, random: Random, base?: Commit) {
    this.#space = space;
    this.#random = random;
    this.#base = base ?? null;
    this.#marks = new CommitMarks((mark) => space.marks.hash(mark));
    this.first = base === undefined ? space.size : base.first + base.length;
    this.#counts = { ...(base === undefined ? space.counts : base.#counts) };
    this.hasCircles = base?.hasCircles ?? entriesWithin(space.counts) > 0;
  }

  /** A thing with this commit's facts in it, or what the space has in memory. */
  thing(id: string): Thing | undefined {
    return this.states.get(id) ?? this.#base?.states.get(id) ?? this.#space.known(id);
  }

  /** Things with facts that are not durable yet, the latest of each last. */
  staged(): readonly Thing[] {
    const before = this.#base?.states;
    if (this.states.size === 0 && (before === undefined || before.size === 0)) return NO_THINGS;
    return before === undefined
      ? [...this.states.values()]
      : [...before.values(), ...this.states.values()];
  }

  /** Things that carry a mark because of entries not yet durable. */
  marked(mark: Mark): string[] {
    return [...(this.#base?.marked(mark) ?? []), ...this.ownMarked(mark).things];
  }

  /** The same of its own entries alone. */
  ownMarked(mark: Mark): Marked {
    const places = this.#marks.places(mark);
    if (places.length === 0) return NOTHING;
    const things = new Set(places.map((place) => this.fresh[place]?.entry.thing ?? ""));
    return { things: [...things], entries: places.length };
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
    if (isWithin(circle)) this.hasCircles = true;
    const numbered: Numbered = { ...checked(plan, fact), n: (before?.n ?? 0) + 1, circle, k, day };
    const text = canonicalJson(numbered as unknown as Json);
    // What is folded now must be what a replay will fold, to the order of its keys.
    const record = JSON.parse(text) as Numbered;
    const kept = fact.standsOn === undefined ? stamp : { ...stamp, standsOn: fact.standsOn };
    const index = this.first + this.fresh.length;
    const head = { space: this.#space.id, index, id: newId(this.#random), ...typeOf(fact) };
    const stay = [
      { name: "record", text },
      { name: "stamp", text: this.#stamped(kept) },
    ];
    const salts = this.#random(saltBytes * 3);
    const header = this.#segment.add(head, this.#gone(index, fact), stay, salts);
    const entry = new FreshEntry(index, header, record, kept, typeOf(fact));
    const whole = { ...fact, record, stamp: kept };
    const marks = marksOf(plan, fact.kind, fact.type, record.n, whole);
    this.fresh.push({ entry, hashes: this.#marks.add(allOf(marks)) });
    this.states.set(fact.thing, foldIn(plan, before, entry));
    for (const effect of plan.effects(fact.type)) this.asked.push({ effect, entry });
  }

  /** A stamp's canonical JSON; what one command says has one stamp. */
  #stamped(stamp: Stamp): string {
    if (this.#stamp.of !== stamp) this.#stamp = { of: stamp, text: canonicalStamp(stamp) };
    return this.#stamp.text;
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
    const known = this.#base?.states.get(id) ?? this.#space.known(id);
    if (known === undefined) return null;
    const kind = this.#space.plan.kind(known.kind);
    return { ...known, state: kind === undefined ? known.state : copyState(kind, known.state) };
  }

  /** Seals the parts that can be erased; answers their commitments. */
  #gone(index: number, fact: NewFact): Record<string, string> {
    const gone: Record<string, string> = {};
    for (const name of PIECES) {
      const piece = fact[name];
      if (piece === undefined || Object.keys(piece).length === 0) continue;
      gone[name] = this.#part(index, name, piece);
    }
    return gone;
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

  /** Makes the batch of what was added, with what falls due; nothing can be added after. */
  close(due: DueItem[]): void {
    const { id, key } = this.#space;
    const first = this.first;
    const count = this.fresh.length;
    const sealed = seal(key, segmentPlace(id, first, count), this.#segment.body(), this.#random);
    const tree = (this.#base?.tree ?? this.#space.tree).clone();
    const leaves = this.#segment.leaves();
    const full = tree.appendEntries(leaves);
    const batch = {
      segment: { first, count, leaves, sealed },
      parts: this.parts,
      erased: this.erased,
      derived: [
        ...full.map((tile) => ({ key: tileKey(tile.level, tile.n), value: tile.bytes })),
        ...emptiedCard(this.#space, this.states),
      ],
      // The same list: what erasing owes to the index is added when it is stored.
      records: this.records,
      due,
    };
    this.#base = null;
    this.#closed = { batch, tree };
  }

  /** The batch that makes it durable. Throws before it is closed. */
  get batch(): Batch {
    return this.#end.batch;
  }

  /** The tree with this commit's leaves. Throws before it is closed. */
  get tree(): TileWriter {
    return this.#end.tree;
  }

  get #end() {
    if (this.#closed === null) throw new Error("the commit is not closed");
    return this.#closed;
  }
}

/** A stamp's canonical JSON, put together from the one shape it has: every entry has one. */
function canonicalStamp(stamp: Stamp): string {
  const { arrived, at, by, happened, kind, readBack, standsOn, typedBy, who } = stamp;
  return (
    `{"arrived":${said(arrived)},"at":${at},"by":${said(by)},"happened":${happened},` +
    `"kind":${said(kind)},"readBack":${readBack},"standsOn":${said(standsOn)},` +
    `"typedBy":${said(typedBy)},"who":${said(who)}}`
  );
}

const said = (text: string | null) => (text === null ? "null" : canonicalString(text));
const typeOf = ({ thing, type }: NewFact) => ({ thing, type });

/** The record as its fact type declares it; a decider that breaks its own shape is our bug. */
function checked(plan: Space["plan"], fact: NewFact): Fields {
  if (fact.type === ERASED) return fact.record;
  const shape = plan.fact(fact.type)?.shape;
  if (shape === undefined) throw new Error(`no such fact: ${fact.type}`);
  for (const name of ERASABLE) {
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
