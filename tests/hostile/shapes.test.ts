/** The shape of every command takes what is its own and no more, and nothing without an end. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { z } from "zod";
import { plan } from "../../rooms/index.ts";

type Schema = Record<string, unknown>;

/** Places of a JSON schema where anything may be put in, or so much that it has no end. */
function open(schema: unknown, at: string): string[] {
  if (schema === null || typeof schema !== "object") return [];
  const { type, ...of } = schema as Schema;
  const has = (...names: string[]) => names.some((name) => name in of);
  const listed = has("maxItems", "prefixItems") || of["items"] === false;
  const patterned = typeof of["pattern"] === "string" && !/[*+]|,\}/.test(of["pattern"]);
  const ends = has("maxLength", "enum", "const", "format") || patterned;
  return [
    ...(type === "object" && of["additionalProperties"] !== false ? [`${at}: any field`] : []),
    ...(type === "array" && !listed ? [`${at}: any number`] : []),
    ...(type === "string" && !ends ? [`${at}: any length`] : []),
    ...Object.entries(schema).flatMap(([name, value]) => open(value, `${at}/${name}`)),
  ];
}

const shape = (made: z.ZodType) =>
  open(z.toJSONSchema(made, { io: "input", unrepresentable: "any" }), "x");

it("a shape that is open is found", () => {
  assert.deepEqual(shape(z.strictObject({ a: z.int() })), []);
  for (const made of [z.object({}), z.looseObject({})])
    assert.deepEqual(shape(made), ["x: any field"]);
  assert.deepEqual(shape(z.record(z.string().max(9), z.int())), ["x: any field"]);
  assert.deepEqual(shape(z.array(z.int())), ["x: any number"]);
  assert.deepEqual(shape(z.string()), ["x: any length"]);
  assert.deepEqual(shape(z.string().regex(/^a+$/)), ["x: any length"]);
  assert.deepEqual(shape(z.string().regex(/^[ab]{1,3}$/)), []);
});

it("no command takes a field that is not its own, or a list or text without an end", () => {
  const commands = plan.rooms.flatMap((room) => room.commands);
  assert.ok(commands.length > 60, `${commands.length}`);
  for (const { name, shape: made } of commands) {
    assert.deepEqual(shape(made), [], name);
    const given = made.safeParse({ "not-its-own": 1 });
    const said = given.error?.issues.some(({ code }) => code === "unrecognized_keys");
    assert.ok(!given.success && said === true, `${name}: what is not its own is refused`);
  }
});
