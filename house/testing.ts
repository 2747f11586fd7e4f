/** For tests: a house in memory with a seeded world, and given/when/then for deciders. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { memoryKeys } from "../store/key-folder.ts";
import { newMemory, openMemory } from "../store/memory/open.ts";
import type { Store } from "../store/port.ts";
import type { Reader, Role } from "./circles.ts";
import type { CommandRow, Context, Decided, Done, Envelope, World, Wrote } from "./command.ts";
import type { Stamp, Thing } from "./facts.ts";
import { ERASABLE, type Fields, type Kind, type NewFact } from "./facts.ts";
import { House } from "./house.ts";
import type { KeyFolder, Random } from "./ports.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import { ERASED, type Plan } from "./room.ts";
import type { View } from "./view.ts";

/** Bytes that follow from a seed: SHA-256 over the seed and a counter. */
export function seededRandom(seed: string | number): Random {
  let counter = 0;
  let pool = Buffer.alloc(0);
  return (n) => {
    while (pool.length < n) {
      const block = createHash("sha256").update(`${seed}/${counter++}`).digest();
      pool = Buffer.concat([pool, block]);
    }
    const bytes = Uint8Array.from(pool.subarray(0, n));
    pool = pool.subarray(n);
    return bytes;
  };
}

/** A clock that stands still until it is moved. Begins on 2026-11-02T09:00Z unless said. */
export class TestClock {
  now: number;
  constructor(now = Date.UTC(2026, 10, 2, 9)) {
    this.now = now;
  }
  readonly read = () => this.now;
  pass(ms: number): void {
    this.now += ms;
  }
}

/** One hour and one day, in ms. */
export const HOUR = 3_600_000;
/** One day in ms. */
export const DAY = 24 * HOUR;

/** A house for tests, with all it stands on in reach. */
export type TestHouse = {
  house: House;
  clock: TestClock;
  store: Store;
  keys: KeyFolder;
  random: Random;
  /** Sends a command under a fresh key. */
  send: (envelope: Omit<Envelope, "key"> & { key?: string }) => Promise<Done | Refusal>;
  /** The view of a reader; fails where there is no such space. */
  view: (space: string, reader: Reader) => Promise<View>;
};

/** Builds a house over memory (or the given store and keys). */
export function testHouse(
  plan: Plan,
  seed: string | number = 1,
  on: { store?: Store; keys?: KeyFolder; clock?: TestClock; shared?: boolean } = {},
): TestHouse {
  const clock = on.clock ?? new TestClock();
  const random = seededRandom(seed);
  const store = on.store ?? openMemory(newMemory());
  const keys = on.keys ?? memoryKeys();
  const faults: Error[] = [];
  const house = new House({
    ...{ store, keys, clock: clock.read, random, plan },
    foldVersion: () => "test",
    onFault: (fault) => faults.push(fault),
    ...(on.shared === undefined ? {} : { shared: on.shared }),
  });
  let sent = 0;
  return {
    ...{ house, clock, store, keys, random },
    send: async (envelope) => {
      const key = envelope.key ?? `test-key-${String(++sent).padStart(12, "0")}`;
      const result = await house.dispatch({ ...envelope, key });
      const fault = faults.pop();
      if (fault !== undefined && on.store === undefined) throw fault;
      return result;
    },
    view: async (space, reader) => {
      const view = await house.view(space, reader);
      assert.ok(view, "there is such a space");
      return view;
    },
  };
}

/** Fails unless the command was done. */
export function assertDone(result: Done | Refusal): asserts result is Done {
  assert.ok(!isRefusal(result), `refused: ${JSON.stringify(result)}`);
}

/** Fails unless the command was refused with this code. */
export function assertRefused(result: Done | Refusal | Decided, code: string): void {
  assert.ok(isRefusal(result), "it was not refused");
  assert.equal(result.refused, code);
}

/** A fact given to a decider's test. */
export type Given = Pick<NewFact, "thing" | "type" | "record"> & {
  stamp?: Partial<Stamp>;
  day?: string;
  /** The circle inside the group that its thing begins in. */
  circle?: NonNullable<NewFact["circle"]>;
};

const AT = Date.UTC(2026, 10, 2, 9);

/** Folds given facts into things, as the house would. */
export function fold(kinds: readonly Kind[], given: readonly Given[]): Map<string, Thing> {
  const things = new Map<string, Thing>();
  given.forEach(({ thing: id, type, record, circle, stamp = {}, day = "2026-11-02" }, index) => {
    const isErased = type === ERASED;
    const kind = kinds.find((one) =>
      isErased ? one.kind === things.get(id)?.kind : one.facts.some((fact) => fact.type === type),
    );
    assert.ok(kind, `a kind has ${type}`);
    const shape = kind.facts.find((fact) => fact.type === type);
    shape?.record.parse(record);
    const full: Stamp = {
      ...({ kind: "act", by: "member", who: "a".repeat(32), typedBy: null, at: AT } as const),
      ...({ happened: null, arrived: "own-hand", readBack: false, standsOn: null } as const),
      ...stamp,
    };
    const before = things.get(id);
    const n = (before?.n ?? 0) + 1;
    const moment = { index, n, type, at: full.at, day };
    const thing: Thing = before ?? {
      ...{ kind: kind.kind, id, state: structuredClone(kind.initial), n, parked: false },
      ...{ circle: kind.circle ?? "host", first: moment, last: { ...moment, who: full.who } },
    };
    const seen = { index, n, type, thing: id, record: record as Fields, stamp: full, day };
    thing.n = n;
    thing.circle = shape?.moves?.(record, id) ?? (n === 1 ? circle : undefined) ?? thing.circle;
    if (!isErased) thing.state = kind.evolve(thing.state, seen as never);
    thing.last = { ...moment, who: full.who };
    things.set(id, thing);
  });
  return things;
}

/** What a decider is told of a given fact: it has every part that its type may have. */
function wroteOf(kinds: readonly Kind[], given: readonly Given[], index: number): Wrote[] {
  const { thing = "", type = "", stamp } = given[index] ?? {};
  const kind = kinds.find((one) => one.facts.some((fact) => fact.type === type));
  const shape = kind?.facts.find((fact) => fact.type === type);
  if (kind === undefined || shape === undefined) return [];
  const n = given.slice(0, index + 1).filter((one) => one.thing === thing).length;
  const parts = ERASABLE.filter((name) => shape[name] !== undefined);
  const { who = "a".repeat(32), at = AT } = stamp ?? {};
  return [{ index, n, type, thing, kind: kind.kind, who, at, parts }];
}

/**
 * Given facts, when a command, then facts or a refusal. `find` answers every thing of the kind
 * that `matches` accepts for the mark, since marks are the house's matter.
 */
export function decide<I>(
  row: CommandRow<I>,
  kinds: readonly Kind[],
  given: readonly Given[],
  input: I,
  context: Partial<Context> & {
    roles?: readonly Role[];
    matches?: (thing: Thing, mark: string) => boolean;
  } = {},
): Decided | Refusal {
  const things = fold(kinds, given);
  const random = seededRandom("decide");
  const hex = () => Buffer.from(random(16)).toString("hex");
  const { matches = () => false, ...rest } = context;
  const world: World = {
    thing: (kind, id) => {
      const thing = things.get(id);
      return thing?.kind === kind.kind ? (thing as never) : undefined;
    },
    find: (kind, mark) =>
      [...things.values()].filter((t) => t.kind === kind.kind && matches(t, mark)) as never,
    wrote: (indexes) => indexes.flatMap((index) => wroteOf(kinds, given, index)),
  };
  const now = rest.now ?? AT + HOUR;
  return row.decide(
    world,
    row.shape.parse(input) as I,
    {
      ...{ now, happened: now, author: { by: "member", member: "a".repeat(32) } },
      ...{ who: "a".repeat(32), roles: ["coordination"], arrived: "own-hand", readBack: false },
      ...{ protects: false, dark: false, zone: "UTC", langs: [], asks: [] },
      ...{ space: "5".repeat(32), id: hex, code: hex },
      ...rest,
    } as Context,
  );
}
