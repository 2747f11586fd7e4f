/** What can be asked for here, by whom, and on what it stands. */
import { z } from "zod";
import { ROLES } from "../../house/circles.ts";
import { type CommandRow, defineCommand, OWN_HOUSE } from "../../house/command.ts";
import { idSchema, textsSchema } from "../../house/values/index.ts";
import { circleCommands } from "./commands-circles.ts";
import { conductCommands } from "./commands-conduct.ts";
import { dutyCommands } from "./commands-duties.ts";
import * as decider from "./decider.ts";
import { handleSchema, rolesSchema, WAYS } from "./facts.ts";
import * as newcomers from "./newcomers.ts";
import { answersSchema, QUESTION_TEXT } from "./newcomers.ts";
import * as removal from "./removal.ts";
import { eraseTimed } from "./times.ts";
import * as vouching from "./vouch.ts";
import { MAY_VOUCH } from "./vouching.ts";

/** An invitation holds at most this many days. */
export const INVITATION_DAYS_MAX = 14;
/** At most this many may come in by one invitation. */
export const INVITATION_USES_MAX = 50;

const invite = defineCommand({
  ...OWN_HOUSE,
  name: "people.invite",
  kind: "act",
  who: ["coordination"],
  shape: z.strictObject({
    roles: rolesSchema,
    days: z.int().min(1, "people.days").max(INVITATION_DAYS_MAX, "people.days"),
    uses: z.int().min(1, "people.uses").max(INVITATION_USES_MAX, "people.uses"),
    way: z.enum(WAYS).optional(),
  }),
  decide: decider.invite,
});
const withdrawInvitation = defineCommand({
  ...OWN_HOUSE,
  name: "people.withdraw-invitation",
  // The clock's, where whoever made or signed it is as new.
  whileDark: "end-links",
  kind: "undoing",
  who: ["coordination", "clock"],
  shape: z.strictObject({ invitation: idSchema }),
  decide: decider.withdrawInvitation,
});
const join = defineCommand({
  ...OWN_HOUSE,
  name: "people.join",
  whileDark: "never",
  kind: "act",
  who: ["holder"],
  shape: z.strictObject({ handle: handleSchema, answers: answersSchema.optional() }),
  decide: decider.join,
});
const setRoles = defineCommand({
  ...OWN_HOUSE,
  name: "people.set-roles",
  kind: "act",
  who: ["coordination"],
  shape: z.strictObject({ member: idSchema, roles: rolesSchema }),
  decide: decider.setRoles,
});
const leave = defineCommand({
  ...OWN_HOUSE,
  name: "people.leave",
  kind: "undoing",
  who: [...ROLES, "newcomer"],
  shape: z.strictObject({ forget: z.boolean(), words: z.boolean().optional() }),
  decide: decider.leave,
});
const remove = defineCommand({
  ...OWN_HOUSE,
  name: "people.remove",
  // Or whoever holds one phone could put the others out, and then be the two that it takes.
  whileDark: "never",
  kind: "undoing",
  who: ["coordination"],
  byHand: true,
  shape: z.strictObject({
    ...{ member: idSchema, forget: z.boolean(), words: z.boolean().optional() },
  }),
  decide: decider.remove,
});
const rename = defineCommand({
  ...OWN_HOUSE,
  name: "people.rename",
  kind: "act",
  who: [...ROLES, "newcomer"],
  shape: z.strictObject({ handle: handleSchema }),
  decide: decider.rename,
});

const vouch = defineCommand({
  ...OWN_HOUSE,
  name: "people.vouch",
  kind: "act",
  who: MAY_VOUCH,
  byHand: true,
  shape: z.strictObject({ member: idSchema }),
  decide: vouching.vouch,
});
const withdrawVouch = defineCommand({
  ...OWN_HOUSE,
  name: "people.withdraw-vouch",
  kind: "undoing",
  who: MAY_VOUCH,
  shape: z.strictObject({ member: idSchema }),
  decide: vouching.withdrawVouch,
});
const cosignInvitation = defineCommand({
  ...OWN_HOUSE,
  name: "people.cosign-invitation",
  kind: "act",
  who: MAY_VOUCH,
  byHand: true,
  shape: z.strictObject({ invitation: idSchema }),
  decide: vouching.cosign,
});
const writeQuestion = defineCommand({
  ...OWN_HOUSE,
  name: "people.write-question",
  kind: "act",
  who: ["coordination"],
  shape: z.strictObject({ texts: textsSchema(QUESTION_TEXT) }),
  decide: newcomers.writeQuestion,
});
const dropQuestion = defineCommand({
  ...OWN_HOUSE,
  name: "people.drop-question",
  kind: "undoing",
  who: ["coordination"],
  shape: z.strictObject({ question: idSchema }),
  decide: newcomers.dropQuestion,
});

const setBack = defineCommand({
  ...OWN_HOUSE,
  name: "people.set-back",
  kind: "act",
  who: ["clock"],
  shape: z.strictObject({ by: z.array(idSchema).max(2) }),
  decide: vouching.setBack,
});
const takeWords = defineCommand({
  ...OWN_HOUSE,
  name: "people.take-words",
  kind: "undoing",
  who: ["clock"],
  shape: z.strictObject({
    member: idSchema,
    entries: z.array(z.int().min(0)).min(1).max(removal.TAKEN_MAX),
  }),
  decide: removal.takeWords,
});

/** The room's table of commands, by name for its own tests. */
export const commands = {
  ...{ invite, withdrawInvitation, join, setRoles, leave, remove, rename },
  ...{ vouch, withdrawVouch, cosignInvitation, writeQuestion, dropQuestion },
  ...{ takeWords, setBack },
};

/** The same as the house takes them. */
export const table: readonly CommandRow[] = Object.values({
  ...commands,
  ...circleCommands,
  ...conductCommands,
  ...dutyCommands,
  eraseTimed,
}) as readonly CommandRow[];
