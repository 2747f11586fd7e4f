/** A plain JSON value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A value that has no canonical JSON was handed in: our bug, never a reader's mistake. */
export class NotJson extends TypeError {
  override name = "NotJson";
}

/** Values nested deeper than this are refused before they can exhaust the stack. */
export const depthMax = 128;

/**
 * RFC 8785 canonical JSON: no white space, object keys in UTF-16 order, numbers and strings as
 * ECMAScript writes them. Throws NotJson for undefined, NaN, infinities, lone surrogates, objects
 * that are not plain, and values nested deeper than `depthMax`.
 */
export function canonicalJson(value: Json): string {
  return write(value, 0);
}

/** The UTF-8 bytes of `canonicalJson(value)`: what is stored and hashed. */
export function canonicalBytes(value: Json): Buffer {
  return Buffer.from(write(value, 0), "utf8");
}

function write(value: Json, depth: number): string {
  switch (typeof value) {
    case "string":
      return canonicalString(value);
    case "number":
      if (!Number.isFinite(value)) throw new NotJson("a number that is not finite");
      return String(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (depth === depthMax) throw new NotJson("nested too deeply");
      return Array.isArray(value)
        ? writeArray(value, depth + 1)
        : writeObject(value as { readonly [key: string]: Json }, depth + 1);
    default:
      throw new NotJson(`a value of type ${typeof value}`);
  }
}

/** RFC 8785 of a string; throws NotJson for lone surrogates. */
export function canonicalString(text: string): string {
  // Most are ids and words of ASCII, which stand for themselves.
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign < 0x20 || sign > 0x7e || sign === 0x22 || sign === 0x5c) return escaped(text);
  }
  return `"${text}"`;
}

function escaped(text: string): string {
  if (!text.isWellFormed()) throw new NotJson("a string with a lone surrogate");
  return JSON.stringify(text);
}

function writeArray(items: readonly Json[], depth: number): string {
  let out = "[";
  for (let i = 0; i < items.length; i++) {
    if (i > 0) out += ",";
    out += write(items[i] as Json, depth);
  }
  return `${out}]`;
}

/** More names than this are sorted as any list is. */
const FEW_KEYS = 16;

/** Sorts names in place by UTF-16 code units, as RFC 8785 §3.2.3 asks. */
function sort(keys: string[]): void {
  if (keys.length > FEW_KEYS) keys.sort();
  // Most objects are small and nearly in order: then moving a few costs less than a call.
  else
    for (let i = 1; i < keys.length; i++) {
      const key = keys[i] as string;
      let at = i;
      for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string;
      keys[at] = key;
    }
}

function writeObject(value: { readonly [key: string]: Json }, depth: number): string {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new NotJson("an object that is not plain");
  }
  const keys = Object.keys(value);
  sort(keys);
  let out = "{";
  for (const key of keys) {
    if (out.length > 1) out += ",";
    out += `${canonicalString(key)}:${write(value[key] as Json, depth)}`;
  }
  return `${out}}`;
}
