/** The command line says what it did: in the list that members read, and in the node's own log. */
import type { House } from "../house/house.ts";
import { nodeOf } from "../rooms/people/index.ts";
import { type KeeperActName, noteAct } from "../rooms/spaces/index.ts";
import { logLine } from "./node.ts";
import type { Ask } from "./subcommand.ts";

/**
 * Writes down that a command was run, on one space or (null) on the whole server. Where a node
 * runs, its own log has a line of it as well: what was done, and never with whom or with what.
 */
export async function noteDone(
  ask: Pick<Ask, "serving">,
  house: House,
  what: KeeperActName,
  space: string | null,
): Promise<void> {
  await noteAct(nodeOf(house), what, { space });
  if (ask.serving !== null) logLine({ event: "keeper-act", what });
}
