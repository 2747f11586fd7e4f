/** What an attacked group keeps of somebody who allowed it, and took that back. */
import { assertDone } from "../../house/testing.ts";
import { dayOf, laterDay } from "../../house/values/index.ts";
import type { TestNode } from "../../web/testing.ts";
import { CANARIES, en, type Group } from "./attackers.ts";

/** Words, a picture and a voice that a link's holders met until it was taken back; their ids. */
export async function writeVoice(node: TestNode, { does, ours, bo }: Group): Promise<string[]> {
  const { group: our } = CANARIES;
  const who = { is: "person", name: our.person, reach: "x" };
  const { subject = "" } = await does("consent.note-person", who);
  const { saying = "" } = await does("consent.write-words", { subject, quoted: en(our.voice) });
  const kept = { saying, face: "none", alt: en(our.picture) };
  const { picture = "" } = await does("consent.keep-picture", kept, our.pixels);
  const said = { saying, voice: "shown", known: true };
  const { spoken = "" } = await does("consent.keep-spoken", said, our.spoken);
  const day = dayOf(node.clock.now, "UTC");
  const asked = {
    ...{ subject, activity: "publish", scope: [saying, picture, spoken], groups: [], roles: [] },
    data: ["words", "picture", "voice"],
    voice: "shown",
    ...{ channels: ["group-page"], named: "other-name", face: "none", place: 0, anyone: true },
    ...{ also: [], from: day, ends: laterDay(day, { days: 90 }), review: day, basis: "own-yes" },
    ...{ noCost: true, withdraw: ["code", "any-member"], country: null, lang: "en" },
    ...{ notice: en(our.asked), purpose: en(our.asked) },
  };
  const { consent = "", code = "" } = await does("consent.ask", asked);
  const holder = { by: "holder", thing: consent, code } as const;
  const second = { by: "member", member: bo.member } as const;
  const say = async (
    command: string,
    input: object,
    author: typeof holder | typeof second = holder,
  ) => assertDone(await node.send({ space: ours.space, command, input, author }));
  await say("consent.give", { consent, as: "self" });
  await say("consent.confirm-yes", { consent }, second);
  await does("consent.show-words", { saying, called: en(our.called) });
  await does("consent.show-picture", { picture });
  await does("consent.show-spoken", { spoken });
  const { recording = "" } = await does("consent.keep-recording", { consent, own: true }, our.read);
  await say("consent.withdraw", { consent });
  return [subject, saying, picture, spoken, consent, recording];
}
