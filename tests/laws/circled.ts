/**
 * What steps do with circles inside the group. `deep` changes only what lies in circles; the last
 * member of a history is never in any.
 */

import type { Does, History, Step } from "./history.ts";
import { amount, pick, title } from "./said.ts";
import type { Author } from "./sent.ts";

/** How many members of a history may be let into circles: the first ones. */
const LET_IN = 4;

const circleOf = ({ circles }: History, { which }: Step) => pick(circles, which);

/** Whoever made the circle every other time, so that things happen; else the step's own author. */
function authorIn(history: History, { figure, who }: Step, maker: string): Author {
  const own = pick(history.members, who)?.id ?? maker;
  return { by: "member", member: figure % 2 === 0 ? maker : own };
}

/** Of a circle's own, the thing a step is about. */
function lying({ within }: History, { which }: Step, kind: string): string | undefined {
  return pick(
    within.filter((one) => one.kind === kind).map(({ id }) => id),
    which,
  );
}

/** See the file's words. */
export const CIRCLED: readonly Does[] = [
  ({ members }, { word, who }, _secret, deep) => {
    const member = pick(members.slice(0, LET_IN), who)?.id ?? "";
    const name = [title(word + deep)];
    return ["people.make-circle", { name }, { by: "member", member }];
  },
  (history, step) => {
    const circle = circleOf(history, step);
    const member = pick(history.members.slice(0, LET_IN), step.figure)?.id;
    if (circle === undefined) return null;
    const past = step.word % 3 === 0;
    return [
      ...(["people.add-to-circle", { circle: circle.id, member, past }] as const),
      authorIn(history, step, circle.maker),
    ];
  },
  (history, step, _secret, deep) => {
    const circle = circleOf(history, step);
    if (circle === undefined) return null;
    const { word, figure } = step;
    const line = { title: title(word + deep), quantity: amount(figure + deep), name: `n ${deep}` };
    const input = { ...line, circle: circle.id };
    return ["needs.open", input, authorIn(history, step, circle.maker)];
  },
  (history, step, _secret, deep) => {
    const circle = circleOf(history, step);
    if (circle === undefined) return null;
    const input = { purpose: "goods", title: [title(step.word + deep)], circle: circle.id };
    return ["ledger.open-book", input, authorIn(history, step, circle.maker)];
  },
  (history, step, _secret, deep) => {
    const circle = circleOf(history, step);
    const need = lying(history, step, "need");
    if (circle === undefined || need === undefined) return null;
    const lines = [{ need, sent: amount(step.figure + deep) }];
    const input = { lines, from: title(step.word + deep) };
    return ["deliveries.announce", input, authorIn(history, step, circle.maker)];
  },
  (history, step, _secret, deep) => {
    const circle = circleOf(history, step);
    const delivery = lying(history, step, "delivery");
    if (circle === undefined || delivery === undefined) return null;
    const lines = [{ line: 1, counted: amount(step.figure + deep) }];
    const input = { id: delivery, lines };
    return ["ledger.count-delivery", input, authorIn(history, step, circle.maker)];
  },
  (history, step, _secret, deep) => {
    const circle = circleOf(history, step);
    const need = lying(history, step, "need");
    if (circle === undefined || need === undefined) return null;
    const reach = { name: `giver ${deep}`, reach: `street ${deep}` };
    const input = { need, quantity: amount(step.figure + deep), terms: null, ...reach };
    return ["offers.take", input, authorIn(history, step, circle.maker)];
  },
  (history, step, _secret, deep) => {
    const circle = circleOf(history, step);
    const need = lying(history, step, "need");
    if (circle === undefined || need === undefined) return null;
    const input = { id: need, text: title(step.word + deep) };
    return ["needs.note", input, authorIn(history, step, circle.maker)];
  },
  (history, step) => {
    const needs = [lying(history, step, "need"), pick(history.needs, step.figure)];
    const order = needs.flatMap((id) => id ?? []);
    return order.length === 0 ? null : ["needs.rank", { order: [...new Set(order)] }];
  },
  (history, step) => {
    const circle = circleOf(history, step);
    if (circle === undefined) return null;
    return ["people.leave-circle", { circle: circle.id, last: step.figure % 5 === 0 }];
  },
  (history, step, _secret, deep) => {
    const circle = circleOf(history, step);
    if (circle === undefined) return null;
    const author = authorIn(history, step, circle.maker);
    const member = pick(history.members.slice(0, LET_IN), step.figure)?.id;
    if (step.word % 4 === 0)
      return ["people.put-out-of-circle", { circle: circle.id, member }, author];
    if (step.word % 7 === 0) return ["people.end-circle", { circle: circle.id }, author];
    const name = [title(step.word + deep)];
    return ["people.rename-circle", { circle: circle.id, name }, author];
  },
];
