/** Languages the product itself speaks, in the order they were written; English is the fallback. */
export const LANGS = Object.freeze(["en", "es", "ar"] as const);

/** A language the product speaks. */
export type WordsLang = (typeof LANGS)[number];

/** One words file: message key to MessageFormat 2 source. */
export type Messages = Readonly<Record<string, string>>;

/** Gives the words file of a room (or of `house`, `ui`, `web`); undefined where there is none. */
export type LoadMessages = (room: string, lang: WordsLang) => Messages | undefined;

/** The language of the product nearest to a BCP 47 tag: `es-MX` is `es`, what we lack is `en`. */
export function wordsLang(lang: string): WordsLang {
  const base = lang.split("-", 1)[0];
  return LANGS.find((known) => known === base) ?? "en";
}

/**
 * The rooms whose files may hold a key. A key is `room.topic.name`; what a refusal says is
 * `refusal.room.reason` and what to do next `next.room.what`, or without a room in `house`.
 */
export function roomsOf(key: string): string[] {
  const [first = "", second = ""] = key.split(".");
  if (first !== "refusal" && first !== "next") return [first];
  return second === "house" ? ["house"] : [second, "house"];
}

/** The source of a message in one language, or undefined. */
export function sourceOf(load: LoadMessages, key: string, lang: WordsLang): string | undefined {
  for (const room of roomsOf(key)) {
    const source = load(room, lang)?.[key];
    if (source !== undefined) return source;
  }
  return undefined;
}
