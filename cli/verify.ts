/** `verify`: judges a log, a space file, a proof or what was signed, with no node and no trust. */

import { stat } from "node:fs/promises";
import { isPastEnd } from "../house/keep-until.ts";
import { LINE_MAX } from "../house/space-file.ts";
import { verifySpaceFile } from "../house/space-file-verdict.ts";
import { GIVER } from "../log/giver.ts";
import type { LogKey } from "../log/keys.ts";
import { Malformed } from "../log/malformed.ts";
import { noteBytesMax } from "../log/note.ts";
import { folderReader, httpReader, type LogReader, Unreadable } from "../log/reader.ts";
import { verifyLog } from "../log/verify.ts";
import { RECHECK } from "../rooms/ledger/recheck-note.ts";
import { openedBytes } from "./age.ts";
import { verifyAgreementFile } from "./agreement.ts";
import { Unable, Usage } from "./args.ts";
import { beginningOf, linesOf, readPassphrase, readSmall } from "./files.ts";
import { verifyGiver } from "./giver.ts";
import { verifyProofFile } from "./proof.ts";
import { verifyRecheckFile } from "./recheck.ts";
import {
  type Answer,
  type Ask,
  needWord,
  noMoreWords,
  type Subcommand,
  textOf,
  textsOf,
} from "./subcommand.ts";
import { askingAs } from "./token-file.ts";

const HELP = `
Usage: alongside verify DIR|URL|FILE [options]

Checks everything that can be recomputed, with no node: a log (a folder or an address in the
layout of C2SP tlog-tiles, or a group's page), a space file, a proof that an entry is in a log, a
giver's proof, the file of a signed agreement, or a statement that a group checked and signed.
Says what was checked; at the first fault says which, and exits with 1.

  --vkey KEY               a verifier key you know from elsewhere (may be given often); without
                           one the log's own list of keys is taken at its word
  --token-file FILE        of a group that is not public: an API token that may read, on its first
                           line (made on the group's page of its log); goes to that address alone
  --older FILE             a signed head seen before; must be a beginning of this log (often)
  --passphrase-file FILE   opens an encrypted space file
  --identity-file FILE     opens an encrypted space file: an age identity on its first line
  --entry TEXT             of a proof: the entry's commitment, 64 hex digits or base64
  --key FILE               of a proof: the key file of the log
`;

const PROOF = "c2sp.org/tlog-proof@";
/** How canonical JSON of an agreement's file begins: its clauses come first. */
const AGREEMENT = '{"clauses":{"clauses":';

/** Signs that are not seen and steer: of what is judged here anybody may have made the names. */
const STEERING = /[^\P{C}\n]/gu;
const seen = (text: string) =>
  text.replace(STEERING, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);

async function run(ask: Ask): Promise<Answer> {
  const { text, fault, ...answer } = await judged(ask);
  return { ...answer, text: seen(text), ...(fault !== undefined && { fault: seen(fault) }) };
}

async function judged(ask: Ask): Promise<Answer> {
  const place = needWord(ask, 0, "what to verify (DIR, URL or FILE)");
  noMoreWords(ask, 1);
  if (/^https?:\/\//i.test(place)) return verifyLogAt(ask, place);
  if (textOf(ask, "token-file") !== undefined)
    throw new Usage("--token-file is for an address: what lies here needs none");
  const path = ask.path(place);
  const found = await stat(path);
  if (found.isDirectory()) return verifyLogAt(ask, place);
  if (!found.isFile()) throw new Unable(`${place}: neither a folder nor a file`);
  const start = (await beginningOf(path, 64)).toString("latin1");
  if (start.startsWith(AGREEMENT))
    return verifyAgreementFile(path, textsOf(ask, "vkey"), (fault) =>
      faulty("agreement", { fault, at: path }),
    );
  if (start.startsWith(RECHECK))
    return verifyRecheckFile(path, textsOf(ask, "vkey"), (fault) =>
      faulty("recheck", { fault, at: path }),
    );
  if (start.startsWith(GIVER)) return verifyGiver(path, textsOf(ask, "vkey"));
  if (!start.startsWith(PROOF)) return verifyFile(ask, path);
  return verifyProofFile(path, {
    vkeys: textsOf(ask, "vkey"),
    entry: textOf(ask, "entry"),
    keyFile: await fileOf(ask, "key"),
  });
}

async function verifyLogAt(ask: Ask, place: string): Promise<Answer> {
  const isUrl = /^https?:\/\//i.test(place);
  if (isUrl && !URL.canParse(place)) throw new Usage(`${place}: not an address`);
  const older = await Promise.all(textsOf(ask, "older").map((file) => readSmall(ask.path(file))));
  const reader = isUrl ? await readerAt(ask, place) : folderReader(ask.path(place));
  const verdict = await verifyLog(reader, { older, trusted: textsOf(ask, "vkey") });
  if (!verdict.ok) {
    const { fault, at } = verdict;
    const unseen = isUrl && at === "key" && fault === "missing";
    const why = unseen ? notOpen(ask) : scopeOr(verdict.why);
    return faulty("log", { fault, at, ...(why === undefined ? {} : { why }) });
  }
  const { head, keys, trusted, checked } = verdict;
  const root = Buffer.from(head.root).toString("base64");
  const { origin, size } = head;
  const vkeys = keys.map(({ verifier }) => verifier.vkey);
  const listed = keys.map(keyOf);
  const json = { ok: true, kind: "log", origin, size, root, trusted, vkeys, keys: listed, checked };
  const lines = [
    `The log ${origin} holds: ${size} entries.`,
    `Checked: every entry against every tile (${checked.tiles}) and the signed root ${root}.`,
    ...(checked.olderHeads > 0 ? [`${checked.olderHeads} older heads are its beginnings.`] : []),
    trusted
      ? "Signed under a key you named."
      : "Signed under a key that the log itself names: compare it with one you know (--vkey).",
    ...listed.map(lineOf),
  ];
  return { json, text: lines.join("\n") };
}

/** What a node means by 403: it knows the token, and that it is for something else. */
function scopeOr(why: string | undefined): string | undefined {
  return why?.endsWith(": status 403") ? "the token's scopes do not hold `read`" : why;
}

/** Why an address may have no log: whoever may not open it is told no more. */
function notOpen(ask: Ask): string {
  const none = "there is no log at this address, or not for ";
  const advice = "say --token-file, or export its log and verify the folder";
  return textOf(ask, "token-file") === undefined
    ? `${none}everyone: where a group has no public page, ${advice}`
    : `${none}this token: it may be over, ended, of another group or older than the passphrase`;
}

/** The log at an address; that of a group's page lies under it. */
async function readerAt(ask: Ask, address: string): Promise<LogReader> {
  const asking = await askingAs(ask, address);
  const here = httpReader(address, asking);
  const below = httpReader(`${address.replace(/\/*$/, "")}/log`, asking);
  try {
    if ((await here("key", noteBytesMax)) !== undefined) return here;
    return (await below("key", noteBytesMax)) === undefined ? here : below;
  } catch (fault) {
    // What is wrong with it is for the judge to say.
    if (fault instanceof Malformed || fault instanceof Unreadable) return here;
    throw fault;
  }
}

async function verifyFile(ask: Ask, path: string): Promise<Answer> {
  const passphraseFile = textOf(ask, "passphrase-file");
  const identity = (await fileOf(ask, "identity-file"))?.split("\n").find(isIdentity);
  const passphrase =
    passphraseFile === undefined
      ? undefined
      : await readPassphrase(ask.path(passphraseFile), ask.streams);
  const identities = identity === undefined ? [] : [identity.trim()];
  const lines = linesOf(openedBytes(path, { passphrase, identities }), LINE_MAX);
  const verdict = await verifySpaceFile(lines);
  if (!verdict.ok) return faulty("space file", { fault: verdict.fault, at: path });
  const { head, checked, moved, moves, claims, until } = verdict;
  const { space, origin, size } = head;
  const past = isPastEnd(until, Date.now());
  const keys = verdict.keys.map(keyOf);
  const codes = claims.length;
  const json = {
    ...{ ok: true, kind: "space", id: space, origin, size, moved, moves, keys, claims: codes },
    ...{ until, pastEnd: past },
    checked,
  };
  const text = [
    `The space file of ${origin} holds: ${size} entries, ${checked.parts} parts open.`,
    "Checked: every part against its entry, every entry against the signed root.",
    `${checked.erased} parts were erased; what they said is not in the file.`,
    ...(checked.files > 0 ? [`${checked.files} files are whole: size and hash.`] : []),
    ...(until === null ? [] : [endOf(until, past)]),
    ...(moved ? ["It is a move: the node it was made for may continue the space."] : []),
    ...moves.map(({ at, key }) => `Entry ${at} says: moved to the key with SHA-256 ${key}.`),
    ...(codes > 0 ? [`It holds the hash of a one-time code for ${codes} members.`] : []),
    ...keys.map(lineOf),
  ];
  return { json, text: text.join("\n") };
}

/** What a copy says of how long it is to be kept. */
export function endOf(until: string, past: boolean): string {
  return past
    ? `It is past its end: it was to be kept until ${until}. Delete it.`
    : `It is to be kept until ${until}, not longer.`;
}

type SaidKey = { from: number; vkey: string; certified: string };

/** A key as it is said: from which size it holds, and what certified it. */
function keyOf({ from, verifier, certified }: LogKey): SaidKey {
  const by = certified === "founding" || "last" in certified ? null : certified.by.vkey;
  const how = certified === "founding" ? "founding" : "taken-over";
  return { from, vkey: verifier.vkey, certified: by ?? how };
}

function lineOf({ from, vkey, certified }: SaidKey): string {
  const words: Record<string, string> = {
    founding: "the founding key",
    "taken-over":
      "taken over by two members when the node before was gone; what it signed after this size " +
      "is a fork, and may be missing here",
  };
  return `From size ${from}: ${vkey} (${words[certified] ?? `certified by ${certified}`})`;
}

const isIdentity = (line: string) => line.startsWith("AGE-SECRET-KEY-");

async function fileOf(ask: Ask, option: string): Promise<string | undefined> {
  const file = textOf(ask, option);
  return file === undefined ? undefined : readSmall(ask.path(file));
}

/** The answer to something that does not hold. */
function faulty(kind: string, fault: { fault: string; at: string; why?: string }): Answer {
  const { at, why } = fault;
  const said = `${at}: ${fault.fault}${why ? ` (${why})` : ""}`;
  return { json: { ok: false, ...fault }, text: `The ${kind} does not hold.`, fault: said };
}

/** `alongside verify`. */
export const subcommand: Subcommand = {
  help: HELP,
  options: {
    vkey: { type: "string", multiple: true },
    older: { type: "string", multiple: true },
    "token-file": { type: "string" },
    "passphrase-file": { type: "string" },
    "identity-file": { type: "string" },
    entry: { type: "string" },
    key: { type: "string" },
  },
  run,
};
