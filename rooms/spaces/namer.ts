/** Finds the group's words for what a file or a message says, and names those it has not. */
import { isWithin } from "../../house/circles.ts";
import type { Context, World } from "../../house/command.ts";
import type { NewFact } from "../../house/facts.ts";
import type { Lang } from "../../house/values/index.ts";
import { type TermState, type TermUse, term, termMark, termNamed } from "./terms.ts";

/** Names for one command; what it had to make stands in `made`, as facts of terms. */
export class Namer {
  readonly made: NewFact[] = [];
  readonly #world: World;
  readonly #lang: Lang;
  readonly #context: Context;
  readonly #known = new Map<string, string>();

  constructor(world: World, lang: Lang, context: Context) {
    this.#world = world;
    this.#lang = lang;
    this.#context = context;
  }

  /** The id of the term of this name and use; a place also lies in the same place. */
  id(use: TermUse, name: string, more: Partial<TermState> = {}): string {
    const mark = termMark(use, name);
    const key = JSON.stringify([mark, more.within?.code ?? ""]);
    const id = this.#known.get(key) ?? this.#found(mark, use, more) ?? this.#name(use, name, more);
    this.#known.set(key, id);
    return id;
  }

  #found(mark: string, use: TermUse, more: Partial<TermState>): string | undefined {
    return this.#world
      .find(term, mark)
      .find(
        ({ state, circle }) =>
          !isWithin(circle) &&
          state.use === use &&
          !state.retired &&
          (use !== "place" || state.level === more.level) &&
          (state.within?.code ?? "") === (more.within?.code ?? ""),
      )?.id;
  }

  #name(use: TermUse, text: string, more: Partial<TermState>): string {
    const id = this.#context.id();
    this.made.push(termNamed(id, use, [{ lang: this.#lang, text }], more));
    return id;
  }
}
