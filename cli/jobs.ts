/** What a running node does by itself. Nothing allowed or forbidden waits for it. */
import { whereOf } from "../web/app.ts";
import type { LogLine } from "../web/node.ts";
import type { OpenedNode } from "./node.ts";

const DUE_MS = 30_000;
const CARDS_MS = 60_000;
const HOUR_MS = 3_600_000;
const SWEEP_ROWS = 1_000;
const SPACES_A_PAGE = 256;

/** Starts the jobs; answers how to stop them, which waits for what is under way. */
export function startJobs(node: OpenedNode, log: (line: LogLine) => void): () => Promise<void> {
  let runs = 0;
  const due = every(DUE_MS, log, async () => {
    await node.house.runDue();
    // An hour is long for a node that is started again more often than that.
    if (++runs === 2) await tidy(node);
  });
  // At once, for what the last stop broke off.
  due.run();
  const cards = every(CARDS_MS, log, () => node.house.cards.renewTouched());
  const jobs = [due.stop, cards.stop, every(HOUR_MS, log, () => tidy(node)).stop];
  return async () => {
    await Promise.all(jobs.map((stop) => stop()));
  };
}

/**
 * Ends the epochs something was erased from, deletes rows whose time is over, writes cards that are
 * missing or were written by another version, lists what falls due of spaces that came here from
 * elsewhere, and has rooms tend what they keep. A space where that fails keeps no other one from
 * it: what was erased must be gone within the day. Throws in the end.
 */
export async function tidy({ house, store }: Pick<OpenedNode, "house" | "store">): Promise<void> {
  const now = house.now;
  let failed: { fault: unknown } | null = null;
  await sweep((limit) => store.records.sweep("node", now, limit));
  for (let after: string | null = null; ; ) {
    const spaces = await store.spaces(SPACES_A_PAGE, after);
    for (const space of spaces)
      try {
        await house.putDue(space);
        await house.endDirtyEpochs(space);
        await sweep((limit) => store.records.sweep(space, now, limit));
        await house.cards.renew(space);
        for (const { tend } of house.parts.plan.rooms) await tend?.(house, space);
      } catch (fault) {
        failed ??= { fault };
      }
    after = spaces.at(-1) ?? null;
    if (spaces.length < SPACES_A_PAGE) break;
  }
  if (failed !== null) throw failed.fault;
}

async function sweep(some: (limit: number) => Promise<number>): Promise<void> {
  while ((await some(SWEEP_ROWS)) === SWEEP_ROWS);
}

function every(
  ms: number,
  log: (line: LogLine) => void,
  act: () => Promise<unknown>,
): { run: () => void; stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const run = () => {
    // One that takes longer than its interval is not started again beside itself.
    running ??= act().then(
      () => {
        running = null;
      },
      (fault) => {
        running = null;
        log({ event: "job-fault", ...whereOf(fault) });
      },
    );
  };
  const timer = setInterval(run, ms);
  timer.unref();
  const stop = async () => {
    clearInterval(timer);
    await running;
  };
  return { run, stop };
}
