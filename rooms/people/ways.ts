/** Ending the ways in that somebody made, once they may make none: by the clock, one by one. */
import type { Mark, Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { newId } from "../../house/ids.ts";
import { markedBack } from "../../house/marked.ts";
import { isRefusal } from "../../house/refusal.ts";

/** Which ways: found by a mark, open for so long at most (ms), ended by a command of the clock. */
export type Ways = {
  mark: Mark;
  longest: number;
  isOpen: (thing: Thing) => boolean;
  command: string;
  input: (id: string) => object;
};

/**
 * Ends those that are still open. However many were made since, it looks back as far as one can
 * be open. Throws where one stays open, so that it is done again.
 */
export async function endWays(house: House, id: string, ways: Ways): Promise<void> {
  const { mark, longest, isOpen, command, input } = ways;
  const space = await house.space(id);
  if (space === null) return;
  for await (const entries of markedBack(space, mark)) {
    const ids = new Set(entries.map(({ thing }) => thing));
    for (const thing of (await space.things([...ids])).filter(isOpen)) {
      const done = await house.dispatch({
        ...{ space: id, command, input: input(thing.id), author: { by: "clock", thing: thing.id } },
        key: newId(house.parts.random),
      });
      if (isRefusal(done)) throw new Error(`a way in stays open: ${done.refused}`);
    }
    if (entries.every(({ stamp }) => stamp.at < house.now - longest)) return;
  }
}
