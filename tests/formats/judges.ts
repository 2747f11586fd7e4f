/** For tests: whether a file for the public is one, by the schemas of who made the formats. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const SCHEMAS = new URL("../../../shared/data/schemas/", import.meta.url);
const at = (name: string) => fileURLToPath(new URL(name, SCHEMAS));

function lint(schema: string, xml: string): void {
  execFileSync("xmllint", ["--noout", "--nonet", "--schema", schema, "-"], {
    input: xml,
    stdio: "pipe",
  });
}

/** Throws where xmllint finds that the text is no activity file of IATI 2.03. */
export const judgeActivities = (xml: string): void => lint(at("iati-activities-schema.xsd"), xml);

/** The same of an organisation file, by what we write of it and IATI's own types. */
export function judgeOrganisation(xml: string): void {
  const folder = mkdtempSync(join(tmpdir(), "alongside-iati-"));
  try {
    for (const name of ["iati-common.xsd", "xml.xsd"]) copyFileSync(at(name), join(folder, name));
    const own = join(folder, "organisation.xsd");
    copyFileSync(fileURLToPath(new URL("organisation.xsd", import.meta.url)), own);
    lint(own, xml);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Schema = { [key: string]: unknown };

/**
 * JSON Schema as our reader of it takes it: what a type is left out of says nothing to it, so that
 * `required` alone is an object's and `pattern` or `format` alone a string's.
 */
function typed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(typed);
  if (typeof schema !== "object" || schema === null) return schema;
  const { type, required, properties, format, pattern } = schema as Schema;
  const bare = type === undefined && properties === undefined;
  const asked = bare && Array.isArray(required) ? (required as string[]) : null;
  const more =
    asked === null
      ? bare && (typeof format === "string" || typeof pattern === "string")
        ? { type: "string" }
        : {}
      : { type: "object", properties: Object.fromEntries(asked.map((key) => [key, {}])) };
  const all = Object.entries({ ...schema, ...more });
  return Object.fromEntries(all.map(([key, value]) => [key, typed(value)]));
}

const whole = typed(JSON.parse(readFileSync(at("360-giving-schema.json"), "utf8"))) as Schema;
// The schema names its draft under http; the reader knows it under https.
const grant = z.fromJSONSchema({
  ...whole,
  $schema: "https://json-schema.org/draft/2020-12/schema",
} as never);

/** Throws where 360Giving's schema (1.4.3) refuses one of the grants. */
export function judgeGrants(grants: readonly unknown[]): void {
  for (const one of grants) grant.parse(one);
}
