/** What a made-up group keeps: where it lies, how much should be there, and what was given out. */
import type { Does, Group, Walk } from "./walk.ts";

const es = (text: string) => ({ lang: "es", text });

/** A place with water that was counted, soap that runs low, a kit, and a count to confirm. */
export async function store(walk: Walk, { lead }: Group, member: Does): Promise<void> {
  walk.to(0.9);
  const place = async (name: string) => {
    const { answer } = await member("stock.open-place", { name: es(name) });
    return answer["shelf"];
  };
  const item = async (name: string, unit: string, category: string, levels?: object) => {
    const { answer } = await member("stock.name-item", { name: es(name), unit, category });
    if (levels !== undefined) await lead("stock.set-levels", { item: answer["item"], ...levels });
    return answer["item"];
  };
  const shelf = await place("Almacén del puerto");
  await place("Cuarto de la escuela");
  await lead("stock.prefer-place", { shelf });
  const water = await item("Agua potable", "l", "water");
  await member("stock.put-away", { shelf, lines: [{ item: water, unit: "l", of: "240" }] });
  const soap = await item("Jabón", "item", "hygiene", { minimum: "40", wanted: "120", days: 14 });
  const lines = [{ item: soap, unit: "item", of: "96" }];
  await member("stock.take-in", { shelf, came: "bought-nearby", lines });
  await lead("stock.note-item", {
    item: soap,
    about: "supplier",
    text: es("La tienda de la plaza"),
  });
  const give = { shelf, item: soap, unit: "item", of: "64", band: "20-49" };
  await member("stock.give-out", give);
  const counted = { item: soap, unit: "item", of: "31", until: null, lot: null };
  await member("stock.count", { shelf, lines: [counted] });
}
