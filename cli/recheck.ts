/** The file of a statement that a group added up again and signed, judged with no node. */
import { Malformed } from "../log/malformed.ts";
import { type RecheckVerdict, verifyRecheck } from "../rooms/ledger/recheck-note.ts";
import { readSmall } from "./files.ts";
import type { Answer } from "./subcommand.ts";

/** Judges it under its own key, or under those that the reader named. */
export async function verifyRecheckFile(
  path: string,
  vkeys: readonly string[],
  faulty: (fault: string) => Answer,
): Promise<Answer> {
  try {
    const verdict = verifyRecheck(await readSmall(path), vkeys);
    return { json: { ok: true, kind: "recheck", ...verdict }, text: said(verdict) };
  } catch (fault) {
    if (fault instanceof Malformed) return faulty(fault.message);
    throw fault;
  }
}

function said({ found, party, said: when, trusted, key, ...told }: RecheckVerdict): string {
  const { statement, purpose, from, to } = told;
  return [
    `The statement ${statement} (${purpose}, ${from} to ${to}) is as it was checked.`,
    `The group ${party} added its book up again: ${found}, ${when}.`,
    "Checked: every figure that it tells, as signed. The lines of the book are not in this file.",
    trusted
      ? "Signed under a key you named."
      : "Signed under a key that the file itself names: compare it with one you know (--vkey).",
    key,
  ].join("\n");
}
