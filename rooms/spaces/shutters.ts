/**
 * What a group says beforehand about its shutters: how long they stay closed, and who outside may
 * close them. It is a thing of its own, the host's for ever: the space's own may be for everyone.
 */
import { hash } from "node:crypto";
import { z } from "zod";
import { defineKind, type Thing } from "../../house/facts.ts";
import { idSchema } from "../../house/values/index.ts";
import type { Shut } from "./facts.ts";

/** Hours between closing and opening again, unless the group set others. */
export const WAIT_HOURS = 24;
/** The least and the most that a group may set. */
export const WAIT_HOURS_MIN = 1;
/** See {@link WAIT_HOURS_MIN}. */
export const WAIT_HOURS_MAX = 168;
const HOUR_MS = 3_600_000;
/** A shorter wait holds only for what closes this long after it was set, ms. */
export const SHORTER_AFTER_MS = 24 * HOUR_MS;

/** A wait that was set, and which one held until then. */
type Wait = { hours: number; at: number; before: number };

/** What was said beforehand, as folded. */
export type ShuttersState = {
  wait: Wait | null;
  /** The person outside who may close everything: which naming it is, and its code's hash. */
  contact: { id: string; hash: string } | null;
};

/** What was said beforehand; one to a space, under an id that follows from the space's. */
export const shutters = defineKind<ShuttersState>({
  kind: "shutters",
  facts: [
    {
      type: "shutters.wait-set/1",
      record: z.strictObject({ hours: z.int().min(WAIT_HOURS_MIN).max(WAIT_HOURS_MAX) }),
    },
    {
      type: "shutters.contact-named/1",
      record: z.strictObject({ contact: idSchema, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
    },
    { type: "shutters.contact-ended/1", record: z.strictObject({ contact: idSchema }) },
    { type: "shutters.contact-used/1", record: z.strictObject({ contact: idSchema }) },
  ],
  initial: { wait: null, contact: null },
  evolve: (state, { type, record, stamp }) => {
    const { hours, contact, hash: code } = record as Record<string, unknown>;
    if (type === "shutters.wait-set/1") {
      const before = waitHours(state, stamp.at);
      state.wait = { hours: hours as number, at: stamp.at, before };
    } else if (type === "shutters.contact-named/1")
      state.contact = { id: contact as string, hash: code as string };
    else if (state.contact?.id === contact) state.contact = null;
    return state;
  },
});

/** The id of what a space said beforehand. */
export function shuttersOf(space: string): string {
  return hash("sha256", `alongside/shutters/v1\n${space}`, "hex").slice(0, 32);
}

/**
 * How many hours the wait is for what closes at a moment (ms). A longer one holds at once; a
 * shorter one a day after it was set, so that nobody shortens it and then has it closed.
 */
export function waitHours({ wait }: Pick<ShuttersState, "wait">, at: number): number {
  if (wait === null) return WAIT_HOURS;
  const holds = wait.hours >= wait.before || at - wait.at >= SHORTER_AFTER_MS;
  return holds ? wait.hours : wait.before;
}

/**
 * From when on two may open again (ms). What the sentence closed waits for nothing while nobody
 * with a login has said that it was meant.
 */
export function reopensAt(shut: Shut, said: Thing<ShuttersState> | undefined): number {
  if (!shut.confirmed) return shut.since;
  return shut.since + waitHours(said?.state ?? { wait: null }, shut.since) * HOUR_MS;
}
