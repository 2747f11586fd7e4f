/**
 * Figures in free words: numbers, days, months and currencies, as far as a program finds them, so
 * that texts of two languages can be held against each other before anybody signs.
 */
import { asciiDigits, CURRENCIES, type Text } from "../../house/values/index.ts";

const MONTHS: readonly (readonly string[])[] = [
  ["january", "jan", "enero", "يناير", "كانون الثاني"],
  ["february", "feb", "febrero", "فبراير", "شباط"],
  ["march", "mar", "marzo", "مارس", "آذار"],
  ["april", "apr", "abril", "أبريل", "إبريل", "نيسان"],
  ["may", "mayo", "مايو", "أيار"],
  ["june", "jun", "junio", "يونيو", "حزيران"],
  ["july", "jul", "julio", "يوليو", "تموز"],
  ["august", "aug", "agosto", "أغسطس", "آب"],
  ["september", "sep", "sept", "septiembre", "setiembre", "سبتمبر", "أيلول"],
  ["october", "oct", "octubre", "أكتوبر", "تشرين الأول"],
  ["november", "nov", "noviembre", "نوفمبر", "تشرين الثاني"],
  ["december", "dec", "diciembre", "ديسمبر", "كانون الأول"],
];

/** Numbers that are often written out; what small words also mean something else is left out. */
const SPELT: Readonly<Record<string, number>> = {
  ...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ twelve: 12, fifteen: 15, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60 },
  ...{ hundred: 100, thousand: 1000, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7 },
  ...{ ocho: 8, nueve: 9, diez: 10, doce: 12, quince: 15, veinte: 20, treinta: 30 },
  ...{ cuarenta: 40, cincuenta: 50, sesenta: 60, cien: 100, mil: 1000, quinientos: 500 },
  ...{ doscientos: 200, trescientos: 300, اثنين: 2, اثنان: 2, ثلاثة: 3, ثلاث: 3, أربعة: 4 },
  ...{ أربع: 4, خمسة: 5, خمس: 5, ستة: 6, ست: 6, سبعة: 7, سبع: 7, ثمانية: 8, تسعة: 9, عشرة: 10 },
  ...{ عشر: 10, عشرين: 20, عشرون: 20, ثلاثين: 30, ثلاثون: 30, خمسين: 50, خمسون: 50, مئة: 100 },
  ...{ مائة: 100, مئتين: 200, خمسمئة: 500, خمسمائة: 500, ألف: 1000 },
};

const MONEY: readonly (readonly [RegExp, string])[] = [
  [/€|(?<!\p{L})(?:euros?|يورو)(?!\p{L})/giu, " EUR "],
  [/£|(?<!\p{L})(?:pounds?|libras?)(?!\p{L})/giu, " GBP "],
  [/\$|(?<!\p{L})(?:dollars?|d[oó]lar(?:es)?|دولار(?:ا|ات)?)(?!\p{L})/giu, " USD "],
];

const escaped = (text: string) => text.replaceAll(" ", "\\s+");
const MONTH = MONTHS.flat()
  .sort((a, b) => b.length - a.length)
  .map(escaped)
  .join("|");
const monthOf = (name: string) => {
  const plain = name.replaceAll(/\s+/g, " ");
  return MONTHS.findIndex((names) => names.includes(plain)) + 1;
};

const padded = (n: number | string) => String(n).padStart(2, "0");

/** Takes what a pattern finds out of the text, and names it. */
function taken(text: string, pattern: RegExp, name: (...found: string[]) => string, to: string[]) {
  return text.replaceAll(pattern, (...found) => {
    to.push(name(...(found as string[])));
    return " ; ";
  });
}

/** Every figure in a text, in one way of writing, sorted. */
export function figuresIn(text: string): string[] {
  const found: string[] = [];
  let rest = asciiDigits(text).toLowerCase().replaceAll("٬", ",").replaceAll("٫", ".");
  for (const [pattern, code] of MONEY) rest = rest.replaceAll(pattern, code);
  for (const [, code = ""] of rest.matchAll(/(?<![\p{L}])([A-Za-z]{3})(?![\p{L}])/gu))
    if (CURRENCIES.some((one) => one === code.toUpperCase() && isNear(rest, code)))
      found.push(code.toUpperCase());
  const day = (y: string, m: string | number, d: string) => `${y}-${padded(m)}-${padded(d)}`;
  rest = taken(
    rest,
    /(\d{4})-(\d{1,2})-(\d{1,2})/g,
    (_, y = "", m = "", d = "") => day(y, m, d),
    found,
  );
  rest = taken(
    rest,
    /(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})/g,
    (_, d = "", m = "", y = "") => day(y, m, d),
    found,
  );
  const named = String.raw`(?<!\p{L})(${MONTH})(?!\p{L})`;
  const of = String.raw`(?:\s+de(?:l)?)?\s+`;
  rest = taken(
    rest,
    new RegExp(
      String.raw`(?<!\d)(\d{1,2})(?:st|nd|rd|th)?${of}${named}(?:(?:,|${of})\s*(\d{4}))?`,
      "gu",
    ),
    (_, d = "", m = "", y) => day(typeof y === "string" ? y : "", monthOf(m), d),
    found,
  );
  rest = taken(
    rest,
    new RegExp(String.raw`${named}\s+(\d{1,2})(?!\d)(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?`, "gu"),
    (_, m = "", d = "", y) => day(typeof y === "string" ? y : "", monthOf(m), d),
    found,
  );
  rest = taken(
    rest,
    new RegExp(String.raw`${named}${of}(\d{4})`, "gu"),
    (_, m = "", y = "") => `${y}-${padded(monthOf(m))}`,
    found,
  );
  rest = taken(rest, /\d(?:[\d.,'’]*\d)?/g, (all = "") => numberOf(all), found);
  return [...found, ...speltIn(rest)].sort();
}

/** A currency's code counts where a figure stands beside it: `all` and `try` are words as well. */
function isNear(text: string, code: string): boolean {
  return new RegExp(`\\d[\\d.,'’]*\\s*${code}(?!\\p{L})|(?<!\\p{L})${code}\\s*\\d`, "u").test(text);
}

/** A number in figures: the last mark before three digits parts thousands, any other decimals. */
function numberOf(all: string): string {
  const plain = all.replaceAll(/['’]/g, "");
  const last = Math.max(plain.lastIndexOf("."), plain.lastIndexOf(","));
  const marks = plain.replaceAll(/\d/g, "");
  const tail = plain.length - last - 1;
  const mixed = new Set(marks).size > 1;
  const isDecimal = last >= 0 && (mixed || (marks.length === 1 && tail !== 3));
  const whole = (isDecimal ? plain.slice(0, last) : plain).replaceAll(/\D/g, "");
  const part = isDecimal ? plain.slice(last + 1).replace(/0+$/, "") : "";
  const left = whole.replace(/^0+(?=\d)/, "");
  return part === "" ? left : `${left}.${part}`;
}

/** Numbers written out: "five hundred" is one of them, "خمسة آلاف" too. */
function speltIn(text: string): string[] {
  const found: number[] = [];
  let open = false;
  for (const word of text.match(/[\p{L}\p{M}]+/gu) ?? []) {
    const value = word === "آلاف" ? 1000 : SPELT[word.replace(/^و(?=\p{L}{3})/u, "")];
    const before = found.at(-1);
    if (value === undefined) open = false;
    else if (open && before !== undefined && value >= 100 && before < value)
      found[found.length - 1] = before * value;
    else found.push(value);
    if (value !== undefined) open = true;
  }
  return found.map(String);
}

/** What one text has and the other has not. */
export type Differs = { lang: string; missing: string[]; added: string[] };

/** Texts whose figures are not those of the one that prevails; none where all say the same. */
export function differingFigures(texts: readonly Text[], prevails: string): Differs[] {
  const first = texts.find(({ lang }) => lang === prevails) ?? texts[0];
  if (first === undefined) return [];
  const own = figuresIn(first.text);
  return texts.flatMap((text) => {
    if (text === first) return [];
    const other = figuresIn(text.text);
    const [missing, added] = [without(own, other), without(other, own)];
    return missing.length + added.length === 0 ? [] : [{ lang: text.lang, missing, added }];
  });
}

function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
