/**
 * Which space an address leads to: rows of the node, slug to space and back. An open space's slug
 * is made from its name; a protected one's says nothing.
 */
import type { Random } from "../../house/ports.ts";
import { changeRow, type NodeParts, readRow, rowsUnder } from "../people/index.ts";

/** Longest slug. */
export const SLUG_MAX = 40;
/** Numbers tried behind a name before the slug is drawn by lot. */
const NUMBERS_MAX = 20;
/** Small letters and digits that are not taken for one another. */
const SIGNS = "23456789abcdefghjkmnpqrstvwxyz".slice(0, 32);
const DRAWN_SIGNS = 10;

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** A group's name as it may stand in an address: `rio-abierto`; empty where nothing is left. */
export function slugFrom(name: string): string {
  const plain = name.slice(0, 200).normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, "-").slice(0, SLUG_MAX);
  return slug.replaceAll(/^-+|-+$/g, "");
}

/** A slug that says nothing: ten signs drawn by lot. */
export function drawnSlug(random: Random): string {
  let slug = "";
  while (slug.length < DRAWN_SIGNS) {
    const [byte = 0] = random(1);
    // Above this, the first signs would come more often.
    if (byte < 256 - (256 % SIGNS.length)) slug += SIGNS[byte % SIGNS.length];
  }
  return slug;
}

/** The space at this address, or null. */
export async function findSpace(parts: NodeParts, slug: string): Promise<string | null> {
  if (!SLUG.test(slug)) return null;
  return (await readRow<{ space: string }>(parts, `slug/${slug}`))?.space ?? null;
}

/** Where this space is, or null. */
export async function slugOf(parts: NodeParts, space: string): Promise<string | null> {
  return (await readRow<{ slug: string }>(parts, `slug-of/${space}`))?.slug ?? null;
}

/**
 * Gives a space an address and takes away the one it had. `name` is null for a protected space:
 * its address says nothing. Answers the slug.
 */
export async function giveSlug(
  parts: NodeParts,
  space: string,
  name: string | null,
): Promise<string> {
  const before = await slugOf(parts, space);
  for (const slug of wishes(parts, name)) {
    if (!(await claim(parts, slug, space))) continue;
    await changeRow(parts, `slug-of/${space}`, () => ({ value: { slug }, expires: null }));
    if (before !== null && before !== slug) await parts.records.delete("node", `slug/${before}`);
    return slug;
  }
  throw new Error("no address was free");
}

/** What is kept of a space's address; `hidden` is the entry since which it says nothing. */
type SlugOf = { slug: string; hidden?: number };

/**
 * Takes away every address a space had before the entry since which it protects its people, and
 * gives it one that says nothing. Done again for the same entry it changes nothing.
 */
export async function hideSlug(parts: NodeParts, space: string, since: number): Promise<void> {
  const key = `slug-of/${space}`;
  // Two at once would each take away the address that the other one gave.
  const release = await parts.lock(space);
  try {
    if (((await readRow<SlugOf>(parts, key))?.hidden ?? 0) >= since) return;
    const slug = await giveSlug(parts, space, null);
    // A run that was broken off may have left any of them; what says a name must not stay.
    await dropSlugsBut(parts, space, slug);
    await changeRow<SlugOf>(parts, key, () => ({ value: { slug, hidden: since }, expires: null }));
  } finally {
    await release();
  }
}

async function dropSlugsBut(parts: NodeParts, space: string, slug: string | null): Promise<void> {
  for await (const { key, value } of rowsUnder<{ space: string }>(parts, "slug/"))
    if (value.space === space && key !== `slug/${slug}`) await parts.records.delete("node", key);
}

function* wishes(parts: NodeParts, name: string | null): Generator<string> {
  const wish = name === null ? "" : slugFrom(name);
  if (wish.length > 1) {
    yield wish;
    for (let n = 2; n <= NUMBERS_MAX; n++) yield `${wish.slice(0, SLUG_MAX - 3)}-${n}`;
  }
  for (let tries = 0; tries < NUMBERS_MAX; tries++) yield drawnSlug(parts.random);
}

async function claim(parts: NodeParts, slug: string, space: string): Promise<boolean> {
  const kept = await changeRow<{ space: string }>(parts, `slug/${slug}`, (before) =>
    before === null ? { value: { space }, expires: null } : null,
  );
  return kept?.space === space;
}

/** Takes away a space's address, and any that giving one left behind when it was broken off. */
export async function dropSlug(parts: NodeParts, space: string): Promise<void> {
  await dropSlugsBut(parts, space, null);
  await parts.records.delete("node", `slug-of/${space}`);
}
