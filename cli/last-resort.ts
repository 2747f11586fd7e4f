/** What no part of a running node caught: told by where it was, and the process ends. */
import { whereOf } from "../web/app.ts";
import { logLine } from "./node.ts";

/**
 * Does `work`; what is thrown meanwhile where nobody waits for it ends the process with exit code
 * 1. Node by itself would print the fault whole, and a message may hold what people wrote.
 */
export async function withLastResort<T>(work: () => Promise<T>): Promise<T> {
  const last = (fault: unknown) => {
    logLine({ event: "crash", ...whereOf(fault) });
    process.exit(1);
  };
  process.on("uncaughtException", last);
  try {
    return await work();
  } finally {
    process.off("uncaughtException", last);
  }
}
