/** How much fits the one A3 page on the wall: estimated from the words, so that none is cut. */

/** A line's words as they stand on the sheet; `figure` is empty where there is none. */
export type WallLine = { title: string; figure: string; about: string; other: string };

/** What of it is shown, and whether few enough for the large letters. */
export type WallFit = { lines: number; not: number; large: boolean };

/** Letters of a row and its height in millimetres. */
type Row = { letters: number; row: number };

/** Millimetres and letters a row, as `ui/look/print.css` sets them. */
type Measure = {
  columns: number;
  /** The most lines of one sheet. */
  most: number;
  /** Picture, gaps and padding of one line. */
  base: number;
  title: Row;
  figure: Row;
  small: Row;
};

/** The two settings: large letters for few lines, close ones for more. */
export const LARGE: Measure = {
  ...{ columns: 2, most: 8, base: 36 },
  title: { letters: 22, row: 12.5 },
  figure: { letters: 13, row: 20 },
  small: { letters: 36, row: 9.8 },
};
/** See {@link LARGE}. */
export const CLOSE: Measure = {
  ...{ columns: 3, most: 18, base: 27 },
  title: { letters: 16.5, row: 10.5 },
  figure: { letters: 11, row: 15 },
  small: { letters: 28, row: 8.2 },
};

/** What an A3 page leaves between its head and the line with the address. */
const ROOM_MM = 276;
/** What the please-do-not-send list may take at most. */
const NOT_MM = 100;
const NOT_HEAD_MM = 36;
const NOT = { letters: 24, row: 9.3 };
const NOT_COLUMNS = 3;

/** Arabic rows stand higher than Latin ones, and signs of China, Japan, Korea are twice as wide. */
const TALL = 1.25;
const isTall = (text: string) => /\p{Script=Arabic}/u.test(text);
const isWide = (sign: string) =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff]/.test(sign);

/** Rows that a text fills; what does not fit the end of one moves on to the next. */
function rows(text: string, letters: number): number {
  const wide = [...text].reduce((sum, sign) => sum + (isWide(sign) ? 2 : 1), 0);
  return wide <= letters ? 1 : Math.ceil((wide * 1.1) / letters);
}

/** Millimetres that a text takes. */
function tall(text: string, { letters, row }: Row): number {
  return rows(text, letters) * row * (isTall(text) ? TALL : 1);
}

/** A page in Arabic has Arabic rows all over. */
function setOn(measure: Measure, rtl: boolean): Measure {
  if (!rtl) return measure;
  const high = ({ letters, row }: Row) => ({ letters, row: row * TALL });
  return { ...measure, title: high(measure.title), small: high(measure.small) };
}

/** Millimetres that a line takes, its words as `ui/look/print.css` sets them. */
function heightOf(line: WallLine, { base, title, figure, small }: Measure): number {
  const { figure: much } = line;
  const more = much === "" ? 0 : (rows(much, figure.letters) - 1) * figure.row;
  return base + more + tall(line.title, title) + tall(line.about, small) + tall(line.other, small);
}

function total(lines: readonly WallLine[], measure: Measure): number {
  let sum = 0;
  for (let from = 0; from < lines.length; from += measure.columns) {
    const beside = lines.slice(from, from + measure.columns);
    sum += Math.max(...beside.map((line) => heightOf(line, measure)));
  }
  return sum;
}

function notHeight(not: readonly string[]): number {
  if (not.length === 0) return 0;
  let sum = NOT_HEAD_MM;
  for (let from = 0; from < not.length; from += NOT_COLUMNS) {
    const beside = not.slice(from, from + NOT_COLUMNS);
    sum += Math.max(...beside.map((text) => tall(text, NOT)));
  }
  return sum;
}

/**
 * How many lines, from the first, and how many of the please-do-not-send list fit the page; `rtl`
 * where it is in Arabic.
 */
export function fitWall(lines: readonly WallLine[], not: readonly string[], rtl = false): WallFit {
  const [big, close] = [setOn(LARGE, rtl), setOn(CLOSE, rtl)];
  let shown = not.length;
  while (shown > 1 && notHeight(not.slice(0, shown)) > NOT_MM) shown -= 1;
  const room = rtl ? ROOM_MM - 10 : ROOM_MM;
  const left = room - notHeight(not.slice(0, shown)) * (rtl ? TALL : 1);
  const large = lines.length <= LARGE.most && total(lines, big) <= left;
  if (large) return { lines: lines.length, not: shown, large };
  let many = Math.min(lines.length, CLOSE.most);
  while (many > 1 && total(lines.slice(0, many), close) > left) many -= 1;
  return { lines: many, not: shown, large };
}
