/** What pages ask about newcomers: who waits, what they answered, what the group asks. */
import { parsePart } from "../../house/entry.ts";
import type { Thing } from "../../house/facts.ts";
import type { Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { isWaiting, type MemberState, member } from "./facts.ts";
import { type Answer, type QuestionState, question } from "./newcomers.ts";
import { handles } from "./questions.ts";

/** Someone who waits to be vouched in, as members read of them. */
export type Newcomer = {
  id: string;
  handle: string | null;
  state: MemberState;
  /** When they came, ms. */
  came: number;
};

/** Those who wait, who came first before. */
export async function waiting(view: View): Promise<Newcomer[]> {
  const things = (await view.things(member)).filter(({ state }) => isWaiting(state));
  return newcomers(view, things);
}

/** Those who wait and for whom this member gave no word yet: by id, without their names. */
export async function toVouchFor(view: View, by: string): Promise<{ id: string }[]> {
  const things = (await view.things(member)).filter(({ state }) => isWaiting(state));
  return things.filter(({ state }) => !state.vouchers.includes(by)).map(({ id }) => ({ id }));
}

/** One who waits, or undefined. */
export async function waitingOne(view: View, id: string): Promise<Newcomer | undefined> {
  const thing = await view.thing(member, id);
  if (thing === undefined || !isWaiting(thing.state)) return undefined;
  return (await newcomers(view, [thing]))[0];
}

async function newcomers(view: View, things: readonly Thing<MemberState>[]): Promise<Newcomer[]> {
  const names = await handles(
    view,
    things.map(({ id }) => id),
  );
  return things.map(({ id, state, first }) => ({
    ...{ id, state, handle: names.get(id) ?? null, came: first.at },
  }));
}

/** What someone answered, question by question, in the order they were asked. */
export async function answersOf(
  view: View,
  { id, state }: Pick<Newcomer, "id" | "state">,
): Promise<{ texts: readonly Text[]; text: string }[]> {
  const thing = await view.thing(member, id);
  if (thing === undefined || state.answers === null) return [];
  const part = await view.part<{ answers: Answer[] }>(thing, state.answers, "people");
  if (typeof part === "string") return [];
  const asked = await questionTexts(
    view,
    part.answers.map((one) => one.question),
  );
  return part.answers.map(({ question: of, text }) => ({ texts: asked.get(of) ?? [], text }));
}

/** A question as coordination lists it. */
export type Asked = { id: string; texts: readonly Text[] };

/** The questions asked now. */
export async function asked(view: View): Promise<Asked[]> {
  const things = (await view.things(question)).filter(({ state }) => !state.dropped);
  const ids = things.map(({ id }) => id);
  const texts = await questionTexts(view, ids);
  return ids.map((id) => ({ id, texts: texts.get(id) ?? [] }));
}

/**
 * The words of questions by their ids. They are open to whoever may open what names them: hand in
 * only ids out of an invitation or answers that this reader opened.
 */
export async function questionTexts(
  view: View,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Text[]>> {
  const things = await view.space.things([...new Set(ids)]);
  const named = things.flatMap(({ id, kind, state }) => {
    const at = kind === question.kind ? (state as QuestionState).text : null;
    return at === null ? [] : [{ id, at }];
  });
  const refs = named.map(({ at }) => ({ index: at.index, name: "words" }));
  const parts = await view.space.parts(refs);
  return new Map(
    named.flatMap(({ id, at }) => {
      const part = parts.get(`${at.index}/words`);
      if (part === undefined) return [];
      return [[id, (parsePart(part.bytes) as { texts: Text[] }).texts] as const];
    }),
  );
}
