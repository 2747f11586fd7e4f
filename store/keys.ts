/**
 * The order of keys. Every adapter sorts keys by their UTF-8 bytes, which is the order of code
 * points and not JavaScript's order of UTF-16 units.
 */

const LAST = 0x10ffff;
const BEFORE_SURROGATES = 0xd7ff;
const AFTER_SURROGATES = 0xe000;
const SURROGATES = 0x800;

/** Compares two well-formed keys by their UTF-8 bytes: negative, zero or positive. */
export function compareKeys(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return byPoint(one) - byPoint(other);
  }
  return a.length - b.length;
}

/** Puts a UTF-16 unit where its code point lies: surrogates after all that need none. */
function byPoint(unit: number): number {
  if (unit <= BEFORE_SURROGATES) return unit;
  return unit >= AFTER_SURROGATES ? unit - SURROGATES : unit + SURROGATES * 4;
}

/**
 * The smallest key that comes after every key beginning with `prefix`, or null where there is
 * none. Ranges by it need no pattern match, so `%`, `_` and `\` mean nothing.
 */
export function prefixEnd(prefix: string): string | null {
  const points = Array.from(prefix, (point) => point.codePointAt(0) ?? 0);
  while (points.length > 0) {
    const last = points.pop() ?? 0;
    if (last === LAST) continue;
    points.push(last === BEFORE_SURROGATES ? AFTER_SURROGATES : last + 1);
    return String.fromCodePoint(...points);
  }
  return null;
}
