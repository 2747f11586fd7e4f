/**
 * Which space an address leads to: rows of the node, slug to space and back. An open space's slug
 * is made from its name; a protected one's says nothing. While everything of a space is closed its
 * address lies where nobody looks an address up, and whoever asks for it meets none.
 */
import type { Random } from "../../house/ports.ts";
import { changeRow, keyed, type NodeParts, readRow, rowsUnder } from "../people/index.ts";

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

/**
 * What is kept of a space's address; `hidden` is the entry since which it says nothing, `whole`
 * is of one put away the entry by which everything else is closed too.
 */
type SlugOf = { slug: string; hidden?: number; whole?: number };

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
    // Closed meanwhile: it gets one that says nothing when it opens again.
    if ((await readRow<SlugOf>(parts, shutKey(space))) !== null) return;
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

const shutKey = (space: string) => `shut/${space}`;
const keptKey = async (parts: NodeParts, slug: string) =>
  `shut-slug/${await keyed(parts, "shut-slug", slug)}`;

/**
 * Takes a space's address out of the directory and puts it away until {@link showSlug}: from now on
 * looking it up is looking up one that never was. Nobody else gets it meanwhile.
 */
export async function shutSlug(parts: NodeParts, space: string): Promise<void> {
  const release = await parts.lock(space);
  try {
    const of = await readRow<SlugOf>(parts, `slug-of/${space}`);
    if (of === null) return;
    const value = { space };
    await changeRow(parts, await keptKey(parts, of.slug), () => ({ value, expires: null }));
    await changeRow<SlugOf>(parts, shutKey(space), () => ({ value: of, expires: null }));
    await dropSlugsBut(parts, space, null);
    await parts.records.delete("node", `slug-of/${space}`);
  } finally {
    await release();
  }
}

/** Whether all that the closing of an entry asks for was done: who signed in later is let be. */
export async function isShutWhole(parts: NodeParts, space: string, at: number): Promise<boolean> {
  return (await readRow<SlugOf>(parts, shutKey(space)))?.whole === at;
}

/** Notes that it was. */
export async function noteShutWhole(parts: NodeParts, space: string, at: number): Promise<void> {
  await changeRow<SlugOf>(parts, shutKey(space), (before) =>
    before === null ? null : { value: { ...before, whole: at }, expires: null },
  );
}

/**
 * Gives a space its address back; where `fresh`, or where it protects its people since an entry
 * that its address is older than (`since`), another one that says nothing. Done again it changes
 * nothing.
 */
export async function showSlug(
  parts: NodeParts,
  space: string,
  { fresh, since }: { fresh: boolean; since: number },
): Promise<void> {
  const release = await parts.lock(space);
  try {
    const kept = await readRow<SlugOf>(parts, shutKey(space));
    if (kept === null) return;
    const { whole: _whole, ...same } = kept;
    const drawn = fresh || (kept.hidden ?? 0) < since;
    const mine = !drawn && (await claim(parts, kept.slug, space));
    if (mine) await changeRow(parts, `slug-of/${space}`, () => ({ value: same, expires: null }));
    else {
      const slug = await giveSlug(parts, space, drawn ? null : kept.slug);
      const value = { slug, ...(drawn ? { hidden: since } : {}) };
      await changeRow(parts, `slug-of/${space}`, () => ({ value, expires: null }));
    }
    await dropPutAway(parts, space);
  } finally {
    await release();
  }
}

/** Forgets what was put away of a space's address. */
async function dropPutAway(parts: NodeParts, space: string): Promise<void> {
  const kept = await readRow<SlugOf>(parts, shutKey(space));
  if (kept !== null) await parts.records.delete("node", await keptKey(parts, kept.slug));
  await parts.records.delete("node", shutKey(space));
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
  // Put away while its group has closed everything: nobody answers in its place.
  const away = await readRow<{ space: string }>(parts, await keptKey(parts, slug));
  if (away !== null && away.space !== space) return false;
  const kept = await changeRow<{ space: string }>(parts, `slug/${slug}`, (before) =>
    before === null ? { value: { space }, expires: null } : null,
  );
  return kept?.space === space;
}

/** Takes away a space's address, and any that giving one left behind when it was broken off. */
export async function dropSlug(parts: NodeParts, space: string): Promise<void> {
  await dropSlugsBut(parts, space, null);
  await dropPutAway(parts, space);
  await parts.records.delete("node", `slug-of/${space}`);
}
