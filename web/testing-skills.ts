/** For tests: the life of skills and of introductions that are asked for, over the JSON API. */
import type { Known, Step } from "./testing-steps.ts";

const day = (date: string) => ({ date, zone: "UTC", instant: `${date}T00:00:00Z` });
const SAID = {
  ...{ work: "legal", langs: ["es"], days: ["mon", "sat"], parts: ["evening"], way: "remote" },
  until: day("2027-03-01"),
};
const ASKED = {
  ...{ work: "hours", joins: "asked", day: day("2026-11-20"), from: "18:00", until: "21:00" },
  ...{ places: [{ role: "any", min: 0, most: 2 }], what: { lang: "es", text: "Papeles" } },
};

/** Each command once that a member's program sends, in an order in which each can be done. */
export const SKILLS: readonly Step[] = [
  ["skills.say", () => SAID],
  ["skills.keep", ({ able: skill, shows: code }) => ({ skill, code, until: day("2027-04-01") })],
  [
    "skills.ask",
    ({ able: skill, third: occasion }) => ({ skill, occasion, role: "any" }),
    ["asking", "answer.request"],
  ],
  ["skills.withdraw", ({ asking: request }) => ({ request })],
  ["skills.say-yes", ({ second: request, shows: code }) => ({ request, code, name: "bo" })],
  ["skills.say-no", ({ first: request, shows: code }) => ({ request, code })],
  ["skills.end", ({ able: skill }) => ({ skill })],
  [
    "skills.introduce",
    () => ({ what: { lang: "es", text: "Una clínica" }, until: day("2026-12-01") }),
    ["introduced", "answer.introduction"],
  ],
  ["skills.end-introduction", ({ introduced: introduction }) => ({ introduction })],
  // Said by hand: it begins what no entry tells of.
  ["skills.between", () => ({})],
];

type Acts = (command: string, input: object) => Promise<{ answer: Record<string, unknown> }>;

/** A skill with its code, two requests for it that wait, and an occasion it is not asked for. */
export async function skillAsked(act: Acts): Promise<Known> {
  const { skill, code } = (await act("skills.say", SAID)).answer;
  const able = String(skill);
  const asked = { skill: able, role: "any" };
  const occasion = async () => String((await act("hours.ask", ASKED)).answer["occasion"]);
  const request = async () =>
    String((await act("skills.ask", { ...asked, occasion: await occasion() })).answer["request"]);
  const [first, second] = [await request(), await request()];
  return { able, shows: String(code), first, second, third: await occasion() };
}
