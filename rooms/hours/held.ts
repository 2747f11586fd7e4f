/** What whoever holds the code of a turn reads: their turn, and what and when its occasion is. */
import { isOutside } from "../../house/circles.ts";
import type { Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { occasion } from "./facts.ts";
import { type TurnState, turn } from "./facts-turn.ts";
import { type Said, withWords } from "./questions.ts";
import { findTurn } from "./turn-codes.ts";

/** A turn by its code, with its occasion. */
export type HeldTurn = { code: string; space: string; thing: Thing<TurnState>; said: Said };

/** The turn that a code is of; null: none, a wrong code, a space that ended or is closed. */
export async function heldTurn(house: House, code: string): Promise<HeldTurn | null> {
  const found = await findTurn(house, code);
  const read = found === null ? null : await turnIn(house, found);
  return found === null || read === null ? null : { code, space: found.space, ...read };
}

/** One turn with its occasion, as its holder reads both. */
export async function turnIn(
  house: House,
  { space, turn: id }: { space: string; turn: string },
): Promise<Pick<HeldTurn, "thing" | "said"> | null> {
  const own = await house.view(space, { by: "receipt", thing: id });
  const thing = await own?.thing(turn, id);
  if (thing === undefined) return null;
  const at = thing.state.occasion;
  const view = await house.view(space, { by: "receipt", thing: at });
  const about = await view?.thing(occasion, at);
  if (view === null || about === undefined) return null;
  // Anybody may ask to come: who waits, had a no or left reads of it what everyone reads, and not
  // where it is moved once it is closed to them.
  if (thing.state.status !== "accepted" && (view.dark || !isOutside(about.circle))) {
    const state = { ...about.state, day: null };
    return { thing, said: { thing: { ...about, state }, what: null, when: null } };
  }
  const [said] = await withWords(view, [about]);
  return said === undefined ? null : { thing, said };
}
