/** Proofs that an entry is in a log: written for someone to keep, judged with no node. */

import { entryProof, leaves } from "../house/head.ts";
import type { House } from "../house/house.ts";
import type { Space } from "../house/space.ts";
import { decodeBase64 } from "../log/base64.ts";
import { keysAt, parseKeys } from "../log/keys.ts";
import { Malformed } from "../log/malformed.ts";
import { parseVkey, type Verifier } from "../log/note.ts";
import { makeProof, parseProof, verifyProof } from "../log/proof.ts";
import { Usage } from "./args.ts";
import { readSmall } from "./files.ts";
import type { Answer } from "./subcommand.ts";

const bad = (why: string) => new Malformed("proof", why);

/** What goes along with a proof of ours: the entry's commitment (base64) and the key file. */
type Extra = { entry?: string; key?: string };

/** A proof of one entry that carries what is needed to judge it. */
export async function makeProofFile(house: House, space: Space, index: number): Promise<string> {
  const bare = parseProof(await entryProof(space, index, house.parts.keys));
  let commitment: Uint8Array | undefined;
  for await (const leaf of leaves(space, index, index + 1)) commitment = leaf;
  if (commitment === undefined) throw new Error("an entry of the log is gone");
  const entry = Buffer.from(commitment).toString("base64");
  const extra = Buffer.from(JSON.stringify({ entry, key: space.ring.keyFile } satisfies Extra));
  return makeProof({ ...bare, extra });
}

/** What a reader of a proof brings from elsewhere. */
export type ProofGiven = {
  vkeys: readonly string[];
  entry: string | undefined;
  keyFile: string | undefined;
};

/** Judges a proof file. What it carries along is taken only where nothing else is given. */
export async function verifyProofFile(path: string, given: ProofGiven): Promise<Answer> {
  try {
    return judge(await readSmall(path), given);
  } catch (fault) {
    if (!(fault instanceof Malformed)) throw fault;
    const json = { ok: false, fault: fault.message, at: path };
    return { json, text: "The proof does not hold.", fault: `${path}: ${fault.message}` };
  }
}

function judge(text: string, given: ProofGiven): Answer {
  const { extra } = parseProof(text);
  const said = extraOf(extra);
  const commitment = bytesOfEntry(given.entry, said.entry);
  const trusted = given.vkeys.length > 0 || given.keyFile !== undefined;
  const verdict = verifyProof(text, commitment, keysFor(text, given, said));
  if (!verdict.ok) throw bad(verdict.fault);
  const { index, head } = verdict;
  const { origin, size } = head;
  const entry = Buffer.from(commitment).toString("base64");
  const by = trusted
    ? "Signed under a key you named."
    : "Signed under a key that came with the proof: compare it with one you know (--vkey).";
  const lines = [`The entry ${entry} is entry ${index} of ${size} in the log ${origin}.`, by];
  return {
    json: { ok: true, kind: "proof", origin, size, index, entry, trusted },
    text: lines.join("\n"),
  };
}

function extraOf(extra: Uint8Array | undefined): Extra {
  if (extra === undefined) return {};
  try {
    const value = JSON.parse(Buffer.from(extra).toString("utf8")) as Extra | null;
    const { entry, key } = value ?? {};
    return {
      ...(typeof entry === "string" ? { entry } : {}),
      ...(typeof key === "string" ? { key } : {}),
    };
  } catch (fault) {
    // Somebody else's proof may carry anything along.
    if (fault instanceof SyntaxError) return {};
    throw fault;
  }
}

/** The commitment a reader brings, else the one that came along. */
function bytesOfEntry(given: string | undefined, along: string | undefined): Uint8Array {
  const entry = given ?? along;
  if (entry === undefined) throw bad("it does not say of which entry it is (--entry says it)");
  const hex = given !== undefined && /^[0-9a-f]{64}$/i.test(given);
  const bytes = hex ? Buffer.from(given, "hex") : decodeBase64(entry);
  if (bytes?.length === 32) return bytes;
  if (given !== undefined) throw new Usage("--entry is 32 bytes in hex or base64");
  throw bad("the entry that came along is not 32 bytes in base64");
}

function keysFor(text: string, { vkeys, keyFile }: ProofGiven, said: Extra): readonly Verifier[] {
  if (vkeys.length > 0) return vkeys.map(parseVkey);
  const key = keyFile ?? said.key;
  if (key === undefined) throw bad("it names no key of its log (--vkey or --key says one)");
  const { checkpoint } = parseProof(text);
  const size = Number(checkpoint.split("\n")[1]);
  if (!Number.isSafeInteger(size)) throw bad("its head has no size");
  return keysAt(parseKeys(key), size);
}
