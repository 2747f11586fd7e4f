/** A coastal town after a flood: an open group, in Spanish, with its page for everyone. */
import {
  accept,
  amount,
  ask,
  asked,
  count,
  describe,
  move,
  paste,
  send,
  type Taken,
  take,
} from "./acts.ts";
import { listen } from "./listen.ts";
import { shifts } from "./shifts.ts";
import { spend } from "./spend.ts";
import { store } from "./store.ts";
import type { Does, Group, Walk } from "./walk.ts";
import { TOWN, TOWN_NOT_WANTED } from "./words.ts";

const es = (text: string) => ({ lang: "es", text });

/** What the town's weeks are told with. */
type Town = {
  walk: Walk;
  group: Group;
  terms: string | null;
  /** The lines that were pasted first, in their order. */
  needs: string[];
  member: Does;
  treasurer: Does;
};

/** Tells the town's weeks from the first message to this morning. */
export async function fillTown(walk: Walk): Promise<Group> {
  const town = await begin(walk);
  const taken = await takeLines(town);
  await firstShipment(town, taken);
  const goods = await secondShipment(town, taken);
  await keepBooks(town, goods);
  await tellHours(town);
  await amongAFew(town);
  await listen(walk, town.group, town.member);
  await shifts(walk, town.group, town.member);
  await thisWeek(town);
  await inTheirWords(town);
  await store(walk, town.group, town.member);
  await practise(town);
  return town.group;
}

async function begin(walk: Walk): Promise<Town> {
  walk.to(24);
  const group = await walk.found({
    ...{ group: "Bahía Clara", lang: "es", handle: "lucero" },
    ...{ safety: "no", zone: "Europe/Madrid" },
  });
  const { lead, zone } = group;
  const place = { code: "ES", level: 1 };
  await lead("spaces.settle", { zone, langs: ["es", "en", "ar"], place });
  const terms = await describe(group, TOWN, TOWN_NOT_WANTED);
  await lead("spaces.publish", {});
  await lead("spaces.list", {});
  const needs = await paste(walk, group, [
    asked("es", "Mantas", amount(60), { category: "shelter", urgency: "days" }),
    asked("es", "Agua potable", amount(400, "l"), { category: "water", urgency: "hours" }),
    asked("es", "Bombas de achique", amount(6), { category: "tools", urgency: "hours" }),
    asked("es", "Guantes de trabajo", amount(120, "pair"), { size: es("M y L") }),
    asked("es", "Pañales", amount(80, "pack"), { category: "baby", size: es("talla 4") }),
    asked("es", "Lejía", amount(90, "l"), { category: "hygiene", nearby: true }),
    asked("es", "Palas", amount(30), { category: "tools", urgency: "days" }),
  ]);
  walk.to(23.5);
  const member = await walk.joins(group, "marea", "member");
  const treasurer = await walk.joins(group, "brisa", "treasurer");
  await walk.joins(group, "gaviota", "observer");
  // Nobody but who invited knows them yet: two have to.
  await walk.joins(group, "salitre", "member", false);
  return { walk, group, terms, needs, member, treasurer };
}

async function takeLines({ walk, group, terms, needs, member }: Town): Promise<Taken[]> {
  const { lead } = group;
  const line = (i: number) => ({ need: needs[i] ?? "", terms });
  const someone = () => walk.stranger(group);
  walk.to(22.6);
  const by = walk.day(5, group);
  const blankets = await take(
    someone(),
    { ...line(0), quantity: amount(40), name: "galerna, Red Faro Norte" },
    { by },
  );
  const gloves = await take(someone(), {
    ...{ ...line(3), quantity: amount(100, "pair"), name: "thistle, Linden Street" },
  });
  const water = await take(someone(), {
    ...{ ...line(1), quantity: amount(300, "l"), name: "yasmin" },
  });
  const far = await take(someone(), { ...line(2), quantity: amount(40), name: "bruma" });
  walk.to(22.2);
  await accept(lead, blankets.id);
  await accept(member, gloves.id, amount(80, "pair"));
  await accept(lead, water.id);
  await lead("offers.answer-many", { answers: [{ id: far.id, answer: "decline" }] });
  await member("needs.note", { id: needs[2], text: es("Dos bombas sirven en la calle baja.") });
  await lead("needs.rank", { order: [needs[1], needs[0], needs[2]] });
  const spades = await take(someone(), { ...line(6), quantity: amount(12), name: "salitre" });
  await walk.holder(group, spades.id, spades.code)("offers.withdraw", { id: spades.id });
  return [blankets, gloves, water];
}

/** Forty were sent, thirty-eight counted: the difference waits to be settled. */
async function firstShipment({ walk, group, needs, member }: Town, [blankets, gloves]: Taken[]) {
  walk.to(19.4);
  const lines = [
    { offer: blankets?.id, need: needs[0], sent: amount(40) },
    { offer: gloves?.id, need: needs[3], sent: amount(80, "pair") },
  ];
  const by = walk.day(2, group);
  const first = await send(group.lead, lines, { by, from: es("Red Faro Norte y Linden Street") });
  await move(member, first, "on-the-way");
  walk.to(17.5);
  await move(member, first, "arrived");
  await count(member, first, [amount(38), amount(80, "pair")]);
}

/** All the water came, and something that nobody had announced. Answers the goods book. */
async function secondShipment({ walk, needs, member }: Town, taken: Taken[]) {
  walk.to(14.3);
  const lines = [{ offer: taken[2]?.id, need: needs[1], sent: amount(300, "l") }];
  const second = await send(member, lines, { from: es("yasmin y dos furgonetas") });
  await move(member, second, "on-the-way", "arrived");
  const book = await count(member, second, [amount(300, "l")]);
  walk.to(11.2);
  const unasked = { what: es("Cajas de fruta"), category: "food", sent: null };
  const surprise = await member("deliveries.record-arrival", {
    ...{ lines: [unasked], from: es("una panadería de la costa") },
  });
  walk.to(11);
  const extra = [{ what: es("Cajas de fruta"), category: "food", counted: amount(14, "box") }];
  const id = surprise.answer["id"];
  await member("ledger.count-delivery", {
    ...{ id, lines: [{ line: 1, counted: amount(22, "box") }], extra },
  });
  return book;
}

async function keepBooks(town: Town, goods: string) {
  const { walk, group, needs, treasurer } = town;
  walk.to(10.1);
  const move_ = (from: string, to: string, of: number, unit: string) => [
    { account: from, of: { of: `-${of}`, unit } },
    { account: to, of: amount(of, unit) },
  ];
  await treasurer("ledger.post", {
    ...{ book: goods, lines: move_("here", "given-out", 30, "item") },
    ...{ narration: es("Mantas repartidas en la escuela"), for: { need: needs[0] } },
  });
  const opened = await treasurer("ledger.open-book", {
    ...{ purpose: "money", title: [es("Dinero"), { lang: "en", text: "Money" }] },
  });
  const book = opened.answer["book"];
  const post = (lines: object[], text: string) =>
    treasurer("ledger.post", { book, lines, narration: es(text) });
  await post(move_("elsewhere", "money", 900, "EUR"), "Colecta del barrio del puerto");
  walk.to(8.4);
  await post(move_("money", "uses:tools", 240, "EUR"), "Alquiler de dos bombas");
  const wrong = await post(move_("money", "uses:transport", 85, "EUR"), "Gasóleo, dos viajes");
  walk.to(7.9);
  await treasurer("ledger.correct", {
    ...{ book, entry: wrong.answer["entry"], seen: 0 },
    ...{ was: move_("money", "uses:transport", 85, "EUR") },
    ...{ right: move_("money", "uses:transport", 58, "EUR"), why: es("El recibo dice 58") },
  });
  await post(move_("elsewhere", "money", 100, "USD"), "Familias que viven lejos");
  await treasurer("ledger.exchange", {
    ...{ book, from: "money", to: "money", gave: amount(100, "USD"), got: amount(90, "EUR") },
    ...{ fee: amount(2, "USD"), rate: { of: "0.92", per: "USD", source: "changer" } },
    narration: es("Cambio en el mercado"),
  });
  await bringBankFile(treasurer, String(book));
  const month = new Date(walk.house.now).toISOString().slice(0, 7);
  await spend({ ...town, lead: group.lead }, String(book), month);
  await group.lead("needs.meet", { ids: [needs[5]] });
}

/** What the bank says of a month: two rows that stand in the book, and one that waits. */
async function bringBankFile(treasurer: Town["treasurer"], book: string) {
  const row = (at: number, of: string, what: string, standing = "booked") => ({
    ...{ row: at, of: { of, unit: "EUR" }, what, standing, place: "money", alike: 1 },
    ...{ reference: `2026-${at}`, narration: es(at === 2 ? "Comisión" : "Cuota de apoyo") },
  });
  const said = { currency: "EUR", rows: 3, opening: "600", moved: "56", closing: "656" };
  await treasurer(
    "ledger.bring-rows",
    {
      ...{ book, file: "b".repeat(64), format: "camt", lang: "es" },
      accounts: [{ ...said, agrees: true, disagreeing: 0 }],
      rows: [row(1, "60", "received"), row(2, "-4", "fee"), row(3, "25", "received", "pending")],
    },
    { arrived: "import" },
  );
}

/** Hours from the weeks before, as they stood in a notebook, and what everyone is told of them. */
async function tellHours({ walk, treasurer }: Town) {
  const title = [es("Horas en el puerto"), { lang: "en", text: "Hours at the harbour" }];
  const opened = await treasurer("ledger.open-book", { purpose: "hours", title });
  const book = opened.answer["book"];
  const happened = walk.lastMonth(12);
  const given: [use: string, hours: number[]][] = [
    ["uses:tools", [6, 4, 8, 5, 7]],
    ["uses:food", [3, 3, 4, 5, 3, 2]],
    ["uses:transport", [9]],
  ];
  for (const [account, hours] of given)
    for (const of of hours) {
      const lines = [
        { account: "elsewhere", of: amount(-of, "hour") },
        { account, of: amount(of, "hour") },
      ];
      await treasurer("ledger.post", { book, lines }, { happened, arrived: "paper" });
    }
  const month = new Date(happened).toISOString().slice(0, 7);
  await treasurer("ledger.make-statement", {
    ...{ book, from: month, to: month, title, open: true },
    seen: 1 + given.flatMap(([, hours]) => hours).length,
  });
}

/** What two of them keep to themselves: the night watch, and what it asks for. */
async function amongAFew({ walk, group: { lead } }: Town) {
  walk.to(6.8);
  const name = [es("Guardia de noche"), { lang: "en", text: "Night watch" }];
  const made = await lead("people.make-circle", { name });
  const circle = made.answer["circle"];
  const member = walk.members.get("marea");
  await lead("people.add-to-circle", { circle, member, past: true });
  const line = { title: es("Linternas para la guardia"), quantity: amount(6), urgency: "whenever" };
  await lead("needs.open", { ...line, category: "tools", circle });
}

/** Other kinds of support, what came by phone, what waits; one line nobody confirmed for long. */
async function thisWeek({ walk, group, terms, needs, member }: Town) {
  const { lead } = group;
  walk.to(6.3);
  const soon = { urgency: "weeks", by: walk.day(12, group) };
  await ask(
    lead,
    asked("es", "Carpintería para puertas", amount(40, "hour"), {
      ...{ needKind: "hours", ...soon },
    }),
  );
  await ask(lead, asked("es", "Papeles del seguro", amount(12, "visit"), { needKind: "legal" }));
  await ask(lead, asked("es", "Cómo secar muros sin moho", null, { needKind: "knowledge" }));
  await ask(lead, asked("es", "Fondo para motores", amount(1500, "EUR"), { needKind: "money" }));
  await ask(member, asked("es", "Cama para dos noches", null, { needKind: "stay" }));
  const spades = { title: es("Palas y rastrillos"), quantity: amount(30), urgency: "whenever" };
  await lead("needs.revise", { id: needs[6], ...spades, category: "tools" });
  walk.to(2.2);
  const how = { arrived: "phone", readBack: false } as const;
  await ask(member, asked("es", "Hornillos de gas", amount(9), { urgency: "days" }), how);
  const line = { need: needs[4] ?? "", terms };
  await take(walk.stranger(group), { ...line, quantity: amount(25, "pack"), name: "thistle" });
  await take(walk.stranger(group), { ...line, quantity: amount(60, "pack"), name: "nube" });
  await walk.stranger(group)("offers.offer-unasked", {
    ...{ what: es("Un piano de pared"), name: "arce", reach: "arce@lista.example", terms },
  });
  walk.to(1.1);
  const late = [{ need: needs[6], sent: amount(18) }];
  await move(member, await send(lead, late, { from: es("Herrería del valle") }), "arrived");
  const coming = [{ need: needs[4], sent: amount(20, "pack") }];
  const by = walk.day(4, group);
  await move(lead, await send(lead, coming, { by, from: es("Red Faro Norte") }), "on-the-way");
  walk.to(0.3);
  const still = [needs[0], needs[1], needs[3], needs[4]];
  await lead("needs.confirm-many", { answers: still.map((id) => ({ id, answer: "yes" })) });
}

const VOICE = { arrived: "voice", readBack: true } as const;

/** Words of people: allowed and shown, asked, told on behalf of somebody, taken back by phone. */
async function inTheirWords({ walk, group, member }: Town) {
  const { lead } = group;
  walk.to(5.4);
  const said = async (name: string, quoted: string, more: object = {}) => {
    const noted = await member("consent.note-person", { is: "person", name, reach: "por marea" });
    const { subject } = noted.answer;
    const words = await member("consent.write-words", { subject, quoted: es(quoted) });
    const { saying } = words.answer;
    const asked = await lead("consent.ask", {
      ...{ subject, activity: "publish", scope: [saying], data: ["words"], lang: "es" },
      ...{ channels: ["group-page", "press"], named: "other-name", face: "none", place: 2 },
      ...{ groups: [], roles: [], anyone: true, also: ["translate"], country: null, noCost: true },
      ...{ from: walk.day(0, group), ends: walk.day(120, group), review: walk.day(100, group) },
      ...{ basis: "own-yes", withdraw: ["code", "any-member", "phone"] },
      ...{ notice: es(`Nos dijiste: «${quoted}». ¿Lo podemos mostrar?`), ...more },
      purpose: es("Contar en nuestra página cómo va el barrio"),
    });
    return { subject, saying, consent: asked.answer["consent"] };
  };
  const yes = { as: "self", retold: true, interpreted: false };
  const first = await said("la panadera", "Nadie nos preguntó antes qué hacía falta. Ahora sí.");
  await member("consent.hear-yes", { ...yes, consent: first.consent }, VOICE);
  const called = es("una panadera del puerto");
  await lead("consent.show-words", { saying: first.saying, called });
  const second = await said("el de las barcas", "Volveremos a salir cuando haya motores.");
  await member("consent.hear-yes", { ...yes, consent: second.consent }, VOICE);
  await lead("consent.show-words", { saying: second.saying });
  await lead("consent.pass-on", { saying: second.saying, channel: "press" });
  walk.to(3.1);
  // His cousin phoned: it is gone with the next look.
  await member("consent.withdraw", { consent: second.consent }, { arrived: "phone" });
  const third = await said("la maestra", "La escuela abre si hay puertas.");
  const told = { ...yes, consent: third.consent, as: "other" };
  await member("consent.hear-yes", told, { arrived: "phone" });
  await said("dos hermanas", "Queremos que se sepa que estamos bien.");
}

/** A drill: what they would do if a phone were taken. Two of them know of it. */
async function practise({ walk, group: { lead } }: Town) {
  walk.to(0.2);
  const known = { what: "device", happened: null, law: "yes", risk: "unsure" };
  const name = [es("SIMULACRO: un teléfono"), { lang: "en", text: "DRILL: a phone" }];
  const made = await lead("breaches.open", {
    ...{ ...known, aware: walk.at, drill: true, name, lang: "es" },
    happenedText: es("Hacemos como si se hubieran llevado un teléfono del almacén."),
  });
  const { breach, circle } = made.answer;
  const member = walk.members.get("marea");
  await lead("people.add-to-circle", { circle, member, past: true });
  await lead("breaches.take-measure", { breach, what: "sessions" });
}
