/** Where words can still be: parts, their bytes in files, searches, states, timelines. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { parsePart } from "../../house/entry.ts";
import type { House } from "../../house/house.ts";
import type { Space } from "../../house/space.ts";
import type { SealedPart } from "../../store/port.ts";
import { told } from "../laws/told.ts";
import { COORDINATION } from "./world.ts";

/** A part that holds a canary, as it lies in the store, with its salt. */
export type Held = { sealed: SealedPart; salt: Uint8Array };

async function opened(house: House, id: string): Promise<Space> {
  const space = await house.space(id);
  assert.ok(space, "the space is there");
  return space;
}

/** The parts of a space that can be opened and hold the canary. */
export async function partsWith(house: House, id: string, canary: string): Promise<Held[]> {
  const space = await opened(house, id);
  const refs = Array.from({ length: space.size }, (_, index) =>
    ["words", "people"].map((name) => ({ index, name })),
  ).flat();
  const parts = await space.parts(refs);
  return [...parts.values()]
    .filter(({ bytes }) => JSON.stringify(parsePart(bytes)).includes(canary))
    .map(({ sealed, salt }) => ({ sealed, salt }));
}

/** Everything coordination can be told: things, words, people, searches, the timeline. */
export async function toldInside(house: House, id: string): Promise<string> {
  const view = await house.view(id, COORDINATION);
  assert.ok(view, "there is a view");
  return told(view);
}

/** How many entries a search for the canary as a word comes to, in marks alone. */
export async function marksOf(house: House, id: string, canary: string): Promise<number> {
  const { marks } = await opened(house, id);
  return (await marks.find(marks.hash(`word:${canary}`))).length;
}

const GREP = `
  const { readdirSync, readFileSync } = require("node:fs");
  const { join } = require("node:path");
  const [folder, ...wanted] = process.argv.slice(1);
  const all = wanted.map((hex) => Buffer.from(hex, "hex"));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const bytes = files
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name)));
  process.stdout.write(JSON.stringify(all.map((one) => bytes.some((b) => b.includes(one)))));
`;

/** Of each of these bytes, whether any file under the folder holds them. Another process looks. */
export function inFiles(folder: string, wanted: readonly Uint8Array[]): boolean[] {
  const hex = wanted.map((bytes) => Buffer.from(bytes).toString("hex"));
  const said = execFileSync(process.execPath, ["-e", GREP, folder, ...hex], { encoding: "utf8" });
  return JSON.parse(said) as boolean[];
}

/**
 * Copies a folder as a backup would, while its files are in use. Another process copies: closing
 * a file that SQLite holds drops the locks this process has on it.
 */
export function copyOf(folder: string, to: string): void {
  if (process.platform === "win32") cpSync(folder, to, { recursive: true });
  else execFileSync("cp", ["-R", folder, to]);
}
