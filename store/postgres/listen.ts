/** Hears of appends by other processes on a connection of its own. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Watchers } from "../turns.ts";
import type { Base } from "./base.ts";
import { channelOf } from "./log.ts";

const RETRY_MS_MIN = 50;
const RETRY_MS_MAX = 5000;

/** Listens from the first watcher on, and again after a lost connection. */
export class Listener {
  #base: Base;
  #watchers = new Watchers();
  #client: pg.Client | null = null;
  #running: Promise<void> | null = null;
  #stop = new AbortController();

  constructor(base: Base) {
    this.#base = base;
  }

  /** Registers a call-back for a space; the answer takes it out again. */
  add(space: string, changed: () => void): () => void {
    this.#running ??= this.#run();
    return this.#watchers.add(space, changed);
  }

  /** Resolves when the connection is lost or closed; rejects where there is none to be had. */
  async #listen(heard: () => void): Promise<void> {
    const client = new pg.Client({ connectionString: this.#base.url });
    const lost = new Promise<void>((resolve) => {
      client.on("error", () => resolve());
      client.on("end", () => resolve());
    });
    client.on("notification", ({ payload }) => this.#watchers.tell(payload ?? ""));
    this.#client = client;
    await client.connect();
    await client.query(`LISTEN ${channelOf(this.#base)}`);
    heard();
    // What was appended before this connection listened has been told to nobody.
    this.#watchers.tellAll();
    await lost;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let wait = RETRY_MS_MIN; !signal.aborted; wait = Math.min(wait * 2, RETRY_MS_MAX)) {
      const ended = await this.#listen(() => {
        wait = RETRY_MS_MIN;
      }).then(
        () => null,
        (fault: Error) => fault,
      );
      // A server that cannot be reached fails every call; here the way is to try again.
      if (ended !== null || !signal.aborted) {
        await sleep(wait, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Stops listening and calling back. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#watchers.clear();
    await this.#client?.end();
    await this.#running;
  }
}
