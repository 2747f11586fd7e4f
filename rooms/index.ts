/** The floor plan: every room, in the order in which they may know one another. */
import { floorPlan, type Plan } from "../house/room.ts";

// One line per room, each after the rooms it may know; the notes between keep the order.

import { room as people } from "./people/index.ts";

// What a space is knows who is in it.

import { room as spaces } from "./spaces/index.ts";

// Who comes along is asked in by the group.

import { room as allies } from "./allies/index.ts";

// What is asked for knows whose words it is said in.

import { room as needs } from "./needs/index.ts";

// What is given answers what was asked.

import { room as offers } from "./offers/index.ts";

// What two groups agreed on says what the other may give by itself.

import { room as agreements } from "./agreements/index.ts";

// What people allow is asked of whatever shows or hands on what is theirs.

import { room as consent } from "./consent/index.ts";

// What the group hears may grow into what it asks for.

import { room as listening } from "./listening/index.ts";

// The books know what arrived.

import { room as ledger } from "./ledger/index.ts";

// What is spent is written into them.

import { room as expenses } from "./expenses/index.ts";

// Time and skills are given under what was agreed, and hours are kept in the books.

import { room as hours } from "./hours/index.ts";

// What people could give is asked for by the occasion.

import { room as skills } from "./skills/index.ts";

// What all allies are told at once knows the books, the hours and the needs.

import { room as reports } from "./reports/index.ts";

// Where what the goods book says is here lies.

import { room as stock } from "./stock/index.ts";

// When something got out, it is asked what was here to be read.

import { room as breaches } from "./breaches/index.ts";

// The day's page knows them all and has no facts of its own.

import { room as today } from "./today/index.ts";

/** The house's floor plan. */
export const plan: Plan = floorPlan([
  ...[
    people,
    spaces,
    allies,
    needs,
    offers,
    agreements,
    consent,
    listening,
    ledger,
    expenses,
    hours,
    skills,
    reports,
    stock,
    breaches,
    today,
  ],
]);
