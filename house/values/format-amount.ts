import type { Amount } from "./amount.ts";
import { isCurrency } from "./codes.ts";

/** A digit string that `Intl` takes as it stands, without passing through a floating number. */
type Exact = `${number}`;

const formats = new Map<string, Intl.NumberFormat>();
const FORMATS_MAX = 500;

/**
 * A figure as a reader of this locale writes it, every digit kept. `locale` is a BCP 47 tag; Arabic
 * digits are asked for by `ar-u-nu-arab`.
 */
export function formatFigure(of: string, locale: string): string {
  return cached(`${locale} figure`, locale, { maximumFractionDigits: 9 }).format(of as Exact);
}

/**
 * Money with its ISO code (`$` is the sign of twenty currencies), anything else as its figure
 * alone: the unit's word is a plural and stands in the words files.
 */
export function formatAmount(amount: Amount, locale: string): string {
  if (!isCurrency(amount.unit)) return formatFigure(amount.of, locale);
  const usual = usualFraction(amount.unit);
  const fraction = amount.of.includes(".") ? usual : 0;
  return cached(`${locale} ${amount.unit} ${fraction}`, locale, {
    style: "currency",
    currency: amount.unit,
    currencyDisplay: "code",
    minimumFractionDigits: fraction,
    maximumFractionDigits: 9,
  }).format(amount.of as Exact);
}

function usualFraction(currency: string): number {
  const options = { style: "currency", currency } as const;
  return cached(`usual ${currency}`, "en", options).resolvedOptions().maximumFractionDigits ?? 2;
}

function cached(key: string, locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const known = formats.get(key);
  if (known !== undefined) return known;
  if (formats.size >= FORMATS_MAX) formats.clear();
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}
