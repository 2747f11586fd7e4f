/**
 * What steps do with people's permissions and words. `secret` changes who people are, what they
 * were asked for and what was read out; what is shown of their words never depends on it.
 */
import { dayOf, laterDay } from "../../house/values/index.ts";
import type { Does, History } from "./history.ts";
import { pick, title } from "./said.ts";
import { type Author, isDone } from "./sent.ts";

/** Things of a kind, as states; there are few. */
async function all<S>(
  { house, space }: History,
  kind: string,
): Promise<{ id: string; state: S }[]> {
  const here = await house.space(space);
  const ids = (await here?.idsOfKind(kind, 50)) ?? [];
  return ((await here?.things(ids)) ?? []) as unknown as { id: string; state: S }[];
}

/** The code that was handed out when something was asked, from the answer of then. */
function holderOf({ sent }: History, consent: string): Author | null {
  for (const { command, result } of sent)
    if (command === "consent.ask" && isDone(result) && result.answer["consent"] === consent)
      return { by: "holder", thing: consent, code: String(result.answer["code"]) };
  return null;
}

/** See the file's words. */
export const PERMITTED: readonly Does[] = [
  (_history, { figure, word }, secret) => {
    const is = (["person", "child", "person"] as const)[figure % 3];
    const name = `name ${word + secret}`;
    return ["consent.note-person", { is, name, reach: `street ${secret}` }];
  },
  async (history, { which, word }) => {
    const one = pick(await all(history, "subject"), which);
    if (one === undefined) return null;
    return ["consent.write-words", { subject: one.id, quoted: title(word) }];
  },
  async (history, { which, figure, word }, secret) => {
    const one = pick(await all<{ subject: string }>(history, "saying"), which);
    if (one === undefined) return null;
    // Some are asked on top of another, whoever's that is.
    const base = figure % 4 === 0 ? pick(await all(history, "consent"), which) : undefined;
    const from = dayOf(history.clock.now, "Europe/Madrid");
    const ends = laterDay(from, { days: figure % 30 });
    const text = title(word + secret);
    return [
      "consent.ask",
      {
        ...{ subject: one.state.subject, activity: "publish", scope: [one.id], data: ["words"] },
        ...{ channels: ["group-page"], named: "no-name", face: "none", place: 0, groups: [] },
        ...{ roles: [], anyone: true, also: [], from, ends, review: ends, basis: "own-yes" },
        ...{ noCost: true, withdraw: ["code", "any-member"], country: null, lang: "es" },
        ...{ notice: text, purpose: text, under: base === undefined ? [] : [base.id] },
      },
    ];
  },
  async (history, { which, figure }) => {
    const one = pick(await all(history, "consent"), which);
    const holder = one === undefined ? null : holderOf(history, one.id);
    if (one === undefined || holder === null) return null;
    const as = figure % 3 === 0 ? "guardian" : "self";
    return ["consent.give", { consent: one.id, as }, holder];
  },
  // By own hand it opens nothing before one who made no code heard it.
  async (history, { which }) => {
    const asked = await all<{ hand: object[] }>(history, "consent");
    const said = asked.filter(({ state }) => state.hand.length > 0);
    const one = pick(said.length > 0 ? said : asked, which);
    return one === undefined ? null : ["consent.confirm-yes", { consent: one.id }];
  },
  async (history, { which }) => {
    const one = pick(await all(history, "saying"), which);
    return one === undefined ? null : ["consent.show-words", { saying: one.id }];
  },
  async (history, { which, figure }) => {
    const one = pick(await all(history, "consent"), which);
    const subject = pick(await all(history, "subject"), which);
    if (one === undefined || subject === undefined) return null;
    if (figure % 5 === 0) return ["consent.say-absent", { subject: subject.id, what: "missing" }];
    const holder = figure % 2 === 0 ? holderOf(history, one.id) : null;
    const input = { consent: one.id };
    return holder === null ? ["consent.withdraw", input] : ["consent.withdraw", input, holder];
  },
];
