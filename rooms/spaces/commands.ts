/** What can be asked for here, by whom, and on what it stands. */
import { z } from "zod";
import { type CommandRow, defineCommand, OWN_HOUSE } from "../../house/command.ts";
import { movedRecord, takenOverRecord } from "../../house/moves.ts";
import {
  categorySchema,
  idSchema,
  langSchema,
  parseZone,
  textsSchema,
  zoneSchema,
} from "../../house/values/index.ts";
import { handleSchema } from "../people/index.ts";
import { conductTable } from "./conduct-commands.ts";
import { copiesTable } from "./copies-commands.ts";
import * as decider from "./decider.ts";
import { endTable } from "./end-commands.ts";
import { BLOCK_TEXT, BLOCKS, LINE_TEXT, nameSchema, settingSchema } from "./facts.ts";
import { jointTable } from "./joint-commands.ts";
import { LINK_DAYS_MAX } from "./links.ts";
import * as moving from "./moving.ts";
import { publisherTable } from "./publisher-commands.ts";
import { registerTable } from "./register.ts";
import { shuttersTable } from "./shutters-commands.ts";
import { silenceTable } from "./silence-commands.ts";
import { TERM_TEXT, termFields } from "./terms.ts";
import { timesTable } from "./times-commands.ts";

const nothing = { ...OWN_HOUSE, who: ["coordination"] } as const;
const act = { ...nothing, kind: "act" } as const;
const undoing = { ...nothing, kind: "undoing" } as const;
const everyone = ["coordination", "treasurer", "member"] as const;
const empty = z.strictObject({});
// Facts keep any zone's name; what is set here must be one this machine can reckon with.
const knownZone = zoneSchema.refine((zone) => parseZone(zone).ok, "zone.unknown");
const safety = z.enum(["yes", "no", "unsure"]);
const texts = textsSchema(BLOCK_TEXT);

const found = defineCommand({
  ...act,
  name: "spaces.found",
  who: ["founder"],
  shape: z.strictObject({
    ...{ name: nameSchema, handle: handleSchema, safety, zone: knownZone },
    langs: z.array(langSchema).min(1).max(20),
  }),
  decide: decider.found,
});
const rename = defineCommand({
  ...act,
  name: "spaces.rename",
  shape: z.strictObject({ name: nameSchema }),
  decide: decider.rename,
});
const settle = defineCommand({
  ...act,
  name: "spaces.settle",
  shape: settingSchema.extend({ zone: knownZone }),
  decide: decider.settle,
});
const setSafety = defineCommand({
  ...act,
  name: "spaces.set-safety",
  shape: z.strictObject({ safety }),
  decide: decider.setSafety,
});
const describe = defineCommand({
  ...act,
  name: "spaces.describe",
  shape: z.strictObject({ block: z.enum(BLOCKS), texts: z.union([texts, z.tuple([])]) }),
  decide: decider.describe,
});
const addNotWanted = defineCommand({
  ...act,
  name: "spaces.do-not-send",
  who: everyone,
  shape: z.strictObject({
    lines: z
      .array(z.strictObject({ texts: textsSchema(LINE_TEXT), category: categorySchema.nullable() }))
      .min(1)
      .max(100),
  }),
  decide: decider.addNotWanted,
});
const removeNotWanted = defineCommand({
  ...undoing,
  name: "spaces.may-send",
  who: everyone,
  shape: z.strictObject({ line: idSchema }),
  decide: decider.removeNotWanted,
});
const publish = defineCommand({
  ...act,
  name: "spaces.publish",
  shape: empty,
  decide: decider.publish,
});
const quiet = defineCommand({
  ...undoing,
  name: "spaces.quiet",
  shape: empty,
  decide: decider.quiet,
});
const list = defineCommand({ ...act, name: "spaces.list", shape: empty, decide: decider.list });
const unlist = defineCommand({
  ...undoing,
  name: "spaces.unlist",
  shape: empty,
  decide: decider.unlist,
});
const makeLink = defineCommand({
  ...act,
  name: "spaces.make-link",
  shape: z.strictObject({
    days: z.int().min(1, "spaces.days").max(LINK_DAYS_MAX, "spaces.days"),
  }),
  decide: decider.makeLink,
});
const withdrawLink = defineCommand({
  ...undoing,
  name: "spaces.withdraw-link",
  // The clock's, where whoever made it is gone.
  ...{ who: ["coordination", "clock"], whileDark: "end-links" },
  shape: z.strictObject({ link: idSchema }),
  decide: decider.withdrawLink,
});
const renewLinks = defineCommand({
  ...act,
  name: "spaces.renew-links",
  shape: empty,
  decide: decider.renewLinks,
});
const nameTerm = defineCommand({
  ...act,
  name: "spaces.name-term",
  who: everyone,
  shape: z.strictObject({ ...termFields, texts: textsSchema(TERM_TEXT) }),
  decide: decider.nameTerm,
});
const renameTerm = defineCommand({
  ...act,
  name: "spaces.rename-term",
  who: everyone,
  shape: z.strictObject({ term: idSchema, texts: textsSchema(TERM_TEXT) }),
  decide: decider.renameTerm,
});
const retireTerm = defineCommand({
  ...undoing,
  name: "spaces.retire-term",
  who: everyone,
  shape: z.strictObject({ term: idSchema }),
  decide: decider.retireTerm,
});

// Sent by the machine the space is on, in a member's name: no page and no program reaches them.
const machine = ["founder"] as const;
const move = defineCommand({
  ...act,
  name: "spaces.move",
  who: machine,
  shape: movedRecord,
  decide: moving.move,
});
const takeOver = defineCommand({
  ...act,
  name: "spaces.take-over",
  who: machine,
  shape: takenOverRecord,
  decide: moving.takeOver,
});

/** The room's table of commands, by name for its own tests. */
export const commands = {
  ...{ found, rename, settle, setSafety, describe, addNotWanted, removeNotWanted },
  ...{
    publish,
    quiet,
    list,
    unlist,
    makeLink,
    withdrawLink,
    renewLinks,
    nameTerm,
    renameTerm,
    retireTerm,
  },
  ...{ move, takeOver },
};

/** The same as the house takes them. */
export const table: readonly CommandRow[] = [
  ...(Object.values(commands) as readonly CommandRow[]),
  ...jointTable,
  ...copiesTable,
  ...endTable,
  ...registerTable,
  ...shuttersTable,
  ...conductTable,
  ...publisherTable,
  ...silenceTable,
  ...timesTable,
];
