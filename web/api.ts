/**
 * The JSON door: every command, and reading what one may open. A bearer token stands for one
 * member of one space. Refusals are problem documents (RFC 9457).
 */
import { z } from "zod";
import { ARRIVED } from "../house/facts.ts";
import { HAPPENED_MIN } from "../house/gate.ts";
import { isRefusal, type Refusal, refuse } from "../house/refusal.ts";
import type { Room } from "../house/room.ts";
import type { Register } from "./app.ts";
import type { Ask } from "./ask.ts";
import { bearerIn } from "./bearer.ts";
import { BODY_MAX, readBytes } from "./body.ts";
import type { WebNode } from "./node.ts";
import { openApi } from "./openapi.ts";
import { problem } from "./problem-json.ts";
import { respond } from "./respond.ts";
import { readThing, readThings } from "./things.ts";
import { covers, type Token } from "./tokens.ts";

/** What a program posts: the envelope of house/command.ts without what the door itself knows. */
export const envelopeShape = z.strictObject({
  input: z.unknown(),
  /** Repeats with the same key within 48 hours get the first answer. */
  key: z.string().regex(/^[\w-]{16,64}$/),
  arrived: z.enum(ARRIVED as [string, ...string[]]).optional(),
  /** When it really happened: ms since 1970. */
  happened: z.int().min(HAPPENED_MIN).optional(),
  readBack: z.boolean().optional(),
  /** Who typed it in: the bearer's own member id, since nobody is named by another. */
  typedBy: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
});

/** Who calls, in which space. */
export type Caller = { token: Token; space: string; slug: string };

/** Registers the API. */
export function registerApi(register: Register, node: WebNode): void {
  register("GET", "/api/openapi.json", (ask) =>
    json(ask, openApi(node.house.parts.plan, node.settings), 200, "ask-first"),
  );
  register("POST", "/api/s/:slug/commands/:name", command);
  register("GET", "/api/s/:slug/things/:kind", (ask, params) => reading(ask, params, readThings));
  register("GET", "/api/s/:slug/things/:kind/:id", (ask, params) =>
    reading(ask, params, readThing),
  );
}

async function command(ask: Ask, params: Record<string, string>): Promise<Response> {
  const { slug = "", name = "" } = params;
  const caller = await callerOf(ask, slug, name);
  if (isRefusal(caller)) return problem(ask, caller);
  if (ask.node.house.parts.plan.command(name)?.byHand === true) return problem(ask, byHand);
  const body = await readJson(ask);
  if (isRefusal(body)) return problem(ask, body);
  const { arrived, happened, readBack, typedBy, input, key } = body;
  if (typedBy !== undefined && typedBy !== caller.token.member)
    return problem(ask, refuse("house.not-your-role", "who", { field: "typedBy" }));
  const { house } = ask.node;
  const done = await house.dispatch({
    ...{ space: caller.space, command: name, input: input ?? {}, key },
    author: { by: "member", member: caller.token.member },
    ...(arrived === undefined ? {} : { arrived: arrived as (typeof ARRIVED)[number] }),
    ...(happened === undefined ? {} : { happened }),
    ...(readBack === undefined ? {} : { readBack }),
    ...(typedBy === undefined ? {} : { typedBy }),
  });
  return isRefusal(done) ? problem(ask, done) : json(ask, done);
}

/** A token outlasts the session it was made in, and nobody can ask it again who it is. */
const byHand = refuse("web.by-hand", "who", { next: "web.by-hand" });

type Read = (ask: Ask, params: Record<string, string>, caller: Caller) => Promise<object | Refusal>;

async function reading(ask: Ask, params: Record<string, string>, read: Read): Promise<Response> {
  const caller = await callerOf(ask, params["slug"] ?? "", "read");
  if (isRefusal(caller)) return problem(ask, caller);
  const found = await read(ask, params, caller);
  return isRefusal(found) ? problem(ask, found) : json(ask, found);
}

/** Who calls, within the scopes and the pace of their token. */
async function callerOf(ask: Ask, slug: string, wanted: string): Promise<Caller | Refusal> {
  const bearer = await bearerIn(ask, slug);
  if (isRefusal(bearer)) return bearer;
  const { token, standing } = bearer;
  if (!covers(token.scopes, wanted, roomOf(ask, wanted))) return refuse("web.not-in-scope", "who");
  const wait = ask.node.limits.take("api", token.id);
  if (wait > 0) return refuse("web.too-fast", "limit", { vars: { seconds: wait } });
  return { token, space: standing.id, slug };
}

/** The room in whose table a command stands, or null. */
function roomOf({ node }: Ask, command: string): string | null {
  const has = ({ commands }: Room) => commands.some(({ name }) => name === command);
  return node.house.parts.plan.rooms.find(has)?.name ?? null;
}

async function readJson(ask: Ask): Promise<z.output<typeof envelopeShape> | Refusal> {
  const bytes = await readBytes(ask.request, BODY_MAX.json);
  if (bytes === null) return refuse("web.too-large", "limit");
  const parsed = envelopeShape.safeParse(parseJson(bytes));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  return refuse("web.not-json", "shape", { field });
}

/** JSON, or undefined where it is none. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof TypeError) return undefined;
    throw fault;
  }
}

function json(
  ask: Ask,
  value: object,
  status = 200,
  keep: "never" | "ask-first" = "never",
): Promise<Response> {
  const body = `${JSON.stringify(value)}\n`;
  return respond(ask, { body, type: "application/json" }, { status, keep });
}
