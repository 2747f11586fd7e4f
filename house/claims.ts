/**
 * Claims: a space file names members by the hash of a one-time code each, in a note signed by the
 * log's key, so that whoever only has the file can add none (specs/space-file.md).
 */
import { Malformed } from "../log/malformed.ts";
import { openNote, type Signer, signNote, type Verifier } from "../log/note.ts";
import { codeHash } from "./gate.ts";
import { newCode } from "./ids.ts";
import type { Random } from "./ports.ts";

/** Whose code this is: the member's id and the SHA-256 of the code (hex). */
export type Claim = { member: string; hash: string };

/** A code to hand out, with the claim that goes into the file. */
export type HandedOut = Claim & { code: string };

/** Members a file may name. */
export const CLAIMS_MAX = 5_000;
const FIRST = "alongside/claims/v1";
const LINE = /^([0-9a-f]{32}) ([0-9a-f]{64})$/;

/** Fresh codes, one a member. */
export function makeClaims(members: readonly string[], random: Random): HandedOut[] {
  if (members.length > CLAIMS_MAX) throw new RangeError("too many members for one file");
  return members.map((member) => {
    const code = newCode(random);
    return { member, hash: codeHash(code), code };
  });
}

/** The note over them; `size` is that of the file. */
export function claimsNote(size: number, claims: readonly Claim[], signer: Signer): string {
  const lines = claims.map(({ member, hash }) => `${member} ${hash}\n`);
  const { name } = signer.verifier;
  return signNote(`${FIRST}\n${name}\n${size}\n${lines.join("")}`, [signer]);
}

/** Reads a note that one of the keys signed for this log at this size. Throws Malformed. */
export function readClaims(
  note: string,
  keys: readonly Verifier[],
  of: { origin: string; size: number },
): Claim[] {
  const opened = openNote(note, keys);
  if (!opened.ok) throw new Malformed("claims", "the log's key did not sign them");
  const [first, origin, size, ...lines] = opened.text.split("\n");
  const whole = first === FIRST && lines.pop() === "" && lines.length <= CLAIMS_MAX;
  if (!whole || origin !== of.origin || size !== String(of.size))
    throw new Malformed("claims", "they are not those of this file");
  return lines.map((line) => {
    const [, member = "", hash = ""] = LINE.exec(line) ?? [];
    if (member === "") throw new Malformed("claims", "not a member and a hash");
    return { member, hash };
  });
}

/** Whose the codes are, in their order; null stands for a code that is none of the file's. */
export function membersBy(claims: readonly Claim[], codes: readonly string[]): (string | null)[] {
  const byHash = new Map(claims.map(({ hash, member }) => [hash, member]));
  return codes.map((code) => byHash.get(codeHash(code)) ?? null);
}
