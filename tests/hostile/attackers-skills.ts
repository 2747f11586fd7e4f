/** What a group says of whom it looks for: for its own people alone. */
const en = (text: string) => ({ lang: "en", text });
/** A word of each; in a protected space a skill has words within a circle alone. */
export const SKILLS = { looked: "tambrovelle" } as const;

type Does = (command: string, input: object) => Promise<Record<string, string>>;
const day = (date: string) => ({ date, zone: "UTC", instant: `${date}T00:00:00Z` });
const SAID = { work: "legal", langs: ["en"], days: ["mon"], parts: ["night"], way: "there" };

/** Writes all of it; the ids of it. */
export async function writeSkills(does: Does): Promise<string[]> {
  const until = day("2026-12-20");
  const { skill = "" } = await does("skills.say", { ...SAID, until });
  const wish = { what: en(SKILLS.looked), until };
  const { introduction = "" } = await does("skills.introduce", wish);
  return [skill, introduction];
}
