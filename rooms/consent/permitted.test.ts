/** Uses by number answer what a list of permissions answers that is gone through from its start. */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { ANYWHERE, bitOf, bitsOf, type Permitted, Uses } from "./permitted.ts";
import { CHANNELS } from "./terms.ts";

type Named = Permitted & { name: number; allows: boolean };
const USED = ["saying", "a".repeat(32), "b".repeat(32)];

const used = fc.constantFrom(...USED);
const place = fc.constantFrom("anywhere", "nowhere", ...CHANNELS);
const deed = fc.oneof(
  fc.record({
    does: fc.constant("add"),
    ...{ used, from: fc.nat(9), until: fc.nat(12), on: fc.subarray([...CHANNELS]) },
    ...{ more: fc.boolean(), allows: fc.boolean() },
  }),
  fc.record({ does: fc.constantFrom("drop", "renew"), used, which: fc.nat(5) }),
);
const question = fc.record({ used, place, now: fc.nat(12) });

it("are found, renewed and dropped as in a list, the oldest first", () => {
  const law = fc.property(fc.array(deed), fc.array(question), (deeds, questions) => {
    const uses = new Uses<Named>(({ allows }) => allows);
    const lists = new Map<string, Named[]>(USED.map((one) => [one, []]));
    for (const [name, did] of deeds.entries()) {
      const list = lists.get(did.used) as Named[];
      if ("on" in did) {
        const { from, until, more, allows } = did;
        const one = { name, from, until, where: bitsOf(did.on), more, allows };
        uses.add(did.used, one);
        list.push(one);
        continue;
      }
      const one = list[did.which];
      if (one === undefined) continue;
      if (did.does === "drop") {
        uses.drop(did.used, one);
        list.splice(did.which, 1);
      } else {
        one.more = !one.more;
        uses.renew(did.used, one);
      }
    }
    for (const [of, list] of lists) assert.deepEqual(uses.all(of), list);
    for (const { used: of, place: at, now } of questions) {
      const where = at === "anywhere" ? ANYWHERE : bitOf(at);
      const holds = (one: Named) => now >= one.from && now < one.until && (one.where & where) !== 0;
      const first = lists.get(of)?.find((one) => holds(one) && (!one.more || one.allows));
      assert.equal(uses.find(of, where, now), first ?? null);
    }
  });
  for (const seed of seeds()) fc.assert(law, { seed, numRuns: runs(200) });
});
