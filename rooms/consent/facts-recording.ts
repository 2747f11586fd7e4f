/**
 * A notice read aloud by a member of the group, for whoever is asked and does not read. It is a
 * thing of its own, of the member whose voice it is: it goes with them, and by a time of its own.
 * Of whoever is asked no sound is kept: only that what they heard was read back to them.
 */
import { z } from "zod";
import type { Decided, World } from "../../house/command.ts";
import { defineKind, type EntryRef, type Thing } from "../../house/facts.ts";
import { erasedByTime } from "../../house/times.ts";
import { idSchema, soundPart } from "../../house/values/index.ts";
import { noticeFields } from "./terms.ts";

/** The mark by which the recordings of a permission's notices are found. */
export const recordingMark = (consent: string) => `read-aloud:${consent}`;

const kept = {
  consent: idSchema,
  /** Which notice it reads: the permission's own hash of it, and its language. */
  ...noticeFields,
  /** When the permission's last day is over, ms. */
  until: z.int().positive(),
};

/** A recording, folded; `at`: the entry that holds it, or null where it was erased. */
export type RecordingState = {
  consent: string;
  notice: string;
  lang: string;
  until: number;
  at: EntryRef | null;
};

/** See the file's words: open to the host, and to whoever holds the permission's code. */
export const recording = defineKind<RecordingState>({
  kind: "recording",
  facts: [
    {
      type: "recording.kept/1",
      record: z.strictObject(kept),
      files: soundPart,
      marks: ({ record }) => ({ record: [recordingMark(String(record["consent"]))] }),
    },
    { type: "recording.wiped/1", record: z.strictObject({}) },
    erasedByTime("recording", "recordings"),
  ],
  initial: { consent: "", notice: "", lang: "en", until: 0, at: null },
  evolve: (state, { type, record, index, n }) => {
    if (type !== "recording.kept/1") return { ...state, at: null };
    const { consent, notice, lang, until } = record as Omit<RecordingState, "at">;
    return { consent, notice, lang, until, at: { index, n, type } };
  },
});

type Going = Required<Pick<Decided, "facts" | "erases">>;

/** What becomes of one that is erased. */
export function recordingGoes({ id, state }: Thing<RecordingState>): Going {
  if (state.at === null) return { facts: [], erases: [] };
  return {
    facts: [{ kind: "recording", thing: id, type: "recording.wiped/1", record: {} }],
    erases: [{ kind: "recording", thing: id, at: state.at, parts: ["files"] }],
  };
}

/** What becomes of a permission's recordings where its words are erased, or read anew. */
export function recordingsGo(world: World, consent: string): Going {
  const all = world.find(recording, recordingMark(consent)).map(recordingGoes);
  return { facts: all.flatMap(({ facts }) => facts), erases: all.flatMap(({ erases }) => erases) };
}
