/** The API's description (OpenAPI 3.1), made from the same shapes the gate checks. */
import { z } from "zod";
import type { CommandRow } from "../house/command.ts";
import type { Plan } from "../house/room.ts";
import { envelopeShape } from "./api.ts";
import type { Settings } from "./node.ts";

/**
 * Commands that a member's program may send; what only the clock or a founder sends is no door's,
 * and what is somebody's own word is a page's.
 */
function memberCommands(plan: Plan): CommandRow[] {
  const others = ["ally", "stranger", "holder", "clock", "founder"];
  return plan.rooms.flatMap(({ commands }) =>
    commands.filter(
      ({ who, whileShut, byHand }) =>
        whileShut !== "only" && byHand !== true && who.some((one) => !others.includes(one)),
    ),
  );
}

/** The document. */
export function openApi(plan: Plan, { version }: Pick<Settings, "version">): object {
  const shared: Record<string, unknown> = { Done: DONE, Problem: PROBLEM, Thing: THING };
  const commands = memberCommands(plan).map((row) => {
    return [
      `/api/s/{slug}/commands/${row.name}`,
      { post: operationOf(row, roomOf(plan, row), shared) },
    ] as const;
  });
  return {
    openapi: "3.1.1",
    info: {
      ...{ title: "Alongside", version, license: { name: "AGPL-3.0-or-later" } },
      description: ABOUT,
    },
    tags: [...plan.rooms.map(({ name }) => name), READING].map((name) => ({ name })),
    paths: { ...Object.fromEntries(commands), ...reads(plan) },
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      responses: refusals(),
      schemas: shared,
    },
  };
}

/** A room's scope covers all its commands, whatever they begin with. */
function roomOf({ rooms }: Plan, row: CommandRow): string {
  return rooms.find(({ commands }) => commands.includes(row))?.name ?? "";
}

function operationOf(row: CommandRow, room: string, shared: Record<string, unknown>): object {
  const { input: _input, ...envelope } = envelopeShape.shape;
  const rest = jsonSchema(z.strictObject(envelope), row.name, shared) as {
    properties: object;
    required: string[];
  };
  const schema = {
    ...rest,
    properties: { input: jsonSchema(row.shape, row.name, shared), ...rest.properties },
    required: ["input", ...rest.required],
  };
  return {
    operationId: row.name,
    tags: [room],
    description: `${row.kind}; who: ${row.who.join(", ")}`,
    parameters: [SLUG],
    requestBody: { required: true, content: { "application/json": { schema } } },
    responses: answers("Done"),
  };
}

/**
 * A shape as JSON Schema; what it defines for itself goes to `shared`, where references lead: by
 * its own name, or under its owner's where another shape means something else by that name.
 */
function jsonSchema(
  shape: z.ZodType,
  owner: string,
  shared: Record<string, unknown>,
): Record<string, unknown> {
  const made = JSON.stringify(z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }));
  const named = (before: string) => {
    const text = made.replaceAll('"#/$defs/', `"#/components/schemas/${before}`);
    const { $schema: _, $defs = {}, ...schema } = JSON.parse(text) as Record<string, object>;
    const defined = Object.entries($defs).map(([name, one]) => [`${before}${name}`, one] as const);
    return { schema, defined };
  };
  const plain = named("");
  const clash = plain.defined.some(([name, one]) => {
    return name in shared && JSON.stringify(shared[name]) !== JSON.stringify(one);
  });
  const { schema, defined } = clash ? named(`${owner}.`) : plain;
  for (const [name, one] of defined) shared[name] = one;
  return schema;
}

function reads(plan: Plan): Record<string, object> {
  const kinds = plan.rooms.flatMap((room) => room.kinds.map(({ kind }) => kind));
  const kind = {
    name: "kind",
    in: "path",
    required: true,
    schema: { type: "string", enum: kinds },
  };
  const id = { ...kind, name: "id", schema: { type: "string", pattern: "^[0-9a-f]{32}$" } };
  const after = { name: "after", in: "query", schema: { type: "string" } };
  const limit = {
    name: "limit",
    in: "query",
    schema: { type: "integer", minimum: 1, maximum: 200 },
  };
  return {
    "/api/s/{slug}/things/{kind}": {
      get: {
        operationId: "things",
        tags: [READING],
        parameters: [SLUG, kind, after, limit],
        responses: answers("Things", {
          type: "object",
          required: ["things", "next"],
          properties: { things: { type: "array", items: ref("Thing") }, next: NULLABLE },
        }),
      },
    },
    "/api/s/{slug}/things/{kind}/{id}": {
      get: {
        ...{ operationId: "thing", tags: [READING], parameters: [SLUG, kind, id] },
        responses: answers("Thing"),
      },
    },
  };
}

const ABOUT = [
  "Every command of a space and reading what its member may open. A token is made on the page",
  "/s/{slug}/tokens, stands for one member of one space, and is sent as a bearer token. A command",
  "repeated with its key within 48 hours gets the first answer. A refusal is a problem document",
  "(RFC 9457) in the language of Accept-Language; `code` is for programs, `next` says what to do.",
].join(" ");
const READING = "reading";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const NULLABLE = { type: ["string", "null"] };
const SLUG = { name: "slug", in: "path", required: true, schema: { type: "string" } };

function answers(name: string, schema: object = ref(name)): object {
  const refused = Object.keys(REFUSED).map((status) => {
    return [status, { $ref: `#/components/responses/${status}` }];
  });
  return {
    "200": { description: name, content: { "application/json": { schema } } },
    ...Object.fromEntries(refused),
  };
}

/** A refusal for each status it can have, with its reason and next step. */
function refusals(): object {
  const content = { "application/problem+json": { schema: ref("Problem") } };
  const each = Object.entries(REFUSED).map(([status, description]) => {
    return [status, { description, content }];
  });
  return Object.fromEntries(each);
}

/** What the statuses of a refusal mean; see `STATUS` in problems.tsx. */
const REFUSED = {
  ...{ 401: "No token, or one that opens nothing here", 403: "Not yours, or not in its scope" },
  ...{ 404: "Not here, or not open to you", 409: "Not as things stand now", 413: "Too long" },
  ...{ 422: "Not in this shape", 429: "Too much or too fast; see Retry-After" },
  ...{ 503: "Try again in a moment", default: "Anything else" },
};

const DONE = {
  type: "object",
  required: ["done", "answer", "things", "entries", "again"],
  properties: {
    done: { const: true },
    answer: { type: "object" },
    things: {
      type: "array",
      items: {
        type: "object",
        required: ["kind", "id", "circle"],
        properties: {
          kind: { type: "string" },
          id: { type: "string" },
          circle: { type: "string" },
        },
      },
    },
    entries: { type: "integer" },
    again: { type: "boolean" },
  },
};

const PROBLEM = {
  type: "object",
  required: ["type", "title", "status", "code", "because"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    because: { type: "string" },
    field: { type: "string" },
    next: { type: "string" },
  },
};

const THING = {
  type: "object",
  required: ["kind", "id", "circle", "n", "since", "changed", "state", "parts"],
  properties: {
    kind: { type: "string" },
    id: { type: "string" },
    circle: { type: "string" },
    n: { type: "integer" },
    since: { type: "string" },
    changed: { type: "string" },
    state: {},
    parts: { type: "array" },
  },
};
