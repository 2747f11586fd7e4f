/**
 * What steps do with listening sessions and with what to know first. `secret` changes what stays
 * with the host whatever is shown, `deep` what lies in a circle; both leave the entries as many.
 */
import type { Does, History, Step } from "./history.ts";
import { pick, title } from "./said.ts";
import type { Author } from "./sent.ts";

const BANDS = ["5-9", "10-19", "20-49"] as const;
const HELD = { date: "2026-10-20", zone: "Europe/Madrid", instant: "2026-10-19T22:00:00Z" };
const KNOWN = { held: HELD, convened: "group", with: "everyone", langs: ["es"] } as const;

const sessionOf = ({ sessions }: History, { which }: Step) => pick(sessions, which);
/** Whether it lies in a circle. */
const liesIn = ({ within }: History, id: string) => within.some((one) => one.id === id);

const founderOf = ({ members }: History): Author => {
  return { by: "member", member: members[0]?.id ?? "" };
};

/** See the file's words. */
export const LISTENED: readonly Does[] = [
  (history, { word, figure, which }, _secret, deep) => {
    const circle = figure % 3 === 0 ? pick(history.circles, which) : undefined;
    const use = figure % 5 === 0 ? "here" : "summary";
    if (circle === undefined)
      return ["listening.open", { ...KNOWN, use, title: title(word) }, founderOf(history)];
    const input = { ...KNOWN, use, title: title(word + deep), circle: circle.id };
    return ["listening.open", input, { by: "member", member: circle.maker }];
  },
  // What was heard is the host's, and of a session in a circle the circle's, shown or not.
  (history, step, secret, deep) => {
    const listening = sessionOf(history, step);
    if (listening === undefined) return null;
    const text = title(step.word + secret + (liesIn(history, listening) ? deep : 0));
    return ["listening.hear", { listening, what: "risk", text }];
  },
  (history, step) => {
    const listening = sessionOf(history, step);
    if (listening === undefined) return null;
    const { word, figure } = step;
    const on = { listening };
    const deeds: [string, object][] = [
      ["listening.write", { ...on, block: "summary", text: title(word) }],
      ["listening.ask", { ...on, text: title(word), picture: "water" }],
      ["listening.count", { ...on, band: pick(BANDS, figure), groups: ["women"] }],
      ["listening.take-count-back", on],
      ["listening.say-missed", { ...on, missed: [{ who: "far", why: "no-time" }] }],
      ["listening.say-use", { ...on, use: word % 2 === 0 ? "here" : "own-words" }],
      ["listening.quiet", on],
      ["listening.take-out", on],
    ];
    return pick(deeds, figure) ?? null;
  },
  // What lies in a circle is not shown here: its title is the circle's own.
  (history, step) => {
    const open = history.sessions.filter((id) => !liesIn(history, id));
    const listening = pick(open, step.which);
    return listening === undefined ? null : ["listening.show", { listening }];
  },
  async (history, step) => {
    const listening = sessionOf(history, step);
    const space = await history.house.space(history.space);
    if (listening === undefined || space === null) return null;
    const state = (await space.thing(listening))?.state as { heard: { id: string }[] } | undefined;
    const item = pick(state?.heard ?? [], step.which)?.id;
    if (item === undefined) return null;
    // A need of the whole group's may grow out of a circle's session: its words are the group's.
    const publish = step.figure % 2 === 0 && !liesIn(history, listening);
    const line = { title: title(step.word), publish };
    return ["listening.grow", { listening, item, ...line }];
  },
  (_history, { word, figure }) => [
    "listening.tell-norm",
    { short: title(word), about: "norm", first: figure % 2 === 0 },
  ],
  ({ norms }, { which, word, figure }) => {
    const norm = pick(norms, which);
    if (norm === undefined) return null;
    const deeds: [string, object][] = [
      ["listening.show-norm", { norm }],
      ["listening.word-norm", { norm, short: { ...title(word), lang: "en" } }],
      ["listening.quiet-norm", { norm }],
      ["listening.show-norm", { norm }],
    ];
    return pick(deeds, figure) ?? null;
  },
];
