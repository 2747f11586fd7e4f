/**
 * The sentence by which somebody outside closes everything: an ordinary one, agreed beforehand and
 * read over the phone. It is kept as an argon2id hash in a row of the node, beside the code it
 * stands for; whoever types it gets the same answer after the same work, whatever came of it.
 */
import type { House } from "../../house/house.ts";
import { fold } from "../../house/normal.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import {
  changeRow,
  checkPassphrase,
  hashPassphrase,
  keyed,
  type NodeParts,
  nodeOf,
  readRow,
  TooMany,
} from "../people/index.ts";
import { COMMON_SENTENCES } from "./common-sentences.ts";
import { findSpace } from "./directory.ts";
import { shuttersOf } from "./shutters.ts";

/** Least words of a sentence. */
export const SENTENCE_WORDS_MIN = 6;
/** Longest sentence, in UTF-16 units. */
export const SENTENCE_MAX = 300;
/** Tries an hour at one address, whether or not anything is there. */
export const TRIES_PER_ADDRESS = 5;
/** Tries an hour on the whole node. */
export const TRIES_PER_NODE = 50;
const HOUR_MS = 3_600_000;
/** Words in a row that may not be a well-known sentence's or the group's own. */
const RUN = 4;
/** Different words it takes, and letters in all. */
const DIFFERENT_MIN = 5;
const LETTERS_MIN = 20;
/** Closing begins once the answer is out, so that how long it takes tells nothing. */
const AFTER_MS = 50;

/** The words of a sentence as they count: no case, marks, punctuation, tatweel or letter forms. */
export function sentenceWords(typed: string): string[] {
  const plain = fold(typed.slice(0, SENTENCE_MAX)).replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, " ");
  return plain.split(" ").filter((word) => word !== "");
}

/** What somebody who knows the group might guess from: its names, and what it wrote. */
export type OwnWords = { names: readonly string[]; texts: readonly string[] };

/** Why this may not be the sentence, or null where it may. */
export function sentenceFault(typed: string, own: OwnWords): Refusal | null {
  const no = (refused: string, vars?: Record<string, number>) =>
    refuse(refused, "shape", { field: "sentence", ...(vars === undefined ? {} : { vars }) });
  const words = sentenceWords(typed);
  if (typed.length > SENTENCE_MAX) return no("spaces.sentence-long", { max: SENTENCE_MAX });
  const short = words.length < SENTENCE_WORDS_MIN || words.join("").length < LETTERS_MIN;
  if (short || new Set(words).size < DIFFERENT_MIN)
    return no("spaces.sentence-short", { min: SENTENCE_WORDS_MIN });
  if (COMMON_SENTENCES.some((one) => overlaps(words, one.split(" "))))
    return no("spaces.sentence-common");
  const names = new Set(own.names.flatMap(sentenceWords).filter((word) => [...word].length > 2));
  const told = own.texts.some((text) => overlaps(words, wordsOf(text)));
  return told || words.some((word) => names.has(word)) ? no("spaces.sentence-own") : null;
}

/** All words of a text of the group's own, however long. */
const wordsOf = (text: string) =>
  fold(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== "");

/** Whether so many words in a row stand in both. */
function overlaps(words: readonly string[], others: readonly string[]): boolean {
  const length = Math.min(RUN, others.length);
  const hay = ` ${others.join(" ")} `;
  for (let at = 0; length > 0 && at + length <= words.length; at++)
    if (hay.includes(` ${words.slice(at, at + length).join(" ")} `)) return true;
  return false;
}

/** Of which naming the sentence is, its hash, and the code that closes everything. */
type Kept = { contact: string; phc: string; code: string };

const rowOf = (space: string) => `sentence/${space}`;

/** Keeps a sentence for a naming (`spaces.name-contact`); one there was before works no more. */
export async function keepSentence(
  parts: NodeParts,
  space: string,
  sentence: string,
  { contact, code }: Pick<Kept, "contact" | "code">,
): Promise<Refusal | null> {
  try {
    const phc = await hashPassphrase(sentenceWords(sentence).join(" "), parts.random);
    const value: Kept = { contact, phc, code };
    await changeRow<Kept>(parts, rowOf(space), () => ({ value, expires: null }));
    return null;
  } catch (fault) {
    if (fault instanceof TooMany) return doorFull;
    throw fault;
  }
}

const doorFull = refuse("people.door-full", "again", { next: "again" });

/** Whether the sentence of this naming is kept on this node. */
export async function isSentenceKept(
  parts: NodeParts,
  space: string,
  contact: string,
): Promise<boolean> {
  return (await readRow<Kept>(parts, rowOf(space)))?.contact === contact;
}

/** Forgets a space's sentence, whichever it is. */
export async function dropSentence({ records }: NodeParts, space: string): Promise<void> {
  await records.delete("node", rowOf(space));
}

/** A sentence that was used or taken back is kept no longer. */
export const forgetSentence: Effect = {
  name: "spaces.forget-sentence",
  on: ["shutters.contact-used/1", "shutters.contact-ended/1"],
  act: async (house, space, { record }) => {
    const parts = nodeOf(house);
    // Done late, another one may have been agreed on meanwhile.
    if (await isSentenceKept(parts, space, String(record["contact"])))
      await dropSentence(parts, space);
  },
  keyless: (house, space) => dropSentence(nodeOf(house), space),
};

/** The part of what was typed as an address that names a group: `…/s/name/…` or the name. */
export function slugTyped(typed: string): string {
  const plain = typed.slice(0, 400).trim().toLowerCase();
  return (/\/s\/([^/?#\s]+)/.exec(plain)?.[1] ?? plain).replaceAll(/^\/+|\/+$/g, "");
}

/**
 * Tries a sentence at an address. Where it is right everything closes a moment after this answers,
 * which it does alike for right, wrong, too often there and nobody there, after the same work: who
 * tries learns not even that somebody else did. Only a door that is full says so: then nothing was
 * looked at, whatever was typed. Beyond what the whole node looks at in an hour nothing is worked
 * out, which tells of no address. `closed` is told when closing has been done.
 */
export async function trySentence(
  house: House,
  { address, sentence, key }: { address: string; sentence: string; key: string },
  closed: (fault: unknown) => void,
): Promise<Refusal | null> {
  const parts = nodeOf(house);
  const slug = slugTyped(address);
  if (!(await inAnHour(parts, "limit/sentence-node", TRIES_PER_NODE))) return null;
  const at = `limit/sentence/${await keyed(parts, "sentence-at", slug)}`;
  const looked = await inAnHour(parts, at, TRIES_PER_ADDRESS);
  const id = await findSpace(parts, slug);
  const kept = await readRow<Kept>(parts, rowOf(id ?? "none"));
  const typed = sentenceWords(sentence).join(" ");
  let right = false;
  try {
    right = await checkPassphrase(typed, kept?.phc ?? null);
  } catch (fault) {
    if (fault instanceof TooMany) return doorFull;
    throw fault;
  }
  if (looked && right && id !== null && kept !== null)
    setTimeout(() => void close(house, id, kept, key).then(closed, closed), AFTER_MS);
  return null;
}

async function close(house: House, space: string, kept: Kept, form: string): Promise<void> {
  const { contact, code } = kept;
  const author = { by: "holder", thing: shuttersOf(space), code } as const;
  // Of the naming too: a tab that closed by an earlier sentence is answered by no old answer.
  const key = await keyed(nodeOf(house), "sentence-close", `${form}/${contact}`);
  const envelope = { space, command: "spaces.close-shutters", input: {}, author, key };
  const done = await house.dispatch(envelope);
  // Wrong by now: used or taken back a moment ago. Anything else has to be seen.
  if (isRefusal(done) && done.because !== "not-found") throw new Error(done.refused);
}

/** Counts a try; false where it is one too many. */
async function inAnHour(parts: NodeParts, key: string, max: number): Promise<boolean> {
  const now = parts.clock();
  let may = false;
  await changeRow<{ at: number[] }>(parts, key, (before) => {
    const at = (before?.at ?? []).filter((one) => one > now - HOUR_MS);
    may = at.length < max;
    return may ? { value: { at: [...at, now] }, expires: now + HOUR_MS } : null;
  });
  return may;
}
