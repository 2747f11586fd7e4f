/** Deciding what a space is and who may find it. */
import { isWithin } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, NewFact, Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import type { Category, Lang, Place, Text } from "../../house/values/index.ts";
import { joined } from "../people/index.ts";
import {
  type Block,
  doNotSend,
  NOT_WANTED_MAX,
  protectsPeople,
  published,
  type Safety,
  type SpaceState,
  space,
} from "./facts.ts";
import { LINKS, LINKS_OPEN_MAX, type LinkState, link, linkHolds, RENEWED_MAX } from "./links.ts";
import { publisherGone } from "./publisher-commands.ts";
import { type TermState, term, termMark, termNamed } from "./terms.ts";

const DAY_MS = 24 * 3_600_000;

const unknown = refuse("spaces.not-here", "not-found", { next: "go-back" });
type Here = Thing<SpaceState>;
type Say = Decided | Refusal;

function inSpace(world: World, context: Context, decide: (here: Here) => Say): Say {
  const here = world.thing(space, context.space);
  return here === undefined ? unknown : decide(here);
}
const fact = ({ id }: Here, type: string, record: object = {}, words?: object): NewFact => ({
  ...{ kind: "space", thing: id, type, record: { ...record } },
  ...(words === undefined ? {} : { words: { ...words } }),
});
const nothing: Decided = { facts: [] };

/** What `spaces.found` is told. */
export type Found = { name: Text; handle: string; safety: Safety; zone: string; langs: Lang[] };

/** Founds the space, with its founder in coordination. */
export function found(world: World, input: Found, { space: thing, who }: Context): Say {
  if (world.thing(space, thing) !== undefined) return refuse("spaces.already", "state");
  const { name, handle, safety, zone, langs } = input;
  const record = { safety, zone, langs };
  const founded = { kind: "space", thing, type: "space.founded/1", record, words: { name } };
  return { facts: [founded, joined(who, ["coordination"], handle, null)], answer: { member: who } };
}

/** Gives the group another name here; the one before is erased. */
export function rename(world: World, { name }: { name: Text }, context: Context): Say {
  return inSpace(world, context, (here) => ({
    facts: [fact(here, "space.renamed/1", {}, { name })],
    erases: gone(here, here.state.name),
  }));
}

/** Sets zone, languages and coarse place. */
export function settle(
  world: World,
  input: { zone: string; langs: Lang[]; place: Place | null },
  context: Context,
): Say {
  return inSpace(world, context, (here) => ({ facts: [fact(here, "space.settled/1", input)] }));
}

/**
 * Answers the safety question anew. Protecting closes the public page in the same step, and erases
 * the identifier that a register knows the group by.
 */
export function setSafety(world: World, { safety }: { safety: Safety }, context: Context): Say {
  return inSpace(world, context, (here) => {
    const before = here.state.safety;
    if (before === safety) return nothing;
    if (safety === "no") return { facts: [fact(here, "space.unprotected/1")] };
    const facts = [fact(here, "space.protected/1", { safety })];
    return { facts, erases: publisherGone(here), answer: { before } };
  });
}

/**
 * Writes a block of the profile anew; no texts takes it away. The words before are erased, but
 * those of standing terms stay: someone may have accepted them.
 */
export function describe(
  world: World,
  { block, texts }: { block: Block; texts: Text[] },
  context: Context,
): Say {
  return inSpace(world, context, (here) => {
    const before = here.state.blocks[block];
    const empty = texts.length === 0;
    if (empty && before === null) return nothing;
    const record = { block, version: context.id(), empty };
    return {
      facts: [fact(here, "space.described/1", record, empty ? undefined : { texts })],
      erases: block === "terms" ? [] : gone(here, before),
      answer: { version: record.version },
    };
  });
}

/** Puts lines on the please-do-not-send list. */
export function addNotWanted(
  world: World,
  { lines }: { lines: { texts: Text[]; category: Category | null }[] },
  context: Context,
): Say {
  return inSpace(world, context, (here) => {
    if (here.state.notWanted.length + lines.length > NOT_WANTED_MAX)
      return refuse("spaces.list-full", "limit", { vars: { max: NOT_WANTED_MAX } });
    const one = (texts: Text[], category: Category | null) =>
      doNotSend(here.id, context.id(), texts, category);
    return { facts: lines.map(({ texts, category }) => one(texts, category)) };
  });
}

/** Takes a line off the list and erases its words. */
export function removeNotWanted(world: World, { line }: { line: string }, context: Context): Say {
  return inSpace(world, context, (here) => {
    const at = here.state.notWanted.find(({ id }) => id === line)?.at;
    if (at === undefined) return nothing;
    return { facts: [fact(here, "space.may-send/1", { line })], erases: gone(here, at) };
  });
}

/** Opens the group's page to everyone. */
export function publish(world: World, _input: object, context: Context): Say {
  return inSpace(world, context, (here) => {
    if (protectsPeople(here.state))
      return refuse("spaces.protected-no-page", "state", { next: "spaces.make-link" });
    return here.circle === "public" ? nothing : { facts: [published(here.id)] };
  });
}

/** Closes the group's page, and what links opened. */
export function quiet(world: World, _input: object, context: Context): Say {
  return inSpace(world, context, (here) =>
    here.circle === "host" ? nothing : { facts: [fact(here, "space.quieted/1")] },
  );
}

/** Lets the group's name stand on the server's first page: a yes of its own, and not for ever. */
export function list(world: World, _input: object, context: Context): Say {
  return inSpace(world, context, (here) => {
    if (here.circle !== "public" || protectsPeople(here.state))
      return refuse("spaces.not-open", "state", { next: "spaces.publish" });
    return here.state.listed ? nothing : { facts: [fact(here, "space.listed/1")] };
  });
}

/** Takes the name off the server's first page. */
export function unlist(world: World, _input: object, context: Context): Say {
  return inSpace(world, context, (here) =>
    here.state.listed ? { facts: [fact(here, "space.unlisted/1")] } : nothing,
  );
}

function openLinksIn(world: World, { now }: Context): Thing<LinkState>[] {
  return world.find(link, LINKS).filter(({ state }) => linkHolds(state, now));
}

/** Makes a link with an end; its code is in the answer and nowhere else. */
export function makeLink(world: World, { days }: { days: number }, context: Context): Say {
  return inSpace(world, context, (here) => {
    if (openLinksIn(world, context).length >= LINKS_OPEN_MAX)
      return refuse("spaces.links-full", "limit", { vars: { max: LINKS_OPEN_MAX } });
    const [thing, code] = [context.id(), context.code()];
    const record = { hash: codeHash(code), until: context.now + days * DAY_MS };
    const made = { kind: "link", thing, type: "link.made/1", record };
    const opened = here.circle === "host" ? [fact(here, "space.opened-by-link/1")] : [];
    return { facts: [made, ...opened], answer: { link: thing, code } };
  });
}

/** Withdraws a link: from now on it opens nothing. */
export function withdrawLink(world: World, { link: thing }: { link: string }): Say {
  const found = world.thing(link, thing);
  if (found === undefined) return refuse("spaces.no-such-link", "not-found");
  if (found.state.withdrawn) return nothing;
  return { facts: [{ kind: "link", thing, type: "link.withdrawn/1", record: {} }] };
}

/**
 * Ends every link that still opens and makes as many anew, with the same ends: of those that last
 * longest as many as one answer can tell the codes of. For when somebody who knew them is gone.
 */
export function renewLinks(world: World, _input: object, context: Context): Say {
  return inSpace(world, context, () => {
    const open = openLinksIn(world, context).sort((a, b) => b.state.until - a.state.until);
    const facts = open.map(({ id }) => linkFact(id, "link.withdrawn/1", {}));
    const answer: Record<string, string | number> = { ended: open.length };
    for (const [at, { state }] of open.slice(0, RENEWED_MAX).entries()) {
      const [thing, code] = [context.id(), context.code()];
      const { until } = state;
      facts.push(linkFact(thing, "link.made/1", { hash: codeHash(code), until }));
      Object.assign(answer, { [`code-${at}`]: code, [`until-${at}`]: until });
    }
    return { facts, answer };
  });
}

const linkFact = (thing: string, type: string, record: NewFact["record"]): NewFact => ({
  ...{ kind: "link", thing, type, record },
});

/** What a new term is. */
export type NewTerm = { texts: Text[] } & Pick<TermState, "use" | "measures" | "level" | "within">;

/** Adds a word of the group's own; one that is there already under a name is refused. */
export function nameTerm(world: World, input: NewTerm, context: Context): Say {
  const { texts, use, ...more } = input;
  const same = texts.flatMap(({ text }) => world.find(term, termMark(use, text)));
  if (same.some(({ state, circle }) => !state.retired && !isWithin(circle)))
    return refuse("spaces.term-there", "state");
  const id = context.id();
  return { facts: [termNamed(id, use, texts, more)], answer: { term: id } };
}

/** Words a term anew; the words before are erased. */
export function renameTerm(
  world: World,
  { term: thing, texts }: { term: string; texts: Text[] },
): Say {
  const found = world.thing(term, thing);
  if (found === undefined) return refuse("spaces.no-such-term", "not-found");
  const { use, name } = found.state;
  const renamed = { kind: "term", thing, type: "term.renamed/1", record: { use } };
  const before = name === null ? [] : [name];
  return {
    facts: [{ ...renamed, words: { texts } }],
    erases: before.map((at) => ({ kind: "term", thing, at, parts: ["words"] })),
  };
}

/** A term is offered no more; what was written with it keeps it. */
export function retireTerm(world: World, { term: thing }: { term: string }): Say {
  const found = world.thing(term, thing);
  if (found === undefined) return refuse("spaces.no-such-term", "not-found");
  if (found.state.retired) return nothing;
  return { facts: [{ kind: "term", thing, type: "term.retired/1", record: {} }] };
}

function gone({ id }: Here, at: Erase["at"] | null): Erase[] {
  return at === null ? [] : [{ kind: "space", thing: id, at, parts: ["words"] }];
}
