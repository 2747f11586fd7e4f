/** What waits for whoever is looking, by what their roles let them do next. */
import type { Role } from "../../house/circles.ts";
import type { View } from "../../house/view.ts";
import { toLookAtAgain, toSign } from "../agreements/index.ts";
import { toAskAgain } from "../consent/index.ts";
import { toApprove, toMend, toPay } from "../expenses/index.ts";
import { toAnswer, toConfirm } from "../hours/index.ts";
import { isStale, need } from "../needs/index.ts";
import { delivery, isOverdue, isUnmatched, lapseOf, offer } from "../offers/index.ts";
import { toVouchFor } from "../people/index.ts";
import { jointsFor, registerChanged } from "../spaces/index.ts";
import { DOING } from "./paths.ts";

/** What can wait, in the order it is listed. Words: `today.waits.<what>`, `today.verb.<what>`. */
export const WAITS = [
  ...["newcomers", "told", "offers", "count", "late", "overdue", "stale", "match", "quiet"],
  ...["joint", "register", "helpers", "efforts"],
  ...["again", "sign", "review"],
  ...["expenses", "pay", "mend"],
] as const as readonly Wait[];
/** See {@link WAITS}. */
export type Wait = keyof typeof DOING;

/** So many of one thing to do, and where under the space's base. */
export type Waiting = { what: Wait; count: number; path: string };

/** Roles that may do it: the ones its command's row names. */
const MAY: Readonly<Record<Wait, readonly Role[]>> = {
  newcomers: ["coordination", "treasurer", "member"],
  told: ["coordination", "member"],
  offers: ["coordination", "member"],
  count: ["coordination", "treasurer", "member"],
  late: ["coordination", "member"],
  overdue: ["coordination", "member"],
  stale: ["coordination", "member"],
  match: ["coordination", "member"],
  quiet: ["coordination", "member"],
  joint: ["coordination", "treasurer", "member"],
  register: ["coordination", "treasurer", "member", "observer"],
  helpers: ["coordination", "member"],
  efforts: ["coordination", "member"],
  again: ["coordination", "member"],
  sign: ["coordination"],
  review: ["coordination", "member"],
  expenses: ["coordination", "treasurer"],
  pay: ["coordination", "treasurer"],
  mend: ["coordination", "treasurer", "member"],
};

/** What waits for a reader with these roles; nothing is listed that nobody could do here. */
export async function waitingFor(view: View, roles: readonly Role[]): Promise<Waiting[]> {
  const [needs, offers, deliveries] = [
    await view.things(need),
    await view.things(offer),
    await view.things(delivery),
  ];
  const open = offers.filter(({ state }) => state.status === "waiting");
  const asked = needs.filter(({ state }) => state.status === "open");
  const all: Record<Wait, readonly { id: string }[]> = {
    newcomers: view.reader.by === "member" ? await toVouchFor(view, view.reader.member) : [],
    told: asked.filter(({ state }) => state.told === "waiting"),
    offers: open.filter(({ state }) => state.need !== null),
    count: deliveries.filter(({ state }) => state.status === "arrived"),
    // Accepted, its day gone by: freed after its notice, unless somebody asks before.
    late: offers.filter(({ state }) => (lapseOf(state)?.notice ?? Infinity) <= view.now),
    overdue: deliveries.filter(({ state }) => isOverdue(state, view.now)),
    stale: needs.filter(({ state }) => isStale(state, view.now)),
    match: deliveries.filter(({ state }) => isUnmatched(state)),
    quiet: open.filter(({ state }) => state.need === null),
    joint: view.reader.by === "member" ? await jointsFor(view, view.reader.member) : [],
    register: (await isToRead(view)) ? [{ id: view.space.id }] : [],
    // By the occasion they are of: that is where they are answered.
    helpers: (await toAnswer(view)).map(({ state }) => ({ id: state.occasion })),
    efforts: await toConfirm(view),
    again: await toAskAgain(view),
    sign: await toSign(view),
    review: await toLookAtAgain(view),
    expenses: await toApprove(view),
    pay: await toPay(view),
    mend: await toMend(view),
  };
  const mine = WAITS.filter((what) => MAY[what].some((role) => roles.includes(role)));
  return mine
    .filter((what) => all[what].length > 0)
    .map((what) => ({ what, count: all[what].length, path: pathOf(what, all[what]) }));
}

/** Whether the register changed since this member read it. */
async function isToRead(view: View): Promise<boolean> {
  return view.reader.by === "member" && registerChanged(view, view.reader.member);
}

function pathOf(what: Wait, things: readonly { id: string }[]): string {
  const to: { all: string; one?: (id: string) => string } = DOING[what];
  const [first, ...more] = things;
  const alone = first !== undefined && more.length === 0;
  return alone && to.one !== undefined ? to.one(first.id) : to.all;
}
