/** What pages ask about notices read aloud, always of a view; and addresses for who has a code. */
import type { Reply, Visit } from "../../house/door.ts";
import type { Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { nodeKey } from "../../house/node-key.ts";
import { notHere } from "../../house/refusal.ts";
import { keyFor, seal, Unsealable, unseal } from "../../house/seal.ts";
import type { FilesPart, SoundRef } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { nodeOf } from "../people/index.ts";
import { type ConsentState, consent } from "./facts.ts";
import { type RecordingState, recording, recordingMark } from "./facts-recording.ts";
import { isOver } from "./status.ts";

/** A notice read aloud: whether it is the one that stands, and not one from before. */
export type ReadAloud = { thing: Thing<RecordingState>; sound: SoundRef; isLatest: boolean };

/** Those of a permission that the reader may hear. */
export async function readAloud(view: View, of: Thing<ConsentState>): Promise<ReadAloud[]> {
  const things = await view.find(recording, recordingMark(of.id));
  return heard(view, things, of.state);
}

async function heard(
  view: View,
  things: readonly Thing<RecordingState>[],
  { notice, lang }: ConsentState,
): Promise<ReadAloud[]> {
  const there = things.flatMap((thing) =>
    thing.state.at === null ? [] : [{ thing, at: thing.state.at }],
  );
  const files = await view.parts<FilesPart<SoundRef>>(there, "files");
  return there.flatMap(({ thing }, i) => {
    const held = files[i];
    if (held === undefined || typeof held === "string") return [];
    const isLatest = thing.state.notice === notice && thing.state.lang === lang;
    return held.list.map((sound) => ({ thing, sound, isLatest }));
  });
}

/** How long an address for whoever has a code works, ms: links are slow where it is heard. */
const PASS_MS = 3_600_000;
const USE = "read-aloud";

/** Which recording, of which permission by which code's hash, and until when (ms). */
type Pass = { space: string; consent: string; code: string; recording: string; until: number };

/**
 * Where whoever typed a permission's code hears its notice: an address that names no group and no
 * code, made by this node alone, and worth nothing after an hour.
 */
export async function heardAt(house: House, pass: Omit<Pass, "until">): Promise<string> {
  const { now } = house;
  const plain = Buffer.from(JSON.stringify({ ...pass, until: now + PASS_MS }));
  const sealed = seal(keyFor(USE, await nodeKey(nodeOf(house))), USE, plain, house.parts.random);
  return `/permission/heard/${Buffer.from(sealed).toString("base64url")}`;
}

async function passIn(house: House, sealed: string): Promise<Pass | null> {
  try {
    const key = keyFor(USE, await nodeKey(nodeOf(house)));
    const plain = unseal(key, USE, Buffer.from(sealed, "base64url"));
    const pass = JSON.parse(Buffer.from(plain).toString()) as Pass;
    return house.now < pass.until ? pass : null;
  } catch (fault) {
    if (fault instanceof Unsealable) return null;
    throw fault;
  }
}

/** What whoever has the code of a permission may hear of it now: the notice that stands. */
export async function heardBy(
  house: House,
  space: string,
  of: Thing<ConsentState>,
): Promise<ReadAloud | undefined> {
  if (isOver(of.state, house.now)) return undefined;
  const here = await house.space(space);
  const ids = (await here?.marked(recordingMark(of.id), 20))?.map(({ thing }) => thing) ?? [];
  for (const id of ids.reverse()) {
    const view = await house.view(space, { by: "receipt", thing: id });
    const thing = await view?.thing(recording, id);
    if (!view || !thing) continue;
    const found = (await heard(view, [thing], of.state)).find(({ isLatest }) => isLatest);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `GET /permission/heard/:pass`: asked anew each time whether it may be heard still. */
export async function heardReply({ house, params }: Visit): Promise<Reply> {
  const pass = await passIn(house, params["pass"] ?? "");
  if (pass === null) return notHere;
  const holder = await house.view(pass.space, { by: "receipt", thing: pass.consent });
  const of = await holder?.thing(consent, pass.consent);
  const found = of && (await heardBy(house, pass.space, of));
  // A code that was replaced reads nothing any more, and neither does what it led to.
  if (found?.thing.id !== pass.recording || of?.state.hash !== pass.code) return notHere;
  const view = await house.view(pass.space, { by: "receipt", thing: pass.recording });
  const file = await view?.file(found.sound.id);
  if (!view || !file) return notHere;
  return { media: file.ref, read: (from, to) => house.files.read(view, file, from, to), own: true };
}
