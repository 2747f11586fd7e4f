/** Words of skills and of introductions that were asked for, for the world of erasures. */
import { en, type World, type Written } from "./world.ts";

const until = { date: "2026-12-20", zone: "Europe/Athens", instant: "2026-12-19T22:00:00Z" };

/** What somebody could give, and whom somebody wanted to be introduced to. */
export async function writeSkills({ ask }: World): Promise<Written[]> {
  const said = {
    work: "knowledge",
    langs: ["en"],
    days: ["mon"],
    parts: ["evening"],
    way: "there",
  };
  const { skill } = (await ask("skills.say", { ...said, until, text: en("drumbelasco watering") }))
    .answer;
  const wish = { what: en("frundelisk clinic"), until };
  const { introduction } = (await ask("skills.introduce", wish)).answer;
  return [
    {
      ...{ what: "what somebody could give", canary: "drumbelasco", searched: false },
      erase: (w) => w.ask("skills.end", { skill }),
    },
    {
      ...{ what: "whom somebody looked for", canary: "frundelisk", searched: false },
      erase: (w) => w.ask("skills.end-introduction", { introduction }),
    },
  ];
}
