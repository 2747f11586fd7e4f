import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Decided } from "../../house/command.ts";
import { COMMIT_ENTRIES_MAX } from "../../house/commit.ts";
import type { Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import { assertRefused, DAY, decide, fold, type Given } from "../../house/testing.ts";
import { member } from "../people/index.ts";
import { commands } from "./commands.ts";
import { charter, type SpaceState, space } from "./facts.ts";
import { LINKS_OPEN_MAX, link, linkHolds } from "./links.ts";
import { term, termMark } from "./terms.ts";

const kinds = [space, member, link, term];
const here = "5".repeat(32);
const ann = "a".repeat(32);
const line = "d".repeat(32);
const AT = Date.UTC(2026, 10, 2, 9);
const text = (words: string, lang = "es") => [{ lang, text: words }];
const founded = (safety = "no"): Given => {
  const record = { safety, zone: "Europe/Madrid", langs: ["es"] };
  return { thing: here, type: "space.founded/1", record };
};

function facts(decided: Decided | Refusal) {
  assert.ok(!isRefusal(decided), JSON.stringify(decided));
  return decided.facts as Given[];
}
const types = (decided: Decided | Refusal) => facts(decided).map(({ type }) => type);
const stateOf = (given: Given[]) => fold(kinds, given).get(here) as Thing<SpaceState>;

describe("founding", () => {
  const name = { lang: "es", text: "Río Abierto" };
  const input = { name, handle: "lucero", safety: "unsure" as const, zone: "UTC", langs: ["es"] };

  it("makes the space and its first member in coordination", () => {
    const decided = decide(commands.found, kinds, [], input, { who: ann }) as Decided;
    assert.deepEqual(types(decided), ["space.founded/1", "member.joined/1"]);
    assert.deepEqual([decided.facts[0]?.thing, decided.facts[1]?.thing], [here, ann]);
    assert.deepEqual(decided.facts[1]?.record["roles"], ["coordination"]);
    assert.deepEqual(decided.answer, { member: ann });
  });

  it("happens once", () => {
    assertRefused(decide(commands.found, kinds, [founded()], input), "spaces.already");
  });

  it("protects unless the question was answered with no", () => {
    const protects = (safety: string) => charter.protects(stateOf([founded(safety)]) as never);
    assert.deepEqual(["yes", "unsure", "no"].map(protects), [true, true, false]);
  });
});

describe("who may find it", () => {
  const publish = (given: Given[]) => decide(commands.publish, kinds, given, {});

  it("opens a page only where nobody could be harmed", () => {
    assert.deepEqual(types(publish([founded("no")])), ["space.published/1"]);
    for (const safety of ["yes", "unsure"])
      assertRefused(publish([founded(safety)]), "spaces.protected-no-page");
  });

  it("moves with its page, and protecting closes it at once", () => {
    const open = [founded("no"), ...facts(publish([founded("no")]))];
    assert.equal(stateOf(open).circle, "public");
    const safe = decide(commands.setSafety, kinds, open, { safety: "yes" });
    const after = stateOf([...open, ...facts(safe)]);
    assert.deepEqual([after.circle, after.state.page, after.state.safety], ["host", false, "yes"]);
    const quiet = stateOf([...open, ...facts(decide(commands.quiet, kinds, open, {}))]);
    assert.deepEqual([quiet.circle, quiet.state.page], ["host", false]);
  });

  it("lists a name only where the page is open, and asks again when it is opened again", () => {
    const list = (given: Given[]) => decide(commands.list, kinds, given, {});
    assertRefused(list([founded("no")]), "spaces.not-open");
    const open = [founded("no"), ...facts(publish([founded("no")]))];
    const listed = [...open, ...facts(list(open))];
    assert.equal(stateOf(listed).state.listed, true);
    assert.deepEqual(types(list(listed)), []);
    for (const no of [commands.unlist, commands.quiet])
      assert.equal(
        stateOf([...listed, ...facts(decide(no, kinds, listed, {}))]).state.listed,
        false,
      );
    const safe = decide(commands.setSafety, kinds, listed, { safety: "yes" });
    assert.equal(stateOf([...listed, ...facts(safe)]).state.listed, false);
    assert.deepEqual(types(decide(commands.unlist, kinds, open, {})), []);
  });

  it("opens by a link with an end, and keeps only the hash of its code", () => {
    const made = decide(commands.makeLink, kinds, [founded("yes")], { days: 30 }, { now: AT });
    assert.deepEqual(types(made), ["link.made/1", "space.opened-by-link/1"]);
    const all = [founded("yes"), ...facts(made)];
    assert.equal(stateOf(all).circle, "link");
    const { answer = {} } = made as Decided;
    const { state } = fold(kinds, all).get(String(answer["link"])) as Thing;
    assert.equal((state as { hash: string }).hash, codeHash(String(answer["code"])));
    assert.ok(linkHolds(state as never, AT + 30 * DAY - 1));
    assert.ok(!linkHolds(state as never, AT + 30 * DAY));
    const more = decide(commands.makeLink, kinds, all, { days: 1 });
    assert.deepEqual(types(more), ["link.made/1"]);
    const withdrawn = decide(commands.withdrawLink, kinds, all, { link: String(answer["link"]) });
    const later = fold(kinds, [...all, ...facts(withdrawn)]).get(String(answer["link"])) as Thing;
    assert.ok(!linkHolds(later.state as never, AT));
  });

  it("has only so many open, and ends all of them in one step", () => {
    const made = (n: number, until: number): Given => {
      const record = { hash: String(n).padStart(64, "0"), until };
      return { thing: String(n).padStart(32, "0"), type: "link.made/1", record };
    };
    const all = Array.from({ length: LINKS_OPEN_MAX }, (_, n) => made(n, AT + DAY));
    const more = { now: AT, matches: ({ kind }: Thing) => kind === "link" };
    const one = (given: Given[]) =>
      decide(commands.makeLink, kinds, [founded("yes"), ...given], { days: 1 }, more);
    assertRefused(one(all), "spaces.links-full");
    const some = [...all.slice(1), made(0, AT)];
    assert.deepEqual(types(one(some)), ["link.made/1", "space.opened-by-link/1"], "one is over");
    const anew = types(decide(commands.renewLinks, kinds, [founded("yes"), ...all], {}, more));
    assert.ok(anew.length <= COMMIT_ENTRIES_MAX);
    const ended = anew.filter((type) => type === "link.withdrawn/1");
    assert.equal(ended.length, LINKS_OPEN_MAX);
  });

  it("has no link longer than 90 days", () => {
    assert.ok(commands.makeLink.shape.safeParse({ days: 90 }).success);
    assert.ok(!commands.makeLink.shape.safeParse({ days: 91 }).success);
  });
});

describe("the profile", () => {
  const write = (given: Given[], block: "about" | "terms", texts: ReturnType<typeof text>) =>
    decide(commands.describe, kinds, given, { block, texts });

  it("erases the words before, but never those of standing terms", () => {
    for (const [block, erased] of [
      ["about", 1],
      ["terms", 0],
    ] as const) {
      const first = write([founded()], block, text("uno"));
      const second = write([founded(), ...facts(first)], block, text("dos"));
      assert.equal((second as Decided).erases?.length, erased);
    }
  });

  it("gives each wording of the standing terms a version of its own", () => {
    const first = write([founded()], "terms", text("uno"));
    const given = [founded(), ...facts(first)];
    assert.equal(stateOf(given).state.terms, (first as Decided).answer?.["version"]);
    const gone = write(given, "terms", []);
    assert.equal(stateOf([...given, ...facts(gone)]).state.terms, null);
    assert.deepEqual(types(write([founded()], "terms", [])), []);
  });

  it("adds to and takes from the please-do-not-send list", () => {
    const lines = [{ texts: text("ropa usada"), category: "clothing" }];
    const added = decide(commands.addNotWanted, kinds, [founded()], { lines });
    const given = [founded(), ...facts(added)];
    const [one] = stateOf(given).state.notWanted;
    assert.equal(one?.category, "clothing");
    const off = decide(commands.removeNotWanted, kinds, given, { line: one?.id ?? "" });
    assert.deepEqual((off as Decided).erases?.[0]?.at, one?.at);
    assert.deepEqual(stateOf([...given, ...facts(off)]).state.notWanted, []);
    assert.deepEqual(types(decide(commands.removeNotWanted, kinds, given, { line })), []);
  });

  it("keeps the list to a hundred lines", () => {
    const record = { category: null };
    const full = Array.from({ length: 100 }, (_, i): Given => {
      const id = i.toString(16).padStart(32, "0");
      return { thing: here, type: "space.do-not-send/1", record: { ...record, line: id } };
    });
    const lines = [{ texts: text("más"), category: null }];
    assertRefused(
      decide(commands.addNotWanted, kinds, [founded(), ...full], { lines }),
      "spaces.list-full",
    );
  });
});

describe("words of the group's own", () => {
  const named = { use: "category", measures: null, level: null, within: null } as const;

  it("are found by use and folded words, and are not made twice", () => {
    assert.equal(termMark("item", "  Manta\u00a0GRANDE "), termMark("item", "manta grande"));
    assert.notEqual(termMark("item", "manta"), termMark("unit", "manta"));
    const input = { ...named, texts: text("Mantas") };
    const first = decide(commands.nameTerm, kinds, [], input);
    const found = { matches: ({ kind }: Thing) => kind === "term" };
    assertRefused(
      decide(commands.nameTerm, kinds, facts(first), input, found),
      "spaces.term-there",
    );
    const id = String((first as Decided).answer?.["term"]);
    const retired = decide(commands.retireTerm, kinds, facts(first), { term: id });
    const again = [...facts(first), ...facts(retired)];
    assert.deepEqual(types(decide(commands.nameTerm, kinds, again, input, found)), [
      "term.named/1",
    ]);
    const renamed = decide(commands.renameTerm, kinds, facts(first), {
      term: id,
      texts: text("x"),
    });
    assert.equal((renamed as Decided).erases?.length, 1);
  });
});
