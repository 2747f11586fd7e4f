/** For tests: a group that came along with another on the same node, by commands and rows alone. */
import assert from "node:assert/strict";
import { newId } from "../../house/ids.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone, type TestHouse } from "../../house/testing.ts";
import { nodeOf } from "../people/index.ts";
import { comeAlong, goInFor, invitedBy } from "./coming.ts";
import { relationAt } from "./relation.ts";

/** A member of a space who coordinates it. */
export type Side = { space: string; member: string };
/** What came of it: in the host's space the ally and a person, in the guest's the other side. */
export type Allied = { ally: string; person: string; alliance: string; circle: string };

type On = Pick<TestHouse, "house" | "send">;
type Names = { name: string; called: string; from: string; handle: string; lang: string };

const NAMES: Names = {
  ...{ name: "Puente Norte", called: "los del norte", from: "Ría Viva", handle: "alba" },
  lang: "es",
};

/** Asks for it at the host's, with the yes of `second` where one is not enough; the code. */
export async function invited(
  on: On,
  host: Side,
  second: string | null = null,
  names: Partial<Names> = {},
): Promise<{ ally: string; code: string }> {
  const { called, from, lang } = { ...NAMES, ...names };
  const asks = async (member: string, command: string, input: object) => {
    const author = { by: "member", member } as const;
    const done = await on.send({ space: host.space, command, input, author });
    assertDone(done);
    return done;
  };
  const proposed = await asks(host.member, "allies.propose", { name: { lang, text: called } });
  const ally = String(proposed.answer["ally"]);
  const joint = String(proposed.answer["joint"]);
  if (second !== null) await asks(second, "spaces.agree-joint", { joint });
  const input = { ally, joint, from: { lang, text: from } };
  const made = await asks(host.member, "allies.invite", input);
  return { ally, code: String(made.answer["code"]) };
}

/** Comes along by a code; then one of the guest goes in. */
export async function cameBy(
  on: On,
  code: string,
  guest: Side,
  names: Partial<Names> = {},
): Promise<Allied> {
  const { house } = on;
  const { name, handle, lang } = { ...NAMES, ...names };
  const found = await invitedBy(house, code, guest.space);
  assert.ok(found);
  const key = newId(house.parts.random);
  const coming = { invited: found, code, name: { lang, text: name }, key };
  const alliance = await comeAlong(house, guest, coming);
  assert.ok(!isRefusal(alliance), JSON.stringify(alliance));
  const person = await wentIn(on, alliance, guest.member, handle);
  const of = await relationAt(nodeOf(house), alliance);
  assert.ok(of);
  return { ally: found.ally, person, alliance, circle: of.circle };
}

/** A member of the guest's circle goes in under a name; their id there. */
export async function wentIn(
  { house }: On,
  alliance: string,
  member: string,
  handle: string,
): Promise<string> {
  const of = await relationAt(nodeOf(house), alliance);
  assert.ok(of);
  const key = newId(house.parts.random);
  const went = await goInFor(house, of, { member, handle, key });
  assert.ok(!isRefusal(went), JSON.stringify(went));
  return went.person;
}

/** Both at once, for tests that are about something else. */
export async function alliedBy(
  on: On,
  host: Side,
  guest: Side,
  { second = null, ...names }: Partial<Names> & { second?: string | null } = {},
): Promise<Allied> {
  const { code } = await invited(on, host, second, names);
  return cameBy(on, code, guest, names);
}
