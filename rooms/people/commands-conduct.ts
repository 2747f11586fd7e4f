/** What can be asked for of the code of conduct: accept it, say that somebody did, take it back. */
import { z } from "zod";
import { ROLES } from "../../house/circles.ts";
import {
  type Context,
  type Decided,
  defineCommand,
  OWN_HOUSE,
  type World,
} from "../../house/command.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { idSchema, type Lang, langSchema } from "../../house/values/index.ts";
import { member } from "./facts.ts";
import { MAY_VOUCH } from "./vouching.ts";

type Version = { version: string; lang: Lang };

function accepted(
  world: World,
  { member: id, version, lang }: Version & { member: string },
  heard: string | null,
  { asks }: Context,
): Decided | Refusal {
  const found = world.thing(member, id);
  if (found === undefined || found.state.gone !== null)
    return refuse("people.no-such-member", "not-found", { next: "go-back" });
  const fault = notAsked(asks, version);
  if (fault !== null) return fault;
  if (found.state.accepted?.version === version) return { facts: [] };
  const fact = { kind: "member", thing: id, type: "member.accepted-conduct/1" };
  return { facts: [{ ...fact, record: { version, lang, heard } }] };
}

/** Why this version cannot be accepted: nothing is asked now, or another one is; or null. */
export function notAsked(asks: Context["asks"], version: string): Refusal | null {
  const now = asks.at(-1);
  if (now === undefined) return refuse("people.no-conduct", "state", { next: "go-back" });
  if (now.id === version) return null;
  return refuse("people.conduct-changed", "state", { next: "people.read-again" });
}

/** Which version is accepted, and in which language it was shown. */
export const versionShape = { version: idSchema, lang: langSchema };
const anyone = [...ROLES, "newcomer"] as const;

/** The rows of the table that are about it. */
export const conductCommands = {
  acceptConduct: defineCommand({
    ...{ ...OWN_HOUSE, name: "people.accept-conduct", kind: "act", who: anyone, byHand: true },
    whileDark: true,
    shape: z.strictObject(versionShape),
    decide: (world, said, context) =>
      accepted(world, { ...said, member: context.who }, null, context),
  }),
  tellConduct: defineCommand({
    ...{ ...OWN_HOUSE, name: "people.tell-conduct", kind: "act", who: MAY_VOUCH, byHand: true },
    shape: z.strictObject({ ...versionShape, member: idSchema }),
    decide: (world, said, context) => {
      const { arrived, readBack, who } = context;
      if (said.member === who || arrived === "own-hand" || arrived === "import" || !readBack)
        return refuse("people.read-it-to-them", "shape", { field: "read" });
      return accepted(world, said, who, context);
    },
  }),
  unacceptConduct: defineCommand({
    ...{ ...OWN_HOUSE, name: "people.unaccept-conduct", kind: "undoing", who: anyone },
    shape: z.strictObject({}),
    decide: (world, _said, { who }): Decided => {
      if (world.thing(member, who)?.state.accepted == null) return { facts: [] };
      const fact = { kind: "member", thing: who, type: "member.unaccepted-conduct/1" };
      return { facts: [{ ...fact, record: {} }] };
    },
  }),
};
