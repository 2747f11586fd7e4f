/** Claim codes on the command line: made for a file, handed out once, read back from a file. */

import { type HandedOut, makeClaims } from "../house/claims.ts";
import type { House } from "../house/house.ts";
import type { Space } from "../house/space.ts";
import { Unable } from "./args.ts";
import { readSmall, writeNew } from "./files.ts";
import { membersOf } from "./space.ts";
import { type Ask, textOf } from "./subcommand.ts";

/** A code with the name its member uses, or their id where the name was erased. */
export type Named = HandedOut & { handle: string };

/** Codes for everybody who is in the space, where `--claims` asks for them; else none. */
export async function claimsAsked(ask: Ask, house: House, space: Space): Promise<Named[]> {
  if (textOf(ask, "claims") === undefined) return [];
  if (space.ring.log === null || space.ring.state !== "live")
    throw new Unable("only the node that writes the space can make codes for it");
  const here = (await membersOf(house, space)).filter(({ gone }) => !gone);
  const ids = here.map(({ id }) => id);
  return makeClaims(ids, house.parts.random).map((made, i) => {
    return { ...made, handle: here[i]?.handle ?? made.member };
  });
}

/** Writes the codes where `--claims` says (0600, a line each), before the file that needs them. */
export async function handOut(ask: Ask, claims: readonly Named[]): Promise<void> {
  const to = textOf(ask, "claims");
  if (to === undefined || to === "-") return;
  const lines = claims.map(({ handle, code }) => `${handle}\t${code}\n`);
  await writeNew(ask.path(to), once(lines.join("")));
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** What is said of the codes: their number, and with `--claims -` the codes, this once. */
export function saidOf(ask: Ask, claims: readonly Named[]): { json: object; lines: string[] } {
  const shown = textOf(ask, "claims") === "-" ? claims : [];
  const codes = shown.map(({ handle, code }) => ({ handle, code }));
  const lines = codes.map(({ handle, code }) => `${handle}\t${code}`);
  const json = { claims: claims.length, ...(shown.length > 0 ? { codes } : {}) };
  return { json, lines };
}

/** Codes out of a file: what stands last on each line that holds something. */
export async function readCodes(path: string): Promise<string[]> {
  const lines = (await readSmall(path)).split(/\r?\n/).map((line) => line.trim());
  const codes = lines.filter((line) => line !== "").map((line) => line.split("\t").at(-1) ?? "");
  if (codes.length === 0) throw new Unable(`${path}: there are no codes in it`);
  return codes;
}
