const ZERO = "0".charCodeAt(0);

/** Turns Eastern Arabic and Persian digits into 0-9; the length stays the same. */
export function westernDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String.fromCharCode(ZERO + (code >= 0x6f0 ? code - 0x6f0 : code - 0x660));
  });
}

/**
 * The form two spellings of one word share: lower case, no accents, vowel signs, tatweel or
 * invisible characters, one alef, yeh and heh. For comparing only, never shown.
 */
export function fold(word: string): string {
  return westernDigits(word)
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\u0640]/gu, "")
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
    .replace(/[\u0649\u06cc]/g, "\u064a")
    .replace(/\u06a9/g, "\u0643")
    .replace(/\u0629/g, "\u0647");
}

/** Words that may stand for a typed one in a table: itself, and a Latin plural's singular. */
export function stems(folded: string): string[] {
  if (folded.length > 3 && folded.endsWith("es")) {
    return [folded, folded.slice(0, -1), folded.slice(0, -2)];
  }
  if (folded.length > 3 && folded.endsWith("s")) return [folded, folded.slice(0, -1)];
  if (folded.length > 4 && folded.startsWith("\u0627\u0644")) return [folded, folded.slice(2)];
  return [folded];
}
