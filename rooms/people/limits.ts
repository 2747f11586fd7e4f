/** How often a sign-in may be tried. Counted first, and for names nobody has. */
import { type Refusal, refuse } from "../../house/refusal.ts";
import { changeRow, type NodeParts } from "./records.ts";

/** Tries of one name in a window; then it waits for the window's end. */
export const TRIES_PER_NAME = 20;
/** Tries of all names together in a window. */
export const TRIES_PER_NODE = 1_000;
/** The window, ms. */
export const TRIES_WINDOW_MS = 15 * 60_000;

type Tries = { from: number; count: number };

/** Counts one more try of a name (its hash); answers a refusal where that is one too many. */
export async function countTry(parts: NodeParts, login: string): Promise<Refusal | null> {
  return (
    (await one(parts, `limit/sign-in/${login}`, TRIES_PER_NAME)) ??
    (await one(parts, "limit/sign-in", TRIES_PER_NODE))
  );
}

async function one(parts: NodeParts, key: string, max: number): Promise<Refusal | null> {
  const now = parts.clock();
  let left = 0;
  await changeRow<Tries>(parts, key, (before) => {
    const { from, count } = before ?? { from: now, count: 0 };
    left = from + TRIES_WINDOW_MS - now;
    if (count >= max) return null;
    left = 0;
    return { value: { from, count: count + 1 }, expires: from + TRIES_WINDOW_MS };
  });
  if (left <= 0) return null;
  const minutes = Math.max(1, Math.ceil(left / 60_000));
  return refuse("people.too-many-tries", "limit", { vars: { minutes }, next: "again" });
}

/** Forgets the tries of a name, once its owner came in. */
export async function forgetTries({ records }: NodeParts, login: string): Promise<void> {
  await records.delete("node", `limit/sign-in/${login}`);
}
