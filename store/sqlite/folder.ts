/**
 * The folder of a SQLite store: `owner.db` says whose it is, `node.db` is the node's, and
 * `spaces/<id>.db` are the spaces'. A bounded number of space files is open, the longest unused
 * is closed first.
 */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { makeFolder } from "../make-folder.ts";
import type { SpaceId } from "../port.ts";
import { FILE_ENDINGS, File, makePrivate } from "./file.ts";
import { NODE_SCHEMA, SPACE_SCHEMA } from "./schema.ts";

const PRIVATE_FOLDER = 0o700;
const RETRY_MS_MIN = 2;
const RETRY_MS_MAX = 250;
const SQLITE_BUSY = 5;

/** The folder belongs to another store, in this process or another. */
export class FolderOwned extends Error {
  override name = "FolderOwned";
}

/**
 * Holds `owner.db` locked as long as the answer stays open. The system drops the lock with the
 * process, however it ends. Throws `FolderOwned` where someone else holds it. With `asFound` a
 * folder that nobody ever owned stays so.
 */
function own(folder: string, asFound: boolean): DatabaseSync | null {
  const path = join(folder, "owner.db");
  if (asFound && !existsSync(path)) return null;
  makePrivate(path);
  const owner = new DatabaseSync(path);
  try {
    owner.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
    return owner;
  } catch (fault) {
    owner.close();
    if ((fault as { errcode?: number }).errcode !== SQLITE_BUSY) throw fault;
    throw new FolderOwned(`another process works on ${folder}`);
  }
}

/** Makes names that came or went in a folder durable; Windows has no such call and needs none. */
function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}

function makePrivateFolder(path: string): void {
  makeFolder(path, PRIVATE_FOLDER);
  chmodSync(path, PRIVATE_FOLDER);
}

type SpaceRow = { id: string; open: number; scrub: number; ending: number };

/** The files of one folder; used by the store's worker thread alone. */
export class Folder {
  readonly node: File;
  #owner: DatabaseSync | null;
  #spaces: string;
  #handlesMax: number;
  /** Whether everything stays as it was found. */
  #asFound: boolean;
  /** Open files, the longest unused first. */
  #files = new Map<SpaceId, File>();
  /** Spaces whose row in `node.db` says `open`. */
  #marked = new Set<SpaceId>();
  /** Spaces whose file holds due items that belong into `node.db`. */
  #owing = new Set<SpaceId>();
  /** How many entries spaces have that were appended to here. */
  readonly sizes = new Map<SpaceId, number>();
  /** How many calls wait for erased bytes of a space to be gone. */
  #scrubbing = new Map<SpaceId, number>();
  #closing = false;

  constructor(path: string, handlesMax: number, asFound = false) {
    if (!asFound) makePrivateFolder(path);
    this.#spaces = join(path, "spaces");
    this.#handlesMax = handlesMax;
    this.#asFound = asFound;
    this.#owner = own(path, asFound);
    try {
      if (!asFound) makePrivateFolder(this.#spaces);
      this.node = new File(join(path, "node.db"), NODE_SCHEMA, asFound);
      if (!asFound) {
        syncFolder(path);
        this.#recover();
      }
    } catch (fault) {
      this.#owner?.close();
      throw fault;
    }
  }

  /** Takes up what a process that ended in the middle left behind. */
  #recover(): void {
    // Nobody else works on the folder: whoever held a lease is gone, and what it held is free.
    this.node.run("UPDATE due SET lease = NULL, until = 0 WHERE lease IS NOT NULL");
    const rows = this.node.all<SpaceRow>(
      "SELECT id, open, scrub, ending FROM space WHERE open OR scrub OR ending",
    );
    for (const { id, open, scrub, ending } of rows) {
      if (ending) this.#remove(id);
      const file = ending ? null : this.existing(id);
      if (file === null) continue;
      if (open) {
        this.#marked.add(id);
        this.#owing.add(id);
        this.#dropUploads(file);
        if (file.get("SELECT 1 FROM segment LIMIT 1") !== undefined) this.hasEntries(id);
      }
      if (scrub) void this.scrub(id);
    }
  }

  #dropUploads(file: File): void {
    const missing = "SELECT upload FROM blob WHERE chunks IS NULL";
    file.transaction(() => {
      file.run(`DELETE FROM chunk WHERE upload IN (${missing})`);
      file.run("DELETE FROM blob WHERE chunks IS NULL");
    });
  }

  #pathOf(space: SpaceId): string {
    return join(this.#spaces, `${space}.db`);
  }

  #file(space: SpaceId): File {
    return new File(this.#pathOf(space), SPACE_SCHEMA, this.#asFound);
  }

  #open(space: SpaceId): File {
    const file = this.#files.get(space) ?? this.#file(space);
    this.#files.delete(space);
    this.#files.set(space, file);
    if (this.#files.size > this.#handlesMax) {
      const [longest] = this.#files.keys();
      if (longest !== undefined) this.#shut(longest);
    }
    return file;
  }

  /** A space's file, or null where it has none. */
  existing(space: SpaceId): File | null {
    if (!this.#files.has(space) && !existsSync(this.#pathOf(space))) return null;
    return this.#open(space);
  }

  /** A space's file to write to; `node.db` knows of it before anything is written. */
  writable(space: SpaceId): File {
    if (!this.#marked.has(space)) {
      this.node.run(
        "INSERT INTO space (id, open) VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET open = 1",
        space,
      );
      this.#marked.add(space);
    }
    return this.#open(space);
  }

  #shut(space: SpaceId): void {
    if (this.#owing.has(space)) this.moveDue();
    this.#files.get(space)?.close();
    this.#files.delete(space);
    if (this.#marked.delete(space)) this.node.run("UPDATE space SET open = 0 WHERE id = ?", space);
  }

  /** Notes in `node.db` that the space has entries. */
  hasEntries(space: SpaceId): void {
    this.node.run("UPDATE space SET entries = 1 WHERE id = ? AND entries = 0", space);
  }

  /** Notes that the space's file holds due items to be moved. */
  owes(space: SpaceId): void {
    this.#owing.add(space);
  }

  /**
   * Moves the due items that batches put into space files to `node.db`. A crash between the two
   * steps moves them again before anyone may claim, so nothing is lost and nothing comes twice.
   */
  moveDue(): void {
    for (const space of this.#owing) {
      const file = this.existing(space);
      const rows = file?.all<{ queue: string; id: string; at: number; value: Uint8Array }>(
        "SELECT queue, id, at, value FROM due",
      );
      if (file !== null && rows !== undefined && rows.length > 0) {
        this.node.transaction(() => {
          for (const row of rows) this.putDue({ ...row, space });
        });
        file.run("DELETE FROM due");
      }
      this.#owing.delete(space);
    }
  }

  /** Writes one due item; one with the same queue and id, and its lease, is gone. */
  putDue(item: { queue: string; id: string; space: string; at: number; value: Uint8Array }): void {
    this.node.run(
      "INSERT OR REPLACE INTO due (queue, id, space, at, value) VALUES (?, ?, ?, ?, ?)",
      item.queue,
      item.id,
      item.space,
      item.at,
      item.value,
    );
  }

  /**
   * Empties a write-ahead log, again and again while someone's reading holds it. Answers false
   * where the store closed before it was done.
   */
  async truncate(of: () => File | null): Promise<boolean> {
    for (let wait = RETRY_MS_MIN; !this.#closing; wait = Math.min(wait * 2, RETRY_MS_MAX)) {
      const file = of();
      if (file === null || file.truncate()) return true;
      await sleep(wait);
    }
    return false;
  }

  /** Marks that bytes of the space are about to be erased; `scrub` ends what this begins. */
  willScrub(space: SpaceId): void {
    this.writable(space);
    this.node.run("UPDATE space SET scrub = 1 WHERE id = ?", space);
  }

  /** Sees to it that erased bytes are gone from the space's files; false where it closed first. */
  async scrub(space: SpaceId): Promise<boolean> {
    this.#scrubbing.set(space, (this.#scrubbing.get(space) ?? 0) + 1);
    const gone = await this.truncate(() => this.existing(space));
    const others = (this.#scrubbing.get(space) ?? 1) - 1;
    if (others > 0) this.#scrubbing.set(space, others);
    else this.#scrubbing.delete(space);
    if (gone && others === 0) this.node.run("UPDATE space SET scrub = 0 WHERE id = ?", space);
    return gone;
  }

  /** Removes a space's files and what `node.db` holds of it. */
  end(space: SpaceId): void {
    this.node.run("UPDATE space SET ending = 1 WHERE id = ?", space);
    this.#remove(space);
  }

  #remove(space: SpaceId): void {
    this.#files.get(space)?.close();
    this.#files.delete(space);
    this.#marked.delete(space);
    this.#owing.delete(space);
    this.sizes.delete(space);
    for (const ending of FILE_ENDINGS) rmSync(this.#pathOf(space) + ending, { force: true });
    syncFolder(this.#spaces);
    this.node.transaction(() => {
      this.node.run("DELETE FROM due WHERE space = ?", space);
      this.node.run("DELETE FROM space WHERE id = ?", space);
    });
  }

  /** Closes every file in order and gives the folder up. */
  close(): void {
    this.#closing = true;
    for (const space of Array.from(this.#files.keys())) this.#shut(space);
    this.node.close();
    this.#owner?.close();
  }
}
