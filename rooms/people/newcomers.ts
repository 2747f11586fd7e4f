/** What the group asks of someone new, and their answers. */
import { z } from "zod";
import type { Context, Decided, World } from "../../house/command.ts";
import { defineKind, type EntryRef, type NewFact, type Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { idSchema, isClean, type Text, textsSchema } from "../../house/values/index.ts";
import { QUESTIONS_MAX } from "./facts.ts";
import { ANSWER_MAX } from "./vouching.ts";

/** Limits of a question's text. */
export const QUESTION_TEXT = { lengthMax: 300 } as const;

/** An answer to one of the group's questions. */
export type Answer = { question: string; text: string };

/** Shape of the answers, as a command brings them. */
export const answersSchema = z
  .array(
    z.strictObject({
      question: idSchema,
      text: z
        .string()
        .min(1, "people.answer-missing")
        .max(ANSWER_MAX, "people.answer-long")
        .refine(isClean, "people.answer-shape"),
    }),
  )
  .max(QUESTIONS_MAX);

/** A question as folded. Its words stay while an invitation or an answer leads to it. */
export type QuestionState = { text: EntryRef | null; dropped: boolean };

/** A question the group asks whoever comes in by a link with questions. */
export const question = defineKind<QuestionState>({
  kind: "question",
  facts: [
    {
      type: "question.written/1",
      record: z.strictObject({}),
      words: z.strictObject({ texts: textsSchema(QUESTION_TEXT) }),
      marks: () => ({ record: [QUESTIONS] }),
    },
    { type: "question.dropped/1", record: z.strictObject({}) },
  ],
  initial: { text: null, dropped: false },
  evolve: (state, { type, index, n }) => {
    if (type === "question.written/1") state.text = { index, n, type };
    if (type === "question.dropped/1") state.dropped = true;
    return state;
  },
});

/** The mark all questions are found by. */
const QUESTIONS = "question:asked";

/** The questions asked now, in the order they were written. */
export function openQuestions(world: Pick<World, "find">): Thing<QuestionState>[] {
  return world
    .find(question, QUESTIONS)
    .filter(({ state }) => !state.dropped)
    .sort((a, b) => a.first.index - b.first.index)
    .slice(0, QUESTIONS_MAX);
}

/** Writes a question; at most ten are asked at a time. */
export function writeQuestion(
  world: World,
  { texts }: { texts: Text[] },
  context: Context,
): Decided | Refusal {
  if (openQuestions(world).length >= QUESTIONS_MAX)
    return refuse("people.questions-full", "limit", { vars: { max: QUESTIONS_MAX } });
  const thing = context.id();
  const written = { kind: "question", thing, type: "question.written/1", record: {} };
  return { facts: [{ ...written, words: { texts } }], answer: { question: thing } };
}

/** Asks a question no more; answers given to it stay readable beside it. */
export function dropQuestion(
  world: World,
  { question: thing }: { question: string },
): Decided | Refusal {
  const found = world.thing(question, thing);
  if (found === undefined) return refuse("people.no-such-question", "not-found");
  if (found.state.dropped) return { facts: [] };
  return { facts: [{ kind: "question", thing, type: "question.dropped/1", record: {} }] };
}

/** Why these answers will not do: the first question that has none; null where all have one. */
export function missingAnswer(
  questions: readonly string[],
  answers: readonly Answer[],
): Refusal | null {
  const told = new Set(answers.map(({ question: of }) => of));
  const missing = questions.findIndex((id) => !told.has(id));
  if (missing < 0) return null;
  return refuse("people.answer-missing", "shape", { field: `answer-${missing + 1}` });
}

/** The fact that someone answered these questions; none where none were asked. */
export function answeredFact(
  thing: string,
  questions: readonly string[],
  answers: readonly Answer[],
): NewFact[] {
  if (questions.length === 0) return [];
  const told = questions.flatMap((id) => answers.find((one) => one.question === id) ?? []);
  return [
    {
      ...{ kind: "member", thing, type: "member.answered/1" },
      ...{ record: { questions: [...questions] }, people: { answers: told } },
    },
  ];
}
