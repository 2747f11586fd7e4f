/**
 * Limits on pace, in memory: buckets that fill again by themselves. What is refused here was never
 * begun, and the page that says so still holds what was typed. Values stand in docs/limits.md.
 */
import type { Clock } from "../house/ports.ts";

/** How many at once, and how many an hour after that. */
export type Pace = { burst: number; perHour: number };

/** What is limited, and how. Each counts by a name of its own: a visitor, a space, the node. */
export const PACES = {
  /** Forms by one visitor (its cookie or session). */
  visitor: { burst: 60, perHour: 600 },
  /** Forms by visitors who are no members, to one address of a space. */
  strangers: { burst: 300, perHour: 3_000 },
  /** Forms to the whole node by who is not signed in. */
  node: { burst: 3_000, perHour: 60_000 },
  /** Forms kept for an ended session, in one space. */
  kept: { burst: 20, perHour: 60 },
  /** Guesses at links with an end, in one space. */
  links: { burst: 60, perHour: 600 },
  /** Pages opened by one login; in one space, or outside any, by all who are not signed in. */
  pages: { burst: 1_200, perHour: 24_000 },
  crowd: { burst: 6_000, perHour: 120_000 },
  /** What costs much to answer (searches, exports, feeds, who could read what), for the same. */
  dear: { burst: 120, perHour: 3_600 },
  dearCrowd: { burst: 600, perHour: 12_000 },
  /** Tiles and heads of a log, by one login, one API token or all others in one space. */
  tiles: { burst: 12_000, perHour: 120_000 },
  /** Whatever is opened on the node by who is not signed in. */
  door: { burst: 30_000, perHour: 600_000 },
  /** Pictures that one login hands in. */
  pictures: { burst: 40, perHour: 120 },
  /** Recordings that one login hands in. */
  sounds: { burst: 20, perHour: 60 },
  /** Commands by one API token. */
  api: { burst: 600, perHour: 20_000 },
} as const satisfies Record<string, Pace>;

const HOUR_MS = 3_600_000;
/** Buckets kept; the one idle longest goes first, which is the one most likely to be full. */
const BUCKETS_MAX = 20_000;

/** Asks whether one more is allowed; 0 is yes, else how many seconds to wait. */
export type Limits = { take: (what: keyof typeof PACES, name: string) => number };

/** Limits by a clock. */
export function createLimits(clock: Clock): Limits {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(what, name) {
      const { burst, perHour } = PACES[what];
      const key = `${what}/${name}`;
      const now = clock();
      const { left, at } = buckets.get(key) ?? { left: burst, at: now };
      const filled = Math.min(burst, left + (Math.max(0, now - at) * perHour) / HOUR_MS);
      const allowed = filled >= 1;
      buckets.delete(key);
      buckets.set(key, { left: allowed ? filled - 1 : filled, at: now });
      const oldest = buckets.size > BUCKETS_MAX ? buckets.keys().next().value : undefined;
      if (oldest !== undefined) buckets.delete(oldest);
      return allowed ? 0 : Math.ceil(((1 - filled) * HOUR_MS) / perHour / 1000);
    },
  };
}
