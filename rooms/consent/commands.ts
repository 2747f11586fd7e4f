/** What can be asked for about permissions, by whom, and on what it stands. */
import { type CommandRow, defineCommand, OWN_HOUSE } from "../../house/command.ts";
import * as decider from "./decider.ts";
import * as given from "./decider-given.ts";
import * as hand from "./decider-hand.ts";
import * as pictures from "./decider-picture.ts";
import * as recordings from "./decider-recording.ts";
import * as spoken from "./decider-spoken.ts";
import * as people from "./decider-subject.ts";
import * as shapes from "./shapes.ts";
import { eraseTimed } from "./times.ts";

/** Whoever does more here than look on. */
const doing = ["coordination", "treasurer", "member"] as const;
/** Whoever is of the group, whatever their role: what stops is for everyone. */
const everyone = [...doing, "observer"] as const;
const act = { ...OWN_HOUSE, kind: "act", who: doing } as const;
const testimony = { ...OWN_HOUSE, kind: "testimony", who: doing } as const;
const undoing = { ...OWN_HOUSE, kind: "undoing", who: everyone } as const;
/** With the code on the paper. */
const held = { ...OWN_HOUSE, who: ["holder"] } as const;
/** It stands on the person's own permission, at the moment of use. */
const shown = { ...act, onLapse: "stop" } as const;

/** The room's table of commands, by name for its own tests. */
export const commands = {
  note: defineCommand({
    ...{ ...act, name: "consent.note-person", decide: people.note },
    shape: shapes.noteShape,
  }),
  name: defineCommand({
    ...{ ...act, name: "consent.name-person", decide: people.name },
    shape: shapes.nameShape,
  }),
  nameBeside: defineCommand({
    ...{ ...act, name: "consent.name-beside", decide: people.nameBeside },
    shape: shapes.besideShape,
  }),
  takeNamesBack: defineCommand({
    ...{ ...undoing, name: "consent.take-names-back", who: doing },
    ...{ shape: shapes.subjectShape, decide: people.takeNamesBack },
  }),
  sayAbsent: defineCommand({
    ...{ ...undoing, name: "consent.say-absent", decide: people.sayAbsent },
    shape: shapes.absentShape,
  }),
  speakFor: defineCommand({
    ...{ ...act, name: "consent.speak-for", byHand: true, decide: people.speakFor },
    shape: shapes.subjectShape,
  }),
  sayBack: defineCommand({
    ...{ ...testimony, name: "consent.say-back", decide: people.sayBack },
    shape: shapes.subjectShape,
  }),
  write: defineCommand({
    ...{ ...act, name: "consent.write-words", decide: people.write },
    shape: shapes.writeShape,
  }),
  show: defineCommand({
    ...{ ...shown, name: "consent.show-words", decide: people.show, shape: shapes.showShape },
    consent: { consent: "publish", of: "saying", on: "group-page" },
  }),
  takeDown: defineCommand({
    ...{ ...undoing, name: "consent.take-words-down", decide: people.takeDown },
    shape: shapes.sayingShape,
  }),
  wipe: defineCommand({
    ...{ ...undoing, name: "consent.wipe-words", who: doing, decide: people.wipe },
    shape: shapes.sayingShape,
  }),
  passOn: defineCommand({
    ...{ ...shown, name: "consent.pass-on", decide: people.passOn, shape: shapes.passShape },
    consent: { consent: "publish", of: "saying", channel: "channel" },
  }),
  keepPicture: defineCommand({
    // A file comes by a form of ours, where it is drawn anew.
    ...{ ...act, name: "consent.keep-picture", byHand: true, decide: pictures.keepPicture },
    shape: shapes.keepPictureShape,
  }),
  showPicture: defineCommand({
    ...{ ...shown, name: "consent.show-picture", decide: pictures.showPicture },
    ...{ shape: shapes.pictureShape },
    consent: { consent: "publish", of: "picture", on: "group-page" },
  }),
  takePictureDown: defineCommand({
    ...{ ...undoing, name: "consent.take-picture-down", decide: pictures.takePictureDown },
    shape: shapes.pictureShape,
  }),
  wipePicture: defineCommand({
    ...{ ...undoing, name: "consent.wipe-picture", who: doing, decide: pictures.wipePicture },
    shape: shapes.pictureShape,
  }),
  passPictureOn: defineCommand({
    ...{ ...shown, name: "consent.pass-picture-on", decide: pictures.passPictureOn },
    ...{ shape: shapes.passPictureShape },
    consent: { consent: "publish", of: "picture", channel: "channel" },
  }),
  handOn: defineCommand({
    ...{ ...shown, name: "consent.hand-on", decide: given.handOn, shape: shapes.handOnShape },
    consent: { consent: "share-data", of: "what", channel: "to" },
  }),
  handToRaise: defineCommand({
    ...{ ...shown, name: "consent.hand-to-raise", decide: given.handOn },
    ...{ shape: shapes.handOnShape },
    consent: { consent: "fundraise", of: "what", channel: "to" },
  }),
  handToTeach: defineCommand({
    ...{ ...shown, name: "consent.hand-to-teach", decide: given.handOn },
    ...{ shape: shapes.handOnShape },
    consent: { consent: "train", of: "what", channel: "to" },
  }),
  letCome: defineCommand({
    ...{ ...shown, name: "consent.let-come", decide: given.bringTogether },
    ...{ shape: shapes.meetShape },
    consent: { consent: "access", of: "subject", channel: "to" },
  }),
  takeAlong: defineCommand({
    ...{ ...shown, name: "consent.take-along", decide: given.bringTogether },
    ...{ shape: shapes.meetShape },
    consent: { consent: "attend", of: "subject", channel: "to" },
  }),
  keepSpoken: defineCommand({
    // A file comes by a form of ours, where it is written anew.
    ...{ ...act, name: "consent.keep-spoken", byHand: true, decide: spoken.keepSpoken },
    shape: shapes.keepSpokenShape,
  }),
  showSpoken: defineCommand({
    ...{ ...shown, name: "consent.show-spoken", decide: spoken.showSpoken },
    ...{ shape: shapes.spokenShape },
    consent: { consent: "publish", of: "spoken", on: "group-page" },
  }),
  passSpokenOn: defineCommand({
    ...{ ...shown, name: "consent.pass-spoken-on", decide: spoken.passSpokenOn },
    ...{ shape: shapes.passSpokenShape },
    consent: { consent: "publish", of: "spoken", channel: "channel" },
  }),
  takeSpokenDown: defineCommand({
    ...{ ...undoing, name: "consent.take-spoken-down", decide: spoken.takeSpokenDown },
    shape: shapes.spokenShape,
  }),
  wipeSpoken: defineCommand({
    ...{ ...undoing, name: "consent.wipe-spoken", who: doing, decide: spoken.wipeSpoken },
    shape: shapes.spokenShape,
  }),
  keepRecording: defineCommand({
    ...{ ...act, name: "consent.keep-recording", byHand: true, decide: recordings.keepRecording },
    shape: shapes.keepRecordingShape,
  }),
  wipeRecording: defineCommand({
    ...{ ...undoing, name: "consent.wipe-recording", decide: recordings.wipeRecording },
    shape: shapes.recordingShape,
  }),
  ask: defineCommand({
    // Whoever has the code says yes by own hand: no program is handed one.
    ...{ ...act, name: "consent.ask", byHand: true, decide: decider.ask },
    shape: shapes.askShape,
  }),
  hear: defineCommand({
    // Somebody's yes, as a person heard it: no program heard anybody.
    ...{ ...testimony, name: "consent.hear-yes", byHand: true, decide: decider.hear },
    shape: shapes.hearShape,
  }),
  confirm: defineCommand({
    // Whether the six digits were right is looked at by the page: no program says that they were.
    ...{ ...act, name: "consent.confirm-yes", byHand: true, decide: hand.confirm },
    shape: shapes.consentShape,
  }),
  give: defineCommand({
    ...{ ...held, kind: "act", name: "consent.give", decide: hand.give },
    shape: shapes.giveShape,
  }),
  refuse: defineCommand({
    ...{ ...undoing, name: "consent.refuse", who: [...everyone, "holder"] },
    ...{ shape: shapes.consentShape, decide: decider.answerNo("refused") },
  }),
  defer: defineCommand({
    ...{ ...undoing, name: "consent.defer", who: [...everyone, "holder"] },
    ...{ shape: shapes.consentShape, decide: decider.answerNo("deferred") },
  }),
  withdraw: defineCommand({
    ...{ ...undoing, name: "consent.withdraw", who: [...everyone, "holder"] },
    ...{ shape: shapes.consentShape, decide: decider.withdraw },
  }),
  stopPerson: defineCommand({
    ...{ ...undoing, name: "consent.stop-person", decide: decider.stopPerson },
    shape: shapes.subjectShape,
  }),
  revoke: defineCommand({
    ...{ ...undoing, name: "consent.revoke", decide: decider.revoke },
    shape: shapes.revokeShape,
  }),
  invalidate: defineCommand({
    ...{ ...undoing, name: "consent.invalidate", decide: decider.invalidate },
    shape: shapes.invalidShape,
  }),
  renew: defineCommand({
    ...{ ...act, name: "consent.renew", who: [...doing, "holder"], byHand: true },
    ...{ shape: shapes.renewShape, decide: hand.renew },
  }),
  makeCode: defineCommand({
    ...{ ...act, name: "consent.make-code", byHand: true, decide: decider.makeCode },
    shape: shapes.consentShape,
  }),
  takeWordsBack: defineCommand({
    ...{ ...act, name: "consent.take-notice-back", decide: decider.takeWordsBack },
    shape: shapes.consentShape,
  }),
  eraseTimed,
};

/** The same as the house takes them. */
export const table: readonly CommandRow[] = Object.values(commands) as readonly CommandRow[];
