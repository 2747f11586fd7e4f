/** What can be asked for about time and skills, by whom, and on what it stands. */
import { type CommandRow, defineCommand } from "../../house/command.ts";
import * as decide from "./decider.ts";
import * as allied from "./decider-ally.ts";
import * as efforts from "./decider-effort.ts";
import * as turns from "./decider-turn.ts";
import * as shapes from "./shapes.ts";
import { eraseTimed } from "./times.ts";

const GROUND = "none: the local group asks for what it wishes" as const;
const ANSWER = "none: the answer is itself the permission for that occasion" as const;
const WAITS = "none: it waits for the yes to that occasion, which is the permission" as const;
const SAW = "none: it says what happened" as const;
const OWN = "none: undoing what is one's own needs nothing" as const;
const NO_PERSON = "none: it shows nothing of a person" as const;
const NEVER = "none: it stands on nothing that could lapse" as const;

const rest = { consent: NO_PERSON, onLapse: NEVER } as const;
const hosts = ["coordination", "member"] as const;
const comers = ["coordination", "treasurer", "member"] as const;
// What is one's own is taken back in any role.
const anyone = [...comers, "observer"] as const;
const act = { ...rest, kind: "act", clause: GROUND, who: hosts } as const;
const answer = { ...act, clause: ANSWER } as const;
const asking = { ...rest, kind: "act", clause: WAITS } as const;
const undoing = { ...rest, kind: "undoing", clause: OWN } as const;
const seen = { ...rest, kind: "testimony", clause: SAW, who: hosts } as const;
// Whoever goes somewhere goes outward: a lapse stops it as a stop does.
const visit = { clause: { clause: "people", of: "agreement" }, onLapse: "stop" } as const;
const support = { clause: { clause: "support", of: "agreement" }, onLapse: "stop" } as const;

/** The room's table of commands, by name for its own tests. */
export const commands = {
  ask: defineCommand({ ...act, name: "hours.ask", shape: shapes.askShape, decide: decide.ask }),
  move: defineCommand({
    ...{ ...act, name: "hours.move", shape: shapes.moveShape },
    decide: decide.move,
  }),
  setLimits: defineCommand({
    ...{ ...act, name: "hours.set-limits", shape: shapes.limitsShape },
    decide: decide.setLimits,
  }),
  show: defineCommand({
    ...{ ...act, name: "hours.show", shape: shapes.oneShape },
    decide: decide.show,
  }),
  quiet: defineCommand({
    ...{ ...undoing, who: hosts, name: "hours.quiet", shape: shapes.oneShape },
    decide: decide.quiet,
  }),
  callOff: defineCommand({
    ...{ ...undoing, who: hosts, name: "hours.call-off", shape: shapes.callOffShape },
    decide: decide.callOff,
  }),
  empty: defineCommand({
    ...{ ...undoing, who: ["coordination"], name: "hours.empty", shape: shapes.oneShape },
    ...{ whileDark: "erase", decide: decide.empty },
  }),
  take: defineCommand({
    ...{ ...asking, who: ["stranger", ...comers], name: "hours.take" },
    ...{ shape: shapes.takeShape, decide: turns.take },
  }),
  takeOver: defineCommand({
    ...{ ...asking, who: comers, name: "hours.take-over" },
    ...{ shape: shapes.takeOverShape, decide: turns.takeOver },
  }),
  come: defineCommand({
    ...{ ...asking, who: ["ally"], name: "hours.come" },
    ...{ shape: shapes.comeShape, decide: allied.come },
  }),
  comeUnder: defineCommand({
    ...{ ...asking, ...support, who: ["ally"], name: "hours.come-under" },
    shape: shapes.comeUnderShape,
    decide: (world, input, context) => allied.comeUnder(world, input, context, false),
  }),
  visit: defineCommand({
    ...{ ...asking, ...visit, who: ["ally"], name: "hours.visit" },
    shape: shapes.comeUnderShape,
    decide: (world, input, context) => allied.comeUnder(world, input, context, true),
  }),
  accept: defineCommand({
    ...{ ...answer, name: "hours.accept", shape: shapes.turnShape },
    decide: turns.accept,
  }),
  acceptUnder: defineCommand({
    ...{ ...answer, ...support, name: "hours.accept-under", shape: shapes.turnUnderShape },
    decide: (world, input, context) => turns.acceptUnder(world, input, context, false),
  }),
  acceptVisit: defineCommand({
    ...{ ...answer, ...visit, name: "hours.accept-visit", shape: shapes.turnUnderShape },
    decide: (world, input, context) => turns.acceptUnder(world, input, context, true),
  }),
  decline: defineCommand({
    ...{ ...undoing, who: hosts, name: "hours.decline", shape: shapes.turnShape },
    decide: turns.decline,
  }),
  leave: defineCommand({
    ...{ ...undoing, who: ["holder", "ally", ...anyone], name: "hours.leave" },
    ...{ shape: shapes.ownTurnShape, decide: turns.leave },
  }),
  offerOn: defineCommand({
    ...{ ...undoing, who: ["holder", ...anyone], name: "hours.offer-on" },
    ...{ shape: shapes.ownTurnShape, decide: turns.offerOn },
  }),
  keep: defineCommand({
    ...{ ...undoing, who: ["holder", ...anyone], name: "hours.keep" },
    ...{ shape: shapes.ownTurnShape, decide: turns.keep },
  }),
  letOnPaper: defineCommand({
    ...{ ...asking, clause: OWN, who: ["holder", ...comers], name: "hours.let-on-paper" },
    ...{ shape: shapes.ownTurnShape, decide: turns.letOnPaper },
  }),
  takeOffPaper: defineCommand({
    ...{ ...undoing, who: ["holder", ...anyone], name: "hours.take-off-paper" },
    ...{ shape: shapes.ownTurnShape, decide: turns.takeOffPaper },
  }),
  forget: defineCommand({
    ...{ ...undoing, who: ["clock", "holder", ...anyone], name: "hours.forget" },
    ...{ shape: shapes.ownTurnShape, decide: turns.forget },
  }),
  say: defineCommand({
    ...{ ...seen, who: ["holder", "ally", ...comers], name: "hours.say" },
    ...{ shape: shapes.sayShape, decide: efforts.say },
  }),
  confirm: defineCommand({
    ...{ ...seen, name: "hours.confirm", shape: shapes.confirmShape },
    decide: efforts.confirm,
  }),
  dispute: defineCommand({
    ...{ ...seen, name: "hours.dispute", shape: shapes.effortShape },
    decide: efforts.dispute,
  }),
};

/** The same as the house takes them. */
export const table: readonly CommandRow[] = [
  ...(Object.values(commands) as readonly CommandRow[]),
  eraseTimed,
];
