/** Links with an end: how someone without an account finds a space that has no public page. */
import { z } from "zod";
import { defineKind } from "../../house/facts.ts";
import type { Effect } from "../../house/room.ts";
import { endWays, type MemberState, member as memberKind, rolesOf } from "../people/index.ts";

/** A link holds at most this many days. */
export const LINK_DAYS_MAX = 90;

/** A link as folded; whether it still opens is asked with the time: {@link linkHolds}. */
export type LinkState = {
  hash: string;
  until: number;
  withdrawn: boolean;
  /** The member who made it. */
  by: string | null;
};

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
      marks: ({ record, stamp }) => ({
        record: [linkMark(String(record["hash"])), linksBy(stamp.who)],
      }),
    },
    { type: "link.withdrawn/1", record: z.strictObject({}) },
  ],
  initial: { hash: "", until: 0, withdrawn: false, by: null },
  evolve: (state, { type, record, stamp }) => {
    if (type === "link.made/1") {
      state.hash = record["hash"] as string;
      state.until = record["until"] as number;
      state.by = stamp.who;
    }
    if (type === "link.withdrawn/1") state.withdrawn = true;
    return state;
  },
});

/** The mark all links are found by: their kind's own. */
export const LINKS = "kind:link";

/** Links of a group that are open at a time: all of them can be ended in one step. */
export const LINKS_OPEN_MAX = 200;

/** Links that are made anew at once: as many as one answer hides the codes of. */
export const RENEWED_MAX = 4;

/** The mark a link is found by: the SHA-256 of its code. */
export function linkMark(hash: string): string {
  return `link:${hash}`;
}

/** The mark that the links a member made are found by; one made before had none. */
export function linksBy(member: string): string {
  return `links-by:${member}`;
}

/**
 * Links that a member made open nothing once they are gone or coordinate no more, whether they were
 * demoted or set back by recovery: they know the addresses.
 */
export const withdrawLinks: Effect = {
  name: "spaces.withdraw-links",
  on: ["member.left/1", "member.removed/1", "member.roles-set/1", "member.set-back/1"],
  act: async (house, id, { thing: member }) => {
    const maker = await (await house.space(id))?.thing(member);
    if (maker?.kind === memberKind.kind && coordinates(maker.state as MemberState)) return;
    await endWays(house, id, {
      ...{ mark: linksBy(member), longest: LINK_DAYS_MAX * 24 * 3_600_000 },
      isOpen: ({ kind, state }) => kind === link.kind && linkHolds(state as LinkState, house.now),
      command: "spaces.withdraw-link",
      input: (one) => ({ link: one }),
    });
  },
};

const coordinates = (state: MemberState) => rolesOf(state).includes("coordination");

/** Whether the link still opens now (ms). */
export function linkHolds(state: LinkState, now: number): boolean {
  return !state.withdrawn && now < state.until;
}
