/**
 * The store in a folder of SQLite files, for one process. Every call is one message to a thread
 * that owns the folder, so a slow disk never stops a page.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { guarded } from "../guard.ts";
import type { Row, SpaceId, Store } from "../port.ts";
import { Turns, Watchers } from "../turns.ts";
import type { Calls } from "./calls.ts";
import { FolderOwned } from "./folder.ts";
import { sentBatch } from "./sent-batch.ts";
import { type Answered, type Asked, errorOf, packed, type Started } from "./wire.ts";

export { FolderOwned };

/** How many space files are open at once unless said otherwise. */
const HANDLES_MAX = 64;
/** Rows of the node that are remembered. */
const ROWS_KNOWN_MAX = 4_096;
/** Chunks of a blob that travel in one message: at most a mebibyte. */
const CHUNKS_A_MESSAGE = 16;

type Call = <K extends keyof Calls>(
  name: K,
  ...values: Parameters<Calls[K]>
) => Promise<Awaited<ReturnType<Calls[K]>>>;

type Waiting = { resolve(value: unknown): void; reject(fault: Error): void };

/**
 * The calls over a worker, which copy bytes so that the caller keeps its own; a call that hands
 * buffers over; and a way to wait until every one sent so far was answered.
 */
type Calling = { call: Call; hand: Handing; answered: () => Promise<void> };
type Handing = <K extends keyof Calls>(
  transfer: ArrayBuffer[],
  name: K,
  ...values: Parameters<Calls[K]>
) => Promise<Awaited<ReturnType<Calls[K]>>>;

/** Sends calls to the worker and hands each answer to whoever waits for it. */
function callsOver(worker: Worker, sent: Int32Array): Calling {
  const waiting = new Map<number, Waiting>();
  let quiet: (() => void) | null = null;
  let asked = 0;
  let ended: Error | null = null;
  const fail = (fault: Error) => {
    ended ??= fault;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
    quiet?.();
  };
  worker.on("message", ([id, fault, value]: Answered) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (fault === null) one?.resolve(value);
    else one?.reject(errorOf(fault));
    if (waiting.size === 0) quiet?.();
  });
  worker.on("error", fail);
  worker.on("exit", () =>
    fail(new Error("the store's thread ended, or closed before it was done")),
  );
  const hand: Handing = (transfer, name, ...values) =>
    new Promise((resolve, reject) => {
      if (ended !== null) throw ended;
      asked += 1;
      waiting.set(asked, { resolve: resolve as Waiting["resolve"], reject });
      worker.postMessage([asked, name, values] satisfies Asked, transfer);
      Atomics.add(sent, 0, 1);
      Atomics.notify(sent, 0);
    });
  const call: Call = (name, ...values) => {
    const { values: own, transfer } = packed(values);
    return hand(transfer, name, ...(own as typeof values));
  };
  const answered = () =>
    new Promise<void>((done) => {
      quiet = done;
      if (waiting.size === 0) done();
    });
  return { call, hand, answered };
}

function logOver(
  { call, hand }: Calling,
  watchers: Watchers,
): Pick<Store, "append" | "read" | "size" | "end"> {
  // One process owns the folder, so what it was answered last stays true: a request asks the size
  // before anything else, and need not wait for the thread.
  const sizes = new Map<SpaceId, number>();
  return {
    async append(space, expected, batch) {
      const sent = sentBatch(batch);
      const appended = hand([sent.bytes.buffer], "append", space, expected, sent);
      // Until it is answered the size before it is still a true answer; after a fault, who knows.
      const answer = await appended.catch((fault: Error) => {
        sizes.delete(space);
        throw fault;
      });
      sizes.set(space, answer.size);
      if (answer.ok) watchers.tell(space);
      return answer;
    },
    size(space) {
      const known = sizes.get(space);
      return known === undefined ? call("size", space) : Promise.resolve(known);
    },
    async end(space) {
      sizes.delete(space);
      await call("end", space);
      sizes.delete(space);
    },
    async *read(space, from, to) {
      const some = (at: number) => (at < to ? call("readSome", space, at, to) : null);
      for (let asked = some(from); asked !== null; ) {
        const segments = await asked;
        const last = segments.at(-1);
        if (last === undefined) return;
        // The thread reads on while these are looked at.
        asked = some(last.first + last.count);
        // Whoever stops early never waits for it: then its fault is nobody's.
        asked?.catch(() => undefined);
        yield* segments;
      }
    },
  };
}

/**
 * The records of the folder. A request looks up its session, login and address first; those rows
 * of the node are remembered, as nobody else can change them.
 */
function recordsOver(call: Call): Store["records"] {
  const known = new Map<string, Row>();
  // The thread answers in the order asked, so what was read before a change is forgotten after it.
  const changing = async <T>(owner: SpaceId | "node", key: string | null, change: Promise<T>) => {
    const forget = () => {
      if (owner !== "node") return;
      if (key === null) known.clear();
      else known.delete(key);
    };
    forget();
    return change.finally(forget);
  };
  const ask = async (key: string, now: number) => {
    const row = await call("recordGet", "node", key, now);
    if (known.size >= ROWS_KNOWN_MAX) known.clear();
    if (row !== null) known.set(key, row);
    return row;
  };
  return {
    get(owner, key, now) {
      if (owner !== "node") return call("recordGet", owner, key, now);
      const remembered = known.get(key);
      return remembered === undefined ? ask(key, now) : Promise.resolve(liveAt(remembered, now));
    },
    put: (owner, row, ...rest) => changing(owner, row.key, call("recordPut", owner, row, ...rest)),
    delete: (owner, key) => changing(owner, key, call("recordDelete", owner, key)),
    list: (...values) => call("recordList", ...values),
    sweep: (owner, ...rest) => changing(owner, null, call("recordSweep", owner, ...rest)),
  };
}

const liveAt = (row: Row, now: number) => (row.expires !== null && row.expires <= now ? null : row);

function blobsOver(call: Call): Store["blobs"] {
  return {
    async put(space, id, chunks) {
      const upload = await call("blobBegin", space, id);
      let sent = 0;
      let held: Uint8Array[] = [];
      const send = async () => {
        await call("blobChunks", space, upload, sent, held);
        sent += held.length;
        held = [];
      };
      try {
        for await (const chunk of chunks) {
          held.push(new Uint8Array(chunk));
          if (held.length === CHUNKS_A_MESSAGE) await send();
        }
        await send();
        await call("blobEnd", space, id, upload, sent);
      } catch (fault) {
        await call("blobDrop", space, upload);
        throw fault;
      }
    },
    async *read(space, id, from, to) {
      const place = await call("blobFind", space, id);
      const end = Math.min(to, place?.chunks ?? 0);
      for (let next = from; place !== null && next < end; next += CHUNKS_A_MESSAGE) {
        const until = Math.min(end, next + CHUNKS_A_MESSAGE);
        const chunks = await call("blobRead", space, place.upload, next, until);
        if (chunks.length !== until - next) throw new Error("the blob changed while it was read");
        yield* chunks;
      }
    },
    delete: (space, id) => call("blobDelete", space, id),
  };
}

function storeOver(worker: Worker, calling: Calling): Store {
  const { call, answered } = calling;
  const turns = new Turns();
  const watchers = new Watchers();
  return {
    ...logOver(calling, watchers),
    resegment: (space, segment) => call("resegment", space, segment),
    parts: (space, refs) => call("parts", space, refs),
    partsOfEpoch: (...values) => call("partsOfEpoch", ...values),
    reseal: (space, parts) => call("reseal", space, parts),
    erase: (space, refs) => call("erase", space, refs),
    derived: {
      put: (space, rows) => call("derivedPut", space, rows),
      get: (space, key) => call("derivedGet", space, key),
      keys: (...values) => call("derivedKeys", ...values),
      drop: (space, prefix) => call("derivedDrop", space, prefix),
    },
    records: recordsOver(call),
    due: {
      put: (items) => call("duePut", items),
      claim: (...values) => call("dueClaim", ...values),
      done: (item) => call("dueDone", item),
      waiting: (queue) => call("dueWaiting", queue),
    },
    blobs: blobsOver(call),
    async lock(space) {
      const release = await turns.take(space);
      return async () => release();
    },
    watch: (space, changed) => watchers.add(space, changed),
    spaces: (limit, after) => call("spaces", limit, after),
    bytes: (owner) => call("bytes", owner),
    async close() {
      watchers.clear();
      try {
        await call("close");
      } finally {
        // Whoever still waits (erasing behind someone's reading) is told what became of it. A disk
        // that is too full to close on in order must not keep the thread: opening tidies up.
        await answered();
        await worker.terminate();
      }
    },
  };
}

/**
 * Opens the store in `folder`, which is made where it is missing. Rejects with `FolderOwned`
 * where another store works on it. `handlesMax` bounds how many space files are open. `asFound`
 * opens what is there and changes nothing of it: calls that would write reject.
 */
export async function openSqlite(
  folder: string,
  { handlesMax = HANDLES_MAX, asFound = false }: { handlesMax?: number; asFound?: boolean } = {},
): Promise<Store> {
  // Counts what was sent: the thread waits for it to change.
  const sent = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData = { path: folder, handlesMax, asFound, sent };
  // Flags meant for the process's first module (such as how to read it) are not the worker's.
  const options = { workerData, execArgv: [] };
  const worker = new Worker(new URL("./worker.ts", import.meta.url), options);
  const [said] = (await once(worker, "message")) as [Started];
  if (said.started) return guarded(storeOver(worker, callsOver(worker, sent)));
  await worker.terminate();
  throw said.fault.name === "FolderOwned"
    ? new FolderOwned(said.fault.message)
    : errorOf(said.fault);
}
