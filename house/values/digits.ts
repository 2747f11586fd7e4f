/** First code points of the decimal digits people type: Arabic, Persian and Urdu, full width. */
const ZEROS = [0x0660, 0x06f0, 0xff10];

/** The same text with Arabic, Persian and full-width digits as 0-9; everything else untouched. */
export function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZEROS.find((start) => code >= start && code < start + 10) ?? code;
    return String(code - zero);
  });
}
