/** The API's description (OpenAPI 3.1), made from the same shapes the gate checks. */
import { z } from "zod";
import type { CommandRow } from "../house/command.ts";
import type { Plan } from "../house/room.ts";
import { envelopeShape } from "./api.ts";
import type { Settings } from "./node.ts";

/** Commands that a member may send; what only the clock or a founder sends is no door's. */
export function memberCommands(plan: Plan): CommandRow[] {
  const others = ["stranger", "holder", "clock", "founder"];
  return plan.rooms.flatMap(({ commands }) =>
    commands.filter(({ who }) => who.some((one) => !others.includes(one))),
  );
}

/** The document. */
export function openApi(plan: Plan, { version }: Pick<Settings, "version">): object {
  const shared: Record<string, unknown> = {};
  const commands = memberCommands(plan).map((row) => {
    return [`/api/s/{slug}/commands/${row.name}`, { post: operationOf(row, shared) }] as const;
  });
  return {
    openapi: "3.1.1",
    info: { title: "Alongside", version, license: { name: "AGPL-3.0-or-later" } },
    paths: { ...Object.fromEntries(commands), ...reads(plan) },
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: { Done: DONE, Problem: PROBLEM, Thing: THING, ...shared },
    },
  };
}

function operationOf(row: CommandRow, shared: Record<string, unknown>): object {
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
    tags: [row.name.split(".", 1)[0]],
    description: `${row.kind}; who: ${row.who.join(", ")}`,
    parameters: [SLUG],
    requestBody: { required: true, content: { "application/json": { schema } } },
    responses: answers("Done"),
  };
}

/** A shape as JSON Schema; what it defines for itself goes to `shared`, where references lead. */
function jsonSchema(
  shape: z.ZodType,
  owner: string,
  shared: Record<string, unknown>,
): Record<string, unknown> {
  const made = z.toJSONSchema(shape, { io: "input", unrepresentable: "any" });
  const text = JSON.stringify(made).replaceAll('"#/$defs/', `"#/components/schemas/${owner}.`);
  const { $schema: _, $defs = {}, ...schema } = JSON.parse(text) as Record<string, object>;
  for (const [name, defined] of Object.entries($defs)) shared[`${owner}.${name}`] = defined;
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
        parameters: [SLUG, kind, after, limit],
        responses: answers("Things", {
          type: "object",
          required: ["things", "next"],
          properties: { things: { type: "array", items: ref("Thing") }, next: NULLABLE },
        }),
      },
    },
    "/api/s/{slug}/things/{kind}/{id}": {
      get: { operationId: "thing", parameters: [SLUG, kind, id], responses: answers("Thing") },
    },
  };
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const NULLABLE = { type: ["string", "null"] };
const SLUG = { name: "slug", in: "path", required: true, schema: { type: "string" } };

function answers(name: string, schema: object = ref(name)): object {
  const problem = { "application/problem+json": { schema: ref("Problem") } };
  return {
    "200": { description: name, content: { "application/json": { schema } } },
    default: { description: "A refusal, with its reason and next step", content: problem },
  };
}

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
