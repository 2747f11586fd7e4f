/** Expenses in a world: what for, whom they are paid to, why not. */
import type { Author } from "../../house/command.ts";
import { DAY } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { withPicture } from "./pictures.ts";
import { en, type World, type Written } from "./world.ts";

const MONTHS = { from: "2026-11", to: "2026-12" };

/** One that is taken out by hand, and one whose time goes by. */
export async function writeSpent(world: World): Promise<Written[]> {
  const { ask, founder } = world;
  if (founder.by !== "member") return [];
  const lines = [{ account: "uses:food", of: { of: "7", unit: "EUR" } }];
  const submit = async (what: string, name: string) =>
    (await ask("expenses.submit", { lines, what: en(what), name })).answer["expense"];
  const expense = await submit("ghorbanel bread", "istravond");
  await withPicture(world, founder, ["expenses.add-receipt", { expense, line: 1 }], "receipt");
  const timed = await submit("lestrambo oil", "munquavil");
  const later = async (w: World) => {
    await w.ask("expenses.withdraw", { expense: timed });
    w.clock.pass(61 * DAY);
    for (const { tend } of plan.rooms) await tend?.(w.house, w.space);
  };
  const title = (text: string) => ({ of: { of: "9", unit: "EUR" }, ...MONTHS, title: [en(text)] });
  const { budget } = (await ask("expenses.plan-budget", title("norvalisk roof"))).answer;
  const given = { of: { of: "5", unit: "EUR" }, name: "ulgrimonte", since: "2026-11" };
  const { pledge } = (await ask("expenses.expect", given)).answer;
  const rest = { searched: false, erase: async () => undefined };
  const out = (w: World, author?: Author) => w.ask("expenses.take-out", { expense }, author);
  return [
    { what: "what was spent", canary: "ghorbanel", searched: true, erase: (w) => out(w) },
    { ...rest, what: "whom it was paid to", canary: "istravond" },
    {
      ...{ what: "what a budget was called", canary: "norvalisk", searched: false },
      erase: (w) => w.ask("expenses.change-budget", { budget, ...title("roof") }),
    },
    {
      ...{ what: "who gives every month", canary: "ulgrimonte", searched: false },
      erase: (w) => w.ask("expenses.forget-pledge", { pledge }),
    },
    { what: "an expense after its time", canary: "lestrambo", searched: true, erase: later },
    { ...rest, what: "whom that was paid to", canary: "munquavil" },
  ];
}
