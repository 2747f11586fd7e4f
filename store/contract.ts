/**
 * The judge of every adapter: each sentence of the port's documentation as a check. An adapter's
 * test calls `contract` once and adds what only that adapter promises.
 */
import { after, before, describe } from "node:test";
import { dueContract } from "./contract/due.ts";
import { durableContract } from "./contract/durable.ts";
import type { Adapter, Subject } from "./contract/given.ts";
import { logContract } from "./contract/log.ts";
import { modelContract } from "./contract/model.ts";
import { partsContract } from "./contract/parts.ts";
import { rowsContract } from "./contract/rows.ts";
import { spacesContract } from "./contract/spaces.ts";
import type { Store } from "./port.ts";

/** A subject whose store is opened before the checks run. */
function subjectOf(adapter: Adapter): Subject {
  let open: Store | null = null;
  return {
    ...adapter,
    get store() {
      if (open === null) throw new Error("the store is opened before the first check");
      return open;
    },
    set store(store: Store) {
      open = store;
    },
  };
}

/** Registers every check of the port for one adapter, on one store in one empty place. */
export function contract(name: string, adapter: Adapter): void {
  describe(`the store's contract: ${name}`, () => {
    const subject = subjectOf(adapter);
    before(async () => {
      subject.store = await adapter.open();
    });
    after(async () => {
      await subject.store.close();
    });
    logContract(subject);
    partsContract(subject);
    rowsContract(subject);
    dueContract(subject);
    spacesContract(subject);
    modelContract(subject);
    durableContract(subject);
  });
}
