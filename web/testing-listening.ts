/** For tests: the life of a listening session, and of what to know first, over the JSON API. */
import { FILE, SOUND_FILE } from "./testing-permitted.ts";
import type { Step } from "./testing-steps.ts";

const text = (said: string) => ({ lang: "es", text: said });
const line = (title: string) => ({ title: text(title), quantity: { of: "60", unit: "item" } });
const HELD = {
  held: { date: "2026-10-20", zone: "UTC", instant: "2026-10-20T00:00:00Z" },
  ...{ convened: "group", with: "everyone", langs: ["es"] },
};

/** Each command once, in an order in which each can be done. */
export const LISTENING: readonly Step[] = [
  ["listening.open", () => ({ ...HELD, use: "summary" }), ["session", "answer.listening"]],
  ["listening.correct", ({ session: listening }) => ({ listening, ...HELD, with: "women" })],
  [
    "listening.write",
    ({ session: listening }) => ({ listening, block: "summary", text: text("El pozo") }),
  ],
  [
    "listening.ask",
    ({ session: listening }) => ({ listening, text: text("¿Qué ayuda?"), picture: "water" }),
    ["asked", "answer.item"],
  ],
  [
    ...(["listening.picture-question"] as const),
    ({ session: listening, asked: item }) => {
      return { listening, item, alt: text("El pozo"), nobody: true };
    },
    ...([null, { files: [FILE] }] as const),
  ],
  ["listening.unpicture-question", ({ session: listening, asked: item }) => ({ listening, item })],
  [
    ...(["listening.voice-question"] as const),
    ({ session: listening, asked: item }) => ({ listening, item, lang: "es", own: true }),
    ...([null, { files: [SOUND_FILE] }] as const),
  ],
  [
    "listening.unvoice-question",
    ({ session: listening, asked: item }) => ({ listening, item, lang: "es" }),
  ],
  ["listening.drop-question", ({ session: listening, asked: item }) => ({ listening, item })],
  [
    "listening.hear",
    ({ session: listening }) => ({ listening, what: "request", text: text("Filtros") }),
    ["heard", "answer.item"],
  ],
  [
    "listening.grow",
    ({ session: listening, heard }) => ({ listening, item: heard, ...line("Filtros") }),
    ["growth", "answer.growth"],
  ],
  ["listening.drop-heard", ({ session: listening, heard }) => ({ listening, item: heard })],
  [
    "listening.count",
    ({ session: listening }) => ({ listening, band: "10-19", groups: ["women"] }),
  ],
  ["listening.take-count-back", ({ session: listening }) => ({ listening })],
  [
    "listening.say-missed",
    ({ session: listening }) => ({ listening, missed: [{ who: "far", why: "no-time" }] }),
  ],
  ["listening.show", ({ session: listening }) => ({ listening })],
  ["listening.quiet", ({ session: listening }) => ({ listening })],
  ["listening.say-use", ({ session: listening }) => ({ listening, use: "here" })],
  ["listening.unwrite", ({ session: listening }) => ({ listening, block: "summary", lang: "es" })],
  ["listening.take-out", ({ session: listening }) => ({ listening })],
  [
    "listening.tell-norm",
    () => ({ short: text("Avisen antes"), about: "norm" }),
    ["norm", "answer.norm"],
  ],
  ["listening.word-norm", ({ norm }) => ({ norm, short: { lang: "en", text: "Ask first" } })],
  ["listening.unword-norm", ({ norm }) => ({ norm, lang: "es" })],
  ["listening.set-norm", ({ norm }) => ({ norm, about: "tried", first: true })],
  ["listening.show-norm", ({ norm }) => ({ norm })],
  ["listening.quiet-norm", ({ norm }) => ({ norm })],
  ["listening.take-norm-out", ({ norm }) => ({ norm })],
];
