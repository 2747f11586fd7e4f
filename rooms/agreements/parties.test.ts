/** Who is party to an agreement, and who binds their side. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CommandRow, Context } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertRefused, decide, type Given } from "../../house/testing.ts";
import { ally } from "../allies/index.ts";
import { offer } from "../offers/index.ts";
import { commands } from "./commands.ts";
import { agreement } from "./facts.ts";
import { drawing } from "./facts-beside.ts";
import { HOST } from "./parties.ts";
import {
  ALL,
  BY_ONE_OF_THEM,
  BY_THEM,
  begun,
  came,
  DEAL,
  proposed,
  says,
  TEXTS,
  THEM,
  wrote,
} from "./testing.ts";

const KINDS = [agreement, drawing, offer, ally];
const one = { agreement: DEAL };
const when = <I>(row: CommandRow<I>, given: Given[], input: I, context: Partial<Context> = {}) =>
  decide(row, KINDS, given, input, context);
const types = (result: ReturnType<typeof when>) =>
  isRefusal(result) ? result.refused : result.facts.map(({ type }) => type.replace(/\/\d$/, ""));
const draft = [begun, ...ALL.map((clause) => wrote(clause))];
const propose = { ...one, texts: TEXTS, differing: [] as string[] };

describe("who is party to it", () => {
  // Whoever is of the other group may not be able to open the space's own thing.
  const langs = ["ar", "en"];

  it("is the host and one allied group; to anybody else it is not there", () => {
    const other = { author: { by: "ally", ally: "b".repeat(32) } as never };
    for (const done of [
      when(commands.decline, draft, { ...one, version: 1 }, other),
      when(commands.pause, draft, one, other),
      when(commands.propose, draft, propose, other),
    ])
      assertRefused(done, "agreements.no-such-agreement");
  });

  it("begins in a language of the local group, whose text prevails", () => {
    const done = when(commands.begin, [came], { with: THEM, langs: ["es", "ar"] }, { langs });
    assert.ok(!isRefusal(done));
    assert.equal(done.facts[0]?.record["prevails"], "ar");
    const none = when(commands.begin, [came], { with: THEM, langs: ["es"] }, { langs });
    assertRefused(none, "agreements.own-language");
    const asked = { with: THEM, langs: ["ar" as const] };
    const theirs = when(commands.begin, [came], asked, { ...BY_ONE_OF_THEM, langs });
    assert.ok(!isRefusal(theirs));
    assert.deepEqual(theirs.facts[0]?.record["side"], THEM);
  });

  it("begins with a group that is here, and by that group with itself alone", () => {
    const with_ = (id: string) => ({ with: id, langs: ["ar" as const] });
    const other = { ...came, thing: "b".repeat(32) };
    const gone: Given = { thing: THEM, type: "ally.ended/1", record: { by: "ally" } };
    for (const done of [
      when(commands.begin, [], with_(THEM)),
      when(commands.begin, [came, gone], with_(THEM)),
      when(commands.begin, [came, other], with_("b".repeat(32)), BY_THEM),
    ])
      assertRefused(done, "agreements.with-whom");
  });

  it("is bound by its own coordination alone; whoever acts for it may pause", () => {
    const { given, hash } = proposed();
    const open = [...draft, given];
    const signing = { ...one, version: 1, hash, assembly: null, seen: true };
    assertRefused(
      when(commands.sign, open, signing, BY_ONE_OF_THEM),
      "agreements.coordination-signs",
    );
    assert.deepEqual(types(when(commands.sign, open, signing, BY_THEM)), ["agreement.signed"]);
    assertRefused(when(commands.end, open, one, BY_ONE_OF_THEM), "agreements.coordination-signs");
    assert.deepEqual(types(when(commands.pause, open, one, BY_ONE_OF_THEM)), ["agreement.paused"]);
    const paused = [...open, says("paused", { side: HOST, closed: [], held: [], sent: [] })];
    assertRefused(
      when(commands.goOn, paused, one, BY_ONE_OF_THEM),
      "agreements.coordination-signs",
    );
  });
});
