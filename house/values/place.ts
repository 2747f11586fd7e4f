import { z } from "zod";
import { isTerm, type Term, termSchema } from "./id.ts";
import { type Parsed, read, unread } from "./parsed.ts";

/** How fine a place is: 0 world, 1 country, 2 region, 3 district, 4 locality. Finer is words. */
export type PlaceLevel = 0 | 1 | 2 | 3 | 4;

/**
 * A place no finer than the space allows. `code` is `001` (UN M49) for the world, ISO 3166-1
 * alpha-2 for a country, ISO 3166-2 for a region, or the group's own term at levels 1 to 4.
 */
export interface Place {
  readonly code: string;
  readonly level: PlaceLevel;
}

/** The whole world. */
export const WORLD: Place = Object.freeze({ code: "001", level: 0 });

const COUNTRY_PATTERN = /^[A-Z]{2}$/;
const REGION_PATTERN = /^[A-Z]{2}-[A-Z0-9]{1,3}$/;

/** Words of the levels are `house.level.<name>`. */
export const LEVEL_NAMES = Object.freeze([
  "world",
  "country",
  "region",
  "district",
  "locality",
] as const);

const country = z.union([z.string().regex(COUNTRY_PATTERN), termSchema]);
const region = z.union([z.string().regex(REGION_PATTERN), termSchema]);

/** Shape of a {@link Place}. Whether a country of that code exists is not the shape's question. */
export const placeSchema = z
  .discriminatedUnion("level", [
    z.strictObject({ code: z.literal("001"), level: z.literal(0) }),
    z.strictObject({ code: country, level: z.literal(1) }),
    z.strictObject({ code: region, level: z.literal(2) }),
    z.strictObject({ code: termSchema, level: z.literal(3) }),
    z.strictObject({ code: termSchema, level: z.literal(4) }),
  ])
  .meta({ id: "Place" });

/**
 * Reads a world, country or region code in any case; refuses `place.shape`. No term is read:
 * its level is not in its id.
 */
export function parsePlace(text: string): Parsed<Place> {
  const code = text.trim().slice(0, 10).toUpperCase();
  if (code === "" || code === WORLD.code) return code === "" ? unread("place.shape") : read(WORLD);
  if (COUNTRY_PATTERN.test(code)) return read({ code, level: 1 });
  if (REGION_PATTERN.test(code)) return read({ code, level: 2 });
  return unread("place.shape");
}

/** The next coarser place a group's term lies in, where the group said so. */
export type ParentOf = (term: Term) => Place | undefined;

/**
 * The place, made coarse enough for `levelMax`. A region becomes its country; a term becomes what
 * `parentOf` says it lies in, and the world where nobody said, never something finer.
 */
export function coarsen(place: Place, levelMax: PlaceLevel, parentOf?: ParentOf): Place {
  let current = place;
  while (current.level > levelMax) current = coarser(current, parentOf);
  return current;
}

function coarser(place: Place, parentOf: ParentOf | undefined): Place {
  if (!isTerm(place.code)) {
    return place.level === 2 ? { code: place.code.slice(0, 2), level: 1 } : WORLD;
  }
  const parent = parentOf?.(place.code);
  // A parent as fine as its child would never end; it counts as not said.
  return parent !== undefined && parent.level < place.level ? parent : WORLD;
}

/** A country's name in words of a locale (BCP 47 tag), or its code where there is none. */
export function countryName(code: string, locale: string): string {
  if (!COUNTRY_PATTERN.test(code)) throw new TypeError("not a country code");
  return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;
}
