/**
 * The clocks a group may go by, as a list to choose from: one line for each country, and one for
 * each of a country's clocks where it has several. Names and zones are this machine's (CLDR, IANA).
 */
import type { WordsLang } from "../../house/words/index.ts";

/** A line of the list: an IANA zone, and what it is called in the reader's language. */
export type ZoneLine = { value: string; label: string };

/** Zones of which this machine still says an older name. */
const NAMES: Readonly<Record<string, string>> = {
  "America/Coral_Harbour": "America/Atikokan",
  "America/Godthab": "America/Nuuk",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

const made = new Map<WordsLang, readonly ZoneLine[]>();
let zones: ReadonlyMap<string, readonly string[]> | null = null;

/** The list in a language, by the alphabet. Made once; it does not move while a node runs. */
export function zoneLines(lang: WordsLang): readonly ZoneLine[] {
  const before = made.get(lang);
  if (before !== undefined) return before;
  const names = new Intl.DisplayNames([lang], { type: "region", fallback: "none" });
  zones ??= zonesByCountry();
  const lines: ZoneLine[] = [];
  for (const [country, its] of zones) {
    const name = names.of(country);
    if (name === undefined) continue;
    const label = (zone: string) => (its.length === 1 ? name : `${name}: ${townOf(zone)}`);
    lines.push(...its.map((value) => ({ value, label: label(value) })));
  }
  const { compare } = new Intl.Collator(lang);
  lines.sort((a, b) => compare(a.label, b.label));
  made.set(lang, lines);
  return lines;
}

/** Isolated: names of towns are in Latin letters on an Arabic page too. */
function townOf(zone: string): string {
  const town = zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
  return `\u2068${town}\u2069`;
}

function zonesByCountry(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const country of countries()) {
    // A code that was taken back, as the Soviet Union's, leads to another.
    const locale = new Intl.Locale(`und-${country}`);
    if (locale.region !== country) continue;
    // A county of its own (America/Indiana/Knox) goes by a town nearby; stations by their country.
    const its = (locale.getTimeZones() ?? []).filter((zone) => zone.split("/").length < 3);
    if (its.length > 0 && country !== "AQ")
      found.set(country, [...new Set(its.map((zone) => NAMES[zone] ?? zone))]);
  }
  return found;
}

/** Every pair of letters: which of them are countries, the machine says. */
function* countries(): Generator<string> {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const one of letters) for (const other of letters) yield one + other;
}
