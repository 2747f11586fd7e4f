/**
 * The commands that the gate is asked about: distinct ones over all permissions and agreements of a
 * space, in random order, a third of them to be refused; and what a program that asks another
 * engine about them would hold ready.
 */
import type { Author } from "../house/command.ts";
import type { Thing } from "../house/facts.ts";
import { endOf, startOf } from "../house/values/index.ts";
import type { AgreementState } from "../rooms/agreements/facts.ts";
import { drawnBy } from "../rooms/agreements/standing.ts";
import { heldVersion, holdsFrom, lapsesAt } from "../rooms/agreements/status.ts";
import { limitOf } from "../rooms/agreements/terms.ts";
import type { ConsentState } from "../rooms/consent/facts.ts";
import type { OfferState } from "../rooms/offers/index.ts";
import { ASKED_AT, ELSEWHERE, type GateWorld, MEMBERS } from "./gate-world.ts";

/** A command as a door hands it on. */
export type Command = { name: string; author: Author; input: Input };
/** What is used: words of somebody on a channel, or an agreement for so much. */
type Input = { saying?: string; channel?: string; agreement?: string; quantity?: Quantity };
type Quantity = { of: string; unit: string };

/** Words, and the permission that they stand on: when, and where. */
export type Words = { id: string; consent: string; from: number; until: number; on: string[] };
/** An agreement: when it holds, whether it was stopped, its clauses, and what its limits leave. */
export type Deal = {
  id: string;
  from: number;
  until: number;
  stopped: boolean;
  clauses: string[];
  left: { box: number; EUR: number };
};

/** Chance that can be repeated: numbers from 0 to 1. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Puts a list into random order, in place. */
export function shuffle<T>(list: T[], random: () => number): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] as T, list[i] as T];
  }
  return list;
}

const ALL = Number.MAX_SAFE_INTEGER;
/** What no limit leaves: more than anybody brings. */
const UNLIMITED = 1e9;

async function everyOf<S>({ space }: GateWorld, kind: string): Promise<Thing<S>[]> {
  const ids = await space.idsOfKind(kind, ALL);
  const found: Thing[] = [];
  for (let at = 0; at < ids.length; at += 2_000)
    found.push(...(await space.things(ids.slice(at, at + 2_000))));
  return found as Thing<S>[];
}

/** All words and agreements of the space, read from its things. */
export async function heldReady(world: GateWorld): Promise<{ words: Words[]; deals: Deal[] }> {
  const words = (await everyOf<ConsentState>(world, "consent")).map(({ id, state }) => {
    const { scope, from, ends, channels } = state;
    const until = endOf(ends);
    return { id: scope[0] ?? "", consent: id, from: startOf(from), until, on: [...channels] };
  });
  const lines = await everyOf<{ agreement: string; offer: string }>(world, "drawing");
  const offers = await everyOf<OfferState>(world, "offer");
  const state = new Map(offers.map((one) => [one.id, one.state]));
  const deals = (await everyOf<AgreementState>(world, "agreement")).map((deal) => {
    const drawn = lines
      .filter((line) => line.state.agreement === deal.id)
      .map((line) => drawnBy(state.get(line.state.offer) as OfferState));
    return dealOf(deal, drawn);
  });
  return { words, deals };
}

function dealOf({ id, state }: Thing<AgreementState>, drawn: ReturnType<typeof drawnBy>[]): Deal {
  const held = heldVersion(state, ASKED_AT);
  if (held === null) throw new Error("an agreement was not signed");
  const left = { box: UNLIMITED, EUR: UNLIMITED };
  for (const one of held.clauses) {
    const most = limitOf(one)?.most;
    if (most === undefined) continue;
    const used = drawn.filter((line) => line?.unit === most.unit);
    left[most.unit as keyof typeof left] =
      Number(most.of) - used.reduce((sum, line) => sum + Number(line?.of), 0);
  }
  const stopped = state.paused !== null || state.ended !== null;
  const clauses = held.clauses.map(({ kind }) => kind);
  return { id, from: holdsFrom(held), until: lapsesAt(held), stopped, clauses, left };
}

const some = <T>(list: readonly T[], random: () => number) =>
  list[Math.floor(random() * list.length)] as T;
const having = (...roles: string[]): Author[] =>
  MEMBERS.filter(({ role }) => roles.includes(role)).map(({ member }) => {
    return { by: "member", member };
  });
const DOING = having("coordination", "member", "treasurer");
const LOCAL = having("coordination", "member");
const LOOKING = having("observer");

/** What could be asked of one permission: shown here, or passed on to one place. */
function wordsAsked({ id, on }: Words, n: number, random: () => number): Command {
  const refused = random() < 1 / 3;
  const author = some(refused && random() < 1 / 4 ? LOOKING : DOING, random);
  if (n === 0 && !refused) return { name: "consent.show-words", author, input: { saying: id } };
  const wrong = refused && DOING.includes(author);
  const places = ELSEWHERE.filter((one) => on.includes(one) !== wrong);
  return { name: "consent.pass-on", author, input: { saying: id, channel: some(places, random) } };
}

/** An amount: whole, or with a part. */
const figureOf = (hundredths: number, random: () => number) =>
  random() < 0.7 ? String(Math.max(1, Math.floor(hundredths / 100))) : String(hundredths / 100);

/** So many of a hundred agreements do not hold, and are refused whatever is asked. */
const OVER = 0.15;
const REFUSED = (1 / 3 - OVER) / (1 - OVER);

/** What could be asked of one agreement: some of a limit, or more than is left. */
function dealAsked(world: GateWorld, deal: Deal, random: () => number): Command {
  const holds = !deal.stopped && deal.until > ASKED_AT;
  const refused = holds && random() < REFUSED;
  const [without, stranger] = [!deal.clauses.includes("money"), refused && random() < 1 / 5];
  const unit = without
    ? refused && random() < 1 / 3
      ? "EUR"
      : "box"
    : some(["box", "EUR"], random);
  const left = Math.max(0, deal.left[unit as "box" | "EUR"]) * 100;
  const within = 100 + Math.floor(random() * Math.max(0, left - 100));
  const over = Math.ceil(left) + 1 + Math.floor(random() * 500_000);
  const more = refused && !stranger && !(unit === "EUR" && without);
  // Rounded down to a whole one, it must be more than is left still.
  const of = more ? figureOf(over + 100, random) : figureOf(within, random);
  const need = unit === "box" ? world.lines.boxes : world.lines.money;
  const taken = { agreement: deal.id, need, quantity: { of, unit }, by: null };
  if (!stranger && random() < 1 / 2)
    return { name: "agreements.take-line-as-party", author: world.other, input: taken };
  const author = some(stranger ? LOOKING : LOCAL, random);
  const input = { ...taken, name: "noor", reach: "at the office" };
  return { name: "agreements.take-line", author, input };
}

/** As many on permissions as on agreements, each once, in random order; as JSON. */
export function commandsOver(
  world: GateWorld,
  { words, deals }: { words: readonly Words[]; deals: readonly Deal[] },
  each: number,
  random: () => number,
): string {
  const seen = new Set<string>();
  const fill = (count: number, make: (i: number) => Command) => {
    const to = seen.size + count;
    for (let i = 0, tries = 0; seen.size < to; tries++) {
      if (tries > count * 20) throw new Error("there are not so many distinct commands");
      const before = seen.size;
      seen.add(JSON.stringify(make(i)));
      if (seen.size > before) i++;
    }
  };
  const count = words.length * each;
  fill(count, (i) =>
    wordsAsked(words[i % words.length] as Words, Math.floor(i / words.length), random),
  );
  fill(count, (i) => dealAsked(world, deals[i % deals.length] as Deal, random));
  return `[${shuffle([...seen], random).join(",")}]`;
}
