/** What can be asked for about agreements, by whom, and on what it stands. */
import { type CommandRow, defineCommand } from "../../house/command.ts";
import * as draft from "./decider.ts";
import * as lines from "./decider-lines.ts";
import * as signing from "./decider-sign.ts";
import * as stops from "./decider-stop.ts";
import * as ticks from "./decider-ticks.ts";
import * as shapes from "./shapes.ts";

const OWN_ACT = "none: a party's own word" as const;
const NO_PERSON = "none: it shows nothing of a person" as const;
const NEVER = "none: it stands on nothing that could lapse" as const;
const own = { clause: OWN_ACT, consent: NO_PERSON, onLapse: NEVER } as const;

// Of the other party whoever acts for it here may write, sign and stop.
/** Whoever writes drafts and takes lines. */
const writing = ["coordination", "member", "ally"] as const;
/** Whoever signs. */
const signers = ["coordination", "ally"] as const;
/** Whoever stops what stands. */
const stopping = ["coordination", "treasurer", "member", "ally"] as const;
/** The local group alone. */
const local = ["coordination", "member"] as const;
/** Whoever signs for it. */
const localSigners = ["coordination"] as const;

const drafted = { ...own, kind: "act", who: writing } as const;
const signed = { ...own, kind: "act", who: signers, byHand: true } as const;
const localSigned = { ...signed, who: localSigners } as const;
const drawing = {
  clause: { clause: "support", of: "agreement", amount: "quantity" },
  onLapse: "stop",
} as const;
const undoing = { ...own, kind: "undoing", who: stopping } as const;

/** The room's table of commands, by name for its own tests. */
export const commands = {
  begin: defineCommand({
    ...{ ...drafted, name: "agreements.begin", decide: draft.begin },
    shape: shapes.beginShape,
  }),
  propose: defineCommand({
    // Its texts are made from its terms by the page that proposes: no program sends others.
    ...{ ...drafted, byHand: true, name: "agreements.propose", decide: signing.propose },
    shape: shapes.proposeShape,
  }),
  sign: defineCommand({
    ...{ ...signed, name: "agreements.sign", decide: signing.sign },
    shape: shapes.signShape,
  }),
  waiveRest: defineCommand({
    ...{ ...localSigned, name: "agreements.waive-rest", decide: signing.waiveRest },
    shape: shapes.versionShape,
  }),
  decline: defineCommand({
    ...{ ...undoing, name: "agreements.decline", decide: signing.decline },
    shape: shapes.versionShape,
  }),
  seal: defineCommand({
    ...{ ...own, kind: "act", who: ["clock"], name: "agreements.seal", decide: signing.seal },
    shape: shapes.sealShape,
  }),
  tick: defineCommand({
    ...{ ...localSigned, name: "agreements.tick", decide: ticks.tick },
    shape: shapes.tickShape,
  }),
  endTicks: defineCommand({
    ...{ ...undoing, who: local, name: "agreements.end-ticks", decide: ticks.endTicks },
    shape: shapes.oneShape,
  }),
  pause: defineCommand({
    ...{ ...undoing, name: "agreements.pause", decide: stops.pause },
    shape: shapes.oneShape,
  }),
  goOn: defineCommand({
    ...{ ...signed, name: "agreements.go-on", decide: stops.goOn },
    shape: shapes.oneShape,
  }),
  end: defineCommand({
    ...{ ...undoing, who: signers, name: "agreements.end", decide: stops.end },
    shape: shapes.oneShape,
  }),
  eraseText: defineCommand({
    ...{ ...own, kind: "act", who: localSigners, name: "agreements.erase-text" },
    ...{ decide: stops.eraseText, shape: shapes.versionShape },
  }),
  take: defineCommand({
    ...{ ...drafted, ...drawing, who: local, name: "agreements.take-line", decide: lines.take },
    shape: shapes.takeShape,
  }),
  takeAsParty: defineCommand({
    ...{ ...drafted, ...drawing, who: ["ally"], name: "agreements.take-line-as-party" },
    ...{ decide: lines.takeAsParty, shape: shapes.takeAsPartyShape },
  }),
  release: defineCommand({
    ...{ ...own, kind: "act", who: local, name: "agreements.let-come", decide: lines.release },
    shape: shapes.drawingShape,
  }),
  noteIt: defineCommand({
    ...{ ...own, kind: "act", who: local, name: "agreements.note", decide: draft.noteIt },
    shape: shapes.noteItShape,
  }),
  takeNoteBack: defineCommand({
    ...{ ...own, kind: "undoing", who: local, name: "agreements.take-note-back" },
    ...{ decide: draft.takeNoteBack, shape: shapes.noteIdShape },
  }),
};

/** The same as the house takes them. */
export const table: readonly CommandRow[] = Object.values(commands) as readonly CommandRow[];
