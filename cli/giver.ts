/** A giver's proof, judged with no node, and said in plain words. */
import { type GiverVerdict, type Proved, verifyGiverFile } from "../log/giver.ts";
import { Malformed } from "../log/malformed.ts";
import { readSmall } from "./files.ts";
import type { Answer } from "./subcommand.ts";

/** Judges the file under its own keys, or under those that the reader named. */
export async function verifyGiver(path: string, vkeys: readonly string[]): Promise<Answer> {
  try {
    const verdict = verifyGiverFile(await readSmall(path), vkeys);
    return { json: { ok: true, kind: "giver-proof", ...verdict }, text: said(verdict) };
  } catch (fault) {
    if (!(fault instanceof Malformed || fault instanceof SyntaxError)) throw fault;
    const json = { ok: false, fault: fault.message, at: path };
    return { json, text: "The proof does not hold.", fault: `${path}: ${fault.message}` };
  }
}

const IS: Readonly<Record<Proved["is"], string>> = {
  accepted: "the group said yes to it",
  received: "it arrived and was counted",
  line: "its line in the group's books",
  asked: "it counts in what was asked for",
  use: "what became of it",
};

function said({ origin, size, trusted, entries }: GiverVerdict): string {
  return [
    `The proof holds: ${entries.length} entries stand in the log ${origin} of ${size} entries.`,
    ...entries.map(lineOf),
    trusted
      ? "Signed under a key you named."
      : "Signed under a key that came with the proof: compare it with one you know (--vkey).",
    "Checked: every entry is in the log under one signed head; every opened record is what was written.",
    "What this cannot know: whether things were as they were written down; whether another giver",
    "was shown the same entries; what lies in entries that are not opened here; and whether others",
    "are shown the same log: compare its head with one that somebody else holds.",
  ].join("\n");
}

function lineOf({ is, index, opened }: Proved): string {
  if (opened === null) return `- entry ${index}, said to be: ${IS[is]} (not opened here)`;
  const { header, record } = opened;
  const amounts = [...new Set(amountsIn(record))].join(", ");
  const day = String(record["day"] ?? "");
  return `- entry ${index}, ${header.type}, ${day}: ${IS[is]}${amounts && `: ${amounts}`}`;
}

/** Amounts a record names: a quantity, or what its lines moved. */
function amountsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(amountsIn);
  if (typeof value !== "object" || value === null) return [];
  const { of, unit } = value as Record<string, unknown>;
  if (typeof of === "string" && typeof unit === "string")
    return of.startsWith("-") || of === "0" ? [] : [`${of} ${unit}`];
  return Object.values(value).flatMap(amountsIn);
}
