/** The thread that owns the folder: takes calls in order and answers each when it is durable. */
import { parentPort, workerData } from "node:worker_threads";
import { type Calls, callsOn } from "./calls.ts";
import { Folder } from "./folder.ts";
import { type Answered, type Asked, buffersOf, faultOf, type Started } from "./wire.ts";

const port = parentPort;
if (port === null) throw new Error("this module runs as the store's worker thread");

function answer(id: number, value: unknown): void {
  port?.postMessage([id, null, value] satisfies Answered, buffersOf(value));
}

function refuse(id: number, thrown: unknown): void {
  port?.postMessage([id, faultOf(thrown), null] satisfies Answered);
}

function take(calls: Calls, [id, name, values]: Asked): void {
  try {
    const call = calls[name as keyof Calls] as (...values: unknown[]) => unknown;
    const value = call(...values);
    if (value instanceof Promise) {
      value.then(
        (later) => answer(id, later),
        (thrown) => refuse(id, thrown),
      );
    } else answer(id, value);
  } catch (thrown) {
    refuse(id, thrown);
  }
}

function start(): Started {
  const { path, handlesMax } = workerData as { path: string; handlesMax: number };
  try {
    const calls = callsOn(new Folder(path, handlesMax));
    port?.on("message", (asked: Asked) => take(calls, asked));
    return { started: true };
  } catch (thrown) {
    return { started: false, fault: faultOf(thrown) };
  }
}

port.postMessage(start());
