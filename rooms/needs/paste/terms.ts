/** A word list written as one comma-separated text, so that a table stays readable. */
export function terms(text: string): string[] {
  return text.split(",").map((term) => term.trim().replace(/\s+/g, " "));
}

/** A table of words and figures, written "two 2, three 3". */
export function figures(text: string): Record<string, number> {
  const out: Record<string, number> = {};
  for (const term of terms(text)) {
    const cut = term.lastIndexOf(" ");
    out[term.slice(0, cut)] = Number(term.slice(cut + 1));
  }
  return out;
}

/** A table of words by what they mean, written from the meaning's side. */
export function meaning<T extends string>(groups: Partial<Record<T, string[]>>): Record<string, T> {
  const out: Record<string, T> = {};
  for (const [value, words] of Object.entries(groups) as [T, string[]][]) {
    for (const word of words) out[word] = value;
  }
  return out;
}
