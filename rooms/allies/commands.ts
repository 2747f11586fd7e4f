/** The room's commands: who may send them, on what they stand, and which decider answers. */
import { z } from "zod";
import { type CommandRow, defineCommand, OWN_HOUSE } from "../../house/command.ts";
import { idSchema } from "../../house/values/index.ts";
import { circleNameSchema, handleSchema, versionShape } from "../people/index.ts";
import { metSchema } from "./alliance.ts";
import * as host from "./decider.ts";
import * as guest from "./decider-guest.ts";
import { limitsSchema, nameSchema } from "./facts.ts";

const COMES = "none: coming in is what the host's invitation is for" as const;
const NO_PERSON = "none: it shows nothing of a person" as const;
const NEVER = "none: it stands on nothing that could lapse" as const;

const everyone = ["coordination", "treasurer", "member"] as const;
const two = { ...OWN_HOUSE, kind: "act", who: everyone, byHand: true } as const;
const ours = { ...OWN_HOUSE, kind: "act", who: ["coordination"] } as const;
const undoing = { ...OWN_HOUSE, kind: "undoing" } as const;
const theirs = { clause: COMES, consent: NO_PERSON, onLapse: NEVER } as const;
const acts = { ...theirs, kind: "act", who: ["ally"] } as const;

const one = { ally: idSchema };
const shape = z.strictObject(one);
const personShape = z.strictObject({ person: idSchema });
const named = z.strictObject({ name: nameSchema });
const nothing = z.strictObject({});
const endAllianceShape = z.strictObject({ alliance: idSchema, met: metSchema.optional() });
const called = z.strictObject({ handle: handleSchema });

/** The table, by name for its own tests. */
export const commands = {
  propose: defineCommand({
    ...{ ...two, name: "allies.propose", shape: named, decide: host.propose },
  }),
  invite: defineCommand({
    ...{ ...two, name: "allies.invite", decide: host.invite },
    shape: shape.extend({ joint: idSchema, from: nameSchema }),
  }),
  end: defineCommand({
    ...{ ...undoing, name: "allies.end", who: ["coordination", "clock"] },
    ...{ shape, decide: host.end },
  }),
  limit: defineCommand({
    ...{ ...ours, name: "allies.limit", decide: host.limit },
    shape: limitsSchema.extend(one),
  }),
  refusePerson: defineCommand({
    ...{ ...undoing, name: "allies.refuse-person", who: ["coordination"] },
    ...{ shape: personShape, decide: host.refusePerson },
  }),
  readmitPerson: defineCommand({
    ...{ ...ours, name: "allies.readmit-person" },
    ...{ shape: personShape, decide: host.readmitPerson },
  }),
  personLeft: defineCommand({
    ...{ ...undoing, name: "allies.person-left", who: ["clock"] },
    ...{ shape: personShape, decide: host.personLeft },
  }),
  come: defineCommand({
    ...{ ...theirs, kind: "act", who: ["holder"], whileDark: "never", name: "allies.come" },
    ...{ shape: named, decide: guest.come },
  }),
  enter: defineCommand({
    ...{ ...acts, name: "allies.enter", shape: called, decide: guest.enter },
    whileHeldBack: true,
  }),
  acceptConduct: defineCommand({
    ...{ ...acts, name: "allies.accept-conduct", whileHeldBack: true },
    ...{ shape: z.strictObject(versionShape), decide: guest.acceptConduct },
  }),
  unacceptConduct: defineCommand({
    ...{ ...theirs, kind: "undoing", name: "allies.unaccept-conduct", who: ["ally"] },
    ...{ shape: nothing, decide: guest.unacceptConduct },
  }),
  stepOut: defineCommand({
    ...{ ...undoing, name: "allies.step-out", who: ["ally"], shape: nothing },
    decide: guest.stepOut,
  }),
  rename: defineCommand({
    ...{ ...acts, name: "allies.rename", shape: named, decide: guest.rename },
  }),
  goAlong: defineCommand({
    ...{ ...ours, byHand: true, name: "allies.go-along", decide: guest.goAlong },
    shape: z.strictObject({ name: circleNameSchema }),
  }),
  endAlliance: defineCommand({
    ...{ ...undoing, name: "allies.end-alliance", who: [...everyone, "clock"] },
    ...{ shape: endAllianceShape, decide: guest.endAlliance },
  }),
} as const;

/** The same as the house takes them. */
export const table = Object.values(commands) as unknown as readonly CommandRow[];
