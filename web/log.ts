/**
 * The log endpoints (C2SP tlog-tiles, specs/log.md) for those who may open the space, by a session
 * or by an API token that may read. They show the head of the last beat and what lies under it:
 * when entries are written is nobody's business.
 */
import { leaves, publicHead, tile } from "../house/head.ts";
import { isRefusal, type Refusal, refuse } from "../house/refusal.ts";
import { View } from "../house/view.ts";
import { encodeBundle } from "../log/bundle.ts";
import { Malformed } from "../log/malformed.ts";
import { parseTilePath, type TileName } from "../log/tile-path.ts";
import { widthOf } from "../log/tiles.ts";
import type { Register } from "./app.ts";
import type { Ask } from "./ask.ts";
import { type Bearer, bearerIn, bringsToken } from "./bearer.ts";
import { problem } from "./problem-json.ts";
import { notFound } from "./problems.tsx";
import { type Body, respond } from "./respond.ts";
import { covers } from "./tokens.ts";
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
  const slug = params["slug"] ?? "";
  const bearer = bringsToken(ask) ? await bearerIn(ask, slug) : null;
  // A token that opens nothing is as none: what is closed answers as what is not there.
  const held = bearer === null || isRefusal(bearer) ? null : bearer;
  const refused = held && refusalOf(ask, held);
  if (refused !== null) return problem(ask, refused);
  const standing = await (held === null ? standIn(ask, slug) : standsFor(held));
  const body = standing?.open ? await make(standing) : null;
  if (body === null) return notFound(ask);
  const mine = ask.session !== null || held !== null;
  return respond(ask, body, { keep: mine ? "never" : "ask-first" });
}

/** Why a token that holds is not answered: its scopes, or its pace. */
function refusalOf({ node }: Ask, { token }: Bearer): Refusal | null {
  if (!covers(token.scopes, "read", null)) return refuse("web.not-in-scope", "who");
  const seconds = node.limits.take("tiles", `token/${token.id}`);
  return seconds > 0 ? refuse("web.too-fast", "limit", { vars: { seconds } }) : null;
}

/** Where the member stands whose token it is, whoever else is signed in. */
async function standsFor({ token, roles, standing }: Bearer): Promise<Standing> {
  const { member } = token;
  const { space, now } = standing.view;
  const reader = await space.within.reader({ by: "member", member, roles });
  const view = new View(space, reader, now, standing.here.protects);
  const open = view.opens(standing.here.thing.circle, standing.here.thing);
  return { ...standing, reader, member, roles, view, open };
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
