/** The room's commands: who may send them, on what they stand, and which decider answers. */
import { type CommandRow, defineCommand } from "../../house/command.ts";
import { countShape, importShape } from "../offers/index.ts";
import * as decide from "./decider.ts";
import { exchange } from "./decider-exchange.ts";
import { countDelivery, importCounted } from "./decider-joins.ts";
import { endBookLink, makeBookLink, makeFunderLink } from "./decider-links.ts";
import { correctMove, move } from "./decider-moves.ts";
import { openOwnBook } from "./decider-own.ts";
import * as publics from "./decider-public.ts";
import * as statements from "./decider-statements.ts";
import { extractCommands } from "./extract-commands.ts";
import { closePeriod } from "./periods.ts";
import { sealIt } from "./seal-recheck.ts";
import * as shapes from "./shapes.ts";
import { eraseTimed, eraseTimedRows } from "./times.ts";

const OWN = "none: a group keeps its own books" as const;
const NO_PERSON = "none: it shows nothing of a person" as const;
const NEVER = "none: it stands on nothing that could lapse" as const;

const own = { clause: OWN, consent: NO_PERSON, onLapse: NEVER } as const;
const act = { ...own, kind: "act", who: ["coordination", "treasurer"] } as const;
const everyHand = ["coordination", "treasurer", "member"] as const;
const testimony = { ...own, kind: "testimony", who: everyHand } as const;

/** The table. */
export const commands = [
  defineCommand({
    ...{ ...act, name: "ledger.open-book", shape: shapes.openShape },
    decide: decide.openBook,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.add-account", shape: shapes.accountShape },
    decide: decide.addAccount,
  }),
  defineCommand({
    ...testimony,
    name: "ledger.post",
    shape: shapes.postShape,
    decide: decide.post,
  }),
  defineCommand({
    ...{ ...testimony, name: "ledger.correct", shape: shapes.correctShape },
    decide: decide.correct,
  }),
  defineCommand({
    ...{ ...testimony, name: "ledger.move", shape: shapes.moveShape },
    decide: move,
  }),
  defineCommand({
    ...{ ...testimony, name: "ledger.correct-move", shape: shapes.correctMoveShape },
    decide: correctMove,
  }),
  defineCommand({
    ...{ ...testimony, name: "ledger.exchange", shape: shapes.exchangeShape },
    decide: exchange,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.open-own-book", shape: shapes.ownBookShape },
    decide: openOwnBook,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.make-book-link", shape: shapes.bookLinkShape },
    decide: makeBookLink,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.make-funder-link", shape: shapes.funderLinkShape },
    decide: makeFunderLink,
  }),
  defineCommand({
    ...{ ...act, kind: "undoing", name: "ledger.end-book-link", shape: shapes.endBookLinkShape },
    who: ["coordination", "treasurer", "ally"],
    decide: endBookLink,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.close-period", shape: shapes.closeShape },
    decide: closePeriod,
  }),
  defineCommand({
    ...{ ...testimony, name: "ledger.count-delivery", shape: countShape, whileDark: "arrivals" },
    decide: countDelivery,
  }),
  defineCommand({
    ...{ ...testimony, name: "ledger.import-counted", shape: importShape },
    decide: importCounted,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.make-statement", shape: shapes.statementShape },
    decide: statements.makeStatement,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.open-statement", shape: shapes.oneStatementShape },
    decide: statements.openStatement,
  }),
  defineCommand({
    ...{ ...act, kind: "undoing", name: "ledger.close-statement" },
    shape: shapes.oneStatementShape,
    decide: statements.closeStatement,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.ask-public-book", shape: shapes.askPublicShape, byHand: true },
    decide: publics.askPublic,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.make-book-public", shape: shapes.makePublicShape, byHand: true },
    decide: publics.makePublic,
  }),
  defineCommand({
    ...{ ...act, kind: "undoing", name: "ledger.close-public-book" },
    ...{ who: ["coordination", "treasurer", "clock"], shape: shapes.closePublicShape },
    decide: publics.closePublic,
  }),
  defineCommand({
    ...{ ...testimony, name: "ledger.recheck-statement", shape: shapes.recheckShape },
    who: ["ally"],
    decide: statements.recheckStatement,
  }),
  defineCommand({
    ...{ ...act, name: "ledger.seal-recheck", shape: shapes.sealRecheckShape },
    who: ["clock"],
    decide: sealIt,
  }),
  ...extractCommands,
  eraseTimed,
  eraseTimedRows,
] as readonly CommandRow[];
