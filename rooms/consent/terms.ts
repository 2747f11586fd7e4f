/** The terms of a permission, in codes: what stands in its record for ever. No words, no names. */
import { z } from "zod";
import { type Day, daySchema, idSchema, type Lang, langSchema } from "../../house/values/index.ts";

/** What a permission can be for. */
export const ACTIVITIES = [
  ...(["publish", "share-data", "access", "offer", "attend", "train"] as const),
  ...(["fundraise", "keep-archive"] as const),
] as const;
/** What of a person it is about. */
export const DATA = [
  ...(["words", "name", "picture", "voice", "place", "reach", "figures", "risk"] as const),
] as const;
/** Where it may be shown. `group-page` is this group's own pages here; all others lie elsewhere. */
export const CHANNELS = [
  ...(["group-page", "wall", "print", "press", "social", "film", "partner"] as const),
] as const;
/** How the person is named. */
export const NAMED_AS = ["no-name", "other-name", "first-name", "name"] as const;
/** What of their face may be shown, and how their voice may be heard. */
export const FACE = ["none", "altered", "shown"] as const;
/** How exactly a place may be said: 0 not at all, 1 the country, 2 the region. */
export const PLACE_MAX = 2;
/** Roles here that it may be handed to, beside groups by their id. */
export const TO_ROLES = ["coordination", "treasurer", "member"] as const;
/** What else may be done with it; each is no unless it was ticked. */
export const ALSO = ["translate", "fundraise", "adverts", "archive", "train-machines"] as const;
/** What in law it stands on. */
export const BASES = ["own-yes", "own-yes-special", "vital", "legal-duty", "public-task"] as const;
/** Ways to take it back. The code needs no account; so does asking anybody of the group. */
export const WAYS = ["code", "any-member", "phone", "paper", "page"] as const;

/** See {@link ACTIVITIES}. */
export type Activity = (typeof ACTIVITIES)[number];
/** See {@link CHANNELS}. */
export type Channel = (typeof CHANNELS)[number];
/** See {@link DATA}. */
export type Data = (typeof DATA)[number];

/** Things that one permission may name, and groups it may be handed to. */
export const SCOPE_MAX = 20;
/** Permissions that may lie beneath one in all: those it stands on, and those that these do. */
export const UNDER_MAX = 20;
/** Months that a permission may last at most; where risks are in it, fewer. */
export const MONTHS_MAX = 12;
/** See {@link MONTHS_MAX}. */
export const RISK_MONTHS_MAX = 3;
/** Until the review is due, where none was set: so long before the end, ms. */
export const ASK_AGAIN_MS = 21 * 24 * 3_600_000;

/** A list of codes, each once. */
const codes = <T extends readonly [string, ...string[]]>(of: T, min = 0) =>
  z
    .array(z.enum(of))
    .min(min)
    .max(of.length)
    .refine((all) => new Set(all).size === all.length, "consent.twice");

/** How often something may be used at most, where that is said. */
export const USES_MAX = 100;
/** How often it may be used; null: as often as its days let. */
export const usesSchema = z.int().min(1).max(USES_MAX).nullable();

/** How their voice may be heard. Before it was a term of its own, {@link FACE} said it too. */
export const voiceSchema = z.enum(FACE);

/** Permissions that one stands on, each by its id: it holds no longer than every one of them. */
export const underSchema = z
  .array(idSchema)
  .max(UNDER_MAX)
  .refine((all) => new Set(all).size === all.length, "consent.twice");

/** What was agreed, in codes; what the first did not say stands in fields of its own. */
export const termFields = {
  activity: z.enum(ACTIVITIES),
  /** What exactly, each by its id: words of theirs, or the person themselves. */
  scope: z.array(idSchema).min(1).max(SCOPE_MAX),
  data: codes(DATA, 1),
  channels: codes(CHANNELS),
  named: z.enum(NAMED_AS),
  face: z.enum(FACE),
  place: z.int().min(0).max(PLACE_MAX),
  /** Whom it is handed to; everyone only where it is to be published. */
  groups: z.array(idSchema).max(SCOPE_MAX),
  roles: codes(TO_ROLES),
  anyone: z.boolean(),
  also: codes(ALSO),
  from: daySchema,
  /** The last day on which it holds. */
  ends: daySchema,
  /** The day on which they are asked again at the latest. */
  review: daySchema,
  basis: z.enum(BASES),
  /** That no costs nothing is part of every permission. */
  noCost: z.literal(true),
  withdraw: codes(WAYS, 2),
  /** The country whose law holds where it is kept, ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "consent.country")
    .nullable(),
};

/** See {@link termFields}. */
export type Terms = {
  activity: Activity;
  scope: string[];
  data: Data[];
  channels: Channel[];
  named: (typeof NAMED_AS)[number];
  face: (typeof FACE)[number];
  voice: (typeof FACE)[number];
  place: number;
  groups: string[];
  roles: (typeof TO_ROLES)[number][];
  anyone: boolean;
  also: (typeof ALSO)[number][];
  from: Day;
  ends: Day;
  review: Day;
  basis: (typeof BASES)[number];
  noCost: true;
  withdraw: (typeof WAYS)[number][];
  country: string | null;
  uses: number | null;
  /** Permissions that it stands on; where there are none, it stands by itself. */
  under: string[];
};

/** Shape of the days that a permission is asked anew for. */
export const againFields = { ends: daySchema, review: daySchema };
/** The language a notice was shown or read out in, and the salted SHA-256 of its text, in hex. */
export const noticeFields = { lang: langSchema, notice: z.string().regex(/^[0-9a-f]{64}$/) };
/** See {@link noticeFields}. */
export type Notice = { lang: Lang; notice: string };

/** Terms as they were asked first, with or without what came later. */
type Later = "uses" | "voice" | "under";
type Asked = Omit<Terms, Later> & Partial<Pick<Terms, Later>>;

/** Terms out of whatever holds them, in one order of keys. */
export function termsOf(all: Asked): Terms {
  const { activity, scope, data, channels, named, face, place, groups, roles, anyone } = all;
  const { also, from, ends, review, basis, noCost, withdraw, country, uses = null } = all;
  const { voice = data.includes("voice") ? face : "none", under = [] } = all;
  return {
    ...{ activity, scope, data, channels, named, face, voice, place, groups, roles, anyone, also },
    ...{ from, ends, review, basis, noCost, withdraw, country, uses, under },
  };
}
