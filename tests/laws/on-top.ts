/** In the law of stops: somebody's yes that stands on what another allowed, and ends with that. */
import assert from "node:assert/strict";
import { PUBLIC } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { endOf } from "../../house/values/index.ts";
import { saying } from "../../rooms/consent/facts-subject.ts";
import { BY_VOICE, heardYes, termsOf } from "../../rooms/consent/testing.ts";
import type { Allowed } from "./allowed.ts";

const text = (said: string) => ({ lang: "en", text: said });
const NOBODY: Author = { by: "holder", thing: "", code: "" };

/** Words of somebody else, and what they allowed of them on top of what was allowed below. */
export class OnTop {
  readonly below: Allowed;
  subject = "";
  saying = "";
  /** Their permission, what it stands on, until when it would hold, and its code. */
  own = { consent: "", base: "", until: 0, holder: NOBODY };
  shown = "";

  constructor(below: Allowed) {
    this.below = below;
  }

  get play() {
    return this.below.play;
  }

  /** Its own days are not over, and what it stands on is allowed still: that very permission. */
  get holds(): boolean {
    const { base, until } = this.own;
    const { below } = this;
    return this.play.now < until && below.allowed && below.words.consent === base;
  }

  async begin(): Promise<void> {
    const { made } = this.play;
    const who = { is: "person", name: "bruma", reach: "by the mill" };
    const { subject = "" } = await made.ask("consent.note-person", who);
    const quoted = text("we stood there together");
    const { saying: words = "" } = await made.ask("consent.write-words", { subject, quoted });
    Object.assign(this, { subject, saying: words });
    await this.allow(5);
  }

  /** Asked for while what is below holds, and no longer than that; then a yes is heard. */
  async allow(days: number): Promise<void> {
    const { play, below } = this;
    await this.takeBack();
    const [from, ends] = [play.day(0), play.day(days)];
    const base = below.words.consent;
    const terms = termsOf({ scope: [this.saying], under: [base], from, ends });
    const asked = {
      ...terms,
      review: ends,
      notice: text("You too?"),
      purpose: text("so"),
      lang: "en",
    };
    const could = below.allowed && endOf(ends) <= below.words.until;
    const done = await play.sends(could, "consent.ask", { subject: this.subject, ...asked });
    if (done === null) return;
    const [consent, code] = [String(done["consent"]), String(done["code"])];
    await play.made.ask("consent.hear-yes", heardYes(consent), play.made.us, BY_VOICE);
    this.own = {
      consent,
      base,
      until: endOf(ends),
      holder: { by: "holder", thing: consent, code },
    };
  }

  /** It can be taken back whatever became of what is below. */
  async takeBack(): Promise<void> {
    const { consent, holder } = this.own;
    if (consent !== "") await this.play.sends(true, "consent.withdraw", { consent }, holder);
    this.own.until = 0;
  }

  async show(): Promise<void> {
    const input = { saying: this.saying };
    if (await this.play.sends(this.holds, "consent.show-words", input))
      this.shown = this.own.consent;
  }

  /** Everyone reads them while both hold, and at no other moment. */
  async check(): Promise<void> {
    const open = await this.play.made.view(PUBLIC);
    const read = (await open.thing(saying, this.saying)) !== undefined;
    assert.equal(read, this.shown === this.own.consent && this.holds, "who reads what is on top");
  }
}
