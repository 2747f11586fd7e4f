/** For tests: terms, facts given to a decider, and a founded space with somebody in it. */
import type { Reader } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone, type Given, testHouse } from "../../house/testing.ts";
import { madeFile } from "../../house/testing-files.ts";
import { type Day, parseDay } from "../../house/values/index.ts";
import { plan } from "../index.ts";
import type { Yes } from "./facts.ts";
import type { Terms } from "./terms.ts";

/** Ids of a test: somebody, what they said, and what was asked of them. */
export const ANN = "1".repeat(32);
/** See {@link ANN}. */
export const WORDS = "2".repeat(32);
/** See {@link ANN}. */
export const ASKED = "3".repeat(32);
/** See {@link ANN}. */
export const MEMBER = "a".repeat(32);

/** A day in UTC. */
export function day(date: string, zone = "UTC"): Day {
  const read = parseDay(date, zone);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

/** Terms for words without a name or a face, from 2 November to the end of the year. */
export function termsOf(more: Partial<Terms> = {}): Terms {
  return {
    ...{ activity: "publish", scope: [WORDS], data: ["words"], channels: ["group-page"] },
    ...{ named: "no-name", face: "none", place: 0, groups: [], roles: [], anyone: true, also: [] },
    voice: "none",
    ...{ from: day("2026-11-02"), ends: day("2026-12-31"), review: day("2026-12-10") },
    ...{ basis: "own-yes", noCost: true, withdraw: ["code", "any-member"], country: null },
    ...{ uses: null, under: [] },
    ...more,
  };
}

/** Somebody, and words of theirs. */
export const noted = (is: "person" | "child" | "community" = "person"): Given[] => [
  { thing: ANN, type: "subject.noted/1", record: { is } },
  { thing: WORDS, type: "saying.written/1", record: { subject: ANN } },
];

/** What they were asked. */
export function askedFor(more: Partial<Terms> & { needs?: string; hash?: string } = {}): Given {
  const { needs = "self", hash = "0".repeat(64), ...terms } = more;
  const record = {
    ...{ subject: ANN, ...termsOf(terms), lang: "en", notice: "f".repeat(64) },
    ...{ needs, hash, replaces: null },
  };
  return { thing: ASKED, type: "consent.asked/4", record };
}

/** A fact of what they were asked. */
export const says = (what: string, record: object = {}, more: Partial<Given> = {}): Given => {
  return { thing: ASKED, type: `consent.${what}/1`, record: record as never, ...more };
};

/** Their yes. */
export const gave = (as: Yes["as"] = "self", how: Yes["how"] = "voice", thing = ASKED): Given =>
  says("given", { as, how, heard: MEMBER, interpreted: false, assembly: null }, { thing });

/** A founded space with the real floor plan, a member's ways to ask and to look, and a holder's. */
export async function consentSpace(safety: "yes" | "no" = "no", seed: number | string = 1) {
  const made = testHouse(plan, seed);
  const at = await made.house.begin("alongside.invalid");
  const founder: Author = { by: "founder", member: MEMBER };
  const input = {
    ...{ name: { lang: "en", text: "River kitchen" }, handle: "lucero", safety },
    ...{ zone: "UTC", langs: ["en"] },
  };
  assertDone(await made.send({ space: at, command: "spaces.found", input, author: founder }));
  const host: Author = { by: "member", member: MEMBER };
  const send = (command: string, given: unknown, author: Author = host, more: object = {}) =>
    made.send({ space: at, command: `consent.${command}`, input: given, author, ...more });
  const ask = async (command: string, given: unknown, author: Author = host, more: object = {}) => {
    const done = await send(command, given, author, more);
    assertDone(done);
    return done.answer as Record<string, string>;
  };
  const insider: Reader = { by: "member", member: MEMBER, roles: ["coordination"] };
  const view = (reader: Reader = insider) => made.view(at, reader);
  /** Somebody, words of theirs, and what they are asked; nobody said yes yet. */
  const somebody = async (more: Partial<Terms> = {}, is = "person") => {
    const who = { is, name: "salma", reach: "at the well" };
    const { subject = "" } = await ask("note-person", who);
    const quoted = { lang: "ar", text: "نريد أن نبقى قرب النهر" };
    const { saying = "" } = await ask("write-words", { subject, quoted });
    const text = { lang: "ar", text: "هل تأذنين؟" };
    const asked = {
      ...{ subject, ...termsOf({ scope: [saying], ...more }), notice: text, lang: "ar" },
      purpose: { lang: "ar", text: "لصفحتنا" },
    };
    const { consent = "", code = "" } = await ask("ask", asked);
    const holder: Author = { by: "holder", thing: consent, code };
    return { subject, saying, consent, code, holder };
  };
  /** Somebody else of the group, who made no code. */
  const another = async (): Promise<Author> => {
    const sends = async (command: string, given: object, author: Author) => {
      const done = await made.send({ space: at, command, input: given, author });
      assertDone(done);
      return done.answer as Record<string, string>;
    };
    const asked = { roles: ["member"], days: 1, uses: 1 };
    const { invitation = "", code = "" } = await sends("people.invite", asked, host);
    const holder: Author = { by: "holder", thing: invitation, code };
    const { member = "" } = await sends("people.join", { handle: "bruma" }, holder);
    return { by: "member", member };
  };
  return { ...made, at, host, send, ask, view, insider, somebody, another };
}

/** Somebody with words and a picture beside them, asked for both; nobody said yes yet. */
export async function withPicture(
  { ask, send, house, at, host }: Awaited<ReturnType<typeof consentSpace>>,
  terms: Partial<Terms> = {},
  { is = "person", seen = terms.face ?? "none" }: { is?: string; seen?: Terms["face"] } = {},
) {
  const who = { is, name: "salma", reach: "at the well" };
  const { subject = "" } = await ask("note-person", who);
  const quoted = { lang: "ar", text: "نريد أن نبقى قرب النهر" };
  const { saying = "" } = await ask("write-words", { subject, quoted });
  const upload = await house.files.keep(at, MEMBER, [madeFile(subject, 900)]);
  if (isRefusal(upload)) throw new Error(upload.refused);
  const alt = { lang: "ar", text: "الباب الأزرق" };
  const kept = await house.files.use(at, upload, (files) =>
    send("keep-picture", { saying, face: seen, alt }, host, { files }),
  );
  assertDone(kept);
  const { picture = "" } = kept.answer as Record<string, string>;
  const text = { lang: "ar", text: "هل تأذنين؟" };
  const asked = {
    ...{ subject, ...termsOf({ scope: [saying, picture], data: ["words", "picture"], ...terms }) },
    ...{ notice: text, lang: "ar", purpose: { lang: "ar", text: "لصفحتنا" } },
  };
  const { consent = "", code = "" } = await ask("ask", asked);
  const holder: Author = { by: "holder", thing: consent, code };
  return { subject, saying, picture, file: upload.list[0]?.id ?? "", consent, code, holder };
}

/** What a member says who heard a yes in person, repeated in their own words. */
export const heardYes = (consent: string, more: object = {}) => {
  return { consent, as: "self", retold: true, interpreted: false, ...more };
};
/** How that arrives. */
export const BY_VOICE = { arrived: "voice", readBack: true } as const;
