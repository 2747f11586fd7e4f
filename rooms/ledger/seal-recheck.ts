/**
 * A recheck under the key of the group that made it: where this node keeps that group's space, its
 * key for this very relation signs the note, and the clock writes it down. Where it does not, the
 * recheck stands as that group's word, under no key.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import { partySigner } from "../../house/head.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import { parseNote, signNote } from "../../log/note.ts";
import { guestOf } from "../allies/index.ts";
import { type Noted, recheckText, sumOf } from "./recheck-note.ts";
import type { SealRecheck } from "./shapes.ts";
import { type StatementState, statement } from "./statement-facts.ts";

/** What the note of a group's last recheck says, but for its key; null where there is none. */
export function notedOf(
  id: string,
  { made, rechecked, saidAt }: Pick<StatementState, "made" | "rechecked" | "saidAt">,
  ally: string,
): Omit<Noted, "vkey"> | null {
  const [same, when] = [rechecked[ally], saidAt[ally]];
  if (made === null || same === undefined || when === undefined) return null;
  return { statement: id, sum: sumOf(made), same, ally, when };
}

/** What a recheck asks for. Doing it late, or again, comes to the same. */
export const sealRecheck: Effect = {
  name: "ledger.seal-recheck",
  on: ["statement.rechecked/1"],
  act: async (house, space, { thing, stamp }) => {
    const opened = await house.space(space);
    const found = await opened?.thing(thing);
    if (opened === null || found == null || found.kind !== statement.kind) return;
    const ally = stamp.who;
    const state = found.state as StatementState;
    const noted = notedOf(thing, state, ally);
    if (noted === null || state.sealed[ally] !== undefined) return;
    const guest = await guestOf(house, ally);
    const of = guest === null ? null : await house.space(guest);
    const signer = of && partySigner(of.ring, `${opened.ring.origin}/party/${ally}`);
    if (signer === null) return;
    const { vkey } = signer.verifier;
    const text = recheckText({ ...noted, vkey });
    const [signed] = parseNote(signNote(text, [signer])).signatures;
    if (signed === undefined) throw new Error("a key signed nothing");
    const signature = Buffer.from(signed.bytes).toString("base64");
    const input = { statement: thing, ally, text, vkey, signature };
    const done = await house.dispatch({
      ...{ space, command: "ledger.seal-recheck", input, author: { by: "clock", thing } },
      key: `recheck-${ally}-${noted.when}`,
    });
    if (isRefusal(done) && done.because === "again") throw new Error("a note was not sealed");
  },
};

const noStatement = refuse("ledger.no-such-statement", "not-found", { next: "go-back" });

/** Keeps the signed note of the recheck that stands now. The clock's alone. */
export function sealIt(
  world: World,
  { statement: id, ally, text, vkey, signature }: SealRecheck,
  { author }: Pick<Context, "author">,
): Decided | Refusal {
  const thing = world.thing(statement, id);
  if (thing === undefined || author.by !== "clock" || author.thing !== id) return noStatement;
  const noted = notedOf(id, thing.state, ally);
  // What was said anew meanwhile has a note of its own.
  if (noted === null || thing.state.sealed[ally] !== undefined) return { facts: [] };
  if (recheckText({ ...noted, vkey }) !== text) return { facts: [] };
  const record = { ally, vkey, signature };
  return {
    facts: [{ kind: statement.kind, thing: id, type: "statement.recheck-sealed/1", record }],
  };
}
