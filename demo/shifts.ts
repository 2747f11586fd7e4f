/** What the town asks people to come for, who comes, and hours that were given. */
import type { Does, Group, Walk } from "./walk.ts";

const es = (text: string) => ({ lang: "es", text });

/** A kitchen every week, a visit, what somebody could give, and hours that partly wait. */
export async function shifts(walk: Walk, group: Group, member: Does): Promise<void> {
  walk.to(6.4);
  const kitchen = await group.lead("hours.ask", {
    ...{ work: "hours", joins: "first", day: walk.day(9, group), from: "18:00", until: "21:00" },
    places: [
      { role: "cooking", min: 2, most: 3 },
      { role: "driving", min: 1, most: 1 },
    ],
    ...{ what: es("Cocina de la semana"), every: "week", times: 3, show: true },
  });
  const { occasion } = kitchen.answer;
  await member("hours.take", { occasion, role: "cooking", name: "bruma" });
  await group.lead("hours.take", { occasion, role: "driving", name: "lucero" });
  await group.lead("hours.ask", {
    ...{ work: "visit", joins: "asked", day: walk.day(14, group), from: "10:00", until: "13:00" },
    places: [{ role: "any", min: 0, most: 4 }],
    ...{ what: es("Recorrido por la calle baja"), show: true },
  });
  await member("skills.say", {
    ...{ work: "training", langs: ["es", "ar"], days: ["sat", "sun"], parts: ["morning"] },
    ...{ way: "there", until: walk.day(80, group), text: es("Primeros auxilios, dos horas") },
  });
  const gave = (of: string, work: string) => ({ work, of: { of, unit: "hour" } });
  await member("hours.say", gave("2.5", "answering"));
  const { answer } = await member("hours.say", gave("4", "hours"));
  await group.lead("hours.confirm", { said: [{ effort: answer["effort"] }] });
}
