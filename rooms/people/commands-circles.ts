/** What can be asked for of circles inside the group. */
import { z } from "zod";
import { ROLES } from "../../house/circles.ts";
import { defineCommand } from "../../house/command.ts";
import { idSchema } from "../../house/values/index.ts";
import { circleNameSchema } from "./circles.ts";
import * as decider from "./decider-circles.ts";

const own = "none: who is in a circle speaks for it" as const;
const nothing = { clause: own, consent: own, onLapse: own } as const;
const act = { ...nothing, kind: "act", who: ["coordination", "treasurer", "member"] } as const;
const undoing = { ...nothing, kind: "undoing", who: act.who } as const;

/** The rows of the table that are about circles. */
export const circleCommands = {
  makeCircle: defineCommand({
    ...{ ...act, name: "people.make-circle", decide: decider.makeCircle },
    shape: z.strictObject({ name: circleNameSchema }),
  }),
  renameCircle: defineCommand({
    ...{ ...act, name: "people.rename-circle", decide: decider.renameCircle },
    shape: z.strictObject({ circle: idSchema, name: circleNameSchema }),
  }),
  addToCircle: defineCommand({
    ...{ ...act, name: "people.add-to-circle", decide: decider.addToCircle },
    /** `past`: what is in it from before is theirs to read as well. */
    shape: z.strictObject({ circle: idSchema, member: idSchema, past: z.boolean() }),
  }),
  leaveCircle: defineCommand({
    ...{ ...undoing, who: ROLES, name: "people.leave-circle", decide: decider.leaveCircle },
    /** `last`: said by the last one in it, who knows that nobody opens it from then on. */
    shape: z.strictObject({ circle: idSchema, last: z.boolean().default(false) }),
  }),
  putOutOfCircle: defineCommand({
    ...{ ...undoing, name: "people.put-out-of-circle", decide: decider.putOutOfCircle },
    whileDark: "elsewhere",
    shape: z.strictObject({ circle: idSchema, member: idSchema }),
  }),
  endCircle: defineCommand({
    ...{ ...undoing, name: "people.end-circle", decide: decider.endCircle },
    whileDark: "elsewhere",
    shape: z.strictObject({ circle: idSchema }),
  }),
};
