/** Zones named in what commands are given: only those that are reckoned in here come in. */
import type { z } from "zod";
import { parseZone } from "./values/index.ts";

/** Whether what has a shape may name a zone; most shapes have no place for one. */
const naming = new WeakMap<z.core.$ZodType, boolean>();

/**
 * Where in an input of this shape a day names a zone that this machine does not know; null where
 * none does. What is written keeps the name for good, in a record that nothing is erased of: it
 * must be no word of anybody's. What was written elsewhere keeps any zone.
 */
export function strangeZone(shape: z.core.$ZodType, input: unknown): string | null {
  let may = naming.get(shape);
  if (may === undefined) {
    may = mayName(shape, new Set());
    naming.set(shape, may);
  }
  // A bank's file comes by here by the thousand rows: nobody looks through what has no place.
  return may ? strangeWithin(Object(input)) : null;
}

function strangeWithin(value: object): string | null {
  for (const key in value) {
    const one = value[key as keyof object] as unknown;
    if (typeof one === "object" && one !== null) {
      const within = strangeWithin(one);
      if (within !== null) return `${key}.${within}`;
    } else if (key === "zone" && typeof one === "string" && !parseZone(one).ok) return key;
  }
  return null;
}

/** Whether a field of that name has a place anywhere in a shape; yes of what is not known here. */
function mayName(shape: z.core.$ZodType, seen: Set<z.core.$ZodType>): boolean {
  // One that is within itself was asked already.
  if (seen.has(shape)) return false;
  seen.add(shape);
  const within = (...shapes: readonly (z.core.$ZodType | null | undefined)[]) =>
    shapes.some((one) => one && mayName(one, seen));
  const { def } = (shape as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object":
      return Object.hasOwn(def.shape, "zone") || within(...Object.values(def.shape), def.catchall);
    case "array":
      return within(def.element);
    case "tuple":
      return within(...def.items, def.rest);
    case "union":
      return within(...def.options);
    case "optional":
    case "nullable":
    case "default":
    case "readonly":
      return within(def.innerType);
    case "string":
    case "number":
    case "boolean":
    case "literal":
    case "enum":
    case "null":
    case "never":
      return false;
    default:
      return true;
  }
}
