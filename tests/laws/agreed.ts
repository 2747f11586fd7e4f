/**
 * What steps do with agreements, with a group that came along. The other party's own hand has laws
 * in rooms/agreements. `secret` changes private notes alone: the rest is the other party's as well.
 */
import type { Author } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";
import { dayOf, laterDay } from "../../house/values/index.ts";
import { type AllyState, isHere } from "../../rooms/allies/index.ts";
import type { Does, History, Step } from "./history.ts";
import { pick, title } from "./said.ts";

type Held = {
  drafts: { clause: string; kind: string; terms: object }[];
  proposed: { version: number; hash: string } | null;
};

async function all<S>(
  { house, space }: History,
  kind: string,
): Promise<{ id: string; state: S }[]> {
  const here = await house.space(space);
  const ids = (await here?.idsOfKind(kind, 50)) ?? [];
  return ((await here?.things(ids)) ?? []) as unknown as { id: string; state: S }[];
}

const SUPPORT = { gives: "them", kinds: ["goods"], per: "month" };

/** A group that is here, or else one that comes along now, where nothing is in its way; or null. */
async function besides(history: History, { which }: Step): Promise<string | null> {
  const here = (await all<AllyState>(history, "ally")).filter(({ state }) => isHere(state));
  if (here.length > 0) return pick(here, which)?.id ?? null;
  const [first, second] = history.members.map(({ id }) => ({ by: "member", member: id }) as const);
  const sends = async (command: string, input: object, author: Author | undefined) => {
    if (author === undefined) return {};
    const done = await history.send({ space: history.space, command, input, author });
    history.entries = await history.store.size(history.space);
    return isRefusal(done) ? {} : done.answer;
  };
  const name = { lang: "es", text: "Puente Norte" };
  const asked = await sends("allies.propose", { name }, first);
  const { ally, joint } = asked as { ally?: string; joint?: string };
  if (ally === undefined) return null;
  if (asked["agreed"] !== true) await sends("spaces.agree-joint", { joint }, second);
  const { code } = await sends("allies.invite", { ally, joint, from: name }, first);
  if (typeof code !== "string") return null;
  await sends("allies.come", { name }, { by: "holder", thing: ally, code });
  return ally;
}

/** See the file's words. */
export const AGREED: readonly Does[] = [
  async (history, step) => {
    const other = await besides(history, step);
    return other === null ? null : ["agreements.begin", { with: other, langs: ["es"] }];
  },
  async (history, { which, figure, word }) => {
    const one = pick(await all(history, "agreement"), which);
    if (one === undefined) return null;
    const on = laterDay(dayOf(history.clock.now, "Europe/Madrid"), { days: 1 + (figure % 90) });
    const most = { of: String(1 + figure), unit: "box" };
    const said =
      figure % 3 === 0
        ? { kind: "look-again", terms: { on } }
        : { kind: "support", terms: { ...SUPPORT, most } };
    const clauses = [{ says: said, said: [{ lang: "es", text: title(word) }] }];
    const input = { agreement: one.id, texts: [title(word)], differing: [], clauses };
    return ["agreements.propose", input];
  },
  async (history, { which, figure, word }) => {
    const one = pick(await all<Held>(history, "agreement"), which);
    const draft = pick(one?.state.drafts ?? [], figure);
    if (one === undefined || draft === undefined) return null;
    const input = { agreement: one.id, texts: [title(word)], differing: [] };
    const { clause, kind, terms } = draft;
    if (figure % 4 === 0) return ["agreements.propose", { ...input, struck: [clause] }];
    const said = [{ lang: "es", text: title(word) }];
    const wanted = { clause, says: { kind, terms }, said };
    return ["agreements.propose", { ...input, clauses: [wanted] }];
  },
  async (history, { which, word, figure }, secret) => {
    const one = pick(await all(history, "agreement"), which);
    if (one === undefined) return null;
    const input = { agreement: one.id, pressed: figure % 2 === 0, said: title(word + secret) };
    return ["agreements.note", input];
  },
  async (history, { which, word }) => {
    const one = pick(await all(history, "agreement"), which);
    if (one === undefined) return null;
    return ["agreements.propose", { agreement: one.id, texts: [title(word)], differing: [] }];
  },
  async (history, { which, figure }) => {
    const one = pick(await all<Held>(history, "agreement"), which);
    const open = one?.state.proposed;
    if (one === undefined || open == null) return null;
    const { version, hash } = open;
    const input = { agreement: one.id, version };
    if (figure % 4 === 0) return ["agreements.decline", input];
    if (figure % 4 === 1) return ["agreements.waive-rest", input];
    return ["agreements.sign", { ...input, hash, assembly: null, seen: true }];
  },
  async (history, { which, figure }) => {
    const one = pick(await all(history, "agreement"), which);
    const note = pick(await all(history, "agreement-note"), which);
    if (figure % 3 === 0 && note !== undefined)
      return ["agreements.take-note-back", { note: note.id }];
    if (one === undefined) return null;
    return [figure % 5 === 0 ? "agreements.end" : "agreements.pause", { agreement: one.id }];
  },
];
