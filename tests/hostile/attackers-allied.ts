/** What a group under attack shares with others: who came along, what they would agree on. */
import { assertDone } from "../../house/testing.ts";
import type { AgreementState } from "../../rooms/agreements/facts.ts";
import { alliedBy } from "../../rooms/allies/testing.ts";
import type { TestNode } from "../../web/testing.ts";
import { CANARIES, en, type Group } from "./attackers.ts";

/** A group that came along, with one of its people and what it offered; the ids of it. */
export async function writeAllied(node: TestNode, { ours, bo }: Group) {
  const { ally: its, group: our } = CANARIES;
  const guest = await node.found({ group: "Puente Norte", handle: "alba" });
  const names = { called: our.ally, name: its.name, from: its.from, handle: its.person };
  const allied = await alliedBy(node, ours, guest, { ...names, second: bo.member, lang: "en" });
  const { ally, person } = allied;
  const author = { by: "ally", ally, person } as const;
  const input = { what: en(its.offered), sort: "support", terms: null, quantity: null, by: null };
  const command = "offers.offer-as-group";
  const done = await node.send({ space: ours.space, command, input, author });
  assertDone(done);
  return { guest, ids: [ally, person, String(done.answer["id"])] };
}

/** What was written into an agreement and proposed, and a note on it; the ids of it. */
export async function writeAgreement(node: TestNode, { ours, bo, does }: Group): Promise<string[]> {
  const { group: our } = CANARIES;
  // With another group than the one that looks: what two agreed on is closed to a third.
  const guest = await node.found({ group: "Puente Sur", handle: "duna" });
  const { ally } = await alliedBy(node, ours, guest, { second: bo.member });
  const begun = { with: ally, langs: ["en"] };
  const { agreement = "" } = await does("agreements.begin", begun);
  const said = [{ lang: "en", text: en(our.clause) }];
  const clauses = [{ says: { kind: "aims", terms: { of: ["care"] } }, said }];
  const proposal = { agreement, texts: [en(our.proposed)], differing: [], clauses };
  await does("agreements.propose", proposal);
  const state = (await (await node.house.space(ours.space))?.thing(agreement))?.state;
  const clause = (state as AgreementState).drafts[0]?.clause ?? "";
  const kept = { agreement, pressed: true, said: en(our.pressed) };
  const { note = "" } = await does("agreements.note", kept);
  return [agreement, clause, note];
}
