import type { MessagePart } from "messageformat";

/**
 * A piece of a message. `text` is the message's own words; `value` is what filled a placeholder, to
 * be wrapped in `bdi`; `node` is markup handed in as a value; `open` and `close` (and `alone`) are
 * the message's own `{#name}…{/name}`, which the page turns into an element it chose.
 */
export type WordPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly text: string }
  | { readonly kind: "node"; readonly node: unknown }
  | { readonly kind: "open" | "close" | "alone"; readonly name: string };

/** The library's parts as {@link WordPart}s; isolating marks are left to `bdi`. */
export function wordParts<P extends string>(parts: readonly MessagePart<P>[]): WordPart[] {
  return parts.flatMap((part) => onePart(part as Loose));
}

interface Loose {
  readonly type: string;
  readonly value?: unknown;
  readonly source?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly parts?: readonly { readonly value?: unknown }[];
}

function onePart(part: Loose): WordPart[] {
  if (part.type === "bidiIsolation") return [];
  if (part.type === "text") return [{ kind: "text", text: String(part.value) }];
  if (part.type === "unknown") return [{ kind: "node", node: part.value }];
  if (part.type === "fallback") return [{ kind: "value", text: `{${part.source ?? ""}}` }];
  if (part.type === "markup") {
    const kind = part.kind === "standalone" ? "alone" : part.kind === "open" ? "open" : "close";
    return [{ kind, name: part.name ?? "" }];
  }
  const inner = part.parts?.map(({ value }) => String(value)).join("");
  return [{ kind: "value", text: inner ?? String(part.value) }];
}
