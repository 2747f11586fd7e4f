/** What of permissions goes by time: notices, read aloud too; who people are, words, pictures. */
import type { EntryRef, Thing } from "../../house/facts.ts";
import { eraseByTime, type TimeRow } from "../../house/times.ts";
import { endOf } from "../../house/values/index.ts";
import { type ConsentState, consent } from "./facts.ts";
import { type PictureState, picture } from "./facts-picture.ts";
import { type RecordingState, recording } from "./facts-recording.ts";
import { type SpokenState, spoken } from "./facts-spoken.ts";
import { type SayingState, type SubjectState, saying, subject } from "./facts-subject.ts";

const command = "consent.erase-by-time";
const refs = (...all: (EntryRef | null)[]) => all.filter((at) => at !== null);

/** The rows. */
export const timeRows: readonly TimeRow[] = [
  {
    ...{ what: "permissions", kind: consent as TimeRow["kind"], parts: ["words"], command },
    of: [
      ...["consent.asked/1", "consent.asked/2", "consent.asked/3", "consent.asked/4"],
      ...["consent.renewed/1", "consent.more-said/1"],
    ],
    since: (thing) => {
      const { ended, ends } = (thing as Thing<ConsentState>).state;
      return ended?.when ?? endOf(ends);
    },
    held: (thing) => {
      const { noticeAt, againAt, more } = (thing as Thing<ConsentState>).state;
      return refs(noticeAt, againAt, more?.at ?? null);
    },
  },
  {
    ...{ what: "persons", kind: subject as TimeRow["kind"], parts: ["people"], command },
    of: ["subject.noted/1", "subject.named/1", "subject.beside-named/1"],
    // Who they are is needed as long as anything asked of them may hold; then their days run.
    since: (thing) => {
      const { state, first } = thing as Thing<SubjectState>;
      return Math.max(first.at, ...state.asked.map(({ ends }) => ends));
    },
    held: (thing) => {
      const { people, beside } = (thing as Thing<SubjectState>).state;
      return refs(people, beside.guardian, beside.speaker);
    },
  },
  {
    ...{ what: "sayings", kind: saying as TimeRow["kind"], parts: ["words"], command },
    of: ["saying.written/1", "saying.shown/1"],
    since: (thing) => {
      const { state, first } = thing as Thing<SayingState>;
      // Where their permission was renewed, the index says until when (`standing.ts`): a fact of
      // theirs would tell everyone who reads them.
      return state.shown?.until ?? state.closed ?? first.at;
    },
    held: (thing) => {
      const { words, shown } = (thing as Thing<SayingState>).state;
      return refs(words, shown?.named ? shown.at : null);
    },
  },
  {
    ...{ what: "pictures", kind: picture as TimeRow["kind"], parts: ["words", "files"], command },
    of: ["picture.kept/1"],
    since: (thing) => {
      const { state, first } = thing as Thing<PictureState>;
      return state.shown?.until ?? state.closed ?? first.at;
    },
    held: (thing) => refs((thing as Thing<PictureState>).state.at),
  },
  {
    ...{ what: "spoken", kind: spoken as TimeRow["kind"], parts: ["files"], command },
    of: ["spoken.kept/1"],
    since: (thing) => {
      const { state, first } = thing as Thing<SpokenState>;
      return state.shown?.until ?? state.closed ?? first.at;
    },
    held: (thing) => refs((thing as Thing<SpokenState>).state.at),
  },
  {
    ...{ what: "recordings", kind: recording as TimeRow["kind"], parts: ["files"], command },
    of: ["recording.kept/1"],
    since: (thing) => (thing as Thing<RecordingState>).state.until,
    held: (thing) => refs((thing as Thing<RecordingState>).state.at),
  },
];

/** The clock's command for them. */
export const eraseTimed = eraseByTime(command, timeRows);
