/**
 * Files that are parts of entries (docs/decisions/0018). What somebody chose is kept first, under a
 * key of its own, as an upload of theirs: a form that is refused has it still, for seven days. The
 * entry that it becomes part of comes after its bytes, so that no entry ever names what is not
 * there; and what no entry names when the days are over goes again, whoever stopped where.
 */
import type { SpaceId } from "../store/port.ts";
import { fileMark } from "./entry.ts";
import { putFile, readFile } from "./file-bytes.ts";
import { endFileKey, fileKey, makeFileKey } from "./file-keys.ts";
import type { House } from "./house.ts";
import { newId } from "./ids.ts";
import { refreshRing } from "./keys.ts";
import { isRefusal, notHere, type Refusal, refuse } from "./refusal.ts";
import { seal, unseal } from "./seal.ts";
import type { Space } from "./space.ts";
import type { FileRef } from "./values/index.ts";
import type { OpenFile, View } from "./view.ts";

/** How long what was chosen waits for a form that is taken, in ms. */
export const UPLOAD_MS = 7 * 24 * 3_600_000;
/** Uploads of one member that wait in a space; with one more the oldest goes. */
export const UPLOADS_MAX = 8;
/** So long before its end an upload is given to no form any more: the form must end first. */
const LAST_MS = 3_600_000;
const PREFIX = "upload/";
const ROWS_MAX = 1_000;

/** A file made ready to be kept: its whole bytes, and what it is. */
export type Made<R extends FileRef = FileRef> = R extends FileRef
  ? Omit<R, "id"> & { bytes: Uint8Array }
  : never;

/** What somebody chose, kept: named by its first file. */
export type Upload = { member: string; at: number; list: FileRef[] };

const rowKey = (id: string) => `${PREFIX}${id}`;
const placeOf = ({ id }: Space, key: string) => `${id}/${key}`;
const idOf = ({ list }: Upload) => list[0]?.id ?? "";

/** Files of all spaces of a house. */
export class Files {
  readonly #house: House;
  /** Uploads that a command is using in this process: of two forms with one picture, one waits. */
  readonly #used = new Set<string>();

  constructor(house: House) {
    this.#house = house;
  }

  /** Keeps what a member chose; a refusal where the group has too much, or is not here. */
  async keep(id: SpaceId, member: string, made: readonly Made[]): Promise<Upload | Refusal> {
    const space = await this.#house.space(id);
    if (space === null) return notHere;
    try {
      return (await this.#locked(space, () => this.#keep(space, member, made))) ?? notHere;
    } catch (fault) {
      // A full disk, a lost database: what is there of it has a row, and is swept.
      this.#faulty(fault);
      return refuse("house.try-again", "again");
    }
  }

  async #keep(space: Space, member: string, made: readonly Made[]): Promise<Upload | Refusal> {
    const { now, parts } = this.#house;
    const { store, keys, random } = parts;
    await this.#makeRoom(space, member);
    const list = made.map(({ bytes: _, ...rest }) => ({ id: newId(random), ...rest }));
    const upload: Upload = { member, at: now, list };
    // Named before anything of it is there, so that a stop anywhere leaves nothing unnamed.
    await this.#put(space, upload);
    for (const [i, { id }] of list.entries()) {
      const key = await makeFileKey(keys, space.id, id, random);
      if (key === null) {
        await this.#discard(space, upload);
        return refuse("house.too-many-files", "limit");
      }
      await putFile({ store, space: space.id, id, key }, [made[i]?.bytes ?? EMPTY], random);
    }
    return upload;
  }

  /** An upload of a member that waits still, by its first file; null for everybody else's. */
  async find(id: SpaceId, member: string, upload: string): Promise<Upload | null> {
    const space = /^[0-9a-f]{32}$/.test(upload) ? await this.#house.space(id) : null;
    if (space === null) return null;
    const row = await space.store.records.get(id, rowKey(upload), this.#house.now);
    const found = row === null ? null : openRow(space, row);
    const isLive = found !== null && this.#house.now < found.at + UPLOAD_MS - LAST_MS;
    return isLive && found.member === member ? found : null;
  }

  /**
   * Runs a command with an upload's files. Done, the upload is one no more: it is part of an entry,
   * or, where the same form had been answered before, it goes. Refused, it waits again.
   */
  async use<T>(
    id: SpaceId,
    upload: Upload,
    send: (files: readonly FileRef[]) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    const name = idOf(upload);
    if (this.#used.has(name)) return refuse("house.try-again", "again");
    this.#used.add(name);
    try {
      const done = await send(upload.list);
      if (!isRefusal(done)) await this.#isUsed(id, upload);
      return done;
    } finally {
      this.#used.delete(name);
    }
  }

  /** What was done stays done, whatever goes wrong here; the sweep makes up for it. */
  async #isUsed(id: SpaceId, upload: Upload): Promise<void> {
    try {
      const space = await this.#house.space(id);
      if (space !== null) await this.#locked(space, () => this.#settle(space, upload));
    } catch (fault) {
      this.#faulty(fault);
    }
  }

  #faulty(fault: unknown): void {
    const { onFault } = this.#house.parts;
    onFault?.(fault instanceof Error ? fault : new Error("thrown", { cause: fault }));
  }

  /** What waits of a member who is gone goes with them. */
  async forget(id: SpaceId, member: string): Promise<void> {
    const space = await this.#house.space(id);
    if (space === null) return;
    await this.#locked(space, async () => {
      for (const one of await this.#all(space))
        if (one.member === member) await this.#settle(space, one);
    });
  }

  /** Uploads whose days are over go, or are named by an entry; for whoever locked the space. */
  async sweep(space: Space): Promise<void> {
    for (const one of await this.#all(space))
      if (this.#house.now >= one.at + UPLOAD_MS) await this.#settle(space, one);
  }

  /** Destroys keys, then bytes, of files that no entry names any more; the space is locked. */
  async end(space: Space, files: readonly string[]): Promise<void> {
    const { keys, store } = this.#house.parts;
    for (const id of files) await endFileKey(keys, space.id, id);
    for (const id of files) await store.blobs.delete(space.id, id);
  }

  /**
   * The bytes of a file from one to another (exclusive), as a reader may have them: asked again
   * before each piece. Null where its key is gone: erased a moment ago.
   */
  async read(
    { space }: View,
    { ref, isOpen }: OpenFile,
    from = 0,
    to = ref.size,
  ): Promise<AsyncIterable<Uint8Array> | null> {
    const { keys, store } = this.#house.parts;
    const key = await fileKey(keys, space.id, ref.id);
    if (key === null) return null;
    return asked(readFile({ store, space: space.id, id: ref.id, key }, ref, from, to), isOpen);
  }

  async #makeRoom(space: Space, member: string): Promise<void> {
    const all = await this.#all(space);
    const mine = all.filter((one) => one.member === member && !this.#used.has(idOf(one)));
    mine.sort((a, b) => a.at - b.at);
    for (const one of mine.slice(0, Math.max(0, mine.length - UPLOADS_MAX + 1)))
      await this.#settle(space, one);
  }

  /** An upload ends as one: an entry names it, and it stays, or none does, and it goes. */
  async #settle(space: Space, upload: Upload): Promise<void> {
    await space.catchUp();
    const [entry] = await space.marked(fileMark(idOf(upload)), 1);
    if (entry === undefined) await this.#discard(space, upload);
    else await space.store.records.delete(space.id, rowKey(idOf(upload)));
  }

  async #discard(space: Space, upload: Upload): Promise<void> {
    await this.end(
      space,
      upload.list.map(({ id }) => id),
    );
    await space.store.records.delete(space.id, rowKey(idOf(upload)));
  }

  /** Without an end of its own: a row that was swept would leave bytes that nobody names. */
  async #put(space: Space, upload: Upload): Promise<void> {
    const { store, random } = this.#house.parts;
    const key = rowKey(idOf(upload));
    const plain = Buffer.from(JSON.stringify(upload));
    const value = seal(space.key, placeOf(space, key), plain, random);
    await store.records.put(space.id, { key, value, expires: null }, "any", upload.at);
  }

  async #all(space: Space): Promise<Upload[]> {
    const rows = await space.store.records.list(space.id, PREFIX, ROWS_MAX, null, 0);
    return rows.map((row) => openRow(space, row));
  }

  /** Null where the space ended meanwhile. */
  async #locked<T>(space: Space, act: () => Promise<T>): Promise<T | null> {
    const release = await space.store.lock(space.id);
    try {
      const isHere = await refreshRing(this.#house.parts.keys, space.ring);
      return isHere && space.ring.state === "live" ? await act() : null;
    } finally {
      await release();
    }
  }
}

const EMPTY = new Uint8Array();

function openRow(space: Space, { key, value }: { key: string; value: Uint8Array }): Upload {
  const plain = unseal(space.key, placeOf(space, key), value);
  return JSON.parse(Buffer.from(plain).toString()) as Upload;
}

/** What ends a file half way, where it closed while it was read. */
export class Closed extends Error {
  override name = "Closed";
}

async function* asked(pieces: AsyncIterable<Uint8Array>, isOpen: () => boolean) {
  for await (const piece of pieces) {
    if (!isOpen()) throw new Closed("it is not open any more");
    yield piece;
  }
}
