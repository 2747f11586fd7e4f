/** Splits a JSON array that arrives in pieces into its elements, holding one at a time. */
import type { Reader } from "./reader.ts";

/** The longest element that is read, in UTF-16 units; a longer one is a fault and is skipped. */
export const ELEMENT_CHARS_MAX = 64 * 1024;

/** Lists and objects within each other in one element; what is deeper is left out. */
export const NESTING_MAX = 32;

/** An element of the array, or why it could not be read. */
export type Element = { value: unknown } | { reason: "unreadable" | "too-long" | "too-deep" };

const SPACE = /[\s\ufeff]/;

/**
 * The elements of the array in order. What is no array is one unreadable element. An element that
 * is no JSON is one unreadable element; those after it are still read.
 */
export class Elements implements Reader<Element> {
  readonly ended = false;
  readonly #decoder = new TextDecoder("utf-8");
  readonly #scan = new Scan();

  /** The elements that end in these bytes. */
  read(bytes: Uint8Array): Generator<Element> {
    return this.#scan.read(this.#decoder.decode(bytes, { stream: true }));
  }

  /** What is left when the file ends before its array does. */
  *end(): Generator<Element> {
    yield* this.#scan.read(this.#decoder.decode());
    yield* this.#scan.end();
  }
}

class Scan {
  #state: "before" | "in" | "after" | "none" = "before";
  #depth = 0;
  #deepest = 0;
  #inString = false;
  #escaped = false;
  #held: string[] = [];
  #length = 0;

  *read(text: string): Generator<Element> {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const sign = text.charAt(at);
      if (this.#state === "before") {
        if (SPACE.test(sign)) continue;
        this.#state = sign === "[" ? "in" : "none";
        from = at + 1;
        if (this.#state === "none") yield { reason: "unreadable" };
      } else if (this.#state === "in" && this.#ends(sign)) {
        this.#hold(text.slice(from, at));
        yield* this.#element(sign === "]");
        from = at + 1;
      }
    }
    if (this.#state === "in") this.#hold(text.slice(from));
  }

  /** What is left when the file ends before its array does. */
  *end(): Generator<Element> {
    if (this.#state === "before") yield { reason: "unreadable" };
    if (this.#state === "in" && this.#held.some((piece) => piece.trim() !== ""))
      yield { reason: this.#deepest > NESTING_MAX ? "too-deep" : "unreadable" };
  }

  /** Whether a sign ends an element of the outer array; follows strings and depth. */
  #ends(sign: string): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (sign === "\\") this.#escaped = true;
      else if (sign === '"') this.#inString = false;
      return false;
    }
    if (sign === '"') this.#inString = true;
    else if (sign === "{" || sign === "[") this.#deepest = Math.max(this.#deepest, ++this.#depth);
    else if (this.#depth > 0 && (sign === "}" || sign === "]")) this.#depth -= 1;
    else return this.#depth === 0 && (sign === "," || sign === "]");
    return false;
  }

  #hold(piece: string): void {
    this.#length += piece.length;
    if (this.#length <= ELEMENT_CHARS_MAX) this.#held.push(piece);
  }

  *#element(last: boolean): Generator<Element> {
    const [text, tooLong] = [this.#held.join(""), this.#length > ELEMENT_CHARS_MAX];
    const tooDeep = this.#deepest > NESTING_MAX;
    [this.#held, this.#length, this.#deepest] = [[], 0, 0];
    if (last) this.#state = "after";
    if (last && !tooLong && text.trim() === "") return;
    if (tooDeep) yield { reason: "too-deep" };
    else if (tooLong) yield { reason: "too-long" };
    else yield parsed(text);
  }
}

function parsed(text: string): Element {
  // Making a fault of nothing costs more than all the rest of it.
  if (text.trim() === "") return { reason: "unreadable" };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (fault) {
    if (fault instanceof SyntaxError) return { reason: "unreadable" };
    throw fault;
  }
}
