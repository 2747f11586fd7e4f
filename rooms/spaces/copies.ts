/**
 * Copies of the whole space: each that two handed out, and sealed ones made again and again for
 * people of the group's own. Records say to how many a copy was sealed, never to whom.
 */
import { z } from "zod";
import type { Context, World } from "../../house/command.ts";
import {
  defineKind,
  type EntryRef,
  type Erase,
  type NewFact,
  type Thing,
} from "../../house/facts.ts";
import type { DueRow } from "../../house/room.ts";

/** How a copy was sealed: to a key somebody holds, or under a code shown once. */
export const SEALED_BY = ["key", "code"] as const;
/** See {@link SEALED_BY}. */
export type SealedBy = (typeof SEALED_BY)[number];

/** A copy that was handed out. */
export type CopyState = { how: SealedBy; sealedTo: number };

/** A copy of everything, handed out by two; when is the day of its one entry. */
export const copy = defineKind<CopyState>({
  kind: "copy",
  facts: [
    {
      type: "copy.handed-out/1",
      record: z.strictObject({ how: z.enum(SEALED_BY), sealedTo: z.int().min(1).max(16) }),
    },
  ],
  initial: { how: "key", sealedTo: 1 },
  evolve: (state, { record }) => Object.assign(state, record),
});

/** Keys a sealed copy may be made for. */
export const KEEPERS_MAX = 12;
/** Days between two sealed copies: fewest, most, and unsaid. */
export const EVERY_DAYS = { min: 1, max: 90, unsaid: 7 } as const;
const DAY_MS = 24 * 3_600_000;

/** Sealed copies on a schedule, as folded. */
export type SafekeepingState = {
  /** Days between two. */
  every: number;
  sealedTo: number;
  /** Where the keys and what they are called stand; null before anything was planned. */
  keys: EntryRef | null;
  begun: boolean;
  over: boolean;
  /** When the next copy falls due, ms since 1970. */
  next: number;
};

/** A key of the group's own people, and what they call it. */
export type KeptBy = { key: string; label: string };

/** Who is to have sealed copies, and how often; nothing is made before two agreed. */
export const safekeeping = defineKind<SafekeepingState>({
  kind: "safekeeping",
  facts: [
    {
      type: "safekeeping.planned/1",
      record: z.strictObject({
        every: z.int().min(EVERY_DAYS.min).max(EVERY_DAYS.max),
        sealedTo: z.int().min(1).max(KEEPERS_MAX),
      }),
      words: z.strictObject({
        keys: z
          .array(z.strictObject({ key: z.string().max(4_096), label: z.string().max(80) }))
          .min(1)
          .max(KEEPERS_MAX),
      }),
    },
    {
      type: "safekeeping.begun/1",
      record: z.strictObject({ next: z.int().positive() }),
      marks: () => ({ record: [BEGUN] }),
    },
    { type: "safekeeping.called-for/1", record: z.strictObject({ next: z.int().positive() }) },
    { type: "safekeeping.ended/1", record: z.strictObject({}) },
  ],
  initial: { every: 7, sealedTo: 0, keys: null, begun: false, over: false, next: 0 },
  evolve: (state, { type, record, index, n }) => {
    if (type === "safekeeping.planned/1") {
      Object.assign(state, record);
      state.keys = { index, n, type };
    }
    if (type === "safekeeping.begun/1") state.begun = true;
    if ("next" in record) state.next = record["next"] as number;
    if (type === "safekeeping.ended/1") state.over = true;
    return state;
  },
});

const BEGUN = "safekeeping:begun";

/** Whether copies are made by it now. */
export function isKept({ begun, over }: SafekeepingState): boolean {
  return begun && !over;
}

/** What is kept now, as a decider sees it; at most one. */
export function keptIn(world: World): Thing<SafekeepingState> | undefined {
  return world.find(safekeeping, BEGUN).find(({ state }) => isKept(state));
}

/** When the copy after one of `now` falls due, ms. */
export function nextAfter(every: number, now: number): number {
  return now + every * DAY_MS;
}

/** The facts that one safekeeping begins: it takes the place of the one before. */
export function begins(
  world: World,
  { thing, every }: { thing: string; every: number },
  { now }: Pick<Context, "now">,
): { facts: NewFact[]; erases: Erase[] } {
  const before = keptIn(world);
  const over = before === undefined || before.id === thing ? null : ends(before);
  const record = { next: nextAfter(every, now) };
  const begun = { kind: "safekeeping", thing, type: "safekeeping.begun/1", record };
  return { facts: [...(over?.facts ?? []), begun], erases: over?.erases ?? [] };
}

/** The fact that no more copies are made by it; the keys' names go with it. */
export function ends({ id: thing, state }: Thing<SafekeepingState>): {
  facts: NewFact[];
  erases: Erase[];
} {
  const at = state.keys;
  return {
    facts: [{ kind: "safekeeping", thing, type: "safekeeping.ended/1", record: {} }],
    erases: at === null ? [] : [{ kind: "safekeeping", thing, at, parts: ["words"] }],
  };
}

/** A copy falls due again and again while it is kept. */
export const copyDue: DueRow = {
  name: "copy",
  kind: safekeeping,
  at: (thing) => {
    const { state } = thing as Thing<SafekeepingState>;
    return isKept(state) ? state.next : null;
  },
  command: "spaces.call-copy",
  input: () => ({}),
};
