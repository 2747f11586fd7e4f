/** The house: every door dispatches its commands here and reads its pages from here. */

import { certifyKey, makeKeys, parseKeys } from "../log/keys.ts";
import { makeVerifier } from "../log/note.ts";
import type { SpaceId, Store } from "../store/port.ts";
import { Cards } from "./cards.ts";
import type { Reader } from "./circles.ts";
import type { Done, Envelope } from "./command.ts";
import { dueItems, runDue } from "./due.ts";
import { endDirtyEpochs } from "./erase.ts";
import { endFileKeys } from "./file-keys.ts";
import { Files } from "./files.ts";
import { groupSigner, lockedHead } from "./head.ts";
import { newId } from "./ids.ts";
import { newRing, type Ring, readRing, refreshRing, writeRing } from "./keys.ts";
import { Outbox } from "./outbox.ts";
import type { Clock, KeyFolder, Random } from "./ports.ts";
import { isRefusal, notHere, type Refusal } from "./refusal.ts";
import type { Plan } from "./room.ts";
import { Space } from "./space.ts";
import type { Moved } from "./space-file.ts";
import { payFiles } from "./unfile.ts";
import { payOwed } from "./unmark.ts";
import { isOver, isShut, protectsNow, View } from "./view.ts";
import { Writer } from "./writer.ts";

/** Spaces kept open in one process; the ones idle longest are closed. */
const OPEN_SPACES_MAX = 256;

/** What a house stands on. */
export type HouseParts = {
  store: Store;
  keys: KeyFolder;
  clock: Clock;
  random: Random;
  plan: Plan;
  /** Names the way a kind is folded (a hash of its source). */
  foldVersion: (kind: string) => string;
  /** Whether other processes work on the same store and keys; not so unless said. */
  shared?: boolean;
  /** Told of faults, without contents. */
  onFault?: (fault: Error) => void;
  /** Told of an effect that failed, and how often the runner tried it by now (0: at once). */
  onStuck?: (effect: string, tries: number) => void;
};

type Opened = { space: Space; writer: Writer };

/** All spaces of a node. */
export class House {
  readonly parts: HouseParts;
  readonly outbox: Outbox;
  readonly cards: Cards;
  readonly files: Files;
  readonly #open = new Map<SpaceId, Promise<Opened | null>>();

  constructor(parts: HouseParts) {
    this.parts = parts;
    this.outbox = new Outbox(this);
    this.cards = new Cards(this);
    this.files = new Files(this);
  }

  /** The time, in ms. */
  get now(): number {
    return this.parts.clock();
  }

  /** Makes the keys of a space about to be founded; its first command founds it. */
  async begin(host: string): Promise<SpaceId> {
    const { random, keys } = this.parts;
    const ring = newRing(newId(random), host, this.now, random);
    await writeRing(keys, ring);
    return ring.space;
  }

  /** Sends a command through the gate; resolves when it is durable, and done what it asks for. */
  async dispatch(envelope: Envelope): Promise<Done | Refusal> {
    const opened = await this.#opened(envelope.space);
    if (opened === null) return notHere;
    const done = await opened.writer.submit(envelope);
    if (!isRefusal(done)) this.cards.touch(envelope.space, done.things);
    const asked = isRefusal(done) ? undefined : opened.writer.asked.get(done);
    if (asked !== undefined) await this.outbox.atOnce(envelope.space, asked);
    return done;
  }

  /**
   * A reader's view of a space as it is now, or null where there is none or all is closed. A member
   * opens the circles they are in, unless the reader says which.
   */
  async view(space: SpaceId, reader: Reader): Promise<View | null> {
    const view = await this.viewBehind(space, reader);
    return view === null || (await isShut(view.space)) ? null : view;
  }

  /** The same where its shutters are closed as well: for those alone who may open them again. */
  async viewBehind(space: SpaceId, reader: Reader): Promise<View | null> {
    const opened = await this.space(space);
    if (opened === null || opened.size === 0) return null;
    const { now } = this;
    if (await isOver(opened, now)) return null;
    const looking = await opened.within.reader(reader);
    return new View(opened, looking, now, await protectsNow(opened));
  }

  /** An opened space, caught up with the store; null where this node has no keys for it. */
  async space(id: SpaceId): Promise<Space | null> {
    const opened = await this.#opened(id);
    if (opened === null) return null;
    await opened.space.catchUp();
    if (!opened.space.ended) return opened.space;
    // Another process ended it; what is in memory of it goes too.
    this.#open.delete(id);
    return null;
  }

  #opened(id: SpaceId): Promise<Opened | null> {
    let opened = this.#open.get(id);
    if (opened === undefined) {
      opened = this.#openNow(id);
      this.#open.set(id, opened);
      opened.then(
        (found) => found ?? this.#open.delete(id),
        () => this.#open.delete(id),
      );
      if (this.#open.size > OPEN_SPACES_MAX) void this.#closeOldest();
    }
    return opened;
  }

  async #openNow(id: SpaceId): Promise<Opened | null> {
    if (!/^[0-9a-f]{32}$/.test(id)) return null;
    const { store, keys, random, clock, plan, foldVersion, onFault, shared = false } = this.parts;
    const ring = await readRing(keys, id);
    if (ring === null || ring.state === "taking") return null;
    const refresh = () => refreshRing(keys, ring);
    const space = await Space.open({ store, plan, ring, random, foldVersion, refresh });
    await payOwed(space);
    const full = () => this.outbox.full;
    const endFiles = (of: Space) => payFiles(this, of).catch((fault) => onFault?.(fault));
    const writer = new Writer(space, { clock, random, keys, shared, full, endFiles });
    if (onFault !== undefined) writer.onFault = onFault;
    return { space, writer };
  }

  async #closeOldest(): Promise<void> {
    const [id, opened] = this.#open.entries().next().value ?? [];
    if (id === undefined) return;
    await (await opened)?.writer.idle();
    this.#open.delete(id);
  }

  /** Saves a changed ring. */
  async saveRing(ring: Ring): Promise<void> {
    await writeRing(this.parts.keys, ring);
  }

  /** Sends what is due in all spaces, and runs the outbox; answers how many commands were sent. */
  async runDue(): Promise<number> {
    const { plan, store, onFault = () => undefined } = this.parts;
    const sent = await runDue(
      {
        ...{ plan, store, onFault },
        thing: async (space, id) => (await this.space(space))?.thing(id) ?? null,
        dispatch: (envelope) => this.dispatch(envelope),
      },
      this.now,
    );
    await this.outbox.run();
    return sent;
  }

  /**
   * Puts what falls due of the space itself where the runner finds it, as when it came here from
   * another machine. What is there already is replaced by the same.
   */
  async putDue(id: SpaceId): Promise<void> {
    const thing = await (await this.space(id))?.thing(id);
    if (thing == null) return;
    const { plan, store } = this.parts;
    await store.due.put(dueItems(plan, id, new Map([[id, thing]])));
  }

  /** Ends the epochs that something was erased from; answers how many keys were destroyed. */
  async endDirtyEpochs(id: SpaceId): Promise<number> {
    const opened = await this.#opened(id);
    if (opened === null) return 0;
    const { store, keys, random } = this.parts;
    await opened.writer.idle();
    const release = await store.lock(id);
    try {
      const ended = await endDirtyEpochs(opened.space, keys, this.now, random);
      // What erasing was broken off before, and what somebody chose and never sent.
      await payFiles(this, opened.space);
      await this.files.sweep(opened.space);
      return ended.length;
    } finally {
      await release();
    }
  }

  /**
   * Ends a space: its keys first, so that no copy of the database opens, then its bytes. Who may
   * ask for it is the rooms' matter.
   */
  async end(id: SpaceId): Promise<void> {
    const opened = await this.#opened(id);
    await opened?.writer.idle();
    this.#open.delete(id);
    await this.cards.forget(id);
    const { keys, store } = this.parts;
    // Locked, so that nobody who found the keys still there writes after the bytes are gone.
    const release = await store.lock(id);
    try {
      await keys.destroy(id);
      await endFileKeys(keys, id);
      await store.end(id);
    } finally {
      await release();
    }
  }

  /**
   * Moves a space away: `write` gets the space and the last line of its file, and must have it
   * durable when it resolves; then this node's key is gone and it refuses writes. The command that
   * says so on the log comes first and is the rooms' matter.
   */
  async moveAway(
    id: SpaceId,
    nextVkey: Uint8Array,
    write: (space: Space, moved: Moved) => Promise<void>,
  ): Promise<void> {
    const opened = await this.#opened(id);
    if (opened === null) throw new Error("no such space");
    await opened.writer.idle();
    const { store, keys } = this.parts;
    const release = await store.lock(id);
    try {
      await opened.space.catchUp();
      const { ring, size } = opened.space;
      const group = groupSigner(ring);
      if (group === null || ring.group === null) throw new Error("the group's key is not here");
      await lockedHead(opened.space, keys);
      const verifier = makeVerifier(ring.origin, nextVkey);
      const next = makeKeys([...parseKeys(ring.keyFile), certifyKey(size, verifier, group)]);
      await write(opened.space, { key: next, group: ring.group });
      // In place: the writer holds this very ring and must refuse from now on.
      Object.assign(ring, { state: "moved", log: null, group: null, keyFile: next });
      await writeRing(keys, ring);
      await this.cards.forget(id);
    } finally {
      await release();
    }
  }

  /** Waits until every writer is idle; nothing is lost by closing after it. */
  async idle(): Promise<void> {
    for (const opened of this.#open.values()) await (await opened)?.writer.idle();
  }
}
