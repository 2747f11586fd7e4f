/** For tests: what a program says of people's permissions, each command once and in this order. */
import type { Step } from "./testing-steps.ts";

const text = (said: string) => ({ lang: "es", text: said });
const CONTACT = { name: "lucero", reach: "jueves" };
const on = (date: string) => ({ date, zone: "UTC", instant: `${date}T00:00:00Z` });
const TERMS = {
  ...{
    activity: "publish",
    data: ["words", "picture", "voice"],
    channels: ["group-page", "press"],
    place: 0,
  },
  ...{ named: "no-name", face: "none", groups: [], roles: [], anyone: true, also: [] },
  ...{ from: on("2026-11-02"), ends: on("2026-12-31"), review: on("2026-12-01"), noCost: true },
  ...{ basis: "own-yes", withdraw: ["code", "any-member"], country: null, lang: "es" },
  ...{ notice: text("¿Nos lo permites?"), purpose: text("Para la página") },
};

/** A file as the door hands it over beside the input; here nobody looks for its bytes. */
export const FILE = {
  ...{ id: "5".repeat(32), type: "image/jpeg", size: 9, sha256: "a".repeat(64) },
  ...{ width: 4, height: 3 },
};

/** The same of a recording. */
export const SOUND_FILE = {
  ...{ id: "6".repeat(32), type: "audio/mpeg", size: 9, sha256: "a".repeat(64), seconds: 4 },
};

/** Asked of somebody for one group, their words and themselves, and their yes. */
const allowed = (activity: string, named: string): readonly Step[] => [
  [
    "consent.ask",
    ({ person: subject, words, party }) => ({
      ...{ subject, ...TERMS, activity, channels: [], anyone: false },
      ...{ scope: [words, subject], groups: [party] },
    }),
    [named, "answer.consent"],
  ],
  [
    ...(["consent.hear-yes"] as const),
    ({ [named]: consent }) => ({ consent, as: "self", retold: true, interpreted: false }),
    ...([null, { arrived: "voice", readBack: true }] as const),
  ],
];

/** The steps. */
export const PERMITTED: readonly Step[] = [
  ["consent.note-person", () => ({ is: "person", ...CONTACT }), ["person", "answer.subject"]],
  ["consent.name-person", ({ person: subject }) => ({ subject, ...CONTACT })],
  ["consent.name-beside", ({ person: subject }) => ({ subject, as: "speaker", ...CONTACT })],
  [
    "consent.write-words",
    ({ person: subject }) => ({ subject, quoted: text("Nos quedamos") }),
    ["words", "answer.saying"],
  ],
  [
    ...(["consent.keep-picture"] as const),
    ({ words: saying }) => ({ saying, face: "none", alt: text("La puerta") }),
    ...([["picture", "answer.picture"], { files: [FILE] }] as const),
  ],
  [
    ...(["consent.keep-spoken"] as const),
    ({ words: saying }) => ({ saying, voice: "altered", known: true }),
    ...([["spoken", "answer.spoken"], { files: [SOUND_FILE] }] as const),
  ],
  [
    "consent.ask",
    ({ person: subject, words, picture, spoken }) => ({
      ...{ subject, ...TERMS, voice: "altered", scope: [words, picture, spoken] },
    }),
    ["permission", "answer.consent"],
  ],
  [
    ...(["consent.hear-yes"] as const),
    ({ permission: consent }) => ({ consent, as: "self", retold: true, interpreted: false }),
    ...([null, { arrived: "voice", readBack: true }] as const),
  ],
  [
    ...(["consent.keep-recording"] as const),
    ({ permission: consent }) => ({ consent, own: true }),
    ...([["recording", "answer.recording"], { files: [SOUND_FILE] }] as const),
  ],
  ...allowed("share-data", "sharing"),
  ["consent.hand-on", ({ words: what, party: to }) => ({ what, to })],
  ...allowed("fundraise", "raising"),
  ["consent.hand-to-raise", ({ words: what, party: to }) => ({ what, to })],
  ...allowed("train", "teaching"),
  ["consent.hand-to-teach", ({ words: what, party: to }) => ({ what, to })],
  ...allowed("access", "access"),
  ["consent.let-come", ({ person: subject, party: to }) => ({ subject, to })],
  ...allowed("attend", "attending"),
  ["consent.take-along", ({ person: subject, party: to }) => ({ subject, to })],
  ["consent.wipe-recording", ({ recording }) => ({ recording })],
  ["consent.show-words", ({ words: saying }) => ({ saying })],
  ["consent.show-picture", ({ picture }) => ({ picture })],
  ["consent.pass-picture-on", ({ picture }) => ({ picture, channel: "press" })],
  ["consent.show-spoken", ({ spoken }) => ({ spoken })],
  ["consent.pass-spoken-on", ({ spoken }) => ({ spoken, channel: "press" })],
  ["consent.take-spoken-down", ({ spoken }) => ({ spoken })],
  ["consent.take-picture-down", ({ picture }) => ({ picture })],
  ["consent.pass-on", ({ words: saying }) => ({ saying, channel: "press" })],
  ["consent.take-words-down", ({ words: saying }) => ({ saying })],
  ["consent.make-code", ({ permission: consent }) => ({ consent })],
  ["consent.defer", ({ permission: consent }) => ({ consent })],
  ["consent.withdraw", ({ permission: consent }) => ({ consent })],
  // Over already: these are done, and write nothing.
  ["consent.refuse", ({ permission: consent }) => ({ consent })],
  ["consent.revoke", ({ permission: consent }) => ({ consent, because: "danger" })],
  ["consent.invalidate", ({ permission: consent }) => ({ consent, because: "pressure" })],
  ["consent.stop-person", ({ person: subject }) => ({ subject })],
  ["consent.take-notice-back", ({ permission: consent }) => ({ consent })],
  ["consent.say-absent", ({ person: subject }) => ({ subject, what: "missing" })],
  [
    ...(["consent.speak-for"] as const),
    ({ person: subject }) => ({ subject }),
    ...([null, { arrived: "phone" }] as const),
  ],
  ["consent.say-back", ({ person: subject }) => ({ subject })],
  ["consent.take-names-back", ({ person: subject }) => ({ subject })],
  ["consent.wipe-spoken", ({ spoken }) => ({ spoken })],
  ["consent.wipe-picture", ({ picture }) => ({ picture })],
  ["consent.wipe-words", ({ words: saying }) => ({ saying })],
];
