/** Deciding about pictures beside somebody's words. Showing one stands on a permission for it. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { picturesOf, type Text } from "../../house/values/index.ts";
import { passBesideOn, showBeside } from "./decider-beside.ts";
import type { ConsentState } from "./facts.ts";
import {
  type Face,
  PICTURES_MAX,
  type PictureState,
  picture,
  pictureMark,
} from "./facts-picture.ts";
import { type SayingState, saying } from "./facts-subject.ts";
import { type Channel, FACE, type Terms } from "./terms.ts";

type Answer = Decided | Refusal;
type One = { picture: string };

const noPicture = refuse("consent.no-such-picture", "not-found", { next: "go-back" });
const gone = refuse("consent.picture-wiped", "state", { next: "go-back" });
const noWords = refuse("consent.no-such-words", "not-found", { next: "go-back" });
const nothing: Decided = { facts: [] };

const fact = (thing: string, what: string, record: object = {}): NewFact => ({
  ...{ kind: "picture", thing, type: `picture.${what}/1`, record: { ...record } },
});

function inPicture(
  world: World,
  { picture: id }: One,
  decide: (found: Thing<PictureState>) => Answer,
): Answer {
  const found = world.thing(picture, id);
  return found === undefined ? noPicture : decide(found);
}

/** Whether what is allowed to be seen of a face covers what a picture shows of one. */
export function coversFace(allowed: Face, seen: Face): boolean {
  return FACE.indexOf(seen) <= FACE.indexOf(allowed);
}

/** Why a permission cannot name these pictures as it stands; null where it can. */
export function picturesFault(
  world: World,
  { scope, data, face }: Pick<Terms, "scope" | "data" | "face">,
): Refusal | null {
  for (const id of scope) {
    const found = world.thing(picture, id);
    if (found === undefined) continue;
    if (!data.includes("picture")) return refuse("consent.say-picture", "shape", { field: "data" });
    if (!coversFace(face, found.state.face))
      return refuse("consent.face-in-picture", "shape", { field: "face" });
  }
  return null;
}

/** Keeps a picture beside words of somebody. Nobody outside sees it before they allowed it. */
export function keepPicture(
  world: World,
  { saying: of, face, alt }: { saying: string; face: Face; alt: Text },
  context: Context,
): Answer {
  const found = world.thing<SayingState>(saying, of);
  if (found === undefined) return noWords;
  if (found.state.words === null)
    return refuse("consent.words-wiped", "state", { next: "go-back" });
  const list = picturesOf(context.files ?? []);
  if (list.length === 0) return refuse("consent.no-picture", "shape", { field: "picture" });
  const beside = world.find(picture, pictureMark(of)).filter(({ state }) => state.at !== null);
  if (beside.length >= PICTURES_MAX)
    return refuse("consent.many-pictures", "limit", { vars: { n: PICTURES_MAX } });
  const id = context.id();
  const record = { subject: found.state.subject, saying: of, face };
  return {
    facts: [{ ...fact(id, "kept", record), words: { alt }, files: { list } }],
    answer: { picture: id },
  };
}

/** It as it lies beside somebody's words. */
const beside = ({ id, state }: Thing<PictureState>) => ({
  ...{ subject: state.subject, passed: state.passed },
  covers: ({ data, face }: ConsentState) =>
    data.includes("picture") && coversFace(face, state.face),
  fact: (what: string, record: object) => fact(id, what, record),
});

/** Shows it beside the words, as far and as long as the permission goes. */
export function showPicture(world: World, input: One, context: Context): Answer {
  return inPicture(world, input, (one) =>
    one.state.at === null ? gone : showBeside(world, context, beside(one)),
  );
}

/** Notes that it is given to somewhere else: what is out there cannot be called back. */
export function passPictureOn(
  world: World,
  { channel, ...input }: One & { channel: Channel },
  context: Context,
): Answer {
  return inPicture(world, input, (one) =>
    one.state.at === null ? gone : passBesideOn(world, context, { ...beside(one), channel }),
  );
}

/** Takes it down. */
export function takePictureDown(world: World, input: One): Answer {
  return inPicture(world, input, (found) => ({ facts: downOf(found) }));
}

const downOf = ({ id, state }: Thing<PictureState>): NewFact[] =>
  state.shown === null ? [] : [fact(id, "taken-down")];

/** Erases it: its bytes, and what it shows in words. */
export function wipePicture(world: World, input: One): Answer {
  return inPicture(world, input, wipedOf);
}

function wipedOf({ id, state }: Thing<PictureState>): Decided {
  if (state.at === null) return nothing;
  const erase: Erase = { kind: "picture", thing: id, at: state.at, parts: ["words", "files"] };
  return { facts: [fact(id, "wiped")], erases: [erase] };
}

/** What becomes of the pictures beside words that are taken down. */
export function picturesDown(world: World, of: string): NewFact[] {
  return world.find(picture, pictureMark(of)).flatMap(downOf);
}

/** What becomes of them where the words are erased: so are they. */
export function picturesWiped(
  world: World,
  of: string,
): Required<Pick<Decided, "facts" | "erases">> {
  const all = world.find(picture, pictureMark(of)).map(wipedOf);
  return {
    facts: all.flatMap(({ facts }) => facts),
    erases: all.flatMap(({ erases = [] }) => erases),
  };
}
