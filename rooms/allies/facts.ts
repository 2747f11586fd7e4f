/** What stands on the host's log: a group that takes part here, and who of it acts. */
import { z } from "zod";
import { PARTIES } from "../../house/circles.ts";
import {
  defineKind,
  type EntryRef,
  type NewFact,
  type Seen,
  type Thing,
} from "../../house/facts.ts";
import type { AllyRow } from "../../house/room.ts";
import {
  type Amount,
  amountSchema,
  idSchema,
  langSchema,
  textSchema,
} from "../../house/values/index.ts";
import { type Accepted, handleSchema, heldBack } from "../people/index.ts";

/** Longest name of a group, in UTF-16 units. */
export const NAME_MAX = 80;
/** How long an invitation holds, ms. */
export const INVITED_MS = 14 * 24 * 3_600_000;
/** Contributions that go without an agreement where the host said nothing else. */
export const TIMES = 3;
/** The most that it may say. */
export const TIMES_MAX = 100;

/** What goes without an agreement: money up to so much (null: none), and so many contributions. */
export type Limits = { money: Amount | null; times: number };

/** An allied group as folded; whether its invitation holds is asked with the time. */
export type AllyState = {
  /** SHA-256 of the code, hex; empty before there is one. */
  hash: string;
  /** When the invitation ends (ms); 0 before there is one. */
  until: number;
  /** What we call it among ourselves, what it was told that we are, what it wants to be called. */
  called: EntryRef | null;
  from: EntryRef | null;
  name: EntryRef | null;
  /** When it came along and when it ended (ms). */
  since: number | null;
  ended: { at: number; by: "host" | "ally" } | null;
  limits: Limits;
};

/** Shape of what a group is called. */
export const nameSchema = textSchema({ lengthMax: NAME_MAX });
/** Shape of the limits. */
export const limitsSchema = z.strictObject({
  money: amountSchema.nullable(),
  times: z.int().min(1).max(TIMES_MAX),
});
const nothing = z.strictObject({});
const name = z.strictObject({ name: nameSchema });

/** Where what a group and its ally share lies. */
export const placeOf = (ally: string) => `${PARTIES}${ally}` as const;

const refOf = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });
type Fold = (state: AllyState, seen: Seen) => void;

const FOLDS: Record<string, Fold> = {
  "ally.proposed/1": (state, seen) => {
    state.called = refOf(seen);
  },
  "ally.invited/1": (state, seen) => {
    const { hash, until } = seen.record as Pick<AllyState, "hash" | "until">;
    Object.assign(state, { hash, until, from: refOf(seen) });
  },
  "ally.came/1": (state, seen) => {
    Object.assign(state, { name: refOf(seen), since: seen.stamp.at });
  },
  "ally.renamed/1": (state, seen) => {
    state.name = refOf(seen);
  },
  "ally.limited/1": (state, { record }) => {
    state.limits = record as Limits;
  },
  "ally.ended/1": (state, { record, stamp }) => {
    state.ended ??= { at: stamp.at, by: record["by"] as "host" | "ally" };
  },
};

/** The mark an invitation is found by: the SHA-256 of its code. */
export const codeMark = (hash: string) => `ally-code:${hash}`;

/** A group that takes part, or is asked to. From its coming on it may open this very thing. */
export const ally = defineKind<AllyState>({
  kind: "ally",
  facts: [
    { type: "ally.proposed/1", record: nothing, words: name, circles: { words: "host" } },
    {
      type: "ally.invited/1",
      record: z.strictObject({
        ...{ hash: z.string().regex(/^[0-9a-f]{64}$/), until: z.int().positive() },
      }),
      words: name,
      marks: ({ record }) => ({ record: [codeMark(String(record["hash"]))] }),
    },
    { type: "ally.came/1", record: nothing, words: name, moves: (_record, id) => placeOf(id) },
    { type: "ally.renamed/1", record: nothing, words: name },
    { type: "ally.limited/1", record: limitsSchema },
    { type: "ally.ended/1", record: z.strictObject({ by: z.enum(["host", "ally"]) }) },
  ],
  initial: {
    ...{ hash: "", until: 0, called: null, from: null, name: null, since: null, ended: null },
    limits: { money: null, times: TIMES },
  },
  evolve: (state, seen) => {
    FOLDS[seen.type]?.(state, seen);
    return state;
  },
});

/** Where an ally stands; words: `allies.status.<word>`. */
export type AllyStatus = "proposed" | "invited" | "over" | "here" | "ended";

/** Where it stands now (ms); `over`: nobody came by its code in time. */
export function statusOf(state: AllyState, now: number): AllyStatus {
  if (state.ended !== null) return "ended";
  if (state.since !== null) return "here";
  if (state.hash === "") return "proposed";
  return now < state.until ? "invited" : "over";
}

/** Somebody who acts for an ally. */
export type PersonState = {
  ally: string;
  /** The name they chose to be known by here. */
  handle: EntryRef | null;
  /** Gone from their own group, or out by their own wish. */
  left: boolean;
  /** Refused by the host. */
  refused: boolean;
  /** What they last accepted of the host's code of conduct; null: nothing, or taken back. */
  accepted: Accepted | null;
};

/** The mark of all who ever acted for an ally. */
export const personsOf = (id: string) => `ally-persons:${id}`;

const handle = z.strictObject({ handle: handleSchema });
const personFact = (what: string) => ({ type: `ally-person.${what}/1`, record: nothing });

/** Somebody of an ally: the host's to see, and of those who act for the same one. */
export const person = defineKind<PersonState>({
  kind: "ally-person",
  inCircles: true,
  facts: [
    {
      type: "ally-person.came/1",
      record: z.strictObject({ ally: idSchema }),
      people: handle,
      circles: { people: "thing" },
      marks: ({ record }) => ({ record: [personsOf(String(record["ally"]))] }),
    },
    { ...personFact("renamed"), people: handle, circles: { people: "thing" } },
    personFact("left"),
    { ...personFact("back"), people: handle, circles: { people: "thing" } },
    personFact("refused"),
    personFact("readmitted"),
    {
      type: "ally-person.accepted-conduct/1",
      record: z.strictObject({ version: idSchema, lang: langSchema }),
    },
    personFact("unaccepted-conduct"),
  ],
  initial: { ally: "", handle: null, left: false, refused: false, accepted: null },
  evolve: (state, seen) => {
    const { type, record, day } = seen;
    if (type === "ally-person.came/1") state.ally = String(record["ally"]);
    if (/came|renamed|back/.test(type)) state.handle = refOf(seen);
    if (type === "ally-person.left/1") Object.assign(state, { left: true, handle: null });
    if (type === "ally-person.back/1") state.left = false;
    if (type === "ally-person.refused/1") state.refused = true;
    if (type === "ally-person.readmitted/1") state.refused = false;
    if (type === "ally-person.accepted-conduct/1")
      state.accepted = { ...(record as Omit<Accepted, "day" | "heard">), heard: null, day };
    if (type === "ally-person.unaccepted-conduct/1") state.accepted = null;
    return state;
  },
});

/** All but what they accepted: who did is for coordination, on its own page. */
export function tellPerson({ accepted: _accepted, ...told }: PersonState): object {
  return told;
}

/** A fact of an ally. */
export function allyFact(thing: string, what: string, record: NewFact["record"] = {}): NewFact {
  return { kind: "ally", thing, type: `ally.${what}/1`, record };
}

/** Whether it takes part now. */
export const isHere = ({ since, ended }: AllyState) => since !== null && ended === null;

/** How the house learns who acts for a group that came along. */
export const allyRow: AllyRow = {
  kind: ally,
  person,
  // Whoever leaves comes in again by a command of their own: `back`.
  acts: (one, who) => {
    const acting = (who as { state: PersonState } | undefined)?.state;
    const refused = acting?.refused === true;
    const its = acting === undefined || acting.ally === (one as { id: string }).id;
    return isHere((one as { state: AllyState }).state) && its && !refused;
  },
  // Asked as members are: whoever came after a version was written accepts it before they read.
  heldBack: (who, asks, now) => heldBack(who as Thing<PersonState>, asks, now),
  accepting: {
    ...{ accept: "allies.accept-conduct", takeBack: "allies.unaccept-conduct" },
    ways: [
      { path: "/ally", says: "allies.home.title", after: true },
      { path: "/ally/contributions", says: "allies.home.ours" },
    ],
    leave: { path: "/ally/leaving", says: "allies.home.step-out" },
  },
  takes: (one) => isHere((one as { state: AllyState }).state),
};
