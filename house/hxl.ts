const TAG_PATTERN = /^#[a-z][a-z0-9_]*( ?\+[a-z][a-z0-9_]*)*$/;

/**
 * The row of HXL 1.1 tags that stands below a CSV file's headers: one `#tag +attribute…` per
 * column, empty where a column has none. Throws on a tag that is not one, which would be our bug.
 */
export function hxlRow(tags: readonly (string | null)[]): string[] {
  return tags.map((tag) => {
    if (tag === null) return "";
    if (!TAG_PATTERN.test(tag)) throw new TypeError(`${tag} is no HXL tag`);
    return tag;
  });
}

/** The attribute that says a column's language: `hxlLang("ar")` is `+i_ar`. */
export function hxlLang(lang: string): string {
  return `+i_${(lang.split("-", 1)[0] ?? lang).toLowerCase()}`;
}
