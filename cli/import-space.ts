/** `import space`: takes a space in from its file, and says how to get in. */
import type { House } from "../house/house.ts";
import { isPastEnd } from "../house/keep-until.ts";
import { isRefusal } from "../house/refusal.ts";
import { LINE_MAX } from "../house/space-file.ts";
import { type TakenIn, takeIn } from "../house/take-in.ts";
import {
  addMembership,
  anyLogin,
  dropClaims,
  keepClaims,
  makeLogin,
  nodeOf,
} from "../rooms/people/index.ts";
import { giveSlug } from "../rooms/spaces/directory.ts";
import {
  nameOf,
  protectsPeople,
  type SpaceState,
  slugOf,
  takeOverAs,
} from "../rooms/spaces/index.ts";
import { noteDone } from "./acts.ts";
import { openedBytes } from "./age.ts";
import { Unable, Usage } from "./args.ts";
import { readCodes } from "./claims.ts";
import { isThere, linesOf, readPassphrase, readSmall } from "./files.ts";
import { readReceiving } from "./receive.ts";
import { memberAsked, sentenceOf, someMember } from "./space.ts";
import { type Answer, type Ask, needText, textOf } from "./subcommand.ts";
import { endOf } from "./verify.ts";

/** A progress line after so many entries. */
const PROGRESS_ENTRIES = 10_000;

/** Takes the file in. */
export async function importSpace(ask: Ask, file: string): Promise<Answer> {
  if (!(await isThere(file))) throw new Unable(`${file}: there is no such file or folder`);
  const opens = textOf(ask, "passphrase-file");
  const passphrase =
    opens === undefined ? undefined : await readPassphrase(ask.path(opens), ask.streams);
  const member = await memberPassphrase(ask);
  const codes = await codesAsked(ask);
  const house = await ask.house();
  const identity = await identityAsked(ask);
  const taken = await take(ask, house, { file, passphrase, codes, identity });
  if (!taken.ok) {
    const { refusal, fault } = taken;
    throw new Unable(`${file}: ${refusal === undefined ? fault : sentenceOf(refusal)}`);
  }
  if (taken.state !== "here")
    await noteDone(ask, house, codes === null ? "import" : "take-over", taken.space);
  const slug = await addressOf(house, taken.space);
  const login =
    taken.state === "live" && member !== null
      ? await signIn(ask, house, taken.space, member)
      : null;
  return said(ask, taken, slug, login);
}

/** The two codes of a take-over, or null where none was asked for. */
async function codesAsked(ask: Ask): Promise<string[] | null> {
  const claims = textOf(ask, "claims");
  const asked = ask.options["take-over"] === true;
  if (asked !== (claims !== undefined))
    throw new Usage("--take-over and --claims FILE go together");
  return claims === undefined ? null : readCodes(ask.path(claims));
}

/** The age identity out of `--identity-file`, or null where none was given. */
async function identityAsked(ask: Ask): Promise<string | null> {
  const file = textOf(ask, "identity-file");
  if (file === undefined) return null;
  const lines = (await readSmall(ask.path(file))).split(/\r?\n/);
  const found = lines.find((line) => line.startsWith("AGE-SECRET-KEY-"));
  if (found === undefined) throw new Unable(`${file}: no age identity is in it`);
  return found.trim();
}

type Taking = {
  file: string;
  passphrase: string | undefined;
  codes: string[] | null;
  identity: string | null;
};

async function take(ask: Ask, house: House, taking: Taking): Promise<TakenIn> {
  const { file, passphrase, codes, identity } = taking;
  const { store, keys, random, plan, foldVersion } = house.parts;
  const receiving = await readReceiving(house);
  const identities = [receiving?.identity, identity].filter((one) => one != null);
  let next = PROGRESS_ENTRIES;
  return takeIn({
    ...{ store, keys, random, plan, foldVersion, now: house.now },
    receiveSeed: receiving?.seed ?? null,
    ...(codes === null ? {} : { takeOver: { codes, say: takeOverAs } }),
    ready: (space, claims) => keepClaims(nodeOf(house), space, claims),
    lines: () => linesOf(openedBytes(file, { passphrase, identities }), LINE_MAX),
    progress: (entries, of) => {
      if (entries < next) return;
      next = entries + PROGRESS_ENTRIES;
      ask.streams.err(`${entries} of ${of} entries\n`);
    },
  });
}

/** Where the space is on this node: the address it has, or a new one as its safety answer asks. */
async function addressOf(house: House, id: string): Promise<string> {
  const parts = nodeOf(house);
  const before = await slugOf(parts, id);
  if (before !== null) return before;
  const space = await house.space(id);
  const thing = await space?.thing(id);
  const state = thing?.parked === false ? (thing.state as SpaceState) : null;
  if (space === null || state === null || protectsPeople(state)) return giveSlug(parts, id, null);
  const reader = await someMember(space);
  const view = reader === null ? null : await house.view(id, reader);
  return giveSlug(parts, id, view === null ? null : (await nameOf(view)) || null);
}

async function memberPassphrase(ask: Ask): Promise<string | null> {
  if (textOf(ask, "member") === undefined) return null;
  const file = needText(ask, "member-passphrase-file");
  return readPassphrase(ask.path(file), ask.streams);
}

/** Makes the login by which one member of a space that moved here comes in first. */
async function signIn(ask: Ask, house: House, id: string, passphrase: string): Promise<string> {
  const space = await house.space(id);
  if (space === null) throw new Error("a space that was taken in is gone");
  const name = needText(ask, "member");
  const { id: member, handle } = await memberAsked(ask, space, name);
  const parts = nodeOf(house);
  const keeper = !(await anyLogin(parts));
  const login = await makeLogin(parts, { name, passphrase, keeper });
  if (isRefusal(login)) throw new Usage(`the space is here, but: ${sentenceOf(login)}`);
  await addMembership(parts, login, { space: id, member });
  await dropClaims(parts, id, member);
  return handle ?? name;
}

function said(
  { streams }: Ask,
  taken: TakenIn & { ok: true },
  slug: string,
  login: string | null,
): Answer {
  const { space: id, size, state, erased, claims, until } = taken;
  const what = {
    copy: "It is a copy: it can be read and checked here, and written to where it lives.",
    live: "It continues here: this node writes it from now on.",
    here: "This node has the space already. Nothing was written: what was erased stays erased.",
  }[state];
  if (state === "live" && login === null && claims === 0)
    streams.err("nobody can sign in to it here yet: see --member and --member-passphrase-file\n");
  const json = { space: slug, id, size, state, erased, claims, signIn: login, ...endIn(taken) };
  const lines = [`space: ${slug} (${size} entries)`, what];
  if (until !== undefined) lines.push(endOf(until, isPastEnd(until, Date.now())));
  if (claims > 0) lines.push(`${claims} people have a code: they come in at /claim, for 30 days.`);
  return { json, text: lines.join("\n") };
}

function endIn({ until }: TakenIn & { ok: true }) {
  return until === undefined ? {} : { until, pastEnd: isPastEnd(until, Date.now()) };
}
