/** What can be asked for about sessions and norms, by whom, and on what it stands. */
import { z } from "zod";
import { type CommandRow, defineCommand } from "../../house/command.ts";
import { idSchema, langSchema, placeSchema, textSchema } from "../../house/values/index.ts";
import { newLineShape } from "../needs/index.ts";
import * as decider from "./decider.ts";
import { grow } from "./decider-grow.ts";
import * as norms from "./decider-norms.ts";
import * as pictures from "./decider-pictures.ts";
import * as sounds from "./decider-sounds.ts";
import {
  altText,
  BLOCKS,
  counted,
  heardWords,
  known,
  LENGTH_MAX,
  missedSchema,
  pictureSchema,
  questionText,
  USES,
} from "./facts.ts";
import { ABOUT, normWords } from "./norms.ts";
import { eraseTimed } from "./times.ts";

const OWN = "none: a group listens to itself" as const;
/** Until a person can be asked (room `consent`) nobody's own words leave the host. */
const NOBODY = "none: what a person said stays with the host" as const;
const NEVER = "none: it stands on nothing that could lapse" as const;

const own = { clause: OWN, consent: NOBODY, onLapse: NEVER } as const;
const act = { ...own, kind: "act", who: ["coordination", "member"] } as const;
const testimony = { ...act, kind: "testimony" } as const;
const undoing = { ...act, kind: "undoing" } as const;
const erasing = { ...undoing, who: ["coordination"] } as const;

const one = { listening: idSchema };
const shape = z.strictObject(one);
const norm = z.strictObject({ norm: idSchema });
const knownFields = { ...known, place: placeSchema.optional() };
const blockText = textSchema({ lengthMax: LENGTH_MAX.summary, lines: "many" });

/** The room's table of commands, by name for its own tests. */
export const commands = {
  open: defineCommand({
    ...{ ...act, name: "listening.open", decide: decider.open },
    shape: z.strictObject({
      ...{ ...knownFields, use: z.enum(USES).default("here") },
      title: textSchema({ lengthMax: LENGTH_MAX.title }).optional(),
      /** The circle inside the group that alone reads it; unsaid, the whole group does. */
      circle: idSchema.optional(),
    }),
  }),
  correct: defineCommand({
    ...{ ...act, name: "listening.correct", decide: decider.correct },
    shape: shape.extend(knownFields),
  }),
  write: defineCommand({
    ...{ ...act, name: "listening.write", decide: decider.write },
    shape: shape.extend({ block: z.enum(BLOCKS), text: blockText }),
  }),
  unwrite: defineCommand({
    ...{ ...undoing, name: "listening.unwrite", decide: decider.unwrite },
    shape: shape.extend({ block: z.enum(BLOCKS), lang: langSchema }),
  }),
  ask: defineCommand({
    ...{ ...act, name: "listening.ask", decide: decider.ask },
    shape: shape.extend({
      ...{ item: idSchema.optional(), picture: pictureSchema.optional(), text: questionText },
    }),
  }),
  dropQuestion: defineCommand({
    ...{ ...undoing, name: "listening.drop-question", decide: decider.dropQuestion },
    shape: shape.extend({ item: idSchema }),
  }),
  picture: defineCommand({
    // A file comes by a form of ours, where it is drawn anew.
    ...{ ...act, name: "listening.picture-question", byHand: true, decide: pictures.picture },
    shape: shape.extend({
      ...{ item: idSchema, alt: altText },
      /** That nobody can be recognised in it: whoever can is asked first, by the room for that. */
      nobody: z.literal(true, "listening.say-nobody"),
    }),
  }),
  unpicture: defineCommand({
    ...{ ...undoing, name: "listening.unpicture-question", decide: pictures.unpicture },
    shape: shape.extend({ item: idSchema }),
  }),
  voice: defineCommand({
    ...{ ...act, name: "listening.voice-question", byHand: true, decide: sounds.voice },
    shape: shape.extend({
      ...{ item: idSchema, lang: langSchema },
      /** That it is the voice of whoever puts it there: nobody else's is taken here. */
      own: z.literal(true, "listening.say-own-voice"),
    }),
  }),
  unvoice: defineCommand({
    ...{ ...undoing, name: "listening.unvoice-question", decide: sounds.unvoice },
    shape: shape.extend({ item: idSchema, lang: langSchema }),
  }),
  hear: defineCommand({
    ...{ ...testimony, name: "listening.hear", decide: decider.hear },
    shape: shape.extend({ item: idSchema.optional(), ...heardWords }),
  }),
  dropHeard: defineCommand({
    ...{ ...undoing, name: "listening.drop-heard", decide: decider.dropHeard },
    shape: shape.extend({ item: idSchema }),
  }),
  count: defineCommand({
    ...{ ...testimony, name: "listening.count", decide: decider.count },
    shape: shape.extend(counted),
  }),
  takeCountBack: defineCommand({
    ...{ ...undoing, name: "listening.take-count-back", shape, decide: decider.takeCountBack },
  }),
  sayMissed: defineCommand({
    ...{ ...testimony, name: "listening.say-missed", decide: decider.sayMissed },
    shape: shape.extend({ missed: missedSchema }),
  }),
  sayUse: defineCommand({
    ...{ ...act, name: "listening.say-use", decide: decider.sayUse },
    shape: shape.extend({ use: z.enum(USES) }),
  }),
  show: defineCommand({ ...act, name: "listening.show", shape, decide: decider.show }),
  quiet: defineCommand({ ...undoing, name: "listening.quiet", shape, decide: decider.quiet }),
  takeOut: defineCommand({
    ...{ ...erasing, name: "listening.take-out", shape, decide: decider.takeOut },
    whileDark: "erase",
  }),
  grow: defineCommand({
    ...{ ...act, name: "listening.grow", decide: grow },
    shape: newLineShape.extend({ ...one, item: idSchema }),
  }),
  tell: defineCommand({
    ...{ ...act, name: "listening.tell-norm", decide: norms.tell },
    shape: z.strictObject({
      ...{ ...normWords, about: z.enum(ABOUT), first: z.boolean().default(false) },
    }),
  }),
  word: defineCommand({
    ...{ ...act, name: "listening.word-norm", decide: norms.word },
    shape: norm.extend(normWords),
  }),
  unword: defineCommand({
    ...{ ...undoing, name: "listening.unword-norm", decide: norms.unword },
    shape: norm.extend({ lang: langSchema }),
  }),
  set: defineCommand({
    ...{ ...act, name: "listening.set-norm", decide: norms.set },
    shape: norm.extend({ about: z.enum(ABOUT), first: z.boolean() }),
  }),
  showNorm: defineCommand({
    ...{ ...act, name: "listening.show-norm", shape: norm, decide: norms.show },
  }),
  quietNorm: defineCommand({
    ...{ ...undoing, name: "listening.quiet-norm", shape: norm, decide: norms.quiet },
  }),
  takeNormOut: defineCommand({
    ...{ ...erasing, name: "listening.take-norm-out", shape: norm, decide: norms.takeOut },
    whileDark: "erase",
  }),
};

/** The same as the house takes them. */
export const table: readonly CommandRow[] = [
  ...(Object.values(commands) as readonly CommandRow[]),
  eraseTimed,
];
