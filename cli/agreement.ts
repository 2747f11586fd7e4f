/** The file of a signed agreement, judged with no node. */
import { Malformed } from "../log/malformed.ts";
import { type AgreementVerdict, verifyAgreement, type Yes } from "../rooms/agreements/note.ts";
import { readSmall } from "./files.ts";
import type { Answer } from "./subcommand.ts";

/** Judges it under its own keys, or under those that the reader named. */
export async function verifyAgreementFile(
  path: string,
  vkeys: readonly string[],
  faulty: (fault: string) => Answer,
): Promise<Answer> {
  try {
    const verdict = verifyAgreement(await readSmall(path), vkeys);
    return { json: { ok: true, kind: "agreement", ...verdict }, text: said(verdict) };
  } catch (fault) {
    if (fault instanceof Malformed) return faulty(fault.message);
    throw fault;
  }
}

function said(verdict: AgreementVerdict): string {
  const { yes, keys, trusted, replaces, prevails, from, review, ends, langs } = verdict;
  const servers = new Set(yes.flatMap(({ key }) => (key === null ? [] : [serverOf(key)])));
  const both = servers.size === 1 && yes.filter(({ key }) => key !== null).length > 1;
  return [
    ...(both ? [`One server kept the keys of both: ${[...servers].join()}.`] : []),
    `The agreement ${verdict.agreement} holds: version ${verdict.version}.`,
    ...yes.map(lineOf),
    `Checked: ${verdict.clauses} clauses and the texts in ${langs.join(", ")}, as signed.`,
    `The text in ${prevails} prevails.`,
    `From ${from}, to be looked at again by ${review}.`,
    ends === null ? "It has no last day." : `Its last day is ${ends}.`,
    ...(replaces === null ? [] : [`It takes the place of the note with SHA-256 ${replaces}.`]),
    trusted
      ? "Signed under a key you named."
      : "Signed under a key that the file itself names: compare it with one you know (--vkey).",
    ...keys,
  ].join("\n");
}

/** A key is named like the log of its group: `<host name at founding>/<space id>/group`. */
const serverOf = (vkey: string) => vkey.split("/", 1)[0] ?? vkey;

function lineOf({ side, key, how, when }: Yes): string {
  const who = side === "host" ? "the local group" : `the group ${side}`;
  const by =
    key === null
      ? `written down by the local group's server for ${who}, under no key of theirs`
      : `signed by the server for ${who}`;
  const plain = how.replace(/ kept-by .*$/, "");
  return `${by[0]?.toUpperCase()}${by.slice(1)}: yes, ${plain}, ${when}`;
}
