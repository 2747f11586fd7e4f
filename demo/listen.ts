/** What the town heard when it sat together, and what it tells whoever comes with something. */
import { amount } from "./acts.ts";
import type { Does, Group, Walk } from "./walk.ts";

const es = (text: string) => ({ lang: "es", text });
const en = (text: string) => ({ lang: "en", text });
const ar = (text: string) => ({ lang: "ar", text });

/** Two sessions, of which one is shown and a line grew out of it, and four things to know first. */
export async function listen(walk: Walk, group: Group, member: Does): Promise<void> {
  walk.to(6.7);
  await knowFirst(group);
  const held = walk.day(-6, group);
  const opened = await group.lead("listening.open", {
    ...{ held, convened: "neighbours", with: "everyone", langs: ["es", "ar"], use: "summary" },
    ...{ place: { code: "ES", level: 1 }, title: es("El agua en la calle baja") },
  });
  const { listening } = opened.answer;
  const of = { listening };
  await inWords(group, of);
  await member("listening.count", { ...of, band: "20-49", groups: ["women", "older"] });
  const missed = [
    { who: "workers", why: "no-time" },
    { who: "other-language", why: "language" },
  ];
  await member("listening.say-missed", { ...of, missed });
  walk.to(6.6);
  const heard = [
    ["request", "Dos filtros para el pozo de la escuela"],
    ["works", "La panadería reparte agua por la mañana sin que nadie lo pida"],
    ["risk", "Por la noche nadie quiere cruzar el puente"],
  ] as const;
  const items: unknown[] = [];
  for (const [what, text] of heard)
    items.push((await member("listening.hear", { ...of, what, text: es(text) })).answer["item"]);
  await group.lead("listening.grow", {
    ...{ ...of, item: items[0], title: es("Filtros para el pozo"), quantity: amount(2) },
    ...{ category: "water", urgency: "days", publish: true },
  });
  await group.lead("listening.show", of);
  walk.to(6.5);
  // Among women, for the group alone: nothing of it was to be shown.
  const apart = { held: walk.day(-5, group), convened: "women", with: "women", langs: ["es"] };
  const second = await member("listening.open", { ...apart, use: "here" });
  const { listening: own } = second.answer;
  await member("listening.count", { listening: own, band: "10-19", groups: ["women"] });
  const lamp = es("Una lámpara en los baños, y que cierren por dentro");
  await member("listening.hear", { listening: own, what: "request", text: lamp });
}

async function inWords({ lead }: Group, of: { listening: unknown }): Promise<void> {
  await lead("listening.write", { ...of, block: "title", text: en("Water in the lower street") });
  for (const text of [
    es("El pozo da agua turbia desde la crecida. Quien puede la trae de la fuente alta."),
    en("The well gives cloudy water since the flood. Whoever can carries it from the upper tap."),
  ])
    await lead("listening.write", { ...of, block: "summary", text });
  const asked = es("¿De dónde viene hoy el agua de su casa?");
  const { answer } = await lead("listening.ask", { ...of, text: asked, picture: "water" });
  const again = { ...of, item: answer["item"], picture: "water" };
  await lead("listening.ask", { ...again, text: ar("من أين يأتي ماء بيتكم اليوم؟") });
  await lead("listening.ask", { ...of, text: es("¿Qué está ayudando ya?") });
}

async function knowFirst({ lead }: Group): Promise<void> {
  const told = [
    {
      ...{ about: "norm", first: true },
      short: es("La escuela es dormitorio: no se entra sin avisar."),
      other: en("People sleep in the school: nobody goes in without asking."),
    },
    {
      ...{ about: "tried", first: false },
      short: es("El año pasado llegaron dos camiones de ropa usada y hubo que quemarla."),
      other: en("Last year two lorries of used clothes came, and had to be burnt."),
    },
    {
      ...{ about: "history", first: false },
      short: es("Una entidad prometió casas y se fue con las fotos."),
      more: es("Desde entonces nadie firma nada sin que lo lea la asamblea."),
    },
  ];
  for (const { other, ...words } of told) {
    const { norm } = (await lead("listening.tell-norm", words)).answer;
    if (other !== undefined) await lead("listening.word-norm", { norm, short: other });
    await lead("listening.show-norm", { norm });
  }
}
