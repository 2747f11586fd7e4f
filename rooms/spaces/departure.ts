/**
 * Leaving a server: where the group wants to go, agreed to by two, and that it went. Nobody who
 * keeps either machine is asked. What the other machine offered is words; its hash is the record,
 * so that what two agreed to is what is done.
 */
import { hash } from "node:crypto";
import { z } from "zod";
import { defineKind, type EntryRef } from "../../house/facts.ts";
import { keyHash, publicBytes } from "../../house/moves.ts";
import { idSchema } from "../../house/values/index.ts";
import { Malformed } from "../../log/malformed.ts";
import { parseVkey } from "../../log/note.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Members whose codes a departure may take along. */
export const CODES_MAX = 1_000;

/** What another machine offers with `init --receive`, and where people will find the group. */
export type Offered = { vkey: string; recipient: string; address: string };

/** A departure as folded. */
export type DepartureState = {
  /** SHA-256 of the public key the log goes on under, and of what its file is sealed to. */
  key: string;
  sealedTo: string;
  offered: EntryRef | null;
  /** Whether the group went; then the codes' hashes, a member each. */
  left: boolean;
  claims: { member: string; hash: string }[];
};

/** A departure; what is offered is the members' to read, and nobody else's. */
export const departure = defineKind<DepartureState>({
  kind: "departure",
  facts: [
    {
      type: "departure.planned/1",
      record: z.strictObject({ key: sha256, sealedTo: sha256 }),
      words: z.strictObject({
        vkey: z.string().max(400),
        recipient: z.string().max(4_096),
        address: z.string().max(200),
      }),
    },
    {
      type: "departure.left/1",
      record: z.strictObject({
        claims: z.array(z.strictObject({ member: idSchema, hash: sha256 })).max(CODES_MAX),
      }),
      marks: () => ({ record: [LEFT] }),
    },
  ],
  initial: { key: "", sealedTo: "", offered: null, left: false, claims: [] },
  evolve: (state, { type, record, index, n }) => {
    if (type === "departure.planned/1") {
      Object.assign(state, record);
      state.offered = { index, n, type };
    }
    if (type === "departure.left/1") {
      state.left = true;
      state.claims = record["claims"] as DepartureState["claims"];
    }
    return state;
  },
});

/** The mark of a departure that happened. */
export const LEFT = "departure:left";

/** The 32 bytes of a verifier key, or null where it is none. */
export function bytesOfVkey(vkey: string): Uint8Array | null {
  try {
    return publicBytes(parseVkey(vkey));
  } catch (fault) {
    if (fault instanceof Malformed) return null;
    throw fault;
  }
}

/** What the record keeps of an offer; null where its key is none. */
export function hashesOf({
  vkey,
  recipient,
}: Offered): Pick<DepartureState, "key" | "sealedTo"> | null {
  const key = bytesOfVkey(vkey);
  return key && { key: keyHash(key), sealedTo: hash("sha256", recipient, "hex") };
}
