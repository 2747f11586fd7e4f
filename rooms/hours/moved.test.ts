/** What is on another day takes along who comes: names go by the day they were given for. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { COMMIT_ENTRIES_MAX } from "../../house/commit.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal } from "../../house/refusal.ts";
import { DAY, decide, fold, type Given } from "../../house/testing.ts";
import { day } from "../agreements/testing.ts";
import { commands } from "./commands.ts";
import { forgetAt } from "./decider-turn.ts";
import { occasion } from "./facts.ts";
import { type TurnState, turn, turnsIn } from "./facts-turn.ts";

const kinds = [occasion, turn];
const AT = "2".repeat(32);
const asked: Given = {
  ...{ thing: AT, type: "occasion.asked/1" },
  record: {
    ...{ work: "hours", joins: "first", on: day("2026-11-05"), place: null, series: null },
    places: [{ role: "any", min: 0, most: 9 }],
  } as never,
};
const of = (thing: string, type: string, record: object = {}): Given => {
  return { thing, type: `${type}/1`, record: record as never };
};
const about = { occasion: AT, role: "any", work: "hours", on: day("2026-11-05") };
const taken = (id: string) => of(id, "turn.taken", { ...about, hash: codeHash(id) });
const placedAt = (id: string) => [
  ...[taken(id), of(id, "turn.accepted"), of(AT, "occasion.joined", { turn: id, role: "any" })],
];
const to = { occasion: AT, day: day("2026-12-20"), from: "18:00", until: "21:00" };
function move(given: readonly Given[]): Given[] {
  const decided = decide(commands.move as never, kinds, given, to as never, {
    ...{ now: Date.UTC(2026, 10, 2, 10) },
    matches: ({ kind, state }, mark) =>
      kind === turn.kind && mark === turnsIn((state as TurnState).occasion),
  });
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts as Given[];
}

it("takes turns along, so that names go by the day somebody comes on", () => {
  const [live, out, gone] = ["4", "5", "6"].map((one) => one.repeat(32)) as [
    string,
    string,
    string,
  ];
  const given = [
    ...[asked, ...placedAt(live), taken(out), of(out, "turn.left"), taken(gone)],
    ...[of(gone, "turn.declined"), of(gone, "turn.forgotten")],
  ];
  const [moved, ...along] = move(given);
  assert.equal(moved?.type, "occasion.moved/1");
  assert.deepEqual(
    along.map(({ thing, type, record }) => [thing, type, record["on"]]),
    [live, out].map((thing) => [thing, "turn.moved/1", to.day]),
    "also of who left: their name is here still",
  );
  const all = fold(kinds, [...given, ...along]);
  const state = all.get(live)?.state as TurnState;
  assert.deepEqual(state.day, to.day);
  assert.equal(forgetAt(state), Date.UTC(2026, 11, 21) + 30 * DAY);
  const many = Array.from({ length: 300 }, (_, n) => taken(n.toString(16).padStart(32, "0")));
  const most = move([asked, ...many, ...placedAt(live)]);
  assert.ok(most.length < COMMIT_ENTRIES_MAX);
  assert.ok(
    most.some(({ thing }) => thing === live),
    "who has a place before who asked",
  );
  const back = move([...given, ...along, ...(moved ? [moved] : [])]);
  assert.deepEqual(
    back.map(({ type }) => type),
    ["occasion.moved/1"],
    "the same day again moves nobody",
  );
  const left = [asked, taken(live), ...(moved ? [moved] : [])];
  const yes = decide(commands.accept as never, kinds, left, { turn: live } as never);
  assert.ok(!isRefusal(yes));
  assert.deepEqual(
    yes.facts.map(({ type }) => type),
    ["turn.moved/1", "turn.accepted/1", "occasion.joined/1"],
    "one that was left behind goes along with the yes to it",
  );
});
