/** A line that the local group keeps to itself, and whether it lets the other read it. */
import assert from "node:assert/strict";
import type { Reader } from "../../house/circles.ts";
import type { agreedSpace } from "../../rooms/agreements/testing.ts";
import { need } from "../../rooms/needs/index.ts";

/** What a history says of the agreement. */
type Of = { made: Awaited<ReturnType<typeof agreedSpace>>; inForce: boolean; now: number };

/** See the file's words. */
export class Lent {
  readonly #of: Of;
  #kept = "";
  #other = "";
  /** Until when it was ticked to be read (ms). */
  until = 0;

  constructor(of: Of) {
    this.#of = of;
  }

  /** What is ticked to be read beside what may be offered: goods, two times of three. */
  reads(days: number): string[] {
    return days % 3 === 0 ? [] : ["goods"];
  }

  /** A line of the kind that is lent, and one of another. */
  async begin(): Promise<void> {
    const { ask } = this.#of.made;
    const line = { title: { lang: "en", text: "soap" }, urgency: "weeks" };
    this.#kept = String((await ask("needs.open", line))["id"]);
    this.#other = String((await ask("needs.open", { ...line, needKind: "legal" }))["id"]);
  }

  /** The other group reads the one exactly while that holds, and nobody else either. */
  async check(): Promise<void> {
    const { made, inForce, now } = this.#of;
    const opens = async (reader: Reader, id: string) =>
      (await (await made.view(reader)).thing(need, id)) !== undefined;
    const { eyes } = made.other;
    assert.equal(await opens(eyes, this.#kept), inForce && now < this.until, "lent");
    assert.ok(!(await opens(eyes, this.#other)), "of another kind");
    assert.ok(!(await opens({ by: "public" }, this.#kept)));
  }
}
