/**
 * What a node that will take spaces over offers: a key to continue their logs under, and an age
 * recipient to write their files for. Both lie in the key folder under the name `receive`.
 */
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import type { House } from "../house/house.ts";
import { signerFromSeed } from "../log/note.ts";

/** Names the key until it signs a log under that log's own origin. */
export const RECEIVE_NAME = "alongside.invalid/receive";
const RING = "receive";

/** What is kept: the age identity, and the Ed25519 seed in base64. */
export type Receiving = { v: 1; identity: string; seed: string };

/** What others are told. */
export type Offered = { vkey: string; recipient: string };

/** What this node takes spaces over with, or null where it never offered to. */
export async function readReceiving({ parts }: House): Promise<Receiving | null> {
  const bytes = await parts.keys.read(RING);
  return bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString()) as Receiving);
}

/** Offers to take spaces over; asked again it offers the same. */
export async function offerToReceive(house: House): Promise<Offered> {
  const before = await readReceiving(house);
  const kept = before ?? (await makeReceiving(house));
  const { verifier } = signerFromSeed(RECEIVE_NAME, Buffer.from(kept.seed, "base64"));
  return { vkey: verifier.vkey, recipient: await identityToRecipient(kept.identity) };
}

async function makeReceiving({ parts }: House): Promise<Receiving> {
  const identity = await generateX25519Identity();
  const seed = Buffer.from(parts.random(32)).toString("base64");
  const made: Receiving = { v: 1, identity, seed };
  await parts.keys.write(RING, Buffer.from(JSON.stringify(made)));
  return made;
}
