/** A giver's proof, judged with no node, and said in plain words. */
import { amountSchema } from "../house/values/index.ts";
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
    if (!(fault instanceof Malformed)) throw fault;
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
  const amounts = [...new Set(amountsIn(record, DEEP))].join(", ");
  const day = typeof record["day"] === "string" && DAY.test(record["day"]) && record["day"];
  const when = day ? `, ${day}` : "";
  return `- entry ${index}, ${header.type}${when}: ${IS[is]}${amounts && `: ${amounts}`}`;
}

/** Whoever made the file wrote its records: only what can be nothing but a day is printed. */
const DAY = /^\d{4}-\d{2}(-\d{2})?$/;
/** How deep in a record an amount lies at most: the record, its lines, a line, the amount. */
const DEEP = 4;

/** Amounts a record names: a quantity, or what its lines moved; only what is one by its shape. */
function amountsIn(value: unknown, deep: number): string[] {
  if (typeof value !== "object" || value === null || deep === 0) return [];
  const read = amountSchema.safeParse(value);
  if (!read.success) return Object.values(value).flatMap((one) => amountsIn(one, deep - 1));
  const { of, unit } = read.data;
  return of.startsWith("-") || of === "0" ? [] : [`${of} ${unit}`];
}
