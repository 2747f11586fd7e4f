import { randomBytes } from "node:crypto";
import type { Random } from "../house/ports.ts";

const POOL_BYTES = 65_536;

/**
 * Random bytes out of a pool, which is drawn from the system when it is used up: asking the system
 * for a few bytes costs more than what they are for. No byte is handed out twice.
 */
export function pooledRandom(): Random {
  let pool = Buffer.alloc(0);
  let at = 0;
  return (n) => {
    if (n > POOL_BYTES) return randomBytes(n);
    if (at + n > pool.length) {
      pool = randomBytes(POOL_BYTES);
      at = 0;
    }
    at += n;
    return pool.subarray(at - n, at);
  };
}
