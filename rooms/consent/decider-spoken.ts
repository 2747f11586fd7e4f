/** Deciding about somebody's own words as sound. Letting them be heard stands on a permission. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { soundOf } from "../../house/values/index.ts";
import { passBesideOn, showBeside } from "./decider-beside.ts";
import type { ConsentState } from "./facts.ts";
import { type HeardAs, SPOKEN_MAX, type SpokenState, spoken, spokenMark } from "./facts-spoken.ts";
import { type SayingState, saying } from "./facts-subject.ts";
import { type Channel, FACE, type Terms } from "./terms.ts";

type Answer = Decided | Refusal;
type One = { spoken: string };

const noSpoken = refuse("consent.no-such-recording", "not-found", { next: "go-back" });
const gone = refuse("consent.spoken-wiped", "state", { next: "go-back" });
const noWords = refuse("consent.no-such-words", "not-found", { next: "go-back" });
const nothing: Decided = { facts: [] };

const fact = (thing: string, what: string, record: object = {}): NewFact => ({
  ...{ kind: "spoken", thing, type: `spoken.${what}/1`, record: { ...record } },
});

function inSpoken(
  world: World,
  { spoken: id }: One,
  decide: (found: Thing<SpokenState>) => Answer,
): Answer {
  const found = world.thing(spoken, id);
  return found === undefined ? noSpoken : decide(found);
}

/** Whether how a voice may be heard covers how it is heard in a recording. */
export function coversVoice(allowed: Terms["voice"], heard: HeardAs): boolean {
  return FACE.indexOf(heard) <= FACE.indexOf(allowed);
}

/** Why a permission cannot name these recordings as it stands; null where it can. */
export function spokenFault(
  world: World,
  { scope, data, voice }: Pick<Terms, "scope" | "data" | "voice">,
): Refusal | null {
  for (const id of scope) {
    const found = world.thing(spoken, id);
    if (found === undefined) continue;
    if (!data.includes("voice")) return refuse("consent.say-voice", "shape", { field: "data" });
    if (!coversVoice(voice, found.state.voice))
      return refuse("consent.voice-in-recording", "shape", { field: "voice" });
  }
  return null;
}

/** Keeps somebody's own words as sound. Nobody outside hears them before they allowed it. */
export function keepSpoken(
  world: World,
  { saying: of, voice }: { saying: string; voice: HeardAs },
  context: Context,
): Answer {
  const found = world.thing<SayingState>(saying, of);
  if (found === undefined) return noWords;
  if (found.state.words === null)
    return refuse("consent.words-wiped", "state", { next: "go-back" });
  const sound = soundOf(context.files ?? []);
  if (sound === null) return refuse("consent.no-sound", "shape", { field: "sound" });
  const beside = world.find(spoken, spokenMark(of)).filter(({ state }) => state.at !== null);
  if (beside.length >= SPOKEN_MAX)
    return refuse("consent.many-spoken", "limit", { vars: { n: SPOKEN_MAX } });
  const id = context.id();
  const record = { subject: found.state.subject, saying: of, voice };
  return {
    facts: [{ ...fact(id, "kept", record), files: { list: [sound] } }],
    answer: { spoken: id },
  };
}

/** It as it lies beside somebody's words. */
const beside = ({ id, state }: Thing<SpokenState>) => ({
  ...{ subject: state.subject, passed: state.passed },
  covers: ({ data, voice }: ConsentState) =>
    data.includes("voice") && coversVoice(voice, state.voice),
  fact: (what: string, record: object) => fact(id, what, record),
});

/** Lets everyone hear it beside the words, as far and as long as the permission goes. */
export function showSpoken(world: World, input: One, context: Context): Answer {
  return inSpoken(world, input, (one) =>
    one.state.at === null ? gone : showBeside(world, context, beside(one)),
  );
}

/** Notes that it is given to somewhere else: what is out there cannot be called back. */
export function passSpokenOn(
  world: World,
  { channel, ...input }: One & { channel: Channel },
  context: Context,
): Answer {
  return inSpoken(world, input, (one) =>
    one.state.at === null ? gone : passBesideOn(world, context, { ...beside(one), channel }),
  );
}

/** Takes it down. */
export function takeSpokenDown(world: World, input: One): Answer {
  return inSpoken(world, input, (found) => ({ facts: downOf(found) }));
}

const downOf = ({ id, state }: Thing<SpokenState>): NewFact[] =>
  state.shown === null ? [] : [fact(id, "taken-down")];

/** Erases it: its bytes, and the key they lie under. */
export function wipeSpoken(world: World, input: One): Answer {
  return inSpoken(world, input, wipedOf);
}

function wipedOf({ id, state }: Thing<SpokenState>): Decided {
  if (state.at === null) return nothing;
  const erase: Erase = { kind: "spoken", thing: id, at: state.at, parts: ["files"] };
  return { facts: [fact(id, "wiped")], erases: [erase] };
}

/** What becomes of recordings of words that are taken down. */
export function spokenDown(world: World, of: string): NewFact[] {
  return world.find(spoken, spokenMark(of)).flatMap(downOf);
}

/** What becomes of them where the words are erased: so are they. */
export function spokenWiped(world: World, of: string): Required<Pick<Decided, "facts" | "erases">> {
  const all = world.find(spoken, spokenMark(of)).map(wipedOf);
  return {
    facts: all.flatMap(({ facts }) => facts),
    erases: all.flatMap(({ erases = [] }) => erases),
  };
}
