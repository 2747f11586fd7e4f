/** Words and figures that follow from numbers, for histories. */
const WORDS = [
  ...["manta", "filtro", "leche", "arroz", "pala", "bomba", "harina", "botas", "tienda"],
  ...["radio", "agua", "jabón", "venda", "aceite", "lámpara"],
];

/** A few words that follow from a number. */
export function words(n: number): string {
  return `${WORDS[n % WORDS.length]} ${WORDS[(n * 7 + 3) % WORDS.length]} ${n}`;
}

/** The same as a text. */
export const title = (n: number) => ({ lang: "es", text: words(n) });
/** So many items, and one more. */
export const amount = (n: number) => ({ of: String(1 + n), unit: "item" });
/** One of a list by a number, undefined where there is none. */
export const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];
