/** Words and people of shifts, for the world of erasures. */
import { en, type World, type Written } from "./world.ts";

/** What people were asked to come for, and who came. */
export async function writeHours({ ask }: World): Promise<Written[]> {
  const on = { date: "2026-12-20", zone: "Europe/Athens", instant: "2026-12-19T22:00:00Z" };
  const { occasion } = (
    await ask("hours.ask", {
      ...{ work: "hours", joins: "first", day: on, from: "18:00", until: "21:00", show: true },
      ...{ places: [{ role: "any", min: 0, most: 2 }], what: en("vandorrel kitchen") },
    })
  ).answer;
  const who = { occasion, role: "any", name: "pirrosta", reach: "gullemba bench" };
  const { turn } = (await ask("hours.take", who)).answer;
  return [
    {
      ...{ what: "who came to a shift", canary: "pirrosta", searched: false },
      erase: (w) => w.ask("hours.forget", { turn }),
    },
    {
      ...{ what: "how to reach who came", canary: "gullemba", searched: false },
      erase: async () => undefined,
    },
    {
      ...{ what: "what people were asked for", canary: "vandorrel", searched: true },
      erase: async (w) => {
        await w.ask("hours.call-off", { occasion });
        await w.ask("hours.empty", { occasion });
      },
    },
  ];
}
