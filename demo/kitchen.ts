/** A kitchen on a route: protected, in Arabic and English, found by a link with an end. */
import { accept, amount, ask, asked, count, describe, move, paste, send, take } from "./acts.ts";
import type { Group, Walk } from "./walk.ts";
import { KITCHEN, KITCHEN_NOT_WANTED } from "./words.ts";

const ar = (text: string) => ({ lang: "ar", text });
const en = (text: string) => ({ lang: "en", text });
const LINK_DAYS = 60;
const DAY_MS = 24 * 3_600_000;

/** Tells the kitchen's weeks. */
export async function fillKitchen(walk: Walk): Promise<void> {
  walk.to(20);
  const group = await walk.found({
    ...{ group: "مطبخ الطريق", lang: "ar", handle: "zaatar" },
    ...{ safety: "yes", zone: "Europe/Athens" },
  });
  const { lead, zone } = group;
  await lead("spaces.settle", { zone, langs: ["ar", "en"], place: null });
  const terms = await describe(group, KITCHEN, KITCHEN_NOT_WANTED);
  await lead("spaces.make-link", { days: LINK_DAYS });
  const until = walk.house.now + LINK_DAYS * DAY_MS;
  const needs = await paste(walk, group, [
    asked("ar", "طحين", amount(500, "kg"), { category: "food", urgency: "days" }),
    asked("ar", "عدس أحمر", amount(200, "kg"), { category: "food" }),
    asked("ar", "أسطوانات غاز", amount(20), { category: "energy", urgency: "days" }),
    asked("en", "Large pots", amount(20), { category: "tools", urgency: "whenever" }),
  ]);
  await share(walk, group, { needs, terms, until });
}

type Shared = { needs: string[]; terms: string | null; until: number };

async function share(walk: Walk, group: Group, { needs, terms, until }: Shared) {
  const { lead } = group;
  walk.to(18.7);
  const member = await walk.joins(group, "rihan", "member");
  const guest = () => walk.stranger(group, until);
  const line = (i: number) => ({ need: needs[i] ?? "", terms });
  const flour = await take(guest(), { ...line(0), quantity: amount(250, "kg"), name: "yasmin" });
  const pots = await take(guest(), { ...line(3), quantity: amount(20), name: "thistle" });
  walk.to(18.2);
  await accept(lead, flour.id);
  await accept(member, pots.id, amount(10));
  walk.to(15.5);
  const lines = [
    { offer: flour.id, need: needs[0], sent: amount(250, "kg") },
    { offer: pots.id, need: needs[3], sent: amount(10) },
  ];
  const van = await send(lead, lines, { from: ar("دار الجسر وأصدقاء") });
  await move(member, van, "on-the-way", "at-the-border");
  walk.to(12.4);
  await move(member, van, "arrived");
  await count(member, van, [amount(250, "kg"), amount(10)]);
  walk.to(5.2);
  await ask(
    lead,
    asked("en", "Someone who can repair burners", amount(20, "hour"), {
      ...{ needKind: "hours", urgency: "weeks" },
    }),
  );
  const how = { arrived: "voice", readBack: true } as const;
  await ask(member, asked("ar", "ملح وزيت", amount(100, "kg"), { category: "food" }), how);
  await lead("needs.note", { id: needs[2], text: en("The old supplier closes at noon.") });
  walk.to(0.6);
  await take(guest(), { ...line(1), quantity: amount(100, "kg"), name: "galerna" });
  const answers = [needs[0], needs[1]].map((id) => ({ id, answer: "yes" }));
  await lead("needs.confirm-many", { answers });
}
