/**
 * "Where is it?" as a JSON Feed (version 1.1), read by an address of a member's own. It tells of
 * what is published and still asked for, and of nothing in a circle: whoever runs a reader of feeds
 * reads it too. Of a protected group it tells no title, no amount and no day. It carries no time at
 * all: an entry is a new one when what it says is new.
 */
import { hash } from "node:crypto";
import { isOutside } from "../../house/circles.ts";
import type { Effect, Elsewhere } from "../../house/room.ts";
import { keyFor } from "../../house/seal.ts";
import type { View } from "../../house/view.ts";
import type { Words } from "../../house/words/index.ts";
import { findNeeds, sayFor, withWords } from "../needs/index.ts";
import { sayCodes } from "../offers/index.ts";
import { type AddressSort, addressesOf, endAddress } from "../people/index.ts";
import { sayWhere, unitsIn, wheresOf } from "./where.ts";

/** Rows of these addresses. */
export const WHERE: AddressSort = { byCode: "where/", ofMember: "where-of/" };

/** Entries of a feed. */
const ITEMS_MAX = 60;

/** Who goes, or comes back by others' word, has the address of before no more. */
export const dropWhere: Effect = {
  name: "stock.drop-feed",
  on: ["member.set-back/1", "member.left/1", "member.removed/1"],
  act: async (house, id, { thing: whose }) => {
    const space = await house.space(id);
    if (space !== null) await endAddress(space, WHERE, whose, house.now);
  },
};

/** Addresses that readers of feeds have; what they fetched before stays in them. */
export const elsewhere = (view: View): Promise<readonly Elsewhere[]> =>
  addressesOf(view, WHERE, "stock.elsewhere.feeds");

/** The feed, as JSON, in the words it is asked in. */
export async function whereFile(
  view: View,
  words: Words,
  { zone, protects }: { zone: string; protects: boolean },
): Promise<string> {
  const { t, lang } = words;
  const all = (await findNeeds(view)).filter(({ circle }) => isOutside(circle));
  const lines = await withWords(view, all.slice(0, ITEMS_MAX));
  const say = await sayFor(view, words, lines);
  const wheres = await wheresOf(
    view,
    zone,
    lines.map(({ thing }) => thing),
  );
  const { unit } = await sayCodes(view, words, wheres.flatMap(unitsIn));
  const key = keyFor("where-entries", view.space.key);
  const items = lines.flatMap((line, i) => {
    const where = wheres[i];
    if (where === undefined) return [];
    const content_text = sayWhere(words, where, protects, unit);
    const title = protects ? t("stock.feed.line") : say.title(line).text;
    const said = [line.thing.id, title, content_text].join("\n");
    const digest = hash("sha256", Buffer.concat([key, Buffer.from(said)]), "hex");
    return [{ id: digest.slice(0, 32), title, content_text, language: lang }];
  });
  const version = "https://jsonfeed.org/version/1.1";
  return JSON.stringify({ version, title: t("stock.where.title"), language: lang, items });
}
