/**
 * Deciding a batch: waiting commands, one on another, become a commit and an answer for each.
 * Nothing of it is visible before the writer has stored it (docs/architecture.md).
 */
import { setImmediate } from "node:timers/promises";
import type { Answers } from "./answers.ts";
import type { Leaves } from "./beside.ts";
import { type Circles, NO_CIRCLES, type Role } from "./circles.ts";
import type { Author, CommandRow, Context, Decided, Done, Envelope } from "./command.ts";
import { COMMIT_ENTRIES_MAX, Commit } from "./commit.ts";
import { dayIn } from "./days.ts";
import type { NewFact, Stamp, Thing } from "./facts.ts";
import {
  circleFault,
  happenedFault,
  type Lets,
  mayCommand,
  mayWhileDark,
  mayWhileHeldBack,
  mayWhileShut,
  opens,
  readerOf,
  rolesNow,
  type Shaped,
  shapeOf,
  whoOf,
} from "./gate.ts";
import { newId } from "./ids.ts";
import type { Asked } from "./outbox.ts";
import type { Clock, Random } from "./ports.ts";
import { isRefusal, notHere, type Refusal, refuse } from "./refusal.ts";
import type { Condition } from "./room.ts";
import type { Space } from "./space.ts";
import { circlesOf, Loaded, lookUp, Missing, Parked, worldFor } from "./world.ts";

/** Deciding pauses after this long, so that pages and other spaces do not wait for it. */
const DECIDING_MS_MAX = 5;
/** Then it goes on so many times: what one commit costs is shared by more, and all wait less. */
const PAUSES_MAX = 3;
/** A decider that asks for more than this many things, one after another, is our bug. */
const LOADS_MAX = 5_000;

/** Where a group asks nothing of each person: the same one everywhere. */
const NO_LANGS: readonly string[] = [];
const NOTHING_ASKED: readonly Condition[] = [];

/** A command and whoever waits for its answer. */
export type Waiting = { envelope: Envelope; answer: (result: Done | Refusal) => void };
/** A command decided: the key its answer is kept by, and the answer it gets once it is durable. */
export type Staged = { waiting: Waiting; key: string; result: Done | Refusal };

/** Commands decided together, at `now` (ms): stored in one step or not at all. */
export type Stage = {
  commit: Commit;
  staged: Staged[];
  /** The keys of all of them, and of those whose answer is kept with the commit. */
  keys: ReadonlySet<string>;
  kept: readonly string[];
  now: number;
};

/** What deciding comes to; `later`: it is too much for this commit, or stands on its entries. */
type Result = Done | Refusal | "later";
/** What a command is decided from: the ids are those it has drawn so far. */
type Tried = [at: Deciding, envelope: Envelope, shaped: Shaped, key: string, ids: string[]];

/** What the commands of one stage share while they are decided. */
type Deciding = { commit: Commit; loaded: Loaded; now: number };

/** What deciding needs from outside. */
export type StagerParts = {
  clock: Clock;
  random: Random;
  /** Whether acts that ask for something beyond the log have to come again. */
  full: () => boolean;
};

/** Decides for one space. */
export class Stager {
  readonly #space: Space;
  readonly #parts: StagerParts;
  readonly #answers: Answers;
  /** What a command asked for beyond the log, by its answer. */
  readonly asked = new WeakMap<Done, readonly Asked[]>();

  constructor(space: Space, parts: StagerParts, answers: Answers) {
    this.#space = space;
    this.#parts = parts;
    this.#answers = answers;
  }

  /**
   * Decides these commands in order, on what is durable or, where `base` is given, on that stage
   * as if it were. Answers the stage and the commands that have to wait for the next.
   */
  async stage(
    taken: readonly Waiting[],
    base: Stage | null,
  ): Promise<{ stage: Stage; rest: Waiting[] }> {
    const { clock, random } = this.#parts;
    // A stage of refusals alone wrote nothing to decide on.
    const on = base !== null && base.commit.length > 0 ? base.commit : undefined;
    const commit = new Commit(this.#space, random, on);
    const now = clock();
    const at: Deciding = { commit, loaded: new Loaded(), now };
    const staged: Staged[] = [];
    const keys = new Set<string>();
    let since = now;
    let pauses = 0;
    for (const waiting of taken) {
      if (staged.length > 0 && clock() - since > DECIDING_MS_MAX) {
        if (pauses++ === PAUSES_MAX) break;
        await setImmediate();
        since = clock();
      }
      // A repeat waits for the first one's answer to be durable.
      const key = this.#answers.keyOf(waiting.envelope);
      if (keys.has(key) || base?.keys.has(key)) break;
      // Nearly all are new and ask for nothing that is not in memory: those wait for no promise.
      const repeat = this.#answers.has(key)
        ? await this.#answers.find(waiting.envelope, key, now)
        : null;
      const decided = repeat ?? this.#decide(at, waiting.envelope, key);
      const result = decided instanceof Promise ? await decided : decided;
      if (result === "later") break;
      keys.add(key);
      staged.push({ waiting, key, result });
    }
    // Alone, with nothing on its way, it would wait for ever.
    if (base === null && staged.length === 0) throw new Error("a command waits for nothing");
    return { stage: { commit, staged, keys, kept: [], now }, rest: taken.slice(staged.length) };
  }

  #decide(at: Deciding, envelope: Envelope, key: string): Result | Promise<Result> {
    const shaped = shapeOf(this.#space.plan, envelope);
    if (isRefusal(shaped)) return shaped;
    const { state } = this.#space.ring;
    if (state !== "live") return refuse(`house.${state}`, "state");
    // Deciding again draws the same ids.
    const ids: string[] = [];
    const first = this.#try(at, envelope, shaped, key, ids);
    return first instanceof Missing ? this.#load(first, at, envelope, shaped, key, ids) : first;
  }

  /** Loads what is missing and tries again, until nothing is. */
  async #load(missing: Missing, ...tried: Tried): Promise<Result> {
    let result: Result | Missing = missing;
    for (let loads = 0; loads < LOADS_MAX; loads++) {
      if (!(result instanceof Missing)) return result;
      await tried[0].loaded.load(this.#space, result);
      result = this.#try(...tried);
    }
    throw new Error(`${tried[1].command} asked for too many things`);
  }

  #try(...tried: Tried): Result | Missing {
    try {
      return this.#decideNow(...tried);
    } catch (signal) {
      if (signal instanceof Parked) return refuse("house.newer-version", "state");
      if (signal instanceof Missing) return signal;
      throw signal;
    }
  }

  #decideNow(at: Deciding, envelope: Envelope, shaped: Shaped, key: string, ids: string[]): Result {
    const { row, input } = shaped;
    at.loaded.fresh = [];
    const roles = this.#rolesOf(at, envelope);
    const dark = this.#darkness(at);
    const stopped = this.#mayCommand(at, envelope, shaped, roles, dark);
    if (stopped !== null) return stopped;
    const context = this.#context(at, envelope, key, roles, ids, dark !== null);
    if (context === null) return notHere;
    at.loaded.fresh = ids;
    const early =
      this.#mayNow(at, envelope, row, context) ?? happenedFault(context.happened, at.now);
    if (early !== null) return early;
    // Asked last: closed doors, and whoever may not come in, learn nothing of permissions.
    const { standing } = this.#space;
    const permissions = standing.ask(row, input, at.now, at.commit);
    if (isRefusal(permissions)) return permissions;
    const reader = readerOf(envelope.author, roles, this.#circlesOf(at, envelope));
    const lets: Lets = {
      mayShow: (id, now) => standing.mayShow(id, now),
      lends: (ally, thing, now) =>
        standing.agreed.lends(ally, thing, now, { staged: at.commit.staged() }),
    };
    const may = (thing: Thing) => opens(reader, thing, context, lets);
    const world = worldFor(at.commit, at.loaded, may);
    const given = permissions.length === 0 ? context : { ...context, permissions };
    const decided = row.decide(world, input as never, given);
    if (isRefusal(decided)) return decided;
    const circle = circleFault(reader, decided.facts, (id) => this.#takes(at, id));
    if (circle !== null) return circle;
    const many = decided.facts.length + (decided.erases?.length ?? 0);
    if (many > COMMIT_ENTRIES_MAX) throw new Error(`${row.name} wrote ${many} facts at once`);
    if (at.commit.length + many > COMMIT_ENTRIES_MAX) return "later";
    // What is not stored yet cannot be erased: it waits until it is.
    if (decided.erases?.some((one) => one.at.index >= at.commit.first)) return "later";
    const asks = row.kind === "act" && this.#parts.full();
    if (asks && decided.facts.some(({ type }) => this.#space.plan.effects(type).length > 0))
      return refuse("house.busy", "again", { next: "again" });
    return this.#stage(at, envelope, row, decided, context);
  }

  /** Whether its author may send it at all, in the silence that there is, if any. */
  #mayCommand(
    at: Deciding,
    envelope: Envelope,
    { row, input }: Shaped,
    roles: readonly Role[],
    dark: Thing | null,
  ): Refusal | null {
    const { author } = envelope;
    if (author.by === "ally" && !this.#acts(at, author)) return notHere;
    const waits = roles.length === 0 && this.#waits(at, envelope);
    if (dark === null) return mayCommand(row, author, roles, waits);
    const leaves = this.#space.plan.charter.dark?.leaves(dark as never) as Leaves;
    const isIn = (circle: string) => this.#circlesOf(at, envelope).has(circle);
    const about = String((input as { circle?: unknown }).circle ?? "") || null;
    return mayWhileDark(row, author, roles, { waits, leaves, isIn, about });
  }

  /** Whether it goes on now; that something is closed or asked is looked up where it would not. */
  #mayNow(at: Deciding, envelope: Envelope, row: CommandRow, context: Context): Refusal | null {
    const shut = mayWhileShut(row, envelope.author);
    if (shut !== null && this.#isShut(at)) return shut;
    const early = context.asks.length === 0 ? null : mayWhileHeldBack(row);
    return early !== null && this.#isHeldBack(at, envelope, context) ? early : null;
  }

  /** What the group said of its silence, where it counts as silent now; else null. */
  #darkness({ commit, now }: Deciding): Thing | null {
    const { beside } = this.#space;
    const said = beside.id === null ? null : (commit.thing(beside.id) ?? beside.thing);
    return said !== null && beside.isDark(now, said) ? said : null;
  }

  #isShut({ commit, loaded }: Deciding): boolean {
    const thing = lookUp(commit, loaded, this.#space.id);
    return thing !== undefined && this.#space.plan.charter.shut(thing as never);
  }

  #rolesOf({ commit, loaded }: Deciding, { author }: Envelope): readonly Role[] {
    if (author.by !== "member") return [];
    return rolesNow(this.#space.plan, lookUp(commit, loaded, author.member));
  }

  #waits({ commit, loaded }: Deciding, { author }: Envelope): boolean {
    if (author.by !== "member") return false;
    const { kind, waits } = this.#space.plan.membership;
    const member = lookUp(commit, loaded, author.member);
    return member?.kind === kind.kind && waits?.(member as never) === true;
  }

  /** Whether the author has to accept what the group asks of each person first. */
  #isHeldBack({ commit, loaded, now }: Deciding, { author }: Envelope, { asks }: Context): boolean {
    const { membership, allies } = this.#space.plan;
    if (author.by === "ally") {
      // Whoever has not come in yet accepted nothing.
      const person = lookUp(commit, loaded, author.person);
      return person === undefined || allies?.heldBack(person as never, asks, now) === true;
    }
    if (author.by !== "member") return false;
    const { kind, heldBack } = membership;
    const member = lookUp(commit, loaded, author.member);
    return member?.kind === kind.kind && heldBack?.(member as never, asks, now) === true;
  }

  /** The circles the author is in; nobody looks for them where there are none. */
  #circlesOf({ commit, loaded }: Deciding, { author }: Envelope): Circles {
    if (author.by !== "member" || !commit.hasCircles) return NO_CIRCLES;
    return circlesOf(commit, loaded, this.#space.plan, author.member);
  }

  #takes({ commit, loaded }: Deciding, id: string): boolean {
    const { membership, allies } = this.#space.plan;
    const circle = lookUp(commit, loaded, id);
    const row = [membership.circles, allies].find((one) => one?.kind.kind === circle?.kind);
    return circle !== undefined && row?.takes(circle as never) === true;
  }

  /** Whether the author acts for a group that came along and has not gone, as staged. */
  #acts({ commit, loaded }: Deciding, author: Extract<Author, { by: "ally" }>): boolean {
    const row = this.#space.plan.allies;
    const ally = lookUp(commit, loaded, author.ally);
    if (row === undefined || ally?.kind !== row.kind.kind) return false;
    const person = lookUp(commit, loaded, author.person);
    if (person !== undefined && person.kind !== row.person.kind) return false;
    return row.acts(ally as never, person as never);
  }

  /** Null where the space's end came: nobody but the clock does anything there. */
  #context(
    { commit, loaded, now }: Deciding,
    envelope: Envelope,
    key: string,
    roles: readonly Role[],
    ids: string[],
    dark: boolean,
  ): Context | null {
    const { charter } = this.#space.plan;
    const space = lookUp(commit, loaded, this.#space.id) as never;
    const over = space !== undefined && charter.over?.(space, now) === true;
    if (over && envelope.author.by !== "clock") return null;
    const { random } = this.#parts;
    let drawn = 0;
    return {
      now,
      happened: envelope.happened ?? now,
      author: envelope.author,
      who: whoOf(envelope.author),
      roles,
      arrived: envelope.arrived ?? "own-hand",
      readBack: envelope.readBack ?? false,
      protects: space === undefined ? true : charter.protects(space),
      zone: space === undefined ? "UTC" : charter.zone(space),
      langs: space === undefined ? NO_LANGS : charter.langs(space),
      asks: space === undefined ? NOTHING_ASKED : (charter.asks?.(space) ?? NOTHING_ASKED),
      space: this.#space.id,
      dark,
      lasts: this.#space.standing.lasts,
      ...(envelope.files === undefined ? {} : { files: envelope.files }),
      id: () => {
        const id = ids[drawn] ?? newId(random);
        ids[drawn++] = id;
        return id;
      },
      code: this.#answers.codes(key),
    };
  }

  /** What is written instead of a fact that its thing takes nothing for any more, or null. */
  #late(commit: Commit, fact: NewFact, day: string): NewFact | null {
    const kind = this.#space.plan.kind(fact.kind);
    if (kind?.late === undefined) return null;
    const thing = commit.thing(fact.thing);
    return thing === undefined ? null : kind.late(thing.state as never, fact, day);
  }

  #stage(
    { commit, loaded }: Deciding,
    envelope: Envelope,
    row: CommandRow,
    decided: Decided,
    context: Context,
  ): Done {
    const asked = commit.asked.length;
    const { ofGroup, facts, erases = [] } = decided;
    const said = stampOf(row, envelope, context);
    const stamp: Stamp =
      ofGroup === undefined
        ? said
        : { ...said, by: "group", who: context.space, typedBy: null, happened: ofGroup.happened };
    const dayAt = (ms: number) => dayIn(ms, context.zone, context.protects);
    const day = dayAt(stamp.happened ?? context.happened);
    // Every thing written on must be in memory before its next number is taken.
    for (const { thing } of facts) lookUp(commit, loaded, thing);
    for (const { thing } of erases) lookUp(commit, loaded, thing);
    for (const fact of facts) {
      const late = this.#late(commit, fact, day);
      if (late === null) commit.add(fact, stamp, day);
      else commit.add(late, stamp, dayAt(context.now));
    }
    for (const erase of erases) commit.erase(erase, stamp, day);
    const things: Done["things"] = [];
    for (const { thing: id } of facts) {
      if (things.some((one) => one.id === id)) continue;
      const { kind, circle } = commit.states.get(id) as Thing;
      things.push({ kind, id, circle });
    }
    const entries = facts.length + erases.length;
    const done: Done = { done: true, answer: decided.answer ?? {}, things, entries, again: false };
    if (commit.asked.length > asked) this.asked.set(done, commit.asked.slice(asked));
    return done;
  }
}

/** On whose behalf each author speaks. */
const BY: Record<Author["by"], Stamp["by"]> = {
  ...{ member: "member", founder: "member", ally: "group" },
  ...{ stranger: "stranger", holder: "stranger", clock: "clock" },
};

function stampOf(row: CommandRow, envelope: Envelope, context: Context): Stamp {
  const { author } = envelope;
  return {
    kind: row.kind,
    by: BY[author.by],
    who: context.who,
    // For an ally the group speaks; the host sees who of them wrote it.
    typedBy: author.by === "ally" ? author.person : (envelope.typedBy ?? null),
    at: context.now,
    happened: envelope.happened ?? null,
    arrived: context.arrived,
    readBack: context.readBack,
    standsOn: null,
  };
}
