/** The languages the reader has word tables for. */
export type Lang = "en" | "es" | "ar";

/** Built-in category codes a line can be given. */
export type Category =
  | "food"
  | "water"
  | "hygiene"
  | "baby"
  | "clothing"
  | "shelter"
  | "medical"
  | "education"
  | "tools"
  | "transport"
  | "energy"
  | "money"
  | "communication"
  | "other";

/** What sort of thing is asked for; `goods` where nothing says otherwise. */
export type NeedKind =
  | "goods"
  | "money"
  | "hours"
  | "knowledge"
  | "safety"
  | "legal"
  | "medical"
  | "introductions"
  | "amplification"
  | "place"
  | "other";

/** How soon, as the words of the message say it. */
export type Urgency = "now" | "days" | "weeks" | "whenever";

/** Why a person should look twice at a line. */
export type PasteWarning =
  | "looks-like-phone"
  | "looks-like-link"
  | "looks-like-email"
  | "looks-like-account"
  | "looks-like-date"
  | "looks-like-time"
  | "looks-like-address"
  | "has-name"
  | "after-contact"
  | "ambiguous-number"
  | "range"
  | "which-currency"
  | "forwarded"
  | "struck-through"
  | "hidden-characters"
  | "too-long";

/**
 * One way to read the quantity: `of` is a canonical decimal (specs/values.md), `unit` a unit code
 * or an ISO 4217 code, `unitWords` the unit as typed where no code says it whole.
 */
export type Reading = { of: string; unit: string; unitWords?: string };

/** One line a message became; the `source` slices joined in order are the message. */
export type PastedLine = {
  source: string;
  kind: "need" | "not-wanted" | "heading" | "contact" | "note";
  ticked: boolean;
  /** BCP 47; `und` where nothing tells. */
  lang: string;
  /** The words as typed, without bullets, quantity and unit. */
  item: string;
  /** None: no quantity. Two: the person must choose. */
  readings: Reading[];
  size?: string;
  category?: Category;
  needKind?: NeedKind;
  urgency?: Urgency;
  warnings: PasteWarning[];
};
