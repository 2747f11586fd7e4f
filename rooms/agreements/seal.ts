/**
 * The signed note: once both have signed, each key that this node keeps for a party signs the same
 * text, and the clock writes it down. A party whose key is not here stands in it without one.
 */
import { groupSigner, partySigner } from "../../house/head.ts";
import type { House } from "../../house/house.ts";
import { isRefusal } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import { parseNote, type Signer, signNote } from "../../log/note.ts";
import { guestOf } from "../allies/index.ts";
import { type AgreementState, agreement, isSigned, type KeyLine, versionOf } from "./facts.ts";
import { noteTextOf } from "./note.ts";
import { HOST, type Side } from "./parties.ts";

/**
 * The key of a side, where this node keeps it. Of an allied group it is one of its own space's that
 * serves for this relation alone: the host's log names neither that space nor its other keys.
 */
async function signerOf(house: House, space: string, side: Side): Promise<Signer | null> {
  const opened = await house.space(space);
  if (side === HOST || opened === null) return opened && groupSigner(opened.ring);
  const guest = await guestOf(house, side);
  const of = guest === null ? null : await house.space(guest);
  return of && partySigner(of.ring, `${opened.ring.origin}/party/${side}`);
}

/** What the last signature asks for. Doing it late, or again, comes to the same. */
export const sealNote: Effect = {
  name: "agreements.seal-note",
  on: ["agreement.signed/1"],
  act: async (house, space, { thing, record }) => {
    const opened = await house.space(space);
    const found = await opened?.thing(thing);
    if (found == null || found.kind !== agreement.kind) return;
    const state = found.state as AgreementState;
    const version = versionOf(state, Number(record["version"]));
    if (version === null || version.sealed !== null || !isSigned(version, state.with)) return;
    const signers: { side: Side; signer: Signer }[] = [];
    for (const side of [HOST, state.with]) {
      const signer = await signerOf(house, space, side);
      if (signer !== null) signers.push({ side, signer });
    }
    const keys = signers.map(({ side, signer }) => ({ side, vkey: signer.verifier.vkey }));
    const text = noteTextOf({ id: thing, state, version, lines: keys });
    const lines = signers.map(({ side, signer }): KeyLine => {
      const [signed] = parseNote(signNote(text, [signer])).signatures;
      if (signed === undefined) throw new Error("a key signed nothing");
      const signature = Buffer.from(signed.bytes).toString("base64");
      return { side, vkey: signer.verifier.vkey, signature };
    });
    const input = { agreement: thing, version: version.version, text, lines };
    const done = await house.dispatch({
      ...{ space, command: "agreements.seal", input, author: { by: "clock", thing } },
      key: `seal-${version.version}-${version.hash.slice(0, 32)}`,
    });
    if (isRefusal(done) && done.because === "again") throw new Error("a note was not sealed");
  },
};
