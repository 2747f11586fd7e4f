/** The facts of offers and how they fold. States hold no words and no person. */
import { z } from "zod";
import { defineKind, type EntryRef, type MarksOf, type Seen } from "../../house/facts.ts";
import { wordMarks } from "../../house/normal.ts";
import { erasedByTime } from "../../house/times.ts";
import {
  type Amount,
  add,
  amountSchema,
  type Day,
  daySchema,
  idSchema,
  lineSchema,
  min,
  signOf,
  subtract,
  type Text,
  textSchema,
  zero,
} from "../../house/values/index.ts";
import { SORTS, type Sort } from "../allies/index.ts";

/** Longest description of what is offered, in UTF-16 units. */
export const WHAT_MAX = 200;
/** Longest name to be called by. */
export const NAME_MAX = 80;
/** Longest way to be reached. */
export const REACH_MAX = 200;
const HOUR_MS = 3_600_000;

/** Where an offer stands. Words: `offers.status.<word>`. */
export const OFFER_STATUSES = [
  ...["waiting", "accepted", "received", "declined", "aside"],
  ...["withdrawn", "lapsed", "lost", "returned"],
] as const as readonly OfferStatus[];
/** Where an offer stands. */
export type OfferStatus =
  | "waiting"
  | "accepted"
  | "received"
  | "declined"
  | "aside"
  | "withdrawn"
  | "lapsed"
  | "lost"
  | "returned";

/** An offer, folded. Amounts on the way and received stand under the delivery that has them. */
export type OfferState = {
  /** The line it is for; null in the quiet box. */
  need: string | null;
  quantity: Amount | null;
  by: Day | null;
  /** The version of the standing terms that was accepted by taking. */
  terms: string | null;
  /** SHA-256 of the receipt code, hex. */
  hash: string;
  /** An opaque id of the form it came by. */
  form: string | null;
  /** Whether a member typed it for the taker. */
  told: boolean;
  /** The allied group that made it, and what sort of support it is; null: nobody's. */
  ally: string | null;
  /** Who of it wrote it: an id of somebody who acts for it. */
  person: string | null;
  sort: Sort;
  /** What it stands on beside the terms: an agreement under which it was made. */
  under: string | null;
  what: EntryRef | null;
  people: EntryRef | null;
  status: OfferStatus;
  /** All that was accepted, and what of it is neither sent nor freed. */
  accepted: Amount | null;
  open: Amount | null;
  onTheWay: Record<string, Amount>;
  received: Record<string, Amount>;
  /** When it was made; when it closed (ms), null while it is open. */
  madeAt: number;
  closedAt: number | null;
  /** When its holder said that it left (ms); null where they did not, or took it back. */
  saidSent: number | null;
  /** When its line was met or withdrawn while it was open (ms); null where it is asked for. */
  lineClosedAt: number | null;
  forgotten: boolean;
};

/** What is offered, in the taker's words; the quiet box only. */
export type OfferWords = { what?: Text };
/** Whom to call and how: the host, and whoever holds the code. */
export type OfferPeople = { name: string; reach: string };

const nothing = z.strictObject({});
/** Shape of a taker's name and reach. */
export const peopleSchema = z.strictObject({
  name: lineSchema(NAME_MAX),
  reach: lineSchema(REACH_MAX),
});
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

const words = (texts: readonly string[]) => wordMarks(texts.join(" "));

/** The mark of all offers for one need. */
export const offersFor = (need: string) => `offers-for:${need}`;
/** The mark of all offers made in one hour; `at` is any instant in it, ms since 1970. */
export const madeInHour = (at: number) => `offer-hour:${Math.floor(at / HOUR_MS)}`;
/** The mark of all offers that came by one form. */
export const madeByForm = (form: string) => `offer-form:${form}`;
/** The mark of all offers that an allied group made. */
export const offersOf = (ally: string) => `offers-of:${ally}`;
/** The mark by which the holder of a code finds their offer. */
export const receiptMark = (hash: string) => `receipt:${hash}`;

function madeMarks(whole: {
  record: Record<string, unknown>;
  words?: Record<string, unknown>;
  people?: Record<string, unknown>;
  stamp: { at: number };
}): MarksOf {
  const { need, form, hash } = whole.record as { need: string; form: string; hash: string };
  const { what } = (whole.words ?? {}) as OfferWords;
  return {
    record: [
      receiptMark(hash),
      madeInHour(whole.stamp.at),
      ...(need === null ? ["quiet-box"] : [offersFor(need)]),
      ...(form === null ? [] : [madeByForm(form)]),
    ],
    words: what === undefined ? [] : words([what.text]),
    people: peopleMarks(whole),
  };
}

function allyMarks(whole: Pick<Parameters<typeof madeMarks>[0], "record" | "words" | "stamp">) {
  const { need, ally } = whole.record as { need: string | null; ally: string };
  const { what } = (whole.words ?? {}) as OfferWords;
  const where = need === null ? "quiet-box" : offersFor(need);
  return {
    record: [offersOf(ally), madeInHour(whole.stamp.at), where],
    words: what === undefined ? [] : words([what.text]),
  };
}

function peopleMarks({ people }: { people?: Record<string, unknown> }): string[] {
  const { name, reach } = (people ?? {}) as Partial<OfferPeople>;
  return name === undefined ? [] : words([name, reach ?? ""]);
}

const quantity = amountSchema.nullable();
const inDelivery = z.strictObject({ delivery: idSchema, quantity: amountSchema });
const ofDelivery = z.strictObject({ delivery: idSchema });

/**
 * An offer: what someone says they will bring. The host's and its holder's; of a line that lies in
 * a circle inside the group, that circle's and its holder's.
 */
export const offer = defineKind<OfferState>({
  kind: "offer",
  inCircles: true,
  facts: [
    {
      type: "offer.made/1",
      record: z.strictObject({
        ...{ need: idSchema.nullable(), quantity, by: daySchema.nullable() },
        ...{ terms: idSchema.nullable(), hash: hex64, form: idSchema.nullable() },
      }),
      words: z.strictObject({ what: textSchema({ lengthMax: WHAT_MAX }) }),
      people: peopleSchema,
      marks: madeMarks,
    },
    {
      type: "offer.made-by-ally/1",
      record: z.strictObject({
        ...{ need: idSchema.nullable(), quantity, by: daySchema.nullable() },
        ...{ terms: idSchema.nullable(), ally: idSchema, sort: z.enum(SORTS) },
      }),
      words: z.strictObject({ what: textSchema({ lengthMax: WHAT_MAX }) }),
      marks: allyMarks,
    },
    {
      type: "offer.changed-by-ally/1",
      record: z.strictObject({ quantity, by: daySchema.nullable() }),
    },
    { type: "offer.accepted/1", record: z.strictObject({ quantity }) },
    /** Accepted with less than was offered. */
    { type: "offer.reduced/1", record: z.strictObject({ quantity: amountSchema }) },
    { type: "offer.declined/1", record: nothing },
    { type: "offer.set-aside/1", record: nothing },
    {
      type: "offer.changed/1",
      record: z.strictObject({ quantity, by: daySchema.nullable() }),
      people: peopleSchema,
      marks: (whole) => ({ people: peopleMarks(whole) }),
    },
    { type: "offer.withdrawn/1", record: nothing },
    /** Its holder says that it left, or that it has not after all; no figure moves by it. */
    { type: "offer.said-sent/1", record: z.strictObject({ sent: z.boolean() }) },
    { type: "offer.sent/1", record: inDelivery },
    /** All that was counted of it in that delivery (a second count replaces the first). */
    {
      type: "offer.received/1",
      /** `closes`: nothing else of it is awaited, since nobody had said what was sent. */
      record: inDelivery.extend({ closes: z.boolean() }),
    },
    { type: "offer.lost/1", record: ofDelivery },
    { type: "offer.returned/1", record: ofDelivery },
    { type: "offer.lapsed/1", record: nothing },
    { type: "offer.line-closed/1", record: nothing },
    { type: "offer.line-asked-again/1", record: nothing },
    { type: "offer.forgotten/1", record: nothing },
    erasedByTime("offer", "givers", "offered"),
  ],
  initial: {
    ...{ need: null, quantity: null, by: null, terms: null, hash: "", form: null, told: false },
    ...{ ally: null, person: null, sort: "support", under: null },
    ...{ what: null, people: null, status: "waiting", accepted: null, open: null },
    ...{ onTheWay: {}, received: {}, madeAt: 0, closedAt: null },
    ...{ saidSent: null, lineClosedAt: null, forgotten: false },
  },
  evolve: (state, seen) => {
    FOLDS[seen.type]?.(state, seen);
    return state;
  },
});

type Fold = (state: OfferState, seen: Seen) => void;
const refOf = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });

const close = (status: OfferStatus): Fold => {
  return (state, { stamp }) => {
    state.status = status;
    state.closedAt = stamp.at;
    if (state.open !== null) state.open = zero(state.open.unit);
  };
};

const accept: Fold = (state, { record }) => {
  const accepted = record["quantity"] as Amount | null;
  const before = state.accepted;
  // Reopened after being freed, all of it is open again; otherwise what was added or taken away.
  const kept = state.status === "accepted" && state.open !== null && before !== null;
  state.open =
    kept && accepted !== null ? add(state.open as Amount, subtract(accepted, before)) : accepted;
  if (state.status !== "accepted") state.saidSent = null;
  Object.assign(state, { accepted, status: "accepted", closedAt: null });
};

const gone = (status: "lost" | "returned"): Fold => {
  return (state, { record, stamp }) => {
    delete state.onTheWay[String(record["delivery"])];
    settle(state, status, stamp.at);
  };
};

/** Closes an accepted offer of which nothing is awaited any more. */
function settle(state: OfferState, status: OfferStatus, at: number): void {
  const awaited = state.open !== null && signOf(state.open) > 0;
  if (awaited || Object.keys(state.onTheWay).length > 0) return;
  state.status = Object.keys(state.received).length > 0 ? "received" : status;
  state.closedAt = at;
}

/** The agreement that it was made under: what it stands on, where that is not the terms. */
const underOf = ({ stamp: { standsOn } }: Seen, terms: string | null | undefined) =>
  standsOn === terms ? null : standsOn;

const FOLDS: Record<string, Fold> = {
  "offer.made/1": (state, seen) => {
    const { need, quantity, by, terms, hash, form } = seen.record as Partial<OfferState>;
    Object.assign(state, { need, quantity, by, terms, hash, form, people: refOf(seen) });
    state.what = need === null ? refOf(seen) : null;
    state.told = seen.stamp.by === "member";
    state.under = underOf(seen, terms);
    state.madeAt = seen.stamp.at;
  },
  "offer.made-by-ally/1": (state, seen) => {
    const { need, quantity, by, terms, ally, sort } = seen.record as Partial<OfferState>;
    Object.assign(state, { need, quantity, by, terms, ally, sort, person: seen.stamp.typedBy });
    state.under = underOf(seen, terms);
    state.what = need === null ? refOf(seen) : null;
    state.madeAt = seen.stamp.at;
  },
  "offer.changed-by-ally/1": (state, { record: { quantity, by } }) => {
    Object.assign(state, { quantity, by });
  },
  "offer.accepted/1": accept,
  "offer.reduced/1": accept,
  "offer.declined/1": close("declined"),
  "offer.set-aside/1": close("aside"),
  "offer.changed/1": (state, seen) => {
    const { quantity, by } = seen.record as { quantity: Amount | null; by: Day | null };
    Object.assign(state, { quantity, by, people: refOf(seen), forgotten: false });
  },
  "offer.withdrawn/1": close("withdrawn"),
  "offer.said-sent/1": (state, { record, stamp }) => {
    state.saidSent = record["sent"] === true ? stamp.at : null;
  },
  "offer.lapsed/1": close("lapsed"),
  "offer.sent/1": (state, { record }) => {
    const { delivery, quantity } = record as { delivery: string; quantity: Amount };
    state.onTheWay[delivery] = quantity;
    const { open } = state;
    if (open?.unit === quantity.unit) state.open = subtract(open, min(open, quantity));
  },
  "offer.received/1": (state, { record, stamp }) => {
    const { delivery, quantity } = record as { delivery: string; quantity: Amount };
    state.received[delivery] = quantity;
    if (record["closes"] === true && state.open !== null) state.open = zero(state.open.unit);
    delete state.onTheWay[delivery];
    settle(state, "received", stamp.at);
  },
  "offer.lost/1": gone("lost"),
  "offer.returned/1": gone("returned"),
  "offer.line-closed/1": (state, { stamp }) => {
    state.lineClosedAt = stamp.at;
  },
  "offer.line-asked-again/1": (state) => {
    state.lineClosedAt = null;
  },
  "offer.forgotten/1": (state) => {
    state.forgotten = true;
  },
  "offer.erased-by-time/1": (state, { record: { what, more } }) => {
    if (more === true) return;
    if (what === "givers") state.forgotten = true;
    else state.what = null;
  },
};
