/** For tests: what a program says of agreements, each command once and in this order. */
import type { Author } from "../house/command.ts";
import type { Known, Step } from "./testing-steps.ts";

const on = (date: string) => ({ date, zone: "UTC", instant: `${date}T00:00:00Z` });
const said = { lang: "es", text: "Mantas para el puerto" };
const boxes = (of: string) => ({ of, unit: "box" });
const text = (lang: string) => ({ lang, text: "un acuerdo" });

/** What the other party gives. */
const SUPPORT = {
  kind: "support",
  terms: { gives: "them", kinds: ["goods", "hours"], most: boxes("40"), per: "month" },
};
/** That they may come, two at once. */
const PEOPLE = { kind: "people", terms: { most: 2, days: 3, asked: true } };

const proposal = (agreement: unknown) => {
  const told = [{ lang: "es", text: said }];
  const clauses = [SUPPORT, PEOPLE].map((says) => ({ says, said: told }));
  return { agreement, texts: [text("es")], differing: [], clauses };
};

/**
 * The steps. `deal` is in force and lets goods be offered (the other party signed it, which no
 * program can do here); the rest is made by them.
 */
export const AGREED: readonly Step[] = [
  [
    "agreements.begin",
    ({ party }) => ({ with: party, langs: ["es"] }),
    ["agreement", "answer.agreement"],
  ],
  ["agreements.propose", ({ agreement }) => proposal(agreement)],
  ["agreements.decline", ({ agreement }) => ({ agreement, version: 1 })],
  ["agreements.erase-text", ({ agreement }) => ({ agreement, version: 1 })],
  [
    "agreements.note",
    ({ agreement }) => ({ agreement, pressed: true, said }),
    ["note", "answer.note"],
  ],
  ["agreements.take-note-back", ({ note }) => ({ note })],
  [
    ...(["agreements.take-line"] as const),
    ({ deal: agreement, boxes: need }) => ({
      ...{ agreement, need, quantity: boxes("3"), name: "noor", reach: "en el puerto" },
    }),
    ["drawing", "answer.drawing"],
  ],
  ["agreements.end-ticks", ({ deal: agreement }) => ({ agreement })],
  ["agreements.pause", ({ deal: agreement }) => ({ agreement })],
  ["agreements.let-come", ({ drawing }) => ({ drawing })],
  ["agreements.end", ({ deal: agreement }) => ({ agreement })],
];

type Acts = (command: string, input: object) => Promise<{ answer: Record<string, unknown> }>;

/** An agreement in force with the ally there, and something asked for under it. */
export async function agreedDeal(
  act: Acts,
  { ally: party = "", acting: person = "" }: Known,
  send: (sent: { command: string; input: object; author: Author }) => Promise<unknown>,
): Promise<{ deal: string; boxes: string; party: string }> {
  const theirs = { by: "ally", ally: party, person, leads: true } as const;
  const asks = async (command: string, input: object) => (await act(command, input)).answer;
  const agreement = String(
    (await asks("agreements.begin", { with: party, langs: ["es"] }))["agreement"],
  );
  const { version, hash } = await asks("agreements.propose", proposal(agreement));
  const signing = { agreement, version, hash, assembly: null, seen: true };
  await asks("agreements.sign", signing);
  await send({ command: "agreements.sign", input: signing, author: theirs });
  await asks("agreements.waive-rest", { agreement, version });
  await asks("agreements.tick", { agreement, kinds: ["goods", "hours"], until: on("2027-06-01") });
  const line = { title: text("es"), needKind: "goods", quantity: boxes("9"), urgency: "weeks" };
  return { party, deal: agreement, boxes: String((await asks("needs.open", line))["id"]) };
}
