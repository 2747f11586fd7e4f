/** The room's commands: who may send them, on what they stand, and which decider answers. */
import { type CommandRow, defineCommand } from "../../house/command.ts";
import * as allied from "./ally.ts";
import * as decide from "./decider.ts";
import * as deliveries from "./decider-delivery.ts";
import * as lines from "./lines.ts";
import * as shapes from "./shapes.ts";
import { eraseTimed } from "./times.ts";

const TERMS = "none: taking a line accepts the standing terms that were shown" as const;
const ANSWER = "none: the answer is itself the permission for what was offered" as const;
const SAW = "none: it says what happened" as const;
const OWN = "none: undoing what is one's own needs nothing" as const;
const NO_PERSON = "none: it shows nothing of a person" as const;
const NEVER = "none: it stands on nothing that could lapse" as const;

const rest = { consent: NO_PERSON, onLapse: NEVER } as const;
const hosts = ["coordination", "member"] as const;
const taking = { ...rest, kind: "act", clause: TERMS, who: ["stranger", ...hosts] } as const;
const seen = {
  ...rest,
  kind: "testimony",
  clause: SAW,
  who: hosts,
  whileDark: "arrivals",
} as const;
const undoing = { ...rest, kind: "undoing", clause: OWN } as const;
const asGroup = { ...taking, who: ["ally"] } as const;

/** The table. */
export const commands = [
  defineCommand({ ...taking, name: "offers.take", shape: shapes.takeShape, decide: decide.take }),
  defineCommand({
    ...{ ...taking, name: "offers.offer-unasked", shape: shapes.unaskedShape },
    decide: decide.offerUnasked,
  }),
  defineCommand({
    ...{ ...rest, kind: "act", clause: ANSWER, who: hosts, name: "offers.answer-many" },
    ...{ shape: shapes.answersShape, whileDark: "answer" },
    decide: decide.answerMany,
  }),
  defineCommand({
    ...{ ...taking, who: ["holder", ...hosts], name: "offers.change" },
    shape: shapes.changeShape,
    decide: decide.change,
  }),
  defineCommand({
    ...{ ...asGroup, name: "offers.take-as-group", shape: allied.takeAsGroupShape },
    decide: allied.takeAsGroup,
  }),
  defineCommand({
    ...{ ...asGroup, name: "offers.offer-as-group", shape: allied.offerAsGroupShape },
    decide: allied.offerAsGroup,
  }),
  defineCommand({
    ...{ ...asGroup, name: "offers.change-as-group", shape: allied.changeAsGroupShape },
    decide: allied.changeAsGroup,
  }),
  defineCommand({
    ...{ ...undoing, who: ["clock"], name: "offers.ally-left", shape: shapes.oneShape },
    decide: allied.allyLeft,
  }),
  defineCommand({
    ...{ ...undoing, who: ["holder", "ally", ...hosts], name: "offers.withdraw" },
    shape: shapes.oneShape,
    decide: decide.withdraw,
  }),
  defineCommand({
    ...{ ...seen, who: ["holder", "ally", ...hosts], name: "offers.say-sent" },
    shape: shapes.saidSentShape,
    decide: decide.saySent,
  }),
  defineCommand({
    ...{ ...undoing, who: ["clock"], name: "offers.lapse" },
    shape: shapes.oneShape,
    decide: decide.lapse,
  }),
  defineCommand({
    ...{ ...undoing, who: ["clock"], name: "offers.follow-line" },
    shape: shapes.lineShape,
    decide: lines.followLine,
  }),
  defineCommand({
    ...{ ...undoing, who: ["clock", "holder", "coordination"], name: "offers.forget" },
    shape: shapes.oneShape,
    decide: decide.forget,
  }),
  defineCommand({
    ...{ ...rest, kind: "act", clause: ANSWER, who: hosts, name: "deliveries.announce" },
    shape: shapes.announceShape,
    decide: deliveries.announce,
  }),
  defineCommand({
    ...{ ...seen, name: "deliveries.record-arrival", shape: shapes.recordShape },
    decide: deliveries.recordArrival,
  }),
  defineCommand({
    ...{ ...seen, name: "deliveries.move", shape: shapes.moveShape },
    decide: deliveries.move,
  }),
  defineCommand({
    ...{ ...seen, name: "deliveries.lose", shape: shapes.oneShape },
    decide: deliveries.lose,
  }),
  defineCommand({
    ...{ ...seen, name: "deliveries.give-back", shape: shapes.oneShape },
    decide: deliveries.giveBack,
  }),
  defineCommand({
    ...{ ...seen, name: "deliveries.match", shape: shapes.matchShape },
    decide: deliveries.match,
  }),
  eraseTimed,
] as readonly CommandRow[];
