/** The thread that owns the folder: takes calls in order and answers each when it is durable. */
import {
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  workerData,
} from "node:worker_threads";
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

/** Calls that were begun and whose answer is still to come: their timers need the thread's loop. */
let begun = 0;

function take(calls: Calls, [id, name, values]: Asked): void {
  try {
    const call = calls[name as keyof Calls] as (...values: unknown[]) => unknown;
    const value = call(...values);
    if (value instanceof Promise) {
      begun++;
      value
        .then(
          (later) => answer(id, later),
          (thrown) => refuse(id, thrown),
        )
        .finally(() => begun--);
    } else answer(id, value);
  } catch (thrown) {
    refuse(id, thrown);
  }
}

/** How long the thread stays awake for a next call, in ms. */
const LINGER_MS = 2;

/**
 * Takes a call and those that follow within a moment: being woken from a wait of its own costs a
 * burst of calls less than being woken through the loop.
 */
function takeSome(calls: Calls, sent: Int32Array, asked: Asked): void {
  take(calls, asked);
  while (begun === 0) {
    const seen = Atomics.load(sent, 0);
    const next = receiveMessageOnPort(port as MessagePort);
    if (next !== undefined) take(calls, next.message as Asked);
    else if (Atomics.wait(sent, 0, seen, LINGER_MS) === "timed-out") return;
  }
}

type Given = { path: string; handlesMax: number; asFound: boolean; sent: Int32Array };

function start(): Started {
  const { path, handlesMax, asFound, sent } = workerData as Given;
  try {
    const calls = callsOn(new Folder(path, handlesMax, asFound));
    port?.on("message", (asked: Asked) => takeSome(calls, sent, asked));
    return { started: true };
  } catch (thrown) {
    return { started: false, fault: faultOf(thrown) };
  }
}

port.postMessage(start());
