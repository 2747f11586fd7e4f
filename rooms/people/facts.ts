/** Who is in a space and what they may do; and the invitations by which someone comes in. */
import { z } from "zod";
import { ROLES, type Role } from "../../house/circles.ts";
import { defineKind, type EntryRef, type NewFact } from "../../house/facts.ts";
import { erasedByTime } from "../../house/times.ts";
import { idSchema, isClean } from "../../house/values/index.ts";
import { type Accepted, conductFacts, foldConduct } from "./conduct.ts";
import {
  foldSay,
  NOT_VOUCHED_YET,
  type Vouching,
  vouchingFacts,
  vouchingFolds,
} from "./vouching.ts";

/** Longest name someone uses here, in UTF-16 units. */
export const HANDLE_MAX = 40;

/** Shape of the name someone uses here: one clean line. */
export const handleSchema = z
  .string("people.handle-missing")
  .min(1, "people.handle-missing")
  .max(HANDLE_MAX, "people.handle-too-long")
  .refine((name) => isClean(name) && !name.includes("\n"), "people.handle-shape");

/** Shape of what a member may do here: at least one role, each once. */
export const rolesSchema = z
  .array(z.enum(ROLES as readonly [Role, ...Role[]]))
  .min(1, "people.no-role")
  .max(ROLES.length)
  .refine((roles) => new Set(roles).size === roles.length, "people.no-role");

/** A member as folded: what they may do now, where their name stands, whether they are gone. */
export type MemberState = Vouching & {
  /** What they do here; while they wait, what they will do once vouched in. */
  roles: Role[];
  /** Where the name they use here is (a people part), or null. */
  handle: EntryRef | null;
  /** Null while they are here. */
  gone: "left" | "removed" | null;
  invitation: string | null;
  /** What they last accepted of the group's code of conduct; null: nothing, or taken back. */
  accepted: Accepted | null;
};

const rolesMarks = (roles: unknown) => (roles as Role[]).map((role) => `role:${role}`);

/** A person in this space; the thing's id is theirs in this space only. */
export const member = defineKind<MemberState>({
  kind: "member",
  facts: [
    {
      type: "member.joined/1",
      record: z.strictObject({ roles: rolesSchema, invitation: idSchema.nullable() }),
      people: z.strictObject({ handle: handleSchema }),
      marks: ({ record }) => ({ record: rolesMarks(record["roles"]) }),
    },
    {
      type: "member.roles-set/1",
      record: z.strictObject({ roles: rolesSchema }),
      marks: ({ record }) => ({ record: rolesMarks(record["roles"]) }),
    },
    {
      type: "member.renamed/1",
      record: z.strictObject({}),
      people: z.strictObject({ handle: handleSchema }),
    },
    { type: "member.left/1", record: z.strictObject({}) },
    { type: "member.removed/1", record: z.strictObject({}) },
    {
      type: "member.joined/2",
      record: z.strictObject({ roles: rolesSchema, invitation: idSchema }),
      people: z.strictObject({ handle: handleSchema }),
      marks: ({ record }) => ({ record: rolesMarks(record["roles"]) }),
    },
    ...vouchingFacts,
    ...conductFacts,
    erasedByTime("member", "answers", "names"),
  ],
  initial: {
    ...{ roles: [], handle: null, gone: null, invitation: null, accepted: null },
    ...NOT_VOUCHED_YET,
  },
  evolve: (state, seen) => {
    const { type, record, index, n } = seen;
    const joins = type === "member.joined/1" || type === "member.joined/2";
    if (joins || type === "member.renamed/1") state.handle = { index, n, type };
    if (joins) state.invitation = record["invitation"] as string | null;
    const before = rolesOf(state);
    if (joins || type === "member.roles-set/1") state.roles = record["roles"] as Role[];
    vouchingFolds[type]?.(state, seen);
    foldConduct(state, seen);
    if (type === "member.erased-by-time/1" && record["more"] === false)
      state[record["what"] === "names" ? "handle" : "answers"] = null;
    if (type === "member.left/1") state.gone = "left";
    if (type === "member.removed/1") state.gone = "removed";
    foldSay(state, { before, after: rolesOf(state) }, seen);
    return state;
  },
});

/** How someone comes in: vouched for by who made the link, or answering what the group asks. */
export const WAYS = ["trusted", "questions"] as const;
/** See {@link WAYS}. */
export type Way = (typeof WAYS)[number];

/** Most questions the group asks of a newcomer. */
export const QUESTIONS_MAX = 10;

/** An invitation as folded. Whether it still holds is asked with the time: {@link invites}. */
export type InvitationState = {
  /** SHA-256 of its code, hex. */
  hash: string;
  roles: Role[];
  /** When it ends, ms since 1970. */
  until: number;
  /** How many may come in by it, and how many did. */
  uses: number;
  used: number;
  withdrawn: boolean;
  way: Way;
  /** The questions to be answered, by their ids. */
  questions: string[];
  /** Who made it, and who co-signed it beforehand: on a trusted link they vouch by it. */
  by: string[];
  /** Whether their word lets in: of one alone, where nobody could vouch beside them then. */
  enough: boolean;
};

/** A way in for whoever holds its code, until it ends, is used up or is withdrawn. */
export const invitation = defineKind<InvitationState>({
  kind: "invitation",
  facts: [
    {
      type: "invitation.made/1",
      record: z.strictObject({
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        roles: rolesSchema,
        until: z.int().positive(),
        uses: z.int().positive(),
      }),
      marks: ({ record }) => ({ record: [invitationMark(String(record["hash"]))] }),
    },
    { type: "invitation.used/1", record: z.strictObject({ member: idSchema }) },
    { type: "invitation.withdrawn/1", record: z.strictObject({}) },
    {
      type: "invitation.made/2",
      record: z.strictObject({
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        roles: rolesSchema,
        until: z.int().positive(),
        uses: z.int().positive(),
        by: idSchema,
        way: z.enum(WAYS),
        questions: z.array(idSchema).max(QUESTIONS_MAX),
        enough: z.boolean(),
      }),
      marks: ({ record }) => ({
        record: [invitationMark(String(record["hash"])), invitationsBy(String(record["by"]))],
      }),
    },
    {
      type: "invitation.cosigned/1",
      record: z.strictObject({ by: idSchema, enough: z.boolean() }),
      marks: ({ record }) => ({ record: [invitationsBy(String(record["by"]))] }),
    },
  ],
  initial: {
    ...{ hash: "", roles: [], until: 0, uses: 0, used: 0, withdrawn: false },
    ...{ way: "trusted", questions: [], by: [], enough: false },
  },
  evolve: (state, { type, record, stamp }) => {
    if (type === "invitation.made/1")
      Object.assign(state, pickInvitation(record), { by: [stamp.who] });
    if (type === "invitation.made/2") {
      const { way, questions, by, enough } = record;
      Object.assign(state, pickInvitation(record), { way, questions, by: [by], enough });
    }
    if (type === "invitation.cosigned/1") {
      state.by = [...state.by, record["by"] as string];
      state.enough = state.enough || record["enough"] === true;
    }
    if (type === "invitation.used/1") state.used++;
    if (type === "invitation.withdrawn/1") state.withdrawn = true;
    return state;
  },
});

function pickInvitation({ hash, roles, until, uses }: Record<string, unknown>) {
  return { hash, roles, until, uses } as Partial<InvitationState>;
}

/** The mark an invitation is found by: the SHA-256 of its code. */
export function invitationMark(hash: string): string {
  return `invitation:${hash}`;
}

/** The mark that the invitations a member made are found by. */
export function invitationsBy(member: string): string {
  return `invitations-by:${member}`;
}

/**
 * Whether the next to come by it is in at once. One who vouched alone, there being nobody else yet,
 * lets in one: whoever comes after finds a group of two.
 */
export function letsIn({ way, enough, by, used }: InvitationState): boolean {
  return way === "trusted" && enough && (by.length > 1 || used === 0);
}

/** Whether someone may still come in by it now (ms). */
export function invites(state: InvitationState, now: number): boolean {
  return !state.withdrawn && state.used < state.uses && now < state.until;
}

/** What a member may do now: nothing once they are gone, or while they wait to be vouched in. */
export function rolesOf(state: MemberState): readonly Role[] {
  return state.gone === null && !state.waits ? state.roles : [];
}

/** Whether they came in and wait to be vouched in. */
export function isWaiting(state: MemberState): boolean {
  return state.gone === null && state.waits;
}

/** The fact that someone is in the space from now on; `invitation` is how they came, or null. */
export function joined(
  thing: string,
  roles: readonly Role[],
  handle: string,
  by: string | null,
): NewFact {
  const record = { roles: [...roles], invitation: by };
  return { kind: "member", thing, type: "member.joined/1", record, people: { handle } };
}
