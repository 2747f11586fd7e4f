/**
 * The log endpoints (C2SP tlog-tiles, specs/log.md) for those who may open the space. They show
 * the head of the last beat and what lies under it: when entries are written is nobody's business.
 */
import { leaves, publicHead, tile } from "../house/head.ts";
import { encodeBundle } from "../log/bundle.ts";
import { Malformed } from "../log/malformed.ts";
import { parseTilePath, type TileName } from "../log/tile-path.ts";
import { widthOf } from "../log/tiles.ts";
import type { Register } from "./app.ts";
import type { Ask } from "./ask.ts";
import { notFound } from "./problems.tsx";
import { type Body, respond } from "./respond.ts";
import { type Standing, standIn } from "./visit.ts";

const TEXT = "text/plain; charset=utf-8";
const BYTES = "application/octet-stream";

/** Registers `checkpoint`, `key` and `tile/…` under every space. */
export function registerLog(register: Register): void {
  register("GET", "/s/:slug/log/checkpoint", (ask, params) =>
    served(ask, params, async (standing) => ({
      body: (await head(ask, standing)).note,
      type: TEXT,
    })),
  );
  register("GET", "/s/:slug/log/key", (ask, params) =>
    served(ask, params, async ({ view }) => ({ body: view.space.ring.keyFile, type: TEXT })),
  );
  register("GET", "/s/:slug/log/tile/*", (ask, params) =>
    served(ask, params, async (standing) => {
      const path = ask.url.pathname.slice(`/s/${params["slug"]}/log/`.length);
      const name = nameOf(path);
      if (name === null) return null;
      // A database older than its last head has the tiles of what it holds, and no others.
      const { size } = await head(ask, standing);
      if (!isThere(name, Math.min(size, standing.view.space.size))) return null;
      return { body: await bytesOf(standing, name), type: BYTES };
    }),
  );
}

async function served(
  ask: Ask,
  params: Record<string, string>,
  make: (standing: Standing) => Promise<Body | null>,
): Promise<Response> {
  const standing = await standIn(ask, params["slug"] ?? "");
  const body = standing?.open ? await make(standing) : null;
  if (body === null) return notFound(ask);
  return respond(ask, body, { keep: ask.session === null ? "ask-first" : "never" });
}

function head({ node }: Ask, { view }: Standing): Promise<{ note: string; size: number }> {
  return publicHead(view.space, node.house.parts.keys, node.house.now);
}

function nameOf(path: string): TileName | null {
  try {
    return parseTilePath(path);
  } catch (fault) {
    if (fault instanceof Malformed) return null;
    throw fault;
  }
}

/** Whether the log of this size has the tile, whole or at least as wide as asked. */
function isThere({ level, n, width }: TileName, size: number): boolean {
  return width <= widthOf(size, level === "entries" ? 0 : level, n);
}

async function bytesOf({ view }: Standing, { level, n, width }: TileName): Promise<Uint8Array> {
  if (level !== "entries") return tile(view.space, level, n, width);
  const commitments = await Array.fromAsync(leaves(view.space, n * 256, n * 256 + width));
  return encodeBundle(commitments);
}
