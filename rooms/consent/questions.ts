/** What pages and other rooms ask about permissions, always of a view. */
import type { EntryRef, Thing } from "../../house/facts.ts";
import type { Elsewhere } from "../../house/room.ts";
import type { Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { type ConsentState, consent } from "./facts.ts";
import { picture } from "./facts-picture.ts";
import { spoken } from "./facts-spoken.ts";
import { type SayingState, type SubjectState, saying, subject } from "./facts-subject.ts";
import { isClosed, isHeldUp, isToAsk, type Status, statusOf } from "./status.ts";
import type { Activity, Channel } from "./terms.ts";
import { basesOf, endsWith } from "./under.ts";

/** A person as a page tells of them: null where their name was erased, or is not this reader's. */
export type Person = { thing: Thing<SubjectState>; who: Who | null };
/** What they are called here, and how they are reached. */
export type Who = { name: string; reach: string };

/** What a use is asked for: a thing by its id, an activity, and a channel where there is one. */
export type Asked = { of: string; activity: Activity; channel: Channel | null };

/** Whether a person's words, name or picture may be used so now; asked at every use. */
export function mayUse({ space, now }: View, { of, activity, channel }: Asked): boolean {
  return space.standing.find({ consent: activity, of, channel }, now) !== null;
}

/** Everybody whose permission is asked here, by when they were noted, the newest first. */
export async function people(view: View): Promise<Person[]> {
  return named(view, (await view.things(subject)).reverse());
}

/** One of them. */
export async function onePerson(view: View, id: string): Promise<Person | undefined> {
  const thing = await view.thing(subject, id);
  return thing && (await named(view, [thing]))[0];
}

async function named(view: View, things: readonly Thing<SubjectState>[]): Promise<Person[]> {
  const asked = things.flatMap((thing) =>
    thing.state.people === null ? [] : [{ thing, at: thing.state.people }],
  );
  const parts = await view.parts<Who>(asked, "people");
  const known = new Map(
    asked.flatMap(({ thing }, i) => {
      const part = parts[i];
      return part === undefined || typeof part === "string" ? [] : [[thing.id, part] as const];
    }),
  );
  return things.map((thing) => ({ thing, who: known.get(thing.id) ?? null }));
}

/** Who stands beside somebody; null where nobody was named or it was erased. */
export async function besides(
  view: View,
  { thing }: Person,
): Promise<{ guardian: Who | null; speaker: Who | null }> {
  const part = async (at: EntryRef | null) => {
    const found = at === null ? null : await view.part<Who>(thing, at, "people");
    return found === null || typeof found === "string" ? null : found;
  };
  const { guardian, speaker } = thing.state.beside;
  return { guardian: await part(guardian), speaker: await part(speaker) };
}

/** A permission with whose it is and how it stands now. */
export type Permission = { thing: Thing<ConsentState>; person: Person; status: Status };

/** All permissions the reader may open, the newest first; or of one person alone. */
export async function permissions(view: View, of?: string): Promise<Permission[]> {
  const all = of === undefined ? await people(view) : [await onePerson(view, of)];
  const byId = new Map(all.flatMap((one) => (one === undefined ? [] : [[one.thing.id, one]])));
  const things = (await view.things(consent)).reverse();
  return permissionsOf(
    view,
    things.flatMap((thing) => {
      const person = byId.get(thing.state.subject);
      return person === undefined ? [] : [{ thing, person }];
    }),
  );
}

/** These with how each stands now. */
async function permissionsOf(
  view: View,
  all: readonly Omit<Permission, "status">[],
): Promise<Permission[]> {
  const states = all.map(({ thing }) => thing.state);
  const bases = await basesOf((kind, id) => view.thing(kind, id), states);
  return all.map(({ thing, person }) => {
    const isHeld = isHeldUp(thing.state, bases, view.now);
    const status = statusOf(thing.state, person.thing.state, view.now, isHeld);
    return { thing, person, status };
  });
}

/** All that stands on a permission, and would end with it or did. */
export async function endingWith(view: View, id: string): Promise<Permission[]> {
  const things = await endsWith((mark) => view.find(consent, mark), id);
  const all = await Promise.all(
    things.map(async (thing) => ({ thing, person: await onePerson(view, thing.state.subject) })),
  );
  return permissionsOf(
    view,
    all.flatMap(({ thing, person }) => (person === undefined ? [] : [{ thing, person }])),
  );
}

/** One; undefined alike where there is none and where it is closed. */
export async function onePermission(view: View, id: string): Promise<Permission | undefined> {
  const thing = await view.thing(consent, id);
  const person = thing && (await onePerson(view, thing.state.subject));
  return thing && person ? (await permissionsOf(view, [{ thing, person }]))[0] : undefined;
}

/** Those that are to be asked again: each is somebody to talk to before its end. */
export async function toAskAgain(view: View): Promise<Thing<ConsentState>[]> {
  const all = (await view.things(consent)).filter(({ state }) => isToAsk(state, view.now));
  if (all.length === 0) return all;
  const whose = new Map((await view.things(subject)).map((thing) => [thing.id, thing.state]));
  const bases = await basesOf(
    (kind, id) => view.thing(kind, id),
    all.map(({ state }) => state),
  );
  // Nobody is asked for more time under what closed: of the dead, or of one who came back.
  return all.filter(({ state }) => {
    const person = whose.get(state.subject);
    return person !== undefined && !isClosed(state, person) && isHeldUp(state, bases, view.now);
  });
}

/** The words of a permission: what was shown or read out, what it is for; null where erased. */
export type Told = { notice: Text; salt: string; purpose?: Text };

/** See {@link Told}. */
export async function toldOf(view: View, thing: Thing<ConsentState>) {
  const part = async (at: EntryRef | null) => {
    const found = at === null ? null : await view.part<Told>(thing, at);
    return found === null || typeof found === "string" ? null : found;
  };
  const [first, again] = [await part(thing.state.noticeAt), await part(thing.state.againAt)];
  return { purpose: first?.purpose ?? null, latest: again ?? first, first };
}

/** Words of somebody as a reader may read them. */
export type Voice = {
  thing: Thing<SayingState>;
  quoted: Text | null;
  /** What they are called under them, where they are shown and want to be. */
  called: Text | null;
  /** Whether everyone may read them now. */
  isShown: boolean;
};

/** Words the reader may read, the newest first; for everybody but members only what is shown. */
export async function voices(view: View, of?: string): Promise<Voice[]> {
  const all = (await view.things(saying)).reverse();
  return voicesOf(view, of === undefined ? all : all.filter(({ state }) => state.subject === of));
}

/** The same of these. */
export async function voicesOf(
  view: View,
  things: readonly Thing<SayingState>[],
): Promise<Voice[]> {
  const asked = things.flatMap((thing) => {
    const { words, shown } = thing.state;
    return [words, shown?.named ? shown.at : null].flatMap((at) =>
      at === null ? [] : [{ thing, at }],
    );
  });
  type Said = { quoted?: Text; called?: Text };
  const parts = await view.parts<Said>(asked);
  const said = new Map(
    asked.flatMap(({ at }, i) => {
      const part = parts[i];
      return part === undefined || typeof part === "string" ? [] : [[at.index, part] as const];
    }),
  );
  return things.map((thing) => {
    const { words, shown } = thing.state;
    return {
      thing,
      quoted: said.get(words?.index ?? -1)?.quoted ?? null,
      called: said.get(shown?.at.index ?? -1)?.called ?? null,
      isShown: isShown(view, thing),
    };
  });
}

/** Whether words are for everyone now. */
export function isShown({ space, now }: View, { id, state }: Thing<SayingState>): boolean {
  return state.shown !== null && space.standing.mayShow(id, now);
}

/** Words that are shown: what everyone reads, the newest first. */
export async function shownVoices(view: View): Promise<Voice[]> {
  const all = await view.things(saying);
  const open = all.filter((thing) => isShown(view, thing)).reverse();
  return (await voicesOf(view, open)).filter(({ quoted }) => quoted !== null);
}

/** One of them, where the reader may open it. */
export async function oneVoice(view: View, id: string): Promise<Voice | undefined> {
  const thing = await view.thing(saying, id);
  return thing && (await voicesOf(view, [thing]))[0];
}

/** Words, a picture or a voice by its id. */
async function used(view: View, of: string) {
  const words = (await view.thing(saying, of)) ?? (await view.thing(picture, of));
  return words ?? view.thing(spoken, of);
}

/** How often a permission was used: for all that it names, shown and given on. */
export async function usedOf(view: View, { id, state }: Thing<ConsentState>): Promise<number> {
  const all = await Promise.all(state.scope.map((of) => used(view, of)));
  const shown = all.reduce((sum, thing) => sum + (thing?.state.used[id] ?? 0), 0);
  return shown + state.handed.length + state.met.length;
}

/** What stands on a permission, or stood: shown here, and given to elsewhere. */
export type Stands = {
  shown: Thing<SayingState>[];
  passed: { thing: Thing; channel: Channel; day: string }[];
};

/** See {@link Stands}. */
export async function standsOn(view: View, { id, state }: Thing<ConsentState>): Promise<Stands> {
  const named = await Promise.all(state.scope.map((of) => used(view, of)));
  const all = named.filter((thing) => thing !== undefined);
  const words = all.filter(({ kind }) => kind === saying.kind) as Thing<SayingState>[];
  return {
    shown: words.filter((thing) => thing.state.shown?.consent === id),
    passed: all.flatMap((thing) =>
      thing.state.passed.flatMap(({ channel, consent: under, day }) =>
        under === id ? [{ thing, channel, day }] : [],
      ),
    ),
  };
}

/** What was given to others under permissions: it lies with them for good. */
export async function elsewhere(view: View): Promise<readonly Elsewhere[]> {
  const all = [
    ...(await view.things(saying)),
    ...(await view.things(picture)),
    ...(await view.things(spoken)),
  ];
  const passed = all.reduce((sum, { state }) => sum + state.passed.length, 0);
  const asked = await view.things(consent);
  const n = asked.reduce((sum, { state }) => sum + state.handed.length, passed);
  return n === 0 ? [] : [{ what: "consent.elsewhere.passed", n, until: null }];
}
