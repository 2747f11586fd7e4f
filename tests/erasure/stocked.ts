/** What a group says of what lies where: names of places and items, numbers, notes. */
import type { World, Written } from "./world.ts";

const en = (text: string) => ({ lang: "en", text });

/** Writes all of it; each goes by being called otherwise, closed, or kept no more. */
export async function writeStock({ ask }: World): Promise<Written[]> {
  const { shelf } = (await ask("stock.open-place", { name: en("glompavia shed") })).answer;
  const name = { name: en("stirvandel soap"), unit: "item" };
  const { item } = (await ask("stock.name-item", name)).answer;
  await ask("stock.note-item", { item, about: "route", text: en("wolmastra pass") });
  const { id: need } = (await ask("needs.open", { title: en("soap") })).answer;
  await ask("stock.answer-nearby", { need, who: "sells", where: en("tarbolino market") });
  await ask("stock.write-turn", { how: "assembly", text: en("sempligatto first") });
  await ask("stock.show-turn", {});
  const anew = { how: "group", text: en("who walks first") };
  const none = { searched: false };
  return [
    {
      ...{ ...none, what: "what a place was called", canary: "glompavia" },
      erase: (w) => w.ask("stock.close-place", { shelf }),
    },
    {
      ...{ ...none, what: "who sells something nearby", canary: "tarbolino" },
      erase: (w) => w.ask("stock.answer-nearby", { need, who: "nobody" }),
    },
    {
      ...{ ...none, what: "who gets first", canary: "sempligatto" },
      erase: (w) => w.ask("stock.write-turn", anew),
    },
    {
      ...{ ...none, what: "a note on an item", canary: "wolmastra" },
      erase: (w) => w.ask("stock.unnote-item", { item, about: "route" }),
    },
    {
      ...{ ...none, what: "what an item was called", canary: "stirvandel" },
      erase: (w) => w.ask("stock.retire-item", { item }),
    },
  ];
}
