/**
 * A solidarity group comes along with the town, and the town with it: each asked by its own host.
 */
import { newId } from "../house/ids.ts";
import { isRefusal } from "../house/refusal.ts";
import { comeAlong, goInFor, invitedBy, relationAt } from "../rooms/allies/index.ts";
import { need } from "../rooms/needs/index.ts";
import { nodeOf } from "../rooms/people/index.ts";
import { amount } from "./acts.ts";
import type { Does, Group, Walk } from "./walk.ts";

const es = (text: string) => ({ lang: "es", text });

/** What each group is called by the other, and the name that who goes in uses there. */
type Names = { theirs: string; ours: string; handle: string };

/**
 * Both ways; then the solidarity group answers two lines of what the town asks for. Answers who it
 * is there, and who acts for it.
 */
export async function fillAllied(
  walk: Walk,
  { group, member }: { group: Group; member: string },
  beside: Group,
): Promise<{ ally: string; person: string }> {
  // What is told here goes by this walk's own clock, whoever of them does it.
  const own = (one: Group): Group => {
    return { ...one, lead: walk.as(one.space, { by: "member", member: one.founder }) };
  };
  const [town, circle] = [own(group), own(beside)];
  const second = walk.as(town.space, { by: "member", member });
  walk.to(0.05);
  const names = { theirs: "Red Faro Norte", ours: "Bahía Clara", handle: "galerna" };
  const { ally, person } = await invite(walk, [town, circle], names, second);
  const back = { theirs: "Bahía Clara", ours: "Red Faro Norte", handle: "lucero" };
  await invite(walk, [circle, town], back);
  await town.lead("allies.limit", { ally, money: amount(200, "EUR"), times: 6 });
  const does = walk.as(town.space, { by: "ally", ally, person });
  const view = await walk.house.view(town.space, { by: "public" });
  const open = ((await view?.things(need)) ?? []).filter(({ state }) => state.status === "open");
  for (const line of open.slice(0, 2)) {
    const { asked } = line.state;
    const quantity = asked === null ? null : { of: "5", unit: asked.unit };
    const space = await view?.space.thing(town.space);
    const { terms = null } = (space?.state ?? {}) as { terms?: string | null };
    await does("offers.take-as-group", { need: line.id, quantity, terms });
  }
  return { ally, person };
}

/** One invites the other, who comes along and goes in. */
async function invite(
  { house }: Walk,
  [host, guest]: readonly [Group, Group],
  { theirs, ours, handle }: Names,
  second?: Does,
): Promise<{ ally: string; person: string }> {
  const asked = await host.lead("allies.propose", { name: es(theirs) });
  const { ally, joint } = asked.answer;
  if (asked.answer["agreed"] !== true) await second?.("spaces.agree-joint", { joint });
  const made = await host.lead("allies.invite", { ally, joint, from: es(ours) });
  const code = String(made.answer["code"]);
  const invited = await invitedBy(house, code, guest.space);
  if (invited === null) throw new Error("the code led nowhere");
  const key = newId(house.parts.random);
  const coming = { invited, code, name: es(theirs), key };
  const own = { space: guest.space, member: guest.founder };
  const alliance = await comeAlong(house, own, coming);
  if (isRefusal(alliance)) throw new Error(alliance.refused);
  const of = await relationAt(nodeOf(house), alliance);
  if (of === null) throw new Error("no relation was kept");
  const going = { member: guest.founder, handle, key: newId(house.parts.random) };
  const went = await goInFor(house, of, going);
  if (isRefusal(went)) throw new Error(went.refused);
  return went;
}
