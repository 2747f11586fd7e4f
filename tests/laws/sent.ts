/** What came of a command, told apart. */
import type { Author, Done } from "../../house/command.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";

export type { Author, Done };

/** Whether the command was done. */
export function isDone(result: Done | Refusal): result is Done {
  return !isRefusal(result);
}
