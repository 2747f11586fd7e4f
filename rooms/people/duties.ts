/**
 * Duties: tasks that last (answering offers, keeping the books), each with a holder and a second.
 * Whoever has one takes it by their own hand and puts it down whenever they like. Who acts for it
 * now is computed ({@link actsFor}): cover begins and ends by itself, and who rests is not asked.
 */
import { z } from "zod";
import { defineKind, type EntryRef, type NewFact } from "../../house/facts.ts";
import { idSchema, textSchema, textsSchema } from "../../house/values/index.ts";

/** Longest name of a duty, in UTF-16 units. */
export const DUTY_NAME_MAX = 60;
/** Longest note that is handed over with one. */
export const DUTY_NOTE = { lengthMax: 2_000, lines: "many" } as const;
/** Duties a group has at a time. */
export const DUTIES_MAX = 50;
/** The longest cover, and how far ahead it may begin, in days. */
export const COVER_DAYS_MAX = 366;
/** The two places of a duty. */
export const PLACES = ["holder", "second"] as const;
/** See {@link PLACES}. */
export type Place = (typeof PLACES)[number];

/** Shape of a duty's name, in each language it has one. */
export const dutyNameSchema = textsSchema({ lengthMax: DUTY_NAME_MAX });

/** Somebody stands in for the holder, from one moment to another (ms). */
export type Cover = { by: string; from: number; until: number };

/** A duty, folded; members by id, whether or not they are still here. */
export type DutyState = {
  name: EntryRef | null;
  holder: string | null;
  second: string | null;
  cover: Cover | null;
  /** What the last one who handed it over for good wrote for the next. */
  note: EntryRef | null;
  ended: boolean;
};

/** The mark all duties are found by. */
export const DUTIES = "duty:named";

/** A duty. */
export const duty = defineKind<DutyState>({
  kind: "duty",
  facts: [
    {
      type: "duty.named/1",
      record: z.strictObject({}),
      words: z.strictObject({ name: dutyNameSchema }),
      marks: () => ({ record: [DUTIES] }),
    },
    {
      type: "duty.renamed/1",
      record: z.strictObject({}),
      words: z.strictObject({ name: dutyNameSchema }),
    },
    {
      type: "duty.placed/1",
      record: z.strictObject({ place: z.enum(PLACES), member: idSchema.nullable() }),
    },
    {
      type: "duty.handed-over/1",
      record: z.strictObject({ member: idSchema, noted: z.boolean() }),
      words: z.strictObject({ note: textSchema(DUTY_NOTE) }),
    },
    {
      type: "duty.covered/1",
      record: z.strictObject({ by: idSchema, from: z.int().positive(), until: z.int().positive() }),
    },
    { type: "duty.cover-ended/1", record: z.strictObject({}) },
    { type: "duty.ended/1", record: z.strictObject({}) },
  ],
  initial: { name: null, holder: null, second: null, cover: null, note: null, ended: false },
  evolve: (state, { type, record, index, n }) => {
    const at = { index, n, type };
    if (type === "duty.named/1" || type === "duty.renamed/1") state.name = at;
    if (type === "duty.placed/1")
      place(state, record["place"] as Place, record["member"] as string | null);
    if (type === "duty.handed-over/1") {
      place(state, "holder", record["member"] as string);
      state.note = record["noted"] === true ? at : null;
    }
    if (type === "duty.covered/1") state.cover = { ...(record as Cover) };
    if (type === "duty.cover-ended/1") state.cover = null;
    if (type === "duty.ended/1") state.ended = true;
    return state;
  },
});

/** Nobody has both places; cover was the former holder's word, and ends with their place. */
function place(state: DutyState, at: Place, member: string | null): void {
  const other = at === "holder" ? "second" : "holder";
  if (member !== null && state[other] === member) state[other] = null;
  if (at === "holder" && state.holder !== member) state.cover = null;
  state[at] = member;
}

/** A fact of a duty. */
export function dutyFact(thing: string, what: string, record: NewFact["record"] = {}): NewFact {
  return { kind: "duty", thing, type: `duty.${what}/1`, record };
}

/** Who is to be asked about a duty: those who are here, and do not rest. */
export type Asked = { isHere: (id: string) => boolean; rests: (id: string) => boolean };

/** The cover that holds now (ms), or null. */
export function coverNow({ cover }: DutyState, now: number): Cover | null {
  return cover !== null && cover.from <= now && now < cover.until ? cover : null;
}

/** Who acts for it now (ms): who covers, else the holder, else the second; null: nobody. */
export function actsFor(state: DutyState, { isHere, rests }: Asked, now: number): string | null {
  const inTurn = [coverNow(state, now)?.by ?? null, state.holder, state.second];
  const covered = coverNow(state, now) !== null;
  const asked = inTurn.filter((id, at) => id !== null && !(covered && at === 1));
  return asked.find((id) => id !== null && isHere(id) && !rests(id)) ?? null;
}
