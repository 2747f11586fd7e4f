/**
 * Which Ed25519 public keys may be enrolled. Verifiers disagree about signatures under keys that
 * are not a canonical point of prime order, so such a key could show one program a valid
 * signature and another an invalid one. None is let in; honest keys are never affected.
 */

/** Why a public key is refused. */
export type KeyFault = "length" | "non-canonical" | "not a point" | "low order" | "mixed order";

// RFC 8032 §5.1: the field, the curve constant, and the order of the base point's group.
const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const d = mod(-121665n * power(121666n, p - 2n));
const rootOfMinusOne = power(2n, (p - 1n) / 4n);

type Point = readonly [x: bigint, y: bigint, z: bigint, t: bigint];
const identity: Point = [0n, 1n, 1n, 0n];

/** Undefined for a 32-byte Ed25519 public key that may be enrolled, else what is wrong with it. */
export function keyFault(publicKey: Uint8Array): KeyFault | undefined {
  if (publicKey.length !== 32) return "length";
  const little = BigInt(`0x${Buffer.from(publicKey).reverse().toString("hex")}`);
  const y = little & (2n ** 255n - 1n);
  if (y >= p) return "non-canonical";
  const x = evenX(y);
  if (x === undefined) return "not a point";
  const odd = little >> 255n === 1n;
  if (x === 0n && odd) return "non-canonical";
  const point: Point = odd ? [p - x, y, 1n, mod((p - x) * y)] : [x, y, 1n, mod(x * y)];
  if (isIdentity(times(8n, point))) return "low order";
  return isIdentity(times(order, point)) ? undefined : "mixed order";
}

/** RFC 8032 §5.1.3: the even x with -x² + y² = 1 + d·x²·y². */
function evenX(y: bigint): bigint | undefined {
  const u = mod(y * y - 1n);
  const v = mod(d * y * y + 1n);
  const square = mod(u * power(v, p - 2n));
  let x = power(square, (p + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * rootOfMinusOne);
  if (mod(x * x) !== square) return undefined;
  return x % 2n === 0n ? x : p - x;
}

function times(scalar: bigint, point: Point): Point {
  let sum = identity;
  for (let rest = scalar, double = point; rest > 0n; rest >>= 1n, double = add(double, double)) {
    if (rest % 2n === 1n) sum = add(sum, double);
  }
  return sum;
}

/** RFC 8032 §5.1.4, complete addition in extended coordinates. */
function add([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * t1 * t2 * d);
  const e = mod(2n * z1 * z2);
  return [
    mod((b - a) * (e - c)),
    mod((e + c) * (b + a)),
    mod((e - c) * (e + c)),
    mod((b - a) * (b + a)),
  ];
}

function isIdentity([x, y, z]: Point): boolean {
  return x === 0n && y === z;
}

function mod(value: bigint): bigint {
  const rest = value % p;
  return rest < 0n ? rest + p : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let rest = exponent, square = base; rest > 0n; rest >>= 1n, square = mod(square * square)) {
    if (rest % 2n === 1n) result = mod(result * square);
  }
  return result;
}
