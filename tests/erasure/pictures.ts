/** Pictures in a world: beside somebody's words, and beside a question. */
import assert from "node:assert/strict";
import type { Author, Done } from "../../house/command.ts";
import type { Made, Upload } from "../../house/files.ts";
import { isRefusal } from "../../house/refusal.ts";
import { assertDone } from "../../house/testing.ts";
import { madeFile, madeSound } from "../../house/testing-files.ts";
import { dayOf, laterDay } from "../../house/values/index.ts";
import type { World, Written } from "./world.ts";

/** Sends a command with a picture of these bytes; answers it, and what was kept. */
export async function withPicture(
  { house, space, send }: Pick<World, "house" | "space" | "send">,
  author: Author & { by: "member" },
  [command, input]: [string, object],
  seed: string,
  made: Made = madeFile(seed),
): Promise<{ done: Done; upload: Upload }> {
  const upload = await house.files.keep(space, author.member, [made]);
  assert.ok(!isRefusal(upload));
  const done = await house.files.use(space, upload, (files) =>
    send({ space, command, input, author, files }),
  );
  assertDone(done);
  return { done, upload };
}

/** A session with a question, and a picture beside it. */
export async function pictureAsked(world: World, author: Author & { by: "member" }, alt: string) {
  const held = { date: "2026-10-20", zone: "Europe/Athens", instant: "2026-10-19T21:00:00Z" };
  const known = { held, convened: "group", with: "everyone", langs: ["en"], use: "summary" };
  const { listening } = (await world.ask("listening.open", known, author)).answer;
  const text = { lang: "en", text: "where from?" };
  const { item } = (await world.ask("listening.ask", { listening, text }, author)).answer;
  const input = { listening, item, alt: { lang: "en", text: alt }, nobody: true };
  const sent: [string, object] = ["listening.picture-question", input];
  const { upload } = await withPicture(world, author, sent, alt);
  return { listening, item, upload };
}

/** A question read aloud, in a session of its own. */
export async function readAloud(world: World, author: Author & { by: "member" }, seed: string) {
  const { listening, item } = await pictureAsked(world, author, `beside ${seed}`);
  const sent: [string, object] = [
    "listening.voice-question",
    { listening, item, lang: "en", own: true },
  ];
  const { upload } = await withPicture(world, author, sent, seed, madeSound(seed));
  return { listening, item, upload };
}

/** A permission that somebody is asked for, its notice read aloud. */
export async function noticeRead(world: World, author: Author & { by: "member" }) {
  const { ask, clock } = world;
  const who = { is: "person", name: "salma", reach: "at the well" };
  const { subject } = (await ask("consent.note-person", who, author)).answer;
  const quoted = { lang: "en", text: "we stay" };
  const { saying } = (await ask("consent.write-words", { subject, quoted }, author)).answer;
  const day = dayOf(clock.now, "UTC");
  const text = { lang: "en", text: "may we?" };
  const { consent } = (
    await ask(
      "consent.ask",
      {
        ...{ subject, activity: "publish", scope: [saying], data: ["words"], groups: [] },
        ...{ roles: [], channels: ["group-page"], named: "no-name", face: "none", place: 0 },
        ...{ anyone: true, also: [], from: day, ends: laterDay(day, { days: 200 }), review: day },
        ...{ basis: "own-yes", noCost: true, withdraw: ["code", "any-member"], country: null },
        ...{ lang: "en", notice: text, purpose: text },
      },
      author,
    )
  ).answer;
  const sent: [string, object] = ["consent.keep-recording", { consent, own: true }];
  return withPicture(world, author, sent, "a notice", madeSound("a notice"));
}

/** What pictures show in words; their bytes are looked for by a test of their own. */
export async function writePictures(world: World, author: Author): Promise<Written[]> {
  if (author.by !== "member") return [];
  const { ask } = world;
  const who = { is: "person", name: "salma", reach: "at the well" };
  const subject = (await ask("consent.note-person", who, author)).answer["subject"];
  const quoted = { lang: "en", text: "we stay" };
  const { saying } = (await ask("consent.write-words", { subject, quoted }, author)).answer;
  const alt = { lang: "en", text: "pulvandra doorway" };
  const keeps: [string, object] = ["consent.keep-picture", { saying, face: "none", alt }];
  const { picture } = (await withPicture(world, author, keeps, "beside words")).done.answer;
  const { listening, item } = await pictureAsked(world, author, "quorvella pump");
  return [
    {
      ...{ what: "what a picture beside words shows", canary: "pulvandra", searched: false },
      erase: (w) => w.ask("consent.wipe-picture", { picture }),
    },
    {
      ...{ what: "what a picture beside a question shows", canary: "quorvella", searched: false },
      erase: (w) => w.ask("listening.unpicture-question", { listening, item }),
    },
  ];
}
