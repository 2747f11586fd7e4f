/**
 * The same questions put to `casbin` and `@cedar-policy/cedar-wasm`, each as its manual advises:
 * few rules, roles that inherit, what is asked about as an object with attributes, looked up by the
 * program that asks; synchronous; policies parsed once; of entities only those a request is about.
 */
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { EnforceContext, newEnforcer, newModel } from "casbin";
import type { Author } from "../house/command.ts";
import type { Command, Deal, Words } from "./gate-commands.ts";
import { MEMBERS } from "./gate-world.ts";

/** An engine set up with what is permitted and agreed. */
export type Peer = {
  name: string;
  /** Whether a command may be done now (ms). */
  may: (command: Command, now: number) => boolean;
  /** Somebody took the permission for these words back. */
  withdraw: (words: string) => void;
};

/** Roles that stand above others: whoever does more than look on, and who takes lines. */
const ABOVE = [
  ...["coordination", "member", "treasurer"].map((role) => [role, "doing"]),
  ...["coordination", "member"].map((role) => [role, "local"]),
];
const ALLY = "ally";
const whoOf = (author: Author) => (author.by === "member" ? author.member : ALLY);
/** The clause that an amount stands on. */
const clauseOf = (unit: string) => (unit === "EUR" ? "money" : "support");

const holds = (thing: string, now: string) => `${thing}.from <= ${now} && ${now} < ${thing}.until`;
const WORDS_MATCH = [
  ...["r.act == p.act", "g(r.sub, p.sub)", holds("r.words", "r.now")],
  "has(r.words.on, r.channel)",
].join(" && ");
const DEAL_MATCH = [
  ...["r2.act == p2.act", "g(r2.sub, p2.sub)", "!r2.deal.stopped", holds("r2.deal", "r2.now")],
  ...["has(r2.deal.clauses, r2.clause)", "leaves(r2.deal.left, r2.unit, r2.amount)"],
].join(" && ");
const MODEL = `
[request_definition]
r = sub, words, act, channel, now
r2 = sub, deal, act, clause, unit, amount, now

[policy_definition]
p = sub, act
p2 = sub, act

[role_definition]
g = _, _

[policy_effect]
e = some(where (p.eft == allow))
e2 = some(where (p.eft == allow))

[matchers]
m = ${WORDS_MATCH}
m2 = ${DEAL_MATCH}
`;

/** What is permitted and agreed, by id. */
type Held = { words: readonly Words[]; deals: readonly Deal[] };

/** `casbin`, with roles, four rules, and attributes of what is asked about. */
export async function casbin({ words, deals }: Held): Promise<Peer> {
  const enforcer = await newEnforcer(newModel(MODEL));
  for (const { member, role } of MEMBERS) await enforcer.addGroupingPolicy(member, role);
  for (const [role = "", above = ""] of ABOVE) await enforcer.addGroupingPolicy(role, above);
  await enforcer.addPolicies([
    ["doing", "consent.pass-on"],
    ["doing", "consent.show-words"],
  ]);
  await enforcer.addNamedPolicies("p2", [
    ["local", "agreements.take-line"],
    [ALLY, "agreements.take-line-as-party"],
  ]);
  enforcer.addFunction("has", (set: Set<string>, one: string) => set.has(one));
  enforcer.addFunction(
    "leaves",
    (left: Record<string, number>, unit: string, amount: number) => amount <= (left[unit] ?? 0),
  );
  const second = new EnforceContext("r2", "p2", "e2", "m2");
  const shown = new Map(words.map((one) => [one.id, { ...one, on: new Set(one.on) }]));
  const agreed = new Map(deals.map((one) => [one.id, { ...one, clauses: new Set(one.clauses) }]));
  const may: Peer["may"] = ({ name, author, input }, now) => {
    const sub = whoOf(author);
    const { saying, quantity } = input;
    if (saying !== undefined) {
      const found = shown.get(saying);
      const channel = input.channel ?? "group-page";
      return found !== undefined && enforcer.enforceSync(sub, found, name, channel, now);
    }
    const deal = agreed.get(input.agreement ?? "");
    if (deal === undefined || quantity === undefined) return false;
    const { unit, of } = quantity;
    const asked = [sub, deal, name, clauseOf(unit), unit, Number(of), now];
    return enforcer.enforceSync(second, ...asked);
  };
  return { name: "casbin", may, withdraw: (id) => shown.delete(id) };
}

const POLICIES = `
permit (
  principal in Role::"doing",
  action in [Action::"consent.pass-on", Action::"consent.show-words"],
  resource
) when {
  resource.from <= context.now && context.now < resource.until &&
  resource.on.contains(context.channel)
};
permit (principal in Role::"local", action == Action::"agreements.take-line", resource)
when {
  !resource.stopped && resource.from <= context.now && context.now < resource.until &&
  resource.clauses.contains(context.clause) &&
  (if context.clause == "money" then context.amount <= resource.money
   else context.amount <= resource.boxes)
};
permit (principal in Role::"ally", action == Action::"agreements.take-line-as-party", resource)
when {
  !resource.stopped && resource.from <= context.now && context.now < resource.until &&
  resource.clauses.contains(context.clause) &&
  (if context.clause == "money" then context.amount <= resource.money
   else context.amount <= resource.boxes)
};
`;

const uid = (type: string, id: string) => ({ type, id });
/** Cedar reckons in whole numbers: amounts are given in hundredths. */
const hundredths = (of: number) => Math.round(of * 100);

/** Cedar in WebAssembly, with three policies parsed once. */
export function cedarWasm({ words, deals }: Held): Peer {
  const parsed = cedar.preparsePolicySet("gate", { staticPolicies: POLICIES });
  if (parsed.type !== "success") throw new Error(JSON.stringify(parsed));
  const shown = new Map(
    words.map(({ id, from, until, on }) => {
      return [id, { uid: uid("Words", id), attrs: { from, until, on }, parents: [] }];
    }),
  );
  const agreed = new Map(
    deals.map(({ id, from, until, stopped, clauses, left }) => {
      const { box, EUR } = left;
      const limits = { boxes: hundredths(box), money: hundredths(EUR) };
      const attrs = { from, until, stopped, clauses, ...limits };
      return [id, { uid: uid("Deal", id), attrs, parents: [] }];
    }),
  );
  const people = new Map(
    [...MEMBERS, { member: ALLY, role: ALLY }].map(({ member, role }) => {
      const above = ABOVE.filter(([of]) => of === role).map(([, to = ""]) => to);
      const parents = [role, ...above].map((one) => uid("Role", one));
      return [member, { uid: uid("Person", member), attrs: {}, parents }];
    }),
  );
  const may: Peer["may"] = ({ name, author, input }, now) => {
    const person = people.get(whoOf(author));
    const { saying, quantity } = input;
    const resource = saying === undefined ? agreed.get(input.agreement ?? "") : shown.get(saying);
    if (resource === undefined || person === undefined) return false;
    const asked =
      quantity === undefined
        ? { channel: input.channel ?? "group-page" }
        : { clause: clauseOf(quantity.unit), amount: hundredths(Number(quantity.of)) };
    const answer = cedar.statefulIsAuthorized({
      ...{ principal: person.uid, action: uid("Action", name), resource: resource.uid },
      ...{ context: { now, ...asked }, preparsedPolicySetId: "gate" },
      entities: [person, resource],
    });
    if (answer.type !== "success") throw new Error(JSON.stringify(answer));
    return answer.response.decision === "allow";
  };
  return { name: "cedar", may, withdraw: (id) => shown.delete(id) };
}
