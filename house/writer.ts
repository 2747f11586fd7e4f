/**
 * One writer per space at a time: lock, read the tail, take the time, decide the waiting commands
 * one on another, store them in one durable step, then publish and answer (docs/architecture.md).
 * While one commit is being stored the next is decided on it; if the first is not stored, what was
 * decided on it is decided again. Compare-and-swap on the size is the safety net, not the plan.
 */
import { setImmediate } from "node:timers/promises";
import type { DueItem } from "../store/port.ts";
import { Answers } from "./answers.ts";
import type { Done, Envelope } from "./command.ts";
import { dueItems } from "./due.ts";
import { erasedMarks } from "./erase.ts";
import { changeRing, isEpochOver, isFilledBy, refreshRing, turnEpoch } from "./keys.ts";
import { type Asked, outboxItems } from "./outbox.ts";
import type { KeyFolder } from "./ports.ts";
import { isRefusal, notHere, type Refusal, refuse } from "./refusal.ts";
import type { Space } from "./space.ts";
import { type Stage, Stager, type StagerParts, type Waiting } from "./stage.ts";
import { owedFiles } from "./unfile.ts";
import { owed, paid } from "./unmark.ts";

/** Commands decided in one commit. */
const COMMANDS_MAX = 256;
/** So few are decided together: deciding half of them hides less than a second commit costs. */
const FEW = 48;
/** Commits under one lock; then whoever else waits for it has a turn. */
const COMMITS_A_LOCK = 64;
/** Commands waiting per space; more are told to come again. */
export const WAITING_MAX = 4_096;
/** Tries after another process took the expected size. */
const RACES_MAX = 8;

/** What a writer needs from outside. */
export type WriterParts = StagerParts & {
  keys: KeyFolder;
  /** Whether other processes write the same spaces: their changes to keys are then looked for. */
  shared: boolean;
  /** Destroys the files that were just erased; unsaid, the next to open the space does. */
  endFiles?: (space: Space) => Promise<void>;
};

/** A stage on its way to the store, made ready for it. */
type Flight = { stage: Stage; stored: Promise<"stored" | "again" | Error> };

/** The writer of one space in this process. */
export class Writer {
  readonly #space: Space;
  readonly #parts: WriterParts;
  readonly #answers: Answers;
  readonly #stager: Stager;
  readonly #queue: Waiting[] = [];
  #running: Promise<void> | null = null;
  /** Commits in a row that found another size than they were decided on. */
  #races = 0;

  constructor(space: Space, parts: WriterParts) {
    this.#space = space;
    this.#parts = parts;
    this.#answers = new Answers(space, parts.random);
    this.#stager = new Stager(space, parts, this.#answers);
  }

  /** What a command asked for beyond the log, by its answer. */
  get asked(): WeakMap<Done, readonly Asked[]> {
    return this.#stager.asked;
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
      const first = this.#queue[0];
      try {
        await this.#withLock(() => this.#commits());
      } catch (fault) {
        // Whoever waits at the front would else wait for a lock that is never had.
        if (this.#queue[0] === first) this.#fail(this.#queue.splice(0, COMMANDS_MAX), fault);
        else this.onFault(asError(fault));
      }
    }
    // In one step with the last look at the queue, or a command sent between waits for ever.
    this.#running = null;
  }

  /** Told of faults (a full disk, a lost database); the door logs them without contents. */
  onFault: (fault: Error) => void = () => undefined;

  /** Nothing of these is visible; whoever typed them still has it and may send it again. */
  #fail(waiting: readonly Waiting[], fault: unknown): void {
    for (const { answer } of waiting) answer(refuse("house.try-again", "again"));
    this.onFault(asError(fault));
  }

  async #withLock<T>(act: () => Promise<T>): Promise<T> {
    const release = await this.#space.store.lock(this.#space.id);
    try {
      return await act();
    } finally {
      await release();
    }
  }

  /** Commits what waits, one commit after another, until nothing does or others want the lock. */
  async #commits(): Promise<void> {
    const { shared, keys } = this.#parts;
    if (shared && !(await refreshRing(keys, this.#space.ring))) {
      for (const { answer } of this.#queue.splice(0)) answer(notHere);
      return;
    }
    let flight = null as Flight | null;
    // Between processes each commit looks at keys and tail anew.
    let turns = shared ? 1 : COMMITS_A_LOCK;
    for (;;) {
      // What was sealed while an epoch filled up would have to be sealed anew.
      const full =
        flight !== null && isFilledBy(this.#space.ring, flight.stage.commit.parts.length);
      const more: boolean = this.#queue.length > 0 && turns > 0 && !full;
      const next: Stage | null = more ? await this.#next(flight?.stage ?? null) : null;
      if (more) turns--;
      const outcome = flight === null ? "stored" : await flight.stored;
      if (flight !== null && outcome !== "stored") {
        // What was decided on it stands on nothing now.
        if (next !== null) this.#queue.unshift(...waitingIn(next));
        await this.#lost(flight.stage, outcome);
        // What others wrote is known now; giving up the lock would lose the next race too.
        turns++;
        flight = null;
      } else {
        if (flight === null && next === null) return;
        flight = next === null ? null : { stage: next, stored: this.#store(next) };
        // Whoever was just answered, and requests that have come meanwhile, join the next commit.
        if (flight !== null) await setImmediate();
      }
    }
  }

  async #lost(stage: Stage, outcome: "again" | Error): Promise<void> {
    const waiting = waitingIn(stage);
    if (outcome !== "again") return this.#fail(waiting, outcome);
    if (++this.#races < RACES_MAX) this.#queue.unshift(...waiting);
    else {
      this.#races = 0;
      this.#fail(waiting, new Error("the size kept changing under the lock"));
    }
    // Asking for the size first costs as much as a lost race, and one process seldom loses one.
    await this.#space.catchUp();
  }

  /** Decides what waits; of many half, with what is on its way, so that both keep busy. */
  async #next(base: Stage | null): Promise<Stage | null> {
    const all = this.#queue.length + (base?.staged.length ?? 0);
    const share = this.#parts.shared || all <= FEW ? all : Math.ceil(all / 2);
    const taken = this.#queue.splice(0, Math.min(COMMANDS_MAX, share));
    try {
      if (base === null) await this.#begin();
      const { stage, rest } = await this.#stager.stage(taken, base);
      this.#queue.unshift(...rest);
      if (stage.staged.length === 0) return null;
      if (stage.commit.length > 0) this.#ready(stage);
      return stage;
    } catch (fault) {
      this.#fail(taken, fault);
      return null;
    }
  }

  /** Before anything is decided on what is durable: a key that takes it, and what was answered. */
  async #begin(): Promise<void> {
    const { ring } = this.#space;
    const { keys, clock, random } = this.#parts;
    const now = clock();
    if (isEpochOver(ring, now))
      await changeRing(keys, ring, (next) => void turnEpoch(next, now, random, true));
    await this.#answers.catchUp(now);
  }

  /** What can be made ready before the last commit is durable: answers, due items, the batch. */
  #ready(stage: Stage): void {
    const { commit, staged, now } = stage;
    const { id, plan } = this.#space;
    const due: DueItem[] = dueItems(plan, id, commit.states);
    if (commit.asked.length > 0) due.push(...outboxItems(id, commit.asked, now));
    const answered = staged.flatMap(({ waiting: { envelope }, key, result }) =>
      isRefusal(result) || result.again || result.entries === 0
        ? []
        : [{ envelope, key, done: result }],
    );
    this.#answers.keep(commit, answered, now);
    stage.kept = answered.map(({ key }) => key);
    commit.close(due);
  }

  /** Stores a stage and answers; or says that it has to be decided again, or what went wrong. */
  async #store(stage: Stage): Promise<"stored" | "again" | Error> {
    const { commit, staged } = stage;
    try {
      const written = commit.length > 0 ? await this.#append(stage) : await this.#isTold();
      if (!written) return "again";
    } catch (fault) {
      return asError(fault);
    }
    this.#races = 0;
    for (const { waiting, result } of staged) waiting.answer(result);
    return "stored";
  }

  /** Whether what was decided still stands where nothing is stored that would find out. */
  async #isTold(): Promise<boolean> {
    const { store, id, size } = this.#space;
    return !this.#parts.shared || (await store.size(id)) <= size;
  }

  async #append(stage: Stage): Promise<boolean> {
    const { commit, now } = stage;
    const { store, id, ring } = this.#space;
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
    const owes = owed(this.#space, gone.marks, commit.first + commit.length, random);
    if (owes !== null) commit.records.push(owes);
    const files = owedFiles(this.#space, gone.files, commit.first + commit.length, random);
    if (files !== null) commit.records.push(files);
    const stored = await store.append(id, commit.first, commit.batch);
    if (!stored.ok) return false;
    // In one step with the store's answer, or a reader that asks for the size would take it twice.
    ring.epoch.parts += commit.parts.length;
    this.#space.take(commit.fresh, commit.states, commit.tree);
    const { first, length } = commit;
    this.#space.found.take({ first, length, marked: (mark) => commit.ownMarked(mark) });
    this.#answers.kept(commit.first, stage.kept);
    await this.#space.removeMarks(gone.marks);
    if (owes !== null) await paid(this.#space, owes);
    if (files !== null) await this.#parts.endFiles?.(this.#space);
    this.#settle();
    return true;
  }

  /** Apart, or what waits for it would hold every commit that is stored meanwhile. */
  #settle(): void {
    void this.#space.settle().catch((fault: Error) => this.onFault(fault));
  }
}

const waitingIn = ({ staged }: Stage) => staged.map(({ waiting }) => waiting);

const asError = (fault: unknown) =>
  fault instanceof Error ? fault : new Error("thrown", { cause: fault });
