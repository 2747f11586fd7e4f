/**
 * What a group is called in files that are made for the public: the identifier that a register
 * gave it (org-id.guide), and what goes with it. It is no person; but one can find the group by
 * it, and where one person is registered alone it may be their own number. So it is words, that
 * can be erased, and no record: it goes when it is taken back, when another takes its place, and
 * in the step by which the group comes to protect its people.
 */
import { z } from "zod";
import type { EntryRef, FactShape, Seen } from "../../house/facts.ts";

/**
 * An organisation identifier as org-id.guide makes it: the register, and the number in it. IATI
 * allows neither of `/ & | ?`, nor blanks.
 */
export const ORG_ID = /^[A-Z]{2}-[A-Z0-9]{2,15}-[A-Za-z0-9][A-Za-z0-9._:-]{0,59}$/;
/** A publisher's prefix of 360Giving: what its grants' names begin with. */
export const GRANTS_PREFIX = /^360G-[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;
/**
 * What a group is in IATI's list of kinds of organisations: of the country that the work is in,
 * national elsewhere, international, none of them.
 */
export const ORG_TYPES = ["24", "22", "21", "90"] as const;
/** See {@link ORG_TYPES}. */
export type OrgType = (typeof ORG_TYPES)[number];

/** Shape of {@link Publisher}. */
export const publisherSchema = z.strictObject({
  organisation: z.string().max(80).regex(ORG_ID, "spaces.publisher-id"),
  type: z.enum(ORG_TYPES, "spaces.publisher-type"),
  grants: z.string().max(80).regex(GRANTS_PREFIX, "spaces.publisher-grants").nullable(),
});
/** The identifier, what kind of organisation it is, and 360Giving's prefix where it has one. */
export type Publisher = z.output<typeof publisherSchema>;

/** The facts on the space's own thing. The words are for the group's people alone. */
export const publisherFacts: readonly FactShape[] = [
  {
    type: "space.publisher-set/1",
    record: z.strictObject({}),
    words: publisherSchema,
    circles: { words: "host" },
  },
  { type: "space.publisher-dropped/1", record: z.strictObject({}) },
];

type Fold = (state: { publisher: EntryRef | null }, seen: Seen) => void;

const gone: Fold = (state) => {
  state.publisher = null;
};

/** How they fold, by type; whoever comes to protect its people is called nothing any more. */
export const publisherFolds: Readonly<Record<string, Fold | undefined>> = {
  "space.publisher-set/1": (state, { index, n, type }) => {
    state.publisher = { index, n, type };
  },
  "space.publisher-dropped/1": gone,
  "space.protected/1": gone,
};
