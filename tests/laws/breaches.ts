/**
 * What steps do with breaches: each lies in a circle of its own. `deep` changes what only those who
 * know of it may open; how many entries are written is the same.
 */
import type { Does, History, Step } from "./history.ts";
import { pick, title } from "./said.ts";
import type { Author } from "./sent.ts";

const WHAT = ["device", "account", "member", "link", "server", "other"] as const;
const MEASURES = ["closed", "links", "sessions", "circles", "copies"] as const;

const breachOf = ({ within }: History, { which }: Step) =>
  pick(
    within.filter(({ kind }) => kind === "breach").map(({ id }) => id),
    which,
  );

/** The founder opens them: the one who came first. */
const founderOf = ({ members }: History): Author => {
  return { by: "member", member: members[0]?.id ?? "" };
};

/** The founder every other time; else the step's own author. */
function authorIn(history: History, { figure, who }: Step): Author {
  const own = pick(history.members, who)?.id ?? "";
  return figure % 2 === 0 ? founderOf(history) : { by: "member", member: own };
}

/** See the file's words. */
export const BREACHES: readonly Does[] = [
  (history, { word, figure }, _secret, deep) => {
    const aware = history.clock.now - deep;
    const known = { what: pick(WHAT, figure + deep), aware, happened: null };
    const input = { ...known, law: "yes", risk: "low", drill: figure % 3 === 0, lang: "es" };
    const said = { name: [title(word + deep)], happenedText: title(word + deep) };
    return ["breaches.open", { ...input, ...said }, founderOf(history)];
  },
  (history, step, _secret, deep) => {
    const breach = breachOf(history, step);
    if (breach === undefined) return null;
    const author = authorIn(history, step);
    const { word, figure } = step;
    const text = title(word + deep);
    if (word % 3 === 0) return ["breaches.write", { breach, block: "outcome", text }, author];
    if (word % 3 === 1) {
      const what = pick(MEASURES, figure + deep);
      return ["breaches.take-measure", { breach, what, text }, author];
    }
    const rows = [{ kind: "need", to: "host", n: figure + deep }];
    const input = { breach, of: "all", id: null, from: null, rows, names: deep };
    return ["breaches.count", input, author];
  },
];
