/** Random histories over the real floor plan, for the laws of docs/architecture.md. */

import { isOutside, isWithin, type Role } from "../../house/circles.ts";
import type { Upload } from "../../house/files.ts";
import { whoOf } from "../../house/gate.ts";
import type { Refusal } from "../../house/refusal.ts";
import { DAY, HOUR, type TestHouse, testHouse } from "../../house/testing.ts";
import type { FileRef } from "../../house/values/index.ts";
import { plan } from "../../rooms/index.ts";
import { eraseOver } from "../../rooms/spaces/times-over.ts";
import { AGREED } from "./agreed.ts";
import { ALLIED } from "./allied.ts";
import { BANKED } from "./bank.ts";
import { BREACHES } from "./breaches.ts";
import { CIRCLED } from "./circled.ts";
import { GIVEN } from "./hours.ts";
import { LISTENED } from "./listening.ts";
import { MOVED } from "./moved.ts";
import { PERMITTED } from "./permitted.ts";
import { PICTURED } from "./pictured.ts";
import { amount, pick, title, words } from "./said.ts";
import { type Author, type Done, isDone } from "./sent.ts";
import { ABLE } from "./skills.ts";
import { SPENT } from "./spent.ts";
import { STOCKED } from "./stocked.ts";

/** One step: what is done, by whom, to which, with which words and figure. */
export type Step = { what: number; who: number; which: number; word: number; figure: number };

/** Bounds of a step's numbers. */
export const STEP = { what: 1_000, who: 5, which: 8, word: 40, figure: 900 } as const;

/** A history as far as it went. */
export type History = TestHouse & {
  space: string;
  members: { id: string; roles: Role[] }[];
  /** Ids of needs in the order they were opened; the same for two histories of one seed. */
  needs: string[];
  hidden: Set<string>;
  /** Circles inside the group, each with its maker, and what was begun in any of them. */
  circles: { id: string; maker: string }[];
  within: { kind: string; id: string }[];
  offers: string[];
  deliveries: { id: string }[];
  books: string[];
  /** Listening sessions, and what to know first. */
  sessions: string[];
  norms: string[];
  /** Shifts that people are asked for, places in them, and hours given. */
  occasions: string[];
  turns: string[];
  efforts: string[];
  /** Files that were handed in. */
  files: string[];
  entries: number;
  /** How long it was after each step. */
  lengths: number[];
  sent: { command: string; by: string; result: Done | Refusal }[];
};

export { words } from "./said.ts";

/** The member who founds every history's space. */
export const FOUNDER = "f".repeat(32);

/**
 * A founded space that does not protect, with its page open, one member of each role, and one more
 * who is in no circle.
 */
export async function begin(seed: number, on: Parameters<typeof testHouse>[2] = {}) {
  const made = testHouse(plan, seed, on);
  const space = await made.house.begin("alongside.invalid");
  const history: History = {
    ...made,
    ...{ space, members: [{ id: FOUNDER, roles: ["coordination"] }] },
    ...{ needs: [], hidden: new Set(), entries: 0, lengths: [], sent: [] },
    ...{ offers: [], deliveries: [], books: [], circles: [], within: [] },
    ...{ sessions: [], norms: [], files: [], occasions: [] },
    ...{ turns: [], efforts: [] },
  };
  const founder = { by: "founder", member: FOUNDER } as const;
  const name = { lang: "es", text: "Ría Viva" };
  const input = { name, handle: "lucero", safety: "no", zone: "Europe/Madrid", langs: ["es"] };
  await send(history, "spaces.found", input, founder);
  const coordination = { by: "member", member: FOUNDER } as const;
  await send(history, "spaces.publish", {}, coordination);
  for (const [at, role] of (["treasurer", "member", "observer", "member"] as const).entries()) {
    const invite = { roles: [role], days: 7, uses: 1 };
    const asked = await send(history, "people.invite", invite, coordination);
    if (!isDone(asked)) throw new Error(JSON.stringify(asked));
    const { invitation, code } = asked.answer as { invitation: string; code: string };
    const holder = { by: "holder", thing: invitation, code } as const;
    const second = history.members[1];
    if (second !== undefined) {
      const author = { by: "member", member: second.id } as const;
      await send(history, "people.cosign-invitation", { invitation }, author);
    }
    const joined = await send(history, "people.join", { handle: `${role} ${at}` }, holder);
    if (!isDone(joined)) throw new Error(JSON.stringify(joined));
    history.members.push({ id: String(joined.answer["member"]), roles: [role] });
  }
  return history;
}

async function send(
  history: History,
  command: string,
  input: unknown,
  author: Author,
  upload?: Upload,
) {
  const key = `law-${String(history.sent.length).padStart(20, "0")}`;
  // Through the test house, which throws the node's own faults instead of asking to try again.
  const { space, house } = history;
  const sends = (files?: readonly FileRef[]) =>
    history.send({ space, command, input, author, key, ...(files && { files }) });
  const result = await (upload ? house.files.use(space, upload, sends) : sends());
  history.sent.push({ command, by: whoOf(author), result });
  // What came of it counts too: the clock tells offers of a line that closed or is asked for again.
  history.entries = await history.store.size(history.space);
  return result;
}

type Asked = [command: string, input: unknown, author?: Author | null, upload?: Upload] | null;
/** What a step sends, if anything. See {@link play} for `secret` and `deep`. */
export type Does = (
  history: History,
  step: Step,
  secret: number,
  deep: number,
) => Asked | Promise<Asked>;
/** The number to add where a thing lies in a circle. */
const deepIn = ({ within }: History, id: string, deep: number) =>
  within.some((one) => one.id === id) ? deep : 0;
const ids = (history: History, { which }: Step) => {
  const id = pick(history.needs, which);
  return id === undefined ? null : { ids: [id] };
};
const on =
  (command: string): Does =>
  (history, step) => {
    const input = ids(history, step);
    return input === null ? null : [command, input];
  };

/** What a step may be. `secret` changes only what the public may not open. */
const DOES: readonly Does[] = [
  // A line that stays inside: all of it is secret.
  (_history, { word, figure }, secret) => [
    "needs.open",
    { title: title(word + secret), quantity: amount(figure + secret) },
  ],
  (_history, { word, figure }) => [
    "needs.open",
    { title: title(word), quantity: amount(figure), publish: true, name: "lucero" },
  ],
  (history, { which, word }, secret, deep) => {
    const id = pick(history.needs, which);
    if (id === undefined) return null;
    const text = { lang: "es", text: words(word + secret + deepIn(history, id, deep)) };
    return ["needs.note", { id, text }];
  },
  (history, step, secret, deep) => {
    const id = pick(history.needs, step.which);
    if (id === undefined) return null;
    const hidden = (history.hidden.has(id) ? secret : 0) + deepIn(history, id, deep);
    const quantity = amount(step.figure + hidden);
    return ["needs.revise", { id, title: title(step.word + hidden), quantity }];
  },
  on("needs.quiet"),
  on("needs.withdraw"),
  on("needs.meet"),
  on("needs.reopen"),
  (history, { which }) => {
    const id = pick(history.needs, which);
    return id === undefined ? null : ["needs.rank", { order: [id] }];
  },
  (history, { which }) => {
    const id = pick(history.needs, which);
    if (id === undefined) return null;
    return ["needs.confirm-many", { answers: [{ id, answer: "yes" }] }];
  },
  (_history, { who, word }, secret) => [
    "people.rename",
    { handle: `name ${who} ${word + secret}` },
  ],
  (_history, { word }) => [
    "spaces.do-not-send",
    { lines: [{ texts: [title(word)], category: null }] },
  ],
];

/** What strangers bring and what becomes of it: names, reach and the books are the host's alone. */
const COMES: readonly Does[] = [
  (history, { which, figure, who }, secret) => {
    const need = pick(history.needs, which);
    if (need === undefined) return null;
    const id = String(history.sent.length).padStart(32, "0");
    const reach = { name: `name ${who + secret}`, reach: `street ${secret}` };
    return ["offers.take", { need, quantity: amount(figure), terms: null, ...reach }, stranger(id)];
  },
  (history, { which, figure }) => {
    const id = pick(history.offers, which);
    if (id === undefined) return null;
    const answer = ["accept", "decline", "aside"][figure % 3];
    return ["offers.answer-many", { answers: [{ id, answer }] }];
  },
  (history, { which, figure }) => {
    const [need, offer] = [pick(history.needs, which), pick(history.offers, which)];
    if (need === undefined) return null;
    const lines = [{ need, ...(offer && figure % 2 === 0 ? { offer } : {}), sent: amount(figure) }];
    return ["deliveries.announce", { lines }];
  },
  (history, { which, figure }, _secret, deep) => {
    const delivery = pick(history.deliveries, which);
    if (delivery === undefined) return null;
    // As much less than was sent in both: whether a count is right decides how much is written.
    const counted = amount(figure + deepIn(history, delivery.id, deep));
    const lines = [{ line: 1, counted }];
    return ["ledger.count-delivery", { id: delivery.id, lines }];
  },
  () => ["ledger.open-book", { purpose: "hours" }],
  (history, { which, figure, word }, secret, deep) => {
    const book = pick(history.books, which);
    const own = book === undefined ? 0 : deepIn(history, book, deep);
    const { of, unit } = amount(figure + secret + own);
    const lines = [
      { account: "elsewhere", of: { of: `-${of}`, unit } },
      { account: "here", of: { of, unit } },
    ];
    const input = { book, lines, narration: title(word + secret + own) };
    return book === undefined ? null : ["ledger.post", input];
  },
  // A statement that nobody opened: whatever it tells, the public learns nothing of it.
  async (history, { which, figure }, secret, deep) => {
    const book = pick(history.books, which);
    if (book === undefined) return null;
    const author: Author = { by: "member", member: FOUNDER };
    const { of, unit } = amount(figure + secret + deepIn(history, book, deep));
    const lines = [
      { account: "elsewhere", of: { of: `-${of}`, unit } },
      { account: "here", of: { of, unit } },
    ];
    for (let at = 0; at < 5; at += 1) await send(history, "ledger.post", { book, lines }, author);
    const month = new Date(history.clock.now).toISOString().slice(0, 7);
    history.clock.pass(32 * DAY);
    const thing = await (await history.house.space(history.space))?.thing(book);
    const period = { book, from: month, to: month };
    return ["ledger.make-statement", { ...period, seen: thing?.n ?? 1 }, author];
  },
];

const stranger = (id: string): Author => ({ by: "stranger", id });

/** What came later: at the end, since tests name steps by their place. */
const LATER: readonly Does[] = [
  // What is said beforehand about closing everything is the host's, in an open space too.
  (_history, { figure }, secret) => [
    "spaces.set-reopen-wait",
    { hours: 1 + ((figure + secret) % 168) },
  ],
  // The words of the code of conduct are the group's alone; so is what each accepted.
  (_history, { word, figure }, secret) => [
    "spaces.write-conduct",
    { texts: [title(word + secret)], days: figure % 61 },
  ],
  async (history, { figure }) => {
    const thing = await (await history.house.space(history.space))?.thing(history.space);
    const { charter } = history.house.parts.plan;
    const version = charter.asks?.(thing as never).at(-1)?.id;
    if (version === undefined) return null;
    if (figure % 4 === 0) return ["spaces.drop-conduct", {}];
    if (figure % 4 === 1) return ["people.unaccept-conduct", {}];
    return ["people.accept-conduct", { version, lang: "es" }];
  },
  // So is a rule for the group's silence; it is not agreed to here, or most acts would wait.
  ({ circles }, { which, word, figure }, secret) => {
    const circle = pick(circles, which);
    if (circle === undefined) return null;
    const rule = { days: 1 + (figure % 60), acts: ["answer"], name: [title(word + secret)] };
    const input = { ...rule, circle: circle.id };
    return ["spaces.propose-silence", input, { by: "member", member: circle.maker }];
  },
  // What duties are called, and who has them, is the group's.
  (_history, { word }, secret) => ["people.name-duty", { name: [title(word + secret)] }],
  async ({ house, space }, { which, figure }) => {
    const all = (await (await house.space(space))?.idsOfKind("duty", 50)) ?? [];
    const duty = pick(all, which);
    if (duty === undefined) return null;
    const deeds = ["take-duty", "put-down-duty", "end-duty"];
    const what = `people.${deeds[figure % 7] ?? "take-duty"}`;
    const place = figure % 2 === 0 ? "holder" : "second";
    return [what, what.endsWith("take-duty") ? { duty, place } : { duty }];
  },
  ...BREACHES,
  // Two decide how long things are kept; a week and more goes by, and with it what is over.
  async (history, { figure }) => {
    const founder = { by: "member", member: FOUNDER } as const;
    const wanted = [
      "needs",
      "notes",
      "givers",
      "lines",
      "listening",
      "rows",
      "expenses",
      "helpers",
    ].map((what) => {
      return { what, days: 1 + (figure % 5) };
    });
    const asked = await send(history, "spaces.plan-times", { wanted }, founder);
    const second = { by: "member", member: history.members[1]?.id ?? "" } as const;
    if (isDone(asked) && asked.answer["agreed"] !== true)
      await send(history, "spaces.agree-joint", { joint: asked.answer["joint"] }, second);
    history.clock.pass(8 * DAY);
    await eraseTimed(history);
    return null;
  },
  ...LISTENED,
  ...PERMITTED,
  ...ALLIED,
  ...AGREED,
  ...PICTURED,
  ...BANKED,
  ...MOVED,
  ...SPENT,
  ...GIVEN,
  ...STOCKED,
  // What a register calls the group is for its people alone.
  (_history, { figure }, secret) => {
    if (figure % 4 === 0) return ["spaces.drop-publisher", {}];
    const organisation = `GB-CHC-${1_000_000 + ((figure + secret) % 1_000_000)}`;
    return ["spaces.set-publisher", { organisation, type: "24", grants: null }];
  },
  ...ABLE,
];

/** Erases what is past its time, by commands that count among those the history sent. */
async function eraseTimed(history: History): Promise<void> {
  const { house } = history;
  let last = Promise.resolve<unknown>(null);
  const sends = ({ command, input, author }: Parameters<typeof house.dispatch>[0]) => {
    const done = last.then(() => send(history, command, input, author as Author));
    last = done;
    return done;
  };
  const through = { now: house.now, space: (id: string) => house.space(id), dispatch: sends };
  await eraseOver(through as unknown as typeof house, history.space);
}

const ALL = [...DOES, ...COMES, ...CIRCLED, ...LATER];

/** Remembers what a step made, in the order it was made. */
function remember(history: History, { things }: Done, maker: string): void {
  for (const { kind, id, circle } of things) {
    if (!isWithin(circle) || history.within.some((one) => one.id === id)) continue;
    if (kind === "circle") history.circles.push({ id, maker });
    history.within.push({ kind, id });
  }
  for (const { kind, id, circle } of things) {
    const lists: Record<string, string[]> = {
      ...{ need: history.needs, offer: history.offers, book: history.books },
      ...{ listening: history.sessions, norm: history.norms },
      ...{ occasion: history.occasions, turn: history.turns, effort: history.efforts },
    };
    const list = lists[kind];
    if (list !== undefined && !list.includes(id)) {
      list.push(id);
      if (["need", "occasion"].includes(kind) && !isOutside(circle)) history.hidden.add(id);
    }
    if (kind === "delivery" && !history.deliveries.some((one) => one.id === id))
      history.deliveries.push({ id });
  }
}

/**
 * Plays steps; `secret` is what only insiders may open, `deep` what only those in a circle may.
 * Refused steps are part of a history.
 */
export async function play(
  history: History,
  steps: readonly Step[],
  secret = 0,
  deep = 0,
): Promise<void> {
  for (const step of steps) {
    history.clock.pass((step.figure % 40) * (HOUR / 4));
    const chosen = await (ALL[step.what % ALL.length] as Does)(history, step, secret, deep);
    // A step may have sent commands of its own already.
    history.lengths.push(history.entries);
    if (chosen === null) continue;
    const member = (pick(history.members, step.who) as { id: string }).id;
    const [command, input, by, upload] = chosen;
    const author = by ?? ({ by: "member", member } as const);
    for (const { id } of upload?.list ?? []) history.files.push(id);
    const result = await send(history, command, input, author, upload);
    if (isDone(result)) remember(history, result, whoOf(author));
    history.lengths.push(history.entries);
  }
}
