/** A toy room for the house's own tests: notes that are written, grown, published, forgotten. */
import { z } from "zod";
import type { Reader } from "./circles.ts";
import { defineCommand } from "./command.ts";
import { defineKind } from "./facts.ts";
import { MOVED, movedRecord, TAKEN_OVER, takenOverRecord } from "./moves.ts";
import { refuse } from "./refusal.ts";
import { floorPlan } from "./room.ts";
import { assertDone, testHouse } from "./testing.ts";

type Note = {
  title: { index: number; n: number; type: string } | null;
  sum: number;
  open: boolean;
  /** As the last growing's record has it, down to the order of its keys. */
  pair: unknown;
};
const none = "none: a toy" as const;
/** A thing with words, people and marks. */
export const note = defineKind<Note>({
  kind: "note",
  facts: [
    {
      type: "note.written/1",
      record: z.strictObject({ size: z.int() }),
      words: z.strictObject({ title: z.string() }),
      people: z.strictObject({ name: z.string().optional() }),
      marks: ({ words, record }) => ({
        record: [`size:${record["size"]}`],
        words: words === undefined ? [] : [`w:${words["title"]}`],
      }),
    },
    {
      type: "note.grown/1",
      record: z.strictObject({
        by: z.int(),
        pair: z.strictObject({ b: z.int(), a: z.int() }).optional(),
      }),
    },
    { type: "note.published/1", record: z.strictObject({}), moves: () => "public" },
  ],
  initial: { title: null, sum: 0, open: false, pair: null },
  evolve: (state, { type, record, index, n }) => {
    if (type === "note.written/1") {
      state.title = { index, n, type };
      state.sum = Number(record["size"]);
    }
    if (type === "note.grown/1") {
      state.sum += Number(record["by"]);
      state.pair = record["pair"] ?? null;
    }
    if (type === "note.published/1") state.open = true;
    return state;
  },
});
const member = defineKind<{ roles: string[] }>({
  kind: "member",
  facts: [{ type: "member.joined/1", record: z.strictObject({ roles: z.array(z.string()) }) }],
  initial: { roles: [] },
  evolve: (_state, { record }) => ({ roles: record["roles"] as string[] }),
});
const space = defineKind<object>({
  kind: "space",
  facts: [
    { type: "space.founded/1", record: z.strictObject({}) },
    { type: MOVED, record: movedRecord },
    { type: TAKEN_OVER, record: takenOverRecord },
  ],
  initial: {},
  evolve: (state) => state,
});
const id = z.string().length(32);
const row = { kind: "act", clause: none, consent: none, onLapse: none } as const;
const commands = [
  defineCommand({
    ...row,
    name: "toys.found",
    who: ["founder"],
    shape: z.strictObject({}),
    decide: (_world, _input, { space: thing, who }) => ({
      facts: [
        { kind: "space", thing, type: "space.founded/1", record: {} },
        {
          ...{ kind: "member", thing: who, type: "member.joined/1" },
          record: { roles: ["coordination"] },
        },
      ],
    }),
  }),
  defineCommand({
    ...row,
    name: "toys.move",
    who: ["coordination"],
    shape: movedRecord,
    decide: (_world, record, { space: thing }) => ({
      facts: [{ kind: "space", thing, type: MOVED, record }],
    }),
  }),
  defineCommand({
    ...row,
    name: "toys.take-over",
    who: ["founder"],
    shape: takenOverRecord,
    decide: (_world, record, { space: thing }) =>
      record.by.includes(who)
        ? { facts: [{ kind: "space", thing, type: TAKEN_OVER, record }] }
        : refuse("toys.not-who", "who"),
  }),
  defineCommand({
    ...row,
    name: "toys.write",
    who: ["coordination"],
    shape: z.strictObject({ id, title: z.string(), name: z.string(), size: z.int() }),
    decide: (world, { id: thing, title, name, size }) => {
      if (world.find(note, `size:${size}`).length > 0) return refuse("toys.same-size", "state");
      const record = { size };
      const fact = { kind: "note", thing, type: "note.written/1", record };
      return { facts: [{ ...fact, words: { title }, people: { name } }], answer: { size } };
    },
  }),
  defineCommand({
    ...row,
    name: "toys.grow",
    who: ["coordination", "stranger", "clock"],
    shape: z.strictObject({ id, by: z.int() }),
    decide: (world, { id: thing, by }) =>
      world.thing(note, thing) === undefined
        ? refuse("toys.not-here", "not-found")
        : {
            facts: [
              { kind: "note", thing, type: "note.grown/1", record: { by, pair: { b: by, a: 0 } } },
            ],
          },
  }),
  defineCommand({
    ...row,
    name: "toys.publish",
    who: ["coordination"],
    shape: z.strictObject({ id }),
    decide: (_world, { id: thing }) => ({
      facts: [{ kind: "note", thing, type: "note.published/1", record: {} }],
    }),
  }),
  defineCommand({
    ...row,
    name: "toys.draw",
    who: ["coordination"],
    shape: z.strictObject({}),
    decide: (world, _input, { id: draw }) => {
      const thing = draw();
      world.find(note, `named:${thing}`);
      const record = { size: 0 };
      return { facts: [{ kind: "note", thing, type: "note.written/1", record }] };
    },
  }),
  defineCommand({
    ...row,
    kind: "undoing",
    name: "toys.forget",
    who: ["coordination"],
    shape: z.strictObject({ id }),
    decide: (world, { id: thing }) => {
      const at = world.thing(note, thing)?.state.title;
      if (at === undefined || at === null) return refuse("toys.not-here", "not-found");
      return { facts: [], erases: [{ kind: "note", thing, at, parts: ["words"] }] };
    },
  }),
];
/** The toy floor plan. */
export const plan = floorPlan([
  {
    name: "toys",
    kinds: [space, member, note],
    commands,
    membership: { kind: member, roles: (thing) => (thing as { state: { roles: [] } }).state.roles },
    charter: {
      kind: space,
      protects: () => false,
      zone: () => "Europe/Madrid",
      langs: () => [],
      shut: () => false,
    },
  },
]);

/** The founder's member id. */
export const who = "b".repeat(32);
/** The id of a first note. */
export const one = "1".repeat(32);
/** The founder as an author. */
export const author = { by: "member", member: who } as const;
/** The founder as a reader. */
export const insider: Reader = { by: "member", member: who, roles: ["coordination"] };

/** A house with one founded space, and a way to send commands in it. */
export async function founded(seed = 1) {
  const made = testHouse(plan, seed);
  const at = await made.house.begin("alongside.invalid");
  const founder = { by: "founder", member: who } as const;
  const done = await made.send({ space: at, command: "toys.found", input: {}, author: founder });
  assertDone(done);
  const send = (command: string, input: unknown, by: object = author) =>
    made.send({ space: at, command, input, author: by as never });
  return { ...made, at, send };
}
