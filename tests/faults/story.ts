/** A history that uses every room, chosen by numbers alone, so that two lives can tell it alike. */
import type { Author, Done } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";
import { DAY, HOUR } from "../../house/testing.ts";
import type { Life } from "./life.ts";

/** One step: which deed, on which thing, with which figure. */
export type Step = { what: number; which: number; figure: number };

const FOUNDER = "f".repeat(32);
/** The founder as an author. */
export const COORDINATION: Author = { by: "member", member: FOUNDER };

/** What a story has made so far, in order; ids differ between lives, places do not. */
export type Story = {
  life: Life;
  needs: string[];
  offers: { id: string; code: string }[];
  deliveries: string[];
  members: string[];
  books: string[];
  strangers: number;
};

const es = (text: string) => ({ lang: "es", text });
const item = (n: number) => ({ of: String(1 + n), unit: "item" });
const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];

async function done(story: Story, command: string, input: unknown, by: Author = COORDINATION) {
  const result = await story.life.send(command, input, by);
  return isRefusal(result) ? null : result;
}

const idOf = (result: Done | null, name = "id") => {
  const id = result?.answer[name];
  return typeof id === "string" ? [id] : [];
};

/** Founds the space and opens its page. */
export async function begin(life: Life): Promise<Story> {
  await life.begin();
  const story: Story = {
    ...{ life, needs: [], offers: [], deliveries: [], members: [], books: [], strangers: 0 },
  };
  const founding = {
    ...{ name: es("Ría Viva"), handle: "lucero", safety: "no" },
    ...{ zone: "Europe/Madrid", langs: ["es"] },
  };
  await done(story, "spaces.found", founding, { by: "founder", member: FOUNDER });
  await done(story, "spaces.publish", {});
  return story;
}

type Deed = (story: Story, step: Step) => Promise<unknown>;

const open: Deed = async (story, { figure, which }) => {
  const line = { title: es(`manta ${figure}`), quantity: item(figure), name: `n${which}` };
  const result = await done(story, "needs.open", { ...line, publish: which % 2 === 0 });
  story.needs.push(...idOf(result));
};
const openMany: Deed = async (story, { figure }) => {
  const lines = [1, 2, 3].map((n) => ({ title: es(`filtro ${figure} ${n}`), quantity: item(n) }));
  const result = await done(story, "needs.open-many", { lines, from: "pasted" });
  story.needs.push(...(result?.things.map(({ id }) => id) ?? []));
};
const revise: Deed = (story, { which, figure }) =>
  done(story, "needs.revise", {
    ...{ id: pick(story.needs, which), title: es(`arroz ${figure}`), quantity: item(figure) },
  });
const take: Deed = async (story, { which, figure }) => {
  const by: Author = { by: "stranger", id: (++story.strangers).toString(16).padStart(32, "e") };
  const reached = { name: `persona ${figure}`, reach: `tel ${figure}` };
  const given = { need: pick(story.needs, which), quantity: item(figure), ...reached, terms: null };
  const result = await done(story, "offers.take", given, by);
  const { id, code } = (result?.answer ?? {}) as { id?: string; code?: string };
  if (id !== undefined && code !== undefined) story.offers.push({ id, code });
};
const answer: Deed = (story, { which, figure }) =>
  done(story, "offers.answer-many", {
    answers: [
      { id: pick(story.offers, which)?.id, answer: figure % 4 === 3 ? "decline" : "accept" },
    ],
  });
const withdraw: Deed = (story, { which }) => {
  const { id = "", code = "" } = pick(story.offers, which) ?? {};
  return done(story, "offers.withdraw", { id }, { by: "holder", thing: id, code });
};
const forget: Deed = (story, { which }) => {
  const { id = "", code = "" } = pick(story.offers, which) ?? {};
  return done(story, "offers.forget", { id }, { by: "holder", thing: id, code });
};
const announce: Deed = async (story, { which, figure }) => {
  const offer = pick(story.offers, which)?.id ?? null;
  const result = await done(story, "deliveries.announce", {
    lines: [{ offer, sent: item(figure), what: es("cajas") }],
  });
  story.deliveries.push(...idOf(result));
};
const count: Deed = async (story, { which, figure }) => {
  const id = pick(story.deliveries, which);
  const lines = [{ line: 1, counted: item(figure) }];
  const result = await done(story, "ledger.count-delivery", { id, lines });
  story.books.push(...idOf(result, "book"));
};
const post: Deed = (story, { which, figure }) => {
  const lines = [
    { account: "here", of: { of: `-${1 + figure}`, unit: "item" } },
    { account: "given-out", of: item(figure) },
  ];
  return done(story, "ledger.post", { book: pick(story.books, which), lines });
};
const member: Deed = async (story, { figure }) => {
  const made = await done(story, "people.invite", { roles: ["member"], days: 2, uses: 1 });
  const { invitation = "", code = "" } = (made?.answer ?? {}) as Record<string, string>;
  const holder: Author = { by: "holder", thing: invitation, code };
  const result = await done(story, "people.join", { handle: `mano ${figure}` }, holder);
  story.members.push(...idOf(result, "member"));
};
const rename: Deed = (story, { which, figure }) =>
  done(
    story,
    "people.rename",
    { handle: `otra ${figure}` },
    { by: "member", member: pick(story.members, which) ?? "0".repeat(32) },
  );
const describe: Deed = (story, { figure }) =>
  done(story, "spaces.describe", { block: "about", texts: [es(`quiénes ${figure}`)] });
/** Ends the epochs that something was erased from, as the hourly job does. */
const tidy: Deed = ({ life }) => life.until(({ house }) => house.endDirtyEpochs(life.space));
const restart: Deed = async ({ life }) => life.restart();

/** Every deed, in an order that gives each something to work on. */
export const DEEDS: readonly Deed[] = [
  ...[open, openMany, revise, take, take, answer, announce, count, post, member, rename],
  ...[describe, revise, withdraw, forget, tidy, restart],
];

/** Does one step; time passes with it, and now and then a week. */
export async function act(story: Story, step: Step): Promise<void> {
  story.life.clock.pass(step.figure % 9 === 8 ? 8 * DAY : (step.figure % 5) * (HOUR / 60));
  await DEEDS[step.what % DEEDS.length]?.(story, step);
}

/** One step for every deed: the shortest story that tells of everything. */
export const ALL_DEEDS: readonly Step[] = DEEDS.map((_, what) => {
  return { what, which: 0, figure: what === 12 ? 8 : what === 5 ? 4 : what };
});
