/** What a person allows in the law of stops, and what is asked of that: shown, and handed on. */
import assert from "node:assert/strict";
import { PUBLIC } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { type Day, endOf } from "../../house/values/index.ts";
import type { agreedSpace } from "../../rooms/agreements/testing.ts";
import { saying } from "../../rooms/consent/facts-subject.ts";
import { BY_VOICE, heardYes, termsOf } from "../../rooms/consent/testing.ts";

/** The history it is part of: two groups, the clock, and a way to send what goes or does not. */
type Play = {
  made: Awaited<ReturnType<typeof agreedSpace>>;
  readonly now: number;
  gone: boolean;
  day: (days: number) => Day;
  sends: (
    could: boolean,
    command: string,
    input: object,
    author?: Author,
  ) => Promise<Record<string, unknown> | null>;
};

/** What another group may be given by its name, or do with them: by what, and of what. */
const HANDED = [
  ...([["share-data", "consent.hand-on", "what"]] as const),
  ...([["fundraise", "consent.hand-to-raise", "what"]] as const),
  ...([["train", "consent.hand-to-teach", "what"]] as const),
  ...([["access", "consent.let-come", "subject"]] as const),
  ...([["attend", "consent.take-along", "subject"]] as const),
];

/** A person's words, what they allowed of them, and until when, as the test remembers it. */
export class Allowed {
  readonly play: Play;
  /** Until when they may be shown, and under which permission they are. */
  words = { subject: "", saying: "", consent: "", until: 0, shown: "", holder: null as never };
  /** The permission to hand them to the other group by its name: until when it holds. */
  sharing = { consent: "", until: 0, activity: "" };

  constructor(play: Play) {
    this.play = play;
  }

  get allowed(): boolean {
    return this.play.now < this.words.until;
  }

  async begin(): Promise<void> {
    const { made } = this.play;
    const who = { is: "person", name: "salma", reach: "at the well" };
    const { subject = "" } = await made.ask("consent.note-person", who);
    const quoted = { lang: "en", text: "we stay by the river" };
    const { saying: words = "" } = await made.ask("consent.write-words", { subject, quoted });
    Object.assign(this.words, { subject, saying: words });
    await this.allow(9);
    await this.share(9);
  }

  /** Asks anew, and hears a yes; what they allowed before is over by then. */
  async allow(days: number): Promise<void> {
    const { words } = this;
    const { made } = this.play;
    if (this.allowed) await this.takeBack();
    const [from, ends] = [this.play.day(0), this.play.day(days)];
    const text = { lang: "en", text: "Do you?" };
    const channels = ["group-page", "press"] as const;
    const terms = termsOf({ scope: [words.saying], channels: [...channels], from, ends });
    const asked = { ...terms, review: ends, notice: text, purpose: text, lang: "en" };
    const { consent = "", code = "" } = await made.ask("consent.ask", {
      subject: words.subject,
      ...asked,
    });
    await made.ask("consent.hear-yes", heardYes(String(consent)), made.us, BY_VOICE);
    const holder = { by: "holder", thing: String(consent), code: String(code) };
    Object.assign(words, { consent, until: endOf(ends), holder });
  }

  async takeBack(): Promise<void> {
    const { consent, holder } = this.words;
    await this.play.sends(true, "consent.withdraw", { consent }, holder);
    this.words.until = 0;
  }

  async show(here: boolean): Promise<void> {
    const { words } = this;
    const one = { saying: words.saying };
    if (!here) await this.play.sends(this.allowed, "consent.pass-on", { ...one, channel: "press" });
    else if (await this.play.sends(this.allowed, "consent.show-words", one))
      words.shown = words.consent;
  }

  /** Asks whether the other group may have them, by its name, and hears a yes. */
  async share(days: number): Promise<void> {
    const { words, sharing } = this;
    const { made } = this.play;
    if (this.play.now < sharing.until) await this.unshare();
    const [from, ends] = [this.play.day(0), this.play.day(days)];
    const text = { lang: "en", text: "Do you?" };
    const activity = HANDED[days % HANDED.length]?.[0] ?? "share-data";
    const scope = [words.saying, words.subject];
    const terms = termsOf({ scope, channels: [], from, ends, anyone: false });
    const asked = {
      ...{ subject: words.subject, ...terms, activity, review: ends },
      ...{ groups: [made.other.ally], notice: text, purpose: text, lang: "en" },
    };
    // A group that is gone is named to nobody.
    const done = await this.play.sends(!this.play.gone, "consent.ask", asked);
    if (done === null) return;
    const consent = String(done["consent"]);
    await made.ask("consent.hear-yes", heardYes(consent), made.us, BY_VOICE);
    Object.assign(sharing, { consent, until: endOf(ends), activity });
  }

  async unshare(): Promise<void> {
    const { sharing } = this;
    await this.play.sends(true, "consent.withdraw", { consent: sharing.consent });
    sharing.until = 0;
  }

  /** Their words are the other group's while they said so and it is there; shown or not. */
  async handOn(): Promise<void> {
    const { saying: what, subject } = this.words;
    const to = this.play.made.other.ally;
    const could = this.play.now < this.sharing.until && !this.play.gone;
    // For what was allowed, and for nothing else.
    for (const [activity, command, of] of HANDED) {
      const input = of === "what" ? { what, to } : { subject, to };
      await this.play.sends(could && this.sharing.activity === activity, command, input);
    }
  }

  /** Everyone reads what is shown under a permission that holds, and nothing else. */
  async check(): Promise<void> {
    const { words } = this;
    const open = await this.play.made.view(PUBLIC);
    const read = (await open.thing(saying, words.saying)) !== undefined;
    assert.equal(read, words.shown === words.consent && this.allowed, "who reads their words");
  }
}
