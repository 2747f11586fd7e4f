/**
 * What steps do with shifts and hours: asked for, shown or not, taken by members and strangers,
 * left, said and confirmed. Who comes is the host's alone; `secret` changes that, and what is not
 * shown.
 */
import { DAY } from "../../house/testing.ts";
import { dayOf } from "../../house/values/index.ts";
import type { Does, History, Step } from "./history.ts";
import { pick, title } from "./said.ts";
import type { Author } from "./sent.ts";

const WORKS = ["hours", "visit", "training"] as const;
const hours = (n: number) => ({ of: String(1 + (n % 40)), unit: "hour" });
const turnOf = ({ turns }: History, { which }: Step) => pick(turns, which);
const founder = ({ members }: History): Author => {
  return { by: "member", member: members[0]?.id ?? "" };
};

/** See the file's words. */
export const GIVEN: readonly Does[] = [
  (history, { word, figure }, secret) => {
    const show = figure % 3 !== 0;
    const day = dayOf(history.clock.now + (1 + (figure % 20)) * DAY, "Europe/Madrid");
    const places = [{ role: "any", min: 0, most: 1 + (figure % 3) }];
    const when = { day, from: "18:00", until: "21:00" };
    const joins = word % 2 === 0 ? "first" : "asked";
    const what = title(word + (show ? 0 : secret));
    const work = pick(WORKS, figure);
    return ["hours.ask", { work, joins, ...when, places, what, show }, founder(history)];
  },
  (history, { which, word, who }, secret) => {
    const occasion = pick(history.occasions, which);
    if (occasion === undefined) return null;
    const who_ = { name: `name ${word + secret}`, reach: `street ${who + secret}` };
    const id = String(history.sent.length).padStart(32, "0");
    const author: Author = who % 2 === 0 ? { by: "stranger", id } : founder(history);
    return ["hours.take", { occasion, role: "any", ...who_ }, author];
  },
  (history, step, secret) => {
    const turn = turnOf(history, step);
    if (turn === undefined) return null;
    const deeds: [string, object][] = [
      ["hours.accept", { turn }],
      ["hours.decline", { turn }],
      ["hours.leave", { turn }],
      ["hours.offer-on", { turn }],
      ["hours.take-over", { turn, name: `name ${secret}` }],
      ["hours.say", { work: "hours", of: hours(step.figure + secret), turn }],
      ["hours.let-on-paper", { turn }],
      ["hours.forget", { turn }],
    ];
    const [command, input] = pick(deeds, step.figure) ?? ["", {}];
    return [command, input, founder(history)];
  },
  (history, { which, figure }) => {
    const occasion = pick(history.occasions, which);
    if (occasion === undefined) return null;
    const deeds: [string, object][] = [
      ["hours.quiet", { occasion }],
      ["hours.call-off", { occasion }],
      ["hours.empty", { occasion }],
    ];
    // What was kept back is called otherwise in each history: shown, it would tell them apart.
    if (!history.hidden.has(occasion)) deeds.push(["hours.show", { occasion }]);
    return pick(deeds, figure) ?? null;
  },
  (history, { which, figure, word }, secret) => {
    const effort = pick(history.efforts, which);
    if (effort === undefined || word % 3 === 0)
      return ["hours.say", { work: "answering", of: hours(figure + secret) }];
    return ["hours.confirm", { said: [{ effort, of: hours(figure + secret) }] }];
  },
];
