/**
 * Reads marked-up data (XML 1.0, and the SGML of OFX 1) that arrives in pieces, a tag at a time,
 * holding no more than one of them. Data alone: a document type is refused, so there is nothing
 * that could be expanded, and of references only numbers and the five signs of XML (and `&nbsp;`)
 * mean anything; any other stays as it stands.
 */

/** A tag or a text between two; what `fault` says ends the reading. Names have no prefix. */
export type Tag =
  | { open: string; attributes: string }
  | { close: string }
  | { text: string }
  | { fault: "unreadable" | "has-doctype" };

/** The longest tag or text that is held, in UTF-16 units. */
export const TAG_CHARS_MAX = 64 * 1024;

const NAME = /^(?:[\p{L}_][\p{L}\p{N}_.-]*:)?([\p{L}_][\p{L}\p{N}_.-]*)/u;
/** What opens where no name does, and how it closes; only what is between in `CDATA` is text. */
const ASIDES = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

/** The tags and texts of a file in order. */
export class Tags {
  /** Whether it read as much as it will. */
  ended = false;
  #held = "";

  /** What ends in this piece. */
  *read(piece: string): Generator<Tag> {
    if (this.ended) return;
    const text = this.#held + piece;
    let at = 0;
    while (at < text.length) {
      const open = text.indexOf("<", at);
      const next = open === at ? this.#tagAt(text, at) : this.#textTo(text, at, open);
      if (next === null) break;
      for (const tag of next.tags) {
        yield tag;
        if ("fault" in tag) this.ended = true;
      }
      if (this.ended) return;
      at = next.end;
    }
    this.#held = text.slice(at);
    if (this.#held.length > TAG_CHARS_MAX) yield this.#fault("unreadable");
  }

  /** What is left when the file ends within a tag. */
  *end(): Generator<Tag> {
    if (!this.ended && this.#held.trim() !== "") yield this.#fault("unreadable");
  }

  #fault(fault: "unreadable" | "has-doctype"): Tag {
    this.ended = true;
    this.#held = "";
    return { fault };
  }

  /** A text; null where it may go on in the next piece. */
  #textTo(text: string, at: number, open: number): Next {
    if (open < 0) return null;
    return { tags: [{ text: plain(text.slice(at, open)) }], end: open };
  }

  /** What begins with `<`; null where its end has not come. */
  #tagAt(text: string, at: number): Next {
    const aside = ASIDES.find(([opens]) => opens.startsWith(text.slice(at, at + opens.length)));
    if (aside !== undefined) return asideAt(text, at, aside);
    if (text.startsWith("<!", at)) return { tags: [this.#fault("has-doctype")], end: at };
    const end = tagEnd(text, at);
    if (end < 0) return null;
    const closes = text.startsWith("</", at);
    const inner = text.slice(at + (closes ? 2 : 1), end - 1);
    const name = NAME.exec(inner);
    if (name === null) return { tags: [this.#fault("unreadable")], end: at };
    const [all, own = ""] = name;
    if (closes) return { tags: [{ close: own }], end };
    const attributes = inner.slice(all.length);
    const opened: Tag = { open: own, attributes };
    return { tags: attributes.endsWith("/") ? [opened, { close: own }] : [opened], end };
  }
}

type Next = { tags: Tag[]; end: number } | null;

/** A comment, an instruction or a text as it stands; null where its end has not come. */
function asideAt(text: string, at: number, [opens, closes]: (typeof ASIDES)[number]): Next {
  const from = at + opens.length;
  const to = text.length < from ? -1 : text.indexOf(closes, from);
  if (to < 0) return null;
  const tags: Tag[] = opens === "<![CDATA[" ? [{ text: text.slice(from, to) }] : [];
  return { tags, end: to + closes.length };
}

/** Where a tag ends, after its `>`, one between quotation marks apart; -1 where it has not. */
function tagEnd(text: string, at: number): number {
  let quote = "";
  for (let here = at + 1; here < text.length; here++) {
    const sign = text.charAt(here);
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === ">") return here + 1;
    else if (sign === '"' || sign === "'") quote = sign;
  }
  return -1;
}

const SIGNS: Readonly<Record<string, string>> = {
  ...{ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u00a0" },
};

/** A text with its references read once; what they say is never read again. */
function plain(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#([0-9]{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos|nbsp));/gi,
    (_, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return SIGNS[name.toLowerCase()] ?? "";
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      const none = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
      return none ? "\ufffd" : String.fromCodePoint(code);
    },
  );
}

/** One attribute; looked for where the one before it ended, so that a long tag is read once. */
const ATTRIBUTE = /\s*(?:[^\s:="'/]+:)?([^\s:="'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;

/** The value of an attribute; nothing where the tag has none of that name before what is none. */
export function attribute(attributes: string, name: string): string | undefined {
  ATTRIBUTE.lastIndex = 0;
  for (let found = next(attributes); found !== null; found = next(attributes))
    if (found[1] === name) return plain(found[2] ?? found[3] ?? "");
  return undefined;
}

const next = (attributes: string) => ATTRIBUTE.exec(attributes);
