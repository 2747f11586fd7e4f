/** For tests: what a program says of people's permissions, each command once and in this order. */
import type { Step } from "./testing-steps.ts";

const text = (said: string) => ({ lang: "es", text: said });
const CONTACT = { name: "lucero", reach: "jueves" };
const on = (date: string) => ({ date, zone: "UTC", instant: `${date}T00:00:00Z` });
const TERMS = {
  ...{ activity: "publish", data: ["words"], channels: ["group-page", "press"], place: 0 },
  ...{ named: "no-name", face: "none", groups: [], roles: [], anyone: true, also: [] },
  ...{ from: on("2026-11-02"), ends: on("2026-12-31"), review: on("2026-12-01"), noCost: true },
  ...{ basis: "own-yes", withdraw: ["code", "any-member"], country: null, lang: "es" },
  ...{ notice: text("¿Nos lo permites?"), purpose: text("Para la página") },
};

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
    "consent.ask",
    ({ person: subject, words }) => ({ subject, ...TERMS, scope: [words] }),
    ["permission", "answer.consent"],
  ],
  [
    ...(["consent.hear-yes"] as const),
    ({ permission: consent }) => ({ consent, as: "self", retold: true, interpreted: false }),
    ...([null, { arrived: "voice", readBack: true }] as const),
  ],
  ["consent.show-words", ({ words: saying }) => ({ saying })],
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
  ["consent.wipe-words", ({ words: saying }) => ({ saying })],
];
