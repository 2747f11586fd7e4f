/** Writing XML 1.0: text that no word of anybody's can break out of. */

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * Text or an attribute's value as XML 1.0 may hold it: controls and lone surrogates are left out,
 * since no reference may stand for them either.
 */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** Attributes of an element; what is null is left out. */
export type Attributes = Readonly<Record<string, string | null>>;

/** An element on lines of its own; `within` is XML already. */
export function element(name: string, attributes: Attributes, within: readonly string[] = []) {
  const said = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${escaped(value)}"`],
  );
  const start = `<${name}${said.join("")}`;
  if (within.length === 0) return `${start}/>\n`;
  return `${start}>\n${within.join("")}</${name}>\n`;
}

/** An element with text alone, on one line. */
export function leaf(name: string, attributes: Attributes, text: string): string {
  const start = element(name, attributes).slice(0, -3);
  return `${start}>${escaped(text)}</${name}>\n`;
}
