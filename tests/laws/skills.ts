/**
 * What steps do with skills, requests and introductions, and with reports for all allies. What
 * nobody outside reads of them changes with `secret`; what everyone of the space is told does not.
 */
import { DAY } from "../../house/testing.ts";
import { dayOf } from "../../house/values/index.ts";
import type { Does, History, Step } from "./history.ts";
import { pick, title } from "./said.ts";
import type { Author } from "./sent.ts";

const WORKS = ["training", "legal", "knowledge"] as const;
const later = ({ clock }: History, days: number) =>
  dayOf(clock.now + (1 + days) * DAY, "Europe/Madrid");
const founder = ({ members }: History): Author => {
  return { by: "member", member: members[0]?.id ?? "" };
};
async function oneOf(history: History, kind: string, { which }: Step) {
  const space = await history.house.space(history.space);
  return pick((await space?.idsOfKind(kind, 20)) ?? [], which);
}

/** See the file's words. */
export const ABLE: readonly Does[] = [
  (history, { figure, word }, secret) => {
    const work = pick(WORKS, figure) ?? "training";
    const to = figure % 4 === 0 && work !== "legal" ? "all" : "group";
    const hidden = to === "all" ? 0 : secret;
    const said = { langs: [(figure + hidden) % 2 === 0 ? "es" : "ar"], days: ["mon"] };
    const when = { parts: ["evening"], way: "both", until: later(history, 1 + (figure % 40)) };
    const text = work === "legal" ? null : title(word + hidden);
    return ["skills.say", { work, ...said, ...when, text, to }, founder(history)];
  },
  async (history, step) => {
    const skill = await oneOf(history, "skill", step);
    const occasion = pick(history.occasions, step.word);
    if (skill === undefined || occasion === undefined) return null;
    return ["skills.ask", { skill, occasion, role: "any" }, founder(history)];
  },
  async (history, step) => {
    const ends = step.figure % 2 === 0;
    const kind = ends ? "skill" : "request";
    const id = await oneOf(history, kind, step);
    if (id === undefined) return null;
    return [ends ? "skills.end" : "skills.withdraw", { [kind]: id }, founder(history)];
  },
  async (history, step, secret) => {
    const { figure, word } = step;
    const id = figure % 3 === 0 ? await oneOf(history, "introduction", step) : undefined;
    if (id !== undefined)
      return ["skills.end-introduction", { introduction: id }, founder(history)];
    const asked = { what: title(word + secret), until: later(history, 1 + (figure % 30)) };
    return ["skills.introduce", asked, founder(history)];
  },
  // What is public already is told to all allies at once, or taken back from them.
  async (history, step) => {
    const space = await history.house.space(history.space);
    const of = async (kind: string) =>
      (await space?.things((await space.idsOfKind(kind, 50)) ?? [])) ?? [];
    const [told] = (await of("report")).map(({ state }) => (state as { whole: string }).whole);
    if (told !== undefined && step.figure % 3 === 0)
      return ["reports.take-back", { whole: told }, founder(history)];
    const shown = (await of("statement")).filter(({ circle }) => circle === "public");
    const one = pick(shown, step.which);
    if (one === undefined) return null;
    const { from, to } = (one.state as { made: { from: string; to: string } }).made;
    const allies = (await of("ally")).map(({ id }) => id);
    const hours = { rows: [], leftOut: true };
    const input = { from, to, hours, statements: [one.id], allies };
    return ["reports.share", input, founder(history)];
  },
];
