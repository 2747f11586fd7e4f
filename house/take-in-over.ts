/**
 * Going on with a space whose node is gone: a new generation of its log, under a fresh key, begun
 * by two members who proved with a code each that they are of it (docs/architecture.md).
 */
import { signCheckpoint } from "../log/checkpoint.ts";
import { generationOf, makeKeys, takeOverKey } from "../log/keys.ts";
import { type Signer, signerFromSeed } from "../log/note.ts";
import { type Claim, membersBy } from "./claims.ts";
import type { Envelope } from "./command.ts";
import { type Ring, turnEpoch, writeRing } from "./keys.ts";
import type { TakenOverRecord } from "./moves.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import { Space } from "./space.ts";
import type { FileVerdict } from "./space-file-verdict.ts";
import type { TakeIn } from "./take-in.ts";
import { Writer } from "./writer.ts";

/** The codes that were brought, and the command that says on the log what they prove. */
export type TakingOver = {
  codes: readonly string[];
  /** Whether these members may is the rooms' matter: the command is refused, or it is the entry. */
  say: (space: string, record: TakenOverRecord) => Omit<Envelope, "key">;
};

type Parts = Pick<TakeIn, "store" | "keys" | "random" | "now" | "plan" | "foldVersion">;

/** Whose codes these are, or in words why they prove nothing. */
export function proven(
  claims: readonly Claim[],
  codes: readonly string[],
): { members: string[]; fault: string | null } {
  const members = membersBy(claims, codes).filter((member) => member !== null);
  const fault = (why: string) => ({ members, fault: why });
  if (codes.length !== 2) return fault("it takes two codes of two people, a line each");
  if (claims.length === 0) return fault("the file has no codes in it, so nobody can take it over");
  if (members.length < 2) return fault("these are not codes of this file");
  if (members[0] === members[1]) return fault("both codes are of the same person");
  return { members, fault: null };
}

/**
 * Begins the generation: `ring`, which nobody opens yet, gets a fresh log key that stands on the
 * file's last head, and the first entry is written through the gate. Answers the size then.
 */
export async function beginGeneration(
  parts: Parts,
  { codes, say }: TakingOver,
  ring: Ring,
  judged: FileVerdict & { ok: true },
): Promise<{ size: number } | Refusal> {
  const { random, now, keys: folder } = parts;
  const { head, keys, claims } = judged;
  const last = ring.head?.note ?? "";
  const [seed, group] = [random(32), random(32)].map((bytes) => Buffer.from(bytes));
  const signer = signerFromSeed(ring.origin, seed as Buffer);
  const key = takeOverKey(keys, last, signer.verifier);
  ring.log = (seed as Buffer).toString("base64");
  ring.group = (group as Buffer).toString("base64");
  ring.keyFile = makeKeys([...keys, key]);
  // Nothing may make the writer change the ring in the folder: it would take over its state.
  turnEpoch(ring, now, random, true);
  await writeRing(folder, ring);
  const record = {
    ...{ generation: generationOf(keys) + 1, size: head.size },
    root: Buffer.from(key.certified.head.root).toString("hex"),
    by: proven(claims, codes).members,
  };
  return write(parts, ring, say(head.space, record), signer);
}

async function write(
  { store, plan, random, foldVersion, now, keys }: Parts,
  ring: Ring,
  envelope: Omit<Envelope, "key">,
  signer: Signer,
): Promise<{ size: number } | Refusal> {
  const writing: Ring = { ...ring, state: "live" };
  const refresh = async () => undefined;
  const space = await Space.open({ store, plan, ring: writing, random, foldVersion, refresh });
  const writer = new Writer(space, {
    clock: () => now,
    random,
    keys,
    shared: false,
    full: () => false,
  });
  const faults: Error[] = [];
  writer.onFault = (fault) => faults.push(fault);
  const key = Buffer.from(random(16)).toString("hex");
  const done = await writer.submit({ ...envelope, key });
  await writer.idle();
  if (faults[0] !== undefined) throw faults[0];
  if (isRefusal(done)) return done;
  const { size, tree } = space;
  const note = signCheckpoint({ origin: ring.origin, size, root: tree.root() }, signer);
  Object.assign(ring, { head: { note, size }, epoch: writing.epoch });
  return { size };
}
