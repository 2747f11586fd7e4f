/**
 * One writer per space at a time: lock, read the tail, take the time, decide the waiting commands
 * one on another, store them in one durable step, then publish and answer (DESIGN.md section 6).
 * Compare-and-swap on the size is the safety net, not the plan.
 */
import type { DueItem } from "../store/port.ts";
import { Answers } from "./answers.ts";
import type { Role } from "./circles.ts";
import type { CommandRow, Context, Decided, Done, Envelope } from "./command.ts";
import { COMMIT_ENTRIES_MAX, Commit } from "./commit.ts";
import { dayIn } from "./days.ts";
import { dueItems } from "./due.ts";
import { erasedMarks } from "./erase.ts";
import type { Stamp, Thing } from "./facts.ts";
import { happenedFault, mayCommand, opens, type Shaped, shapeOf, standsOn, whoOf } from "./gate.ts";
import { newId } from "./ids.ts";
import { changeRing, isEpochOver, refreshRing, turnEpoch } from "./keys.ts";
import { type Asked, outboxItems } from "./outbox.ts";
import type { Clock, KeyFolder, Random } from "./ports.ts";
import { isRefusal, notHere, type Refusal, refuse } from "./refusal.ts";
import type { Space } from "./space.ts";
import { owed, paid } from "./unmark.ts";
import { Loaded, lookUp, Missing, Parked, worldFor } from "./world.ts";

/** Commands decided in one commit. */
const COMMANDS_MAX = 256;
/** Deciding stops after this long, so that the first of a burst does not wait for the last. */
const DECIDING_MS_MAX = 5;
/** Commands waiting per space; more are told to come again. */
export const WAITING_MAX = 4_096;
/** A decider that asks for more than this many things, one after another, is our bug. */
const LOADS_MAX = 5_000;
/** Tries after another process took the expected size. */
const RACES_MAX = 8;

type Waiting = { envelope: Envelope; answer: (result: Done | Refusal) => void };
type Staged = { waiting: Waiting; answer: string; result: Done | Refusal };

/** What a writer needs from outside. */
export type WriterParts = {
  clock: Clock;
  random: Random;
  keys: KeyFolder;
  /** Whether other processes write the same spaces: their changes to keys are then looked for. */
  shared: boolean;
  /** Whether acts that ask for something beyond the log have to come again. */
  full: () => boolean;
};

/** The writer of one space in this process. */
export class Writer {
  readonly #space: Space;
  readonly #parts: WriterParts;
  readonly #answers: Answers;
  readonly #queue: Waiting[] = [];
  #running: Promise<void> | null = null;
  /** What a command asked for beyond the log, by its answer. */
  readonly asked = new WeakMap<Done, readonly Asked[]>();

  constructor(space: Space, parts: WriterParts) {
    this.#space = space;
    this.#parts = parts;
    this.#answers = new Answers(space, parts.random);
  }

  /** Sends a command; resolves when it is durable, refused, or has to be sent again. */
  submit(envelope: Envelope): Promise<Done | Refusal> {
    if (this.#queue.length >= WAITING_MAX)
      return Promise.resolve(refuse("house.busy", "again", { next: "again" }));
    return new Promise((answer) => {
      this.#queue.push({ envelope, answer });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
    await this.#space.settle();
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      const taken = this.#queue.splice(0, COMMANDS_MAX);
      try {
        const rest = await this.#withLock(() => this.#commit(taken));
        this.#queue.unshift(...rest);
      } catch (fault) {
        // Nothing of the batch is visible; whoever typed it still has it and may send it again.
        for (const { answer } of taken) answer(refuse("house.try-again", "again"));
        this.onFault(fault instanceof Error ? fault : new Error("thrown", { cause: fault }));
      }
    }
    // In one step with the last look at the queue, or a command sent between waits for ever.
    this.#running = null;
  }

  /** Told of faults (a full disk, a lost database); the door logs them without contents. */
  onFault: (fault: Error) => void = () => undefined;

  async #withLock<T>(act: () => Promise<T>): Promise<T> {
    const release = await this.#space.store.lock(this.#space.id);
    try {
      return await act();
    } finally {
      await release();
    }
  }

  /** Decides and stores; answers the commands that must wait for the next commit. */
  async #commit(taken: Waiting[]): Promise<Waiting[]> {
    const { shared, keys } = this.#parts;
    if (shared && !(await refreshRing(keys, this.#space.ring))) {
      for (const { answer } of taken) answer(notHere);
      return [];
    }
    for (let race = 0; race < RACES_MAX; race++) {
      // Asking for the size first costs as much as a lost race, and one process seldom loses one.
      if (race > 0) await this.#space.catchUp();
      const commit = new Commit(this.#space, this.#parts.random);
      const now = this.#parts.clock();
      await this.#answers.catchUp(now);
      const { staged, rest } = await this.#decideAll(commit, taken, now);
      if (commit.length > 0 && !(await this.#store(commit, staged, now))) continue;
      for (const { waiting, result } of staged) waiting.answer(result);
      return rest;
    }
    throw new Error("the size kept changing under the lock");
  }

  async #decideAll(commit: Commit, taken: Waiting[], now: number) {
    const started = this.#parts.clock();
    const staged: Staged[] = [];
    const keys = new Set<string>();
    let i = 0;
    for (; i < taken.length; i++) {
      const waiting = taken[i] as Waiting;
      if (i > 0 && this.#parts.clock() - started > DECIDING_MS_MAX) break;
      // A repeat within one batch waits for the first one's answer to be durable.
      const answer = this.#answers.keyOf(waiting.envelope);
      if (keys.has(answer)) break;
      keys.add(answer);
      const known = await this.#answers.find(waiting.envelope, answer, now);
      const result = known ?? (await this.#decide(commit, waiting.envelope, answer, now));
      if (result === "full") break;
      staged.push({ waiting, answer, result });
    }
    return { staged, rest: taken.slice(i) };
  }

  async #decide(
    commit: Commit,
    envelope: Envelope,
    answer: string,
    now: number,
  ): Promise<Done | Refusal | "full"> {
    const shaped = shapeOf(this.#space.plan, envelope);
    if (isRefusal(shaped)) return shaped;
    const { state } = this.#space.ring;
    if (state !== "live") return refuse(`house.${state}`, "state");
    const loaded = new Loaded();
    for (let loads = 0; loads < LOADS_MAX; loads++) {
      try {
        return this.#decideNow(commit, envelope, shaped, answer, loaded, now);
      } catch (signal) {
        if (signal instanceof Parked) return refuse("house.newer-version", "state");
        if (!(signal instanceof Missing)) throw signal;
        await loaded.load(this.#space, signal);
      }
    }
    throw new Error(`${envelope.command} asked for too many things`);
  }

  #decideNow(
    commit: Commit,
    envelope: Envelope,
    { row, input }: Shaped,
    answer: string,
    loaded: Loaded,
    now: number,
  ): Done | Refusal | "full" {
    const roles = this.#rolesOf(commit, loaded, envelope);
    const gate = mayCommand(row, envelope.author, roles) ?? standsOn(row);
    if (gate !== null) return gate;
    const context = this.#context(commit, loaded, envelope, answer, roles, now);
    const when = happenedFault(context.happened, now);
    if (when !== null) return when;
    const world = worldFor(commit, loaded, (thing) =>
      opens(envelope.author, roles, thing, context),
    );
    const decided = row.decide(world, input as never, context);
    if (isRefusal(decided)) return decided;
    const many = decided.facts.length + (decided.erases?.length ?? 0);
    if (many > COMMIT_ENTRIES_MAX) throw new Error(`${row.name} wrote ${many} facts at once`);
    if (commit.length + many > COMMIT_ENTRIES_MAX) return "full";
    const asks = row.kind === "act" && this.#parts.full();
    if (asks && decided.facts.some(({ type }) => this.#space.plan.effects(type).length > 0))
      return refuse("house.busy", "again", { next: "again" });
    return this.#stage(commit, loaded, envelope, row, decided, context);
  }

  #rolesOf(commit: Commit, loaded: Loaded, { author }: Envelope): readonly Role[] {
    if (author.by !== "member") return [];
    const { kind, roles } = this.#space.plan.membership;
    const member = lookUp(commit, loaded, author.member);
    return member?.kind === kind.kind ? roles(member as never) : [];
  }

  #context(
    commit: Commit,
    loaded: Loaded,
    envelope: Envelope,
    answer: string,
    roles: readonly Role[],
    now: number,
  ): Context {
    const { charter } = this.#space.plan;
    const space = lookUp(commit, loaded, this.#space.id) as never;
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
      space: this.#space.id,
      id: () => {
        const id = loaded.ids[drawn] ?? newId(random);
        loaded.ids[drawn++] = id;
        // 128 random bits made just now name nothing yet: no search is needed to know.
        loaded.absent.add(id);
        return id;
      },
      code: this.#answers.codes(answer),
    };
  }

  #stage(
    commit: Commit,
    loaded: Loaded,
    envelope: Envelope,
    row: CommandRow,
    decided: Decided,
    context: Context,
  ): Done {
    const asked = commit.asked.length;
    const stamp = stampOf(row, envelope, context);
    const day = dayIn(context.happened, context.zone, context.protects);
    // Every thing written on must be in memory before its next number is taken.
    for (const { thing } of [...decided.facts, ...(decided.erases ?? [])])
      lookUp(commit, loaded, thing);
    for (const fact of decided.facts) commit.add(fact, stamp, day);
    for (const erase of decided.erases ?? []) commit.erase(erase, stamp, day);
    const ids = [...new Set(decided.facts.map(({ thing }) => thing))];
    const things = ids.map((id) => {
      const { kind, circle } = commit.states.get(id) as Thing;
      return { kind, id, circle };
    });
    const entries = decided.facts.length + (decided.erases?.length ?? 0);
    const done: Done = { done: true, answer: decided.answer ?? {}, things, entries, again: false };
    if (commit.asked.length > asked) this.asked.set(done, commit.asked.slice(asked));
    return done;
  }

  async #store(commit: Commit, staged: readonly Staged[], now: number): Promise<boolean> {
    const { store, id, size, ring } = this.#space;
    const { keys: folder, random } = this.#parts;
    if (isEpochOver(ring, now)) {
      // The key must be durable before anything is sealed under it: stage again under the new one.
      await changeRing(folder, ring, (next) => void turnEpoch(next, now, random, true));
      return false;
    }
    const gone = await erasedMarks(this.#space, commit);
    if (commit.erased.length > 0) {
      await changeRing(folder, ring, (next) => {
        next.dirty = [...new Set([...next.dirty, ...gone.epochs])];
      });
    }
    const due: DueItem[] = dueItems(this.#space.plan, id, commit.states);
    if (commit.asked.length > 0) due.push(...outboxItems(id, commit.asked, now));
    const answered = staged.flatMap(({ waiting, answer, result }) =>
      isRefusal(result) || result.again || result.entries === 0
        ? []
        : [{ envelope: waiting.envelope, answer, done: result }],
    );
    this.#answers.keep(commit, answered, now);
    const owes = owed(this.#space, gone.marks, size + commit.length, random);
    if (owes !== null) commit.records.push(owes);
    const stored = await store.append(id, size, commit.batch(due));
    if (!stored.ok) return false;
    ring.epoch.parts += commit.parts.length;
    this.#space.take(commit.fresh, commit.states, commit.tree ?? undefined);
    const keys = answered.map(({ answer }) => answer);
    this.#answers.kept(size, keys);
    await this.#space.removeMarks(gone.marks);
    if (owes !== null) await paid(this.#space, owes);
    void this.#space.settle().catch((fault: Error) => this.onFault(fault));
    return true;
  }
}

function stampOf(row: CommandRow, envelope: Envelope, context: Context): Stamp {
  const { by } = envelope.author;
  return {
    kind: row.kind,
    by: by === "founder" ? "member" : by === "holder" ? "stranger" : by,
    who: context.who,
    typedBy: envelope.typedBy ?? null,
    at: context.now,
    happened: envelope.happened ?? null,
    arrived: context.arrived,
    readBack: context.readBack,
    standsOn: null,
  };
}
