/**
 * What pictures and recordings beside somebody's words share: each is shown, and given on, under a
 * permission of the person whose words they are, that the gate found for this very thing.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { endOf } from "../../house/values/index.ts";
import { type ConsentState, consent } from "./facts.ts";
import { PASSED_MAX } from "./facts-subject.ts";
import type { Channel } from "./terms.ts";

const notTheirs = refuse("house.no-permission", "consent", { next: "house.ask-permission" });

/** What lies beside words, and where it was given to. */
type Beside = {
  subject: string;
  passed: readonly unknown[];
  /** Whether a permission's terms cover it. */
  covers: (terms: ConsentState) => boolean;
  /** Makes a fact of it. */
  fact: (what: string, record: object) => NewFact;
};

/** The permission that the gate found, where it is theirs and covers it. */
function permittedBy(
  world: World,
  { permissions }: Context,
  { subject, covers }: Beside,
): Thing<ConsentState> | null {
  const found = world.thing(consent, permissions?.[0] ?? "");
  return found?.state.subject === subject && covers(found.state) ? found : null;
}

/** Shows it to everyone, as far and as long as the permission goes. */
export function showBeside(world: World, context: Context, one: Beside): Decided | Refusal {
  const under = permittedBy(world, context, one);
  if (under === null) return notTheirs;
  const record = { consent: under.id, until: endOf(under.state.ends) };
  return { facts: [{ ...one.fact("shown", record), standsOn: under.id }] };
}

/** Notes that it is given to somewhere else: what is out there cannot be called back. */
export function passBesideOn(
  world: World,
  context: Context,
  one: Beside & { channel: Channel },
): Decided | Refusal {
  const under = permittedBy(world, context, one);
  if (under === null) return notTheirs;
  const { channel, passed } = one;
  if (channel === "group-page") return refuse("consent.is-here", "shape", { field: "channel" });
  if (passed.length >= PASSED_MAX)
    return refuse("consent.passed-often", "limit", { vars: { n: PASSED_MAX } });
  return {
    facts: [{ ...one.fact("passed-on", { consent: under.id, channel }), standsOn: under.id }],
  };
}
