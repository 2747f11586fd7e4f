/** Who approves what is spent, as a clause on money says it, and as the first ones did not. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { fold, type Given } from "../../house/testing.ts";
import { type AgreementState, agreement } from "./facts.ts";
import { HOST } from "./parties.ts";
import * as shapes from "./shapes.ts";
import { approvedBy, begun, DEAL, idOf, SAID, TEXTS } from "./testing.ts";

const propose = { agreement: DEAL, texts: TEXTS, differing: [] as string[] };
const stateOf = (given: readonly Given[]) =>
  fold([agreement], given).get(DEAL)?.state as AgreementState;

it("says of money who approves, all of it in the clause's currency, or nothing of it", () => {
  const proposes = (terms: object) =>
    shapes.proposeShape.safeParse({ ...propose, clauses: [{ says: { kind: "money", terms } }] });
  const { terms } = approvedBy("both", "50", "0");
  assert.ok(proposes(terms).success);
  const { alone: _, ...half } = terms;
  const dollars = { of: "5", unit: "USD" };
  for (const wrong of [half, { ...terms, alone: dollars }, { ...terms, bare: dollars }])
    assert.ok(!proposes(wrong).success, JSON.stringify(wrong));
  assert.ok(!proposes({ ...terms, bare: { of: "-1", unit: "EUR" } }).success);
});

it("of the first version says nothing of who approves, and folds as it did", () => {
  const written = { ...SAID.money, clause: idOf(1) };
  const first = { thing: DEAL, type: "agreement.clause-written/1" };
  const old = stateOf([begun, { ...first, record: { side: HOST, written } as never }]);
  assert.deepEqual(old.drafts[0]?.terms, SAID.money.terms);
  const shapeOf = (type: string) => agreement.facts.find((one) => one.type === type)?.record;
  const said = { side: HOST, written: { ...approvedBy("them"), clause: idOf(1) } };
  assert.ok(shapeOf("agreement.clause-written/2")?.safeParse(said).success);
  assert.ok(!shapeOf("agreement.clause-written/1")?.safeParse(said).success, "frozen");
});
