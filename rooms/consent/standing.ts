/**
 * The index of what is permitted: by activity and by what is used. One look is a few steps, however
 * many permissions there are; nothing is remembered of earlier answers.
 */
import type { Thing } from "../../house/facts.ts";
import type { StandingIndex, StandingRow, Use } from "../../house/room.ts";
import { endOf, startOf } from "../../house/values/index.ts";
import { type ConsentState, consent } from "./facts.ts";
import { type PictureState, picture } from "./facts-picture.ts";
import { type SpokenState, spoken } from "./facts-spoken.ts";
import { type SayingState, type SubjectState, saying, subject } from "./facts-subject.ts";
import { ANYWHERE, bitOf, bitsOf, type Permitted, Uses } from "./permitted.ts";
import { isYes } from "./status.ts";
import { UNDER_MAX } from "./terms.ts";

/** What is shown under a permission. */
type Shown = SayingState | PictureState | SpokenState;
/** What the index keeps of a permission that a yes stands in. */
type Row = Permitted & {
  /** What a use of it stands on: itself. */
  found: readonly [string];
  id: string;
  subject: string;
  /** Its activity, and that towards each group it names: {@link towards}. */
  acts: readonly string[];
  scope: readonly string[];
  /** The entries of the yes that opened it and of its last, and whether who may speak said that. */
  since: number;
  yes: number;
  spoken: boolean;
  /** How often it may be used; null: as its days let. How often it was handed on, or met under. */
  uses: number | null;
  handed: number;
  /** Permissions that it stands on: it allows nothing while one of them does not hold. */
  under: readonly string[];
};

/** An activity towards one group alone. */
const towards = (activity: string, group: string) => `${activity}>${group}`;

/** Kinds of what is shown under one. */
const SHOWN: ReadonlySet<string> = new Set([saying.kind, picture.kind, spoken.kind]);

/** From which entry on a yes counts, since which they are away, and whether they are still. */
type Away = { from: number; since: number; still: boolean };

function rowOf({ id, state, parked }: Thing<ConsentState>): Row | null {
  if (parked || !isYes(state)) return null;
  const { activity, scope, channels, anyone } = state;
  // A page is for everyone: whoever allowed it to some alone allowed no page.
  if (activity === "publish" && !anyone) return null;
  return {
    ...{ found: [id], from: startOf(state.from), until: endOf(state.ends) },
    ...{ where: bitsOf(channels), more: false },
    ...{ id, subject: state.subject, scope, handed: state.handed.length + state.met.length },
    acts: [activity, ...state.groups.map((group) => towards(activity, group))],
    ...{ since: state.since?.index ?? -1, yes: state.yes.at(-1)?.at.index ?? -1 },
    ...{ spoken: state.yes.at(-1)?.as === "speaker", uses: state.uses, under: state.under },
  };
}

/** Null where all that they said counts. */
function awayOf({ state, parked }: Thing<SubjectState>): Away | null {
  if (parked) return { from: Infinity, since: -1, still: true };
  const { stopped, kept, lost } = state;
  if (stopped === null) return null;
  const since = stopped.index;
  return { from: kept ? lost : since, since, still: state.absent !== null };
}

/** Whether their yes counts, given whether they are away, or were. */
function counts({ since, yes, spoken }: Row, away: Away | null | undefined): boolean {
  if (away === undefined || away === null) return true;
  if (since < away.from) return false;
  return !away.still || spoken || yes < away.since;
}

/** Whether it holds now (ms) where a bit says, as far as its own terms go. */
const holds = ({ from, until, where }: Row, place: number, now: number): boolean =>
  now >= from && now < until && (where & place) !== 0;

/** Where permissions are looked up, and who is away. */
type Look = {
  row: (id: string) => Row | null | undefined;
  away: (subject: string) => Away | null | undefined;
};

/** Whether all that it stands on holds now (ms), and what that does, as many as may be beneath. */
function isHeldUp({ under }: Row, look: Look, now: number, most = { left: UNDER_MAX }): boolean {
  for (const id of under) {
    const base = look.row(id) ?? null;
    if (base === null || most.left-- === 0 || !holds(base, ANYWHERE, now)) return false;
    if (!counts(base, look.away(base.subject))) return false;
    if (!isHeldUp(base, look, now, most)) return false;
  }
  return true;
}

const HERE = bitOf("group-page");

class Permissions implements StandingIndex {
  readonly #rows = new Map<string, Row>();
  readonly #byActivity = new Map<string, Uses<Row>>();
  readonly #bySubject = new Map<string, Set<Row>>();
  /** Those who are away, or were. */
  readonly #away = new Map<string, Away>();
  /** All words, pictures and voices, and the permission that each stands on; none is empty. */
  readonly #shown = new Map<string, string>();
  /** How often each permission was used, by words; and in all. */
  readonly #usedBy = new Map<string, Readonly<Record<string, number>>>();
  readonly #used = new Map<string, number>();
  /** Permissions that were renewed, and until when each holds or held, ms. */
  readonly #longer = new Map<string, number>();

  take(thing: Thing<never>): void {
    if (thing.kind === consent.kind) this.#takeConsent(thing as Thing<ConsentState>);
    else if (thing.kind === subject.kind) this.#takeSubject(thing as Thing<SubjectState>);
    else if (SHOWN.has(thing.kind)) this.#takeShown(thing as Thing<Shown>);
  }

  #takeConsent(thing: Thing<ConsentState>): void {
    const before = this.#rows.get(thing.id);
    if (before !== undefined) this.#drop(before);
    const { renewed, ended, ends } = thing.state;
    if (!thing.parked && renewed > 0) this.#longer.set(thing.id, ended?.when ?? endOf(ends));
    const row = rowOf(thing);
    if (row !== null) this.#add(row);
  }

  #add(row: Row): void {
    row.more = this.#hasMore(row);
    this.#rows.set(row.id, row);
    this.#bySubject.set(row.subject, (this.#bySubject.get(row.subject) ?? new Set()).add(row));
    for (const key of row.acts) {
      const uses = this.#byActivity.get(key) ?? new Uses<Row>(this.#allows);
      this.#byActivity.set(key, uses);
      for (const used of row.scope) uses.add(used, row);
    }
  }

  #drop(row: Row): void {
    this.#rows.delete(row.id);
    const theirs = this.#bySubject.get(row.subject);
    if (theirs?.delete(row) && theirs.size === 0) this.#bySubject.delete(row.subject);
    for (const key of row.acts)
      for (const used of row.scope) this.#byActivity.get(key)?.drop(used, row);
  }

  #takeSubject(thing: Thing<SubjectState>): void {
    const away = awayOf(thing);
    if (away === null) this.#away.delete(thing.id);
    else this.#away.set(thing.id, away);
    for (const row of this.#bySubject.get(thing.id) ?? []) {
      row.more = this.#hasMore(row);
      for (const key of row.acts)
        for (const used of row.scope) this.#byActivity.get(key)?.renew(used, row);
    }
  }

  #takeShown({ id, state, parked }: Thing<Shown>): void {
    // What stands on no permission is the host's, wherever it was left: what it holds went by time.
    this.#shown.set(id, parked ? "" : (state.shown?.consent ?? ""));
    if (parked) return;
    for (const [consent, n] of Object.entries(state.used)) {
      const more = n - (this.#usedBy.get(id)?.[consent] ?? 0);
      if (more !== 0) this.#used.set(consent, (this.#used.get(consent) ?? 0) + more);
    }
    if (Object.keys(state.used).length > 0) this.#usedBy.set(id, state.used);
  }

  #hasMore({ uses, subject: of, under }: Row): boolean {
    return uses !== null || under.length > 0 || this.#away.has(of);
  }

  readonly #look: Look = {
    row: (id) => this.#rows.get(id),
    away: (of) => this.#away.get(of),
  };

  /** What is asked of a permission beyond its days and places. */
  readonly #allows = (row: Row, now: number): boolean =>
    counts(row, this.#away.get(row.subject)) && this.#isLeft(row) && isHeldUp(row, this.#look, now);

  /** Whether it may be used once more; `fresh`: words in a state that is not durable yet. */
  #isLeft({ id, uses, handed }: Row, fresh: readonly Thing<Shown>[] = []): boolean {
    if (uses === null) return true;
    const more = fresh.reduce((sum, { id: of, state }) => {
      return sum + (state.used[id] ?? 0) - (this.#usedBy.get(of)?.[id] ?? 0);
    }, 0);
    return (this.#used.get(id) ?? 0) + handed + more < uses;
  }

  mayShow(thing: string, now: number): boolean {
    const under = this.#shown.get(thing);
    if (under === undefined) return true;
    const row = this.#rows.get(under);
    if (row === undefined || !row.scope.includes(thing)) return false;
    if (!holds(row, HERE, now) || !counts(row, this.#away.get(row.subject))) return false;
    return row.under.length === 0 || isHeldUp(row, this.#look, now);
  }

  lasts(thing: string): number | null {
    return this.#longer.get(this.#shown.get(thing) ?? "") ?? null;
  }

  find(use: Use, now: number, staged: readonly Thing<never>[]): readonly string[] | null {
    const { consent: activity, of, channel } = use;
    const place = channel === null ? ANYWHERE : bitOf(channel);
    // One that names no channel names a group: these are looked up by it, wherever it is.
    const key = place === 0 ? towards(activity, String(channel)) : activity;
    const where = place || ANYWHERE;
    const uses = this.#byActivity.get(key);
    if (staged.length > 0)
      return this.#findWith(uses?.all(of) ?? [], { of, key, where }, now, staged);
    return uses?.find(of, where, now)?.found ?? null;
  }

  /** The same with what is not durable yet in the place of what is. */
  #findWith(
    rows: readonly Row[],
    { of, key, where }: { of: string; key: string; where: number },
    now: number,
    staged: readonly Thing<never>[],
  ): readonly string[] | null {
    const latest = new Map(staged.map((thing) => [thing.id, thing as Thing]));
    const away = new Map<string, Away | null>();
    const changed = new Map<string, Row | null>();
    const fresh: Row[] = [];
    const said: Thing<Shown>[] = [];
    for (const thing of latest.values()) {
      if (thing.kind === subject.kind) away.set(thing.id, awayOf(thing as Thing<SubjectState>));
      if (SHOWN.has(thing.kind) && !thing.parked) said.push(thing as Thing<Shown>);
      const row = thing.kind === consent.kind ? rowOf(thing as Thing<ConsentState>) : null;
      if (thing.kind === consent.kind) changed.set(thing.id, row);
      if (row?.acts.includes(key) && row.scope.includes(of)) fresh.push(row);
    }
    const look: Look = {
      row: (id) => (changed.has(id) ? changed.get(id) : this.#rows.get(id)),
      away: (who) => (away.has(who) ? away.get(who) : this.#away.get(who)),
    };
    for (const row of [...rows.filter(({ id }) => !latest.has(id)), ...fresh]) {
      if (!holds(row, where, now) || !counts(row, look.away(row.subject))) continue;
      if (this.#isLeft(row, said) && isHeldUp(row, look, now)) return row.found;
    }
    return null;
  }
}

/** How the house learns of permissions. */
export const standing: StandingRow = {
  kinds: [consent, subject, saying, picture, spoken],
  begin: () => new Permissions(),
};
