import { readLead } from "./lead.ts";
import type { Piece } from "./split.ts";
import { skipSpace } from "./tokens.ts";
import type { PastedLine, Urgency } from "./types.ts";
import { findPhrase, lexicon } from "./words.ts";

/** What was said before the first line that asks for something. */
export type Greeting = {
  /** Holds for every line that says nothing else. */
  urgency?: Urgency;
  /** A heading's: for what is beneath it, and further only where another line comes first. */
  pending?: Urgency;
  over: boolean;
};

/** Nothing said yet. */
export const noGreeting: Greeting = { over: false };

/**
 * What a row adds to the greeting. "URGENT" in a greeting is about the whole message: it counts
 * where it is shouted, opens its sentence, or stands beside a hello. "Today" says when, and a
 * sentence with a "not" is found as a whole: neither is carried.
 */
export function heard(
  greeting: Greeting,
  { kind }: Pick<PastedLine, "kind">,
  piece: Piece,
): Greeting {
  if (greeting.over) return greeting;
  if (kind === "need" || kind === "not-wanted") return { ...greeting, over: true };
  if (piece.forwarded || piece.contact) return greeting;
  const urgency = pressing(piece);
  const carried = greeting.urgency ?? greeting.pending ?? (kind === "note" ? urgency : undefined);
  return {
    over: false,
    ...(carried === undefined ? {} : { urgency: carried }),
    ...(urgency === undefined || kind === "note" ? {} : { pending: urgency }),
  };
}

function pressing({ tokens, first }: Piece): Urgency | undefined {
  const found = findPhrase(tokens, lexicon.urgency);
  if (found?.value !== "now" || !findPhrase(tokens, lexicon.pressing, found.at, found.end)) return;
  const said = tokens.slice(found.at, found.end).map(({ text }) => text);
  const text = said.join("");
  const shouted = text === text.toUpperCase() && text !== text.toLowerCase();
  const lead = readLead(tokens, first);
  const opens = tokens.slice(skipSpace(tokens, 0), found.at).every(({ kind }) => kind !== "word");
  return shouted || opens || lead.closing ? "now" : undefined;
}
