/**
 * What steps do with pictures and recordings. `secret` changes those in which a face can be seen or
 * a voice known: nobody is asked to show one here. `deep` changes those beside a question of a
 * session that lies in a circle, and what a notice sounds like. All are as long as one another.
 */
import type { Made, Upload } from "../../house/files.ts";
import { isRefusal } from "../../house/refusal.ts";
import { madeFile, madeSound } from "../../house/testing-files.ts";
import { dayOf, laterDay } from "../../house/values/index.ts";
import type { Does, History } from "./history.ts";
import { pick, title } from "./said.ts";
import type { Author } from "./sent.ts";

type Picture = { subject: string; face: string };
type Spoken = { subject: string; voice: string };

/** Things of a kind, as states; there are few. */
async function all<S>({ house, space }: History, kind: string) {
  const here = await house.space(space);
  const ids = (await here?.idsOfKind(kind, 50)) ?? [];
  return ((await here?.things(ids)) ?? []) as unknown as { id: string; state: S }[];
}

/** A picture or a recording that a member hands in; it follows from a number. */
async function handed({ house, space }: History, member: string, made: Made): Promise<Upload> {
  const upload = await house.files.keep(space, member, [made]);
  if (isRefusal(upload)) throw new Error(upload.refused);
  return upload;
}

const memberAt = ({ members }: History, who: number) => pick(members, who)?.id ?? "";
const by = (member: string): Author => ({ by: "member", member });

/** See the file's words. */
export const PICTURED: readonly Does[] = [
  async (history, { which, who, word, figure }, secret) => {
    const one = pick(await all(history, "saying"), which);
    if (one === undefined) return null;
    const face = figure % 2 === 0 ? "shown" : "none";
    const n = word + (face === "shown" ? secret : 0);
    const member = memberAt(history, who);
    const upload = await handed(history, member, madeFile(n, 900));
    const input = { saying: one.id, face, alt: title(n) };
    return ["consent.keep-picture", input, by(member), upload];
  },
  async (history, { which, who, word, figure }, secret) => {
    const one = pick(await all(history, "saying"), which);
    if (one === undefined) return null;
    const voice = figure % 2 === 0 ? "shown" : "altered";
    const member = memberAt(history, who);
    const made = madeSound(word + (voice === "shown" ? secret : 0), 900);
    const input = { saying: one.id, voice, known: true };
    return ["consent.keep-spoken", input, by(member), await handed(history, member, made)];
  },
  async (history, { which, figure, word }) => {
    const seen = (await all<Picture>(history, "picture")).filter(({ state }) => {
      return state.face === "none";
    });
    const heard = (await all<Spoken>(history, "spoken")).filter(({ state }) => {
      return state.voice === "altered";
    });
    const one = pick<{ id: string; state: { subject: string } }>([...seen, ...heard], which);
    if (one === undefined) return null;
    const from = dayOf(history.clock.now, "Europe/Madrid");
    const ends = laterDay(from, { days: figure % 30 });
    const text = title(word);
    return [
      "consent.ask",
      {
        ...{ subject: one.state.subject, activity: "publish", scope: [one.id], place: 0 },
        ...{ channels: ["group-page"], data: ["picture", "voice"], named: "no-name" },
        ...{ face: "none", voice: "altered" },
        ...{ groups: [], roles: [], anyone: true, also: [], from, ends, review: ends },
        ...{ basis: "own-yes", noCost: true, withdraw: ["code", "any-member"], country: null },
        ...{ lang: "es", notice: text, purpose: text },
      },
    ];
  },
  async (history, { which, who, word, figure }, secret) => {
    const one = pick(await all(history, "consent"), which);
    if (one === undefined) return null;
    const before = pick(await all(history, "recording"), which);
    if (figure % 4 === 0 && before) return ["consent.wipe-recording", { recording: before.id }];
    const member = memberAt(history, who);
    const upload = await handed(history, member, madeSound(word + secret, 900));
    return ["consent.keep-recording", { consent: one.id, own: true }, by(member), upload];
  },
  async (history, { which, figure }) => {
    const two = [...(await all(history, "picture")), ...(await all(history, "spoken"))];
    const one = pick(two, which) as { id: string; kind?: string } | undefined;
    if (one?.kind === undefined) return null;
    const input = { [one.kind]: one.id };
    if (figure % 5 === 0) return [`consent.wipe-${one.kind}`, input];
    if (figure % 5 === 1) return [`consent.take-${one.kind}-down`, input];
    return [`consent.show-${one.kind}`, input];
  },
  async (history, { which, who, word, figure }, _secret, deep) => {
    const listening = pick(history.sessions, which);
    const space = await history.house.space(history.space);
    if (listening === undefined || space === null) return null;
    const state = (await space.thing(listening))?.state as { questions: { id: string }[] };
    const item = pick(state.questions, which)?.id;
    if (item === undefined) return null;
    const on = { listening, item };
    if (figure % 8 === 0) return ["listening.unpicture-question", on];
    if (figure % 8 === 4) return ["listening.unvoice-question", { ...on, lang: "es" }];
    const n = word + (history.within.some(({ id }) => id === listening) ? deep : 0);
    const member = memberAt(history, who);
    if (figure % 4 === 1) {
      const spoken = await handed(history, member, madeSound(n, 900));
      return ["listening.voice-question", { ...on, lang: "es", own: true }, by(member), spoken];
    }
    const upload = await handed(history, member, madeFile(n, 900));
    const input = { ...on, alt: title(n), nobody: true };
    return ["listening.picture-question", input, by(member), upload];
  },
];
