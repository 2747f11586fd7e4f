/** Links with an end: how someone without an account finds a space that has no public page. */
import { z } from "zod";
import { defineKind } from "../../house/facts.ts";

/** A link holds at most this many days. */
export const LINK_DAYS_MAX = 90;

/** A link as folded; whether it still opens is asked with the time: {@link linkHolds}. */
export type LinkState = { hash: string; until: number; withdrawn: boolean };

/** A link with an end. Only the SHA-256 of its code is kept. */
export const link = defineKind<LinkState>({
  kind: "link",
  facts: [
    {
      type: "link.made/1",
      record: z.strictObject({
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        until: z.int().positive(),
      }),
      marks: ({ record }) => ({ record: [linkMark(String(record["hash"]))] }),
    },
    { type: "link.withdrawn/1", record: z.strictObject({}) },
  ],
  initial: { hash: "", until: 0, withdrawn: false },
  evolve: (state, { type, record }) => {
    if (type === "link.made/1") {
      state.hash = record["hash"] as string;
      state.until = record["until"] as number;
    }
    if (type === "link.withdrawn/1") state.withdrawn = true;
    return state;
  },
});

/** The mark a link is found by: the SHA-256 of its code. */
export function linkMark(hash: string): string {
  return `link:${hash}`;
}

/** Whether the link still opens now (ms). */
export function linkHolds(state: LinkState, now: number): boolean {
  return !state.withdrawn && now < state.until;
}
