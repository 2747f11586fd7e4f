/** Puts a node together from a house: what every way of starting one shares. */
import type { House } from "../house/house.ts";
import { createLibrary, wordsFromFiles } from "../house/words/index.ts";
import { readStyles } from "../ui/styles.ts";
import { readAssets } from "./assets.ts";
import { createLimits } from "./limits.ts";
import type { LogLine, NamedDoor, Settings, WebNode } from "./node.ts";
import { doorsOf, peopleOf, spacesOf } from "./rooms.ts";
import { readSecrets } from "./secrets.ts";

/** The tree's root. */
const ROOT = new URL("../", import.meta.url);

/** What a node is made of beside its house. `strict` throws on a missing message. */
export type NodeOptions = {
  settings: Settings;
  log: (line: LogLine) => void;
  strict?: boolean;
  onFault?: (fault: unknown) => void;
  /** Aborts when the node is about to stop. */
  stopping?: AbortSignal;
  /** Doors beside those of the plan's rooms. */
  doors?: readonly NamedDoor[];
};

/** Makes the node that requests are answered from. */
export async function createNode(house: House, options: NodeOptions): Promise<WebNode> {
  const { settings, log, strict = false, doors = [], onFault, stopping } = options;
  const { keys, random, clock, plan, store } = house.parts;
  const library = createLibrary({
    load: wordsFromFiles(ROOT),
    strict,
    onProblem: ({ key, lang, what }) => log({ event: "words", key, lang, what }),
  });
  return {
    ...{ house, settings, log, library },
    doors: [...(await doorsOf(plan)), ...doors],
    people: peopleOf(house),
    spaces: spacesOf(house),
    styles: readStyles(),
    assets: readAssets(ROOT.pathname),
    secrets: await readSecrets({ keys, random, lock: store.lock }),
    limits: createLimits(clock),
    startedAt: clock(),
    ...(onFault === undefined ? {} : { onFault }),
    ...(stopping === undefined ? {} : { stopping }),
  };
}
