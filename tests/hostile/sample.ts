/** Inputs made from a command's shape: nearly right, so that they get past the first check. */
import { z } from "zod";

/** A JSON schema, as far as shapes of this house go. */
type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema | false;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  minItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
};

/** Numbers below `max`, drawn from a seed, and ids to refer to. */
export type Draw = { below: (max: number) => number; id: () => string; text: () => string };

const cache = new WeakMap<z.ZodType, Schema>();

function schemaOf(shape: z.ZodType): Schema {
  const known = cache.get(shape);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }) as Schema;
  cache.set(shape, made);
  return made;
}

/** An input in the shape, as far as its JSON schema says what that is. */
export function sample(shape: z.ZodType, draw: Draw): unknown {
  const root = schemaOf(shape);
  return make(root, root, draw, 0);
}

const DEPTH_MAX = 12;

function make(schema: Schema, root: Schema, draw: Draw, depth: number): unknown {
  if (depth > DEPTH_MAX) return null;
  if (schema.$ref !== undefined) return make(resolve(schema.$ref, root), root, draw, depth + 1);
  if ("const" in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[draw.below(schema.enum.length)];
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice !== undefined)
    return make(choice[draw.below(choice.length)] ?? {}, root, draw, depth + 1);
  if (schema.allOf !== undefined) {
    const all = schema.allOf.map((one) => make(one, root, draw, depth + 1));
    return all.every((one) => typeof one === "object") ? Object.assign({}, ...all) : all.at(-1);
  }
  return plain(schema, root, draw, depth);
}

function resolve(ref: string, root: Schema): Schema {
  return ref === "#" ? root : (root.$defs?.[ref.replace("#/$defs/", "")] ?? {});
}

function plain(schema: Schema, root: Schema, draw: Draw, depth: number): unknown {
  switch (schema.type) {
    case "object":
      return objectOf(schema, root, draw, depth);
    case "array":
      return arrayOf(schema, root, draw, depth);
    case "boolean":
      return draw.below(2) === 1;
    case "integer":
    case "number":
      return (schema.minimum ?? 0) + draw.below(Math.min(schema.maximum ?? 40, 40));
    case "string":
      return stringOf(schema, draw);
    default:
      return null;
  }
}

function objectOf(schema: Schema, root: Schema, draw: Draw, depth: number): object {
  const made: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(schema.properties ?? {}))
    if (schema.required?.includes(name) || draw.below(3) === 0)
      // The gate knows zones by more than their shape: an id in its place would be refused for it.
      made[name] = name === "zone" ? "UTC" : make(one, root, draw, depth + 1);
  return made;
}

function arrayOf(schema: Schema, root: Schema, draw: Draw, depth: number): unknown[] {
  if (schema.prefixItems !== undefined)
    return schema.prefixItems.map((one) => make(one, root, draw, depth + 1));
  const many = (schema.minItems ?? 0) + draw.below(3);
  const { items } = schema;
  if (items === undefined || items === false) return [];
  return Array.from({ length: many }, () => make(items, root, draw, depth + 1));
}

/** What patterns of this house match, the likeliest first. */
const STRINGS = [
  ...["item", "en", "food", "2026-11-30", "UTC", "12", "0.5", "ES", "term", "T", "a", "kg"],
  ..."2026-11-30T00:00:00Z|Europe/Athens|here|given-out|es".split("|"),
];

function stringOf(schema: Schema, draw: Draw): string {
  const { pattern } = schema;
  if (pattern === undefined) return draw.text();
  const fits = new RegExp(pattern, "u");
  const tried = [draw.id(), draw.id() + draw.id(), ...STRINGS.slice(draw.below(4)), ...STRINGS];
  return tried.find((one) => fits.test(one)) ?? draw.text();
}
