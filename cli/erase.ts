/** `erase`: has a room erase someone's name or reach; the key it lay under is destroyed at once. */
import type { Author } from "../house/command.ts";
import { erasable, thingMark } from "../house/entry.ts";
import type { House } from "../house/house.ts";
import { newId } from "../house/ids.ts";
import { isRefusal } from "../house/refusal.ts";
import type { Space } from "../house/space.ts";
import { dropFromLogins, endSessions, type Listed, nodeOf } from "../rooms/people/index.ts";
import { noteDone } from "./acts.ts";
import { Unable, Usage } from "./args.ts";
import { authorOf, memberAsked, membersOf, sentenceOf, spaceAsked } from "./space.ts";
import { type Answer, type Ask, noMoreWords, type Subcommand, textOf } from "./subcommand.ts";

const HELP = `
Usage: alongside erase --space SLUG --member HANDLE [--new-name NAME] [--as HANDLE]
       alongside erase --space SLUG --thing ID [--as HANDLE]

Erases what a person asked to have erased, and destroys the key it lay under, so that an older
copy of the database does not open it. What the log proves stays proved.

  --member HANDLE  this person's name; they leave the space with it …
  --new-name NAME  … or stay, under another name
  --thing ID       the name and reach of whoever made this offer
  --as HANDLE      who in coordination does it; unsaid, the first who may

What it cannot reach: files that were exported, copies on other machines, and what someone has
already read.
`;

const BEYOND = "exported files, copies on other machines, what was already read";

/** A command that erases, and what it is about. */
type Undoing = { thing: string; command: string; input: object; author: Author };

async function run(ask: Ask): Promise<Answer> {
  noMoreWords(ask, 0);
  const handle = textOf(ask, "member");
  const id = textOf(ask, "thing");
  if ((handle === undefined) === (id === undefined))
    throw new Usage("say what to erase: --member or --thing");
  const space = await spaceAsked(ask);
  const house = await ask.house();
  const undoing =
    handle === undefined ? await ofThing(ask, space, id ?? "") : await ofMember(ask, space, handle);
  const { thing, command, input, author } = undoing;
  const before = await partsOf(space, thing);
  const key = newId(house.parts.random);
  const done = await house.dispatch({ space: space.id, command, input, author, key });
  if (isRefusal(done)) throw new Unable(sentenceOf(done));
  if (command === "people.remove" || command === "people.leave") await signOut(house, space, thing);
  const keys = await house.endDirtyEpochs(space.id);
  // A sealed copy that holds what was erased goes with it.
  for (const { tend } of house.parts.plan.rooms) await tend?.(house, space.id);
  await noteDone(ask, house, "erase", space.id);
  await house.space(space.id);
  const after = new Set(await partsOf(space, thing));
  const erased = before.filter((part) => !after.has(part));
  return answerOf(thing, erased, [...after], keys);
}

/** A member's name: they go with it, or stay under another one. */
async function ofMember(ask: Ask, space: Space, handle: string): Promise<Undoing> {
  const member = await memberAsked(ask, space, handle);
  const name = textOf(ask, "new-name")?.normalize("NFC");
  const own = { thing: member.id, author: authorOf(member) };
  if (name !== undefined) return { ...own, command: "people.rename", input: { handle: name } };
  const by = await coordinator(ask, space, member.id);
  if (by === null) return { ...own, command: "people.leave", input: { forget: true } };
  const input = { member: member.id, forget: true };
  return { thing: member.id, command: "people.remove", input, author: authorOf(by) };
}

/** The commands by which rooms erase what someone left with a thing, by kind. */
const FORGETS: Record<string, string> = { offer: "offers.forget" };

async function ofThing(ask: Ask, space: Space, id: string): Promise<Undoing> {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new Usage("--thing is 32 hex digits");
  const thing = await space.thing(id);
  if (thing === null) throw new Unable("there is no such thing in this space");
  const command = FORGETS[thing.kind];
  if (command === undefined)
    throw new Unable(`nothing erases a ${thing.kind} from here; its own page may change its words`);
  const by = await coordinator(ask, space, null);
  if (by === null) throw new Unable("nobody is in coordination");
  return { thing: id, command, input: { id }, author: authorOf(by) };
}

/** Who in coordination does it, other than `not`; null where there is nobody. */
async function coordinator(ask: Ask, space: Space, not: string | null): Promise<Listed | null> {
  const as = textOf(ask, "as");
  if (as !== undefined) return memberAsked(ask, space, as);
  const all = await membersOf(await ask.house(), space);
  const may = all.filter(({ id, roles }) => id !== not && roles.includes("coordination"));
  return may[0] ?? null;
}

/** Someone who left is not signed in any more. */
async function signOut(house: House, space: Space, member: string): Promise<void> {
  const parts = nodeOf(house);
  for (const login of await dropFromLogins(parts, space.id, member))
    await endSessions(parts, login, null);
}

/** The erasable parts a thing still has, each as `number/type/part`. */
async function partsOf(space: Space, thing: string): Promise<string[]> {
  const indexes = await space.marks.find(space.marks.hash(thingMark(thing)));
  const found: string[] = [];
  for await (const entry of space.entries(indexes)) {
    if (entry.header.thing !== thing) continue;
    const parts = await space.parts(erasable(entry));
    for (const { index, name } of erasable(entry))
      if (parts.has(`${index}/${name}`))
        found.push(`${entry.record.n} ${entry.header.type} ${name}`);
  }
  return found;
}

function answerOf(thing: string, erased: string[], left: string[], keys: number): Answer {
  const listed = (parts: string[]) =>
    parts.map((part) => {
      const [n, type, name] = part.split(" ");
      return { n: Number(n), type, part: name };
    });
  const text = [
    ...erased.map((part) => `erased: entry ${part}`),
    ...(erased.length === 0 ? ["Nothing was left to erase."] : []),
    ...left.map((part) => `not erased: entry ${part}`),
    `${keys} keys were destroyed. Beyond reach: ${BEYOND}.`,
  ];
  const json = { thing, erased: listed(erased), left: listed(left), keysDestroyed: keys };
  return { json: { ...json, beyondReach: BEYOND }, text: text.join("\n") };
}

/** `alongside erase`. */
export const subcommand: Subcommand = {
  help: HELP,
  options: {
    ...{ space: { type: "string" }, member: { type: "string" }, thing: { type: "string" } },
    ...{ as: { type: "string" }, "new-name": { type: "string" } },
  },
  run,
};
