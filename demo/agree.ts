/** What the town would agree on with a group from further away: proposed, and not signed yet. */
import { isRefusal } from "../house/refusal.ts";
import { laterDay } from "../house/values/index.ts";
import type { Agreed } from "../rooms/agreements/facts.ts";
import { type Frame, REVIEW_MONTHS, type Said } from "../rooms/agreements/terms.ts";
import { agreementText } from "../rooms/agreements/text.ts";
import type { Group, Walk } from "./walk.ts";

/** The other group: nobody of it has a hand here yet. */
const OTHER = "b".repeat(32);
const LANGS = ["es", "en", "ar"] as const;
const es = (text: string) => ({ lang: "es", text });

const CLAUSES: readonly Said[] = [
  { kind: "aims", terms: { of: ["relief", "rebuilding"] } },
  {
    kind: "support",
    terms: {
      gives: "them",
      kinds: ["goods", "hours"],
      most: { of: "60", unit: "box" },
      per: "month",
    },
  },
  {
    kind: "money",
    terms: { gives: "them", most: { of: "800", unit: "EUR" }, per: "month", use: "free" },
  },
  { kind: "not-wanted", terms: { categories: ["clothing"], kinds: [] } },
  { kind: "people", terms: { most: 0, days: 0, asked: true } },
  { kind: "media", terms: { what: [], each: true } },
  { kind: "decisions", terms: { how: "local", days: 5 } },
  { kind: "way-out", terms: { money: "stays", goods: "stays" } },
];

/** A draft with free words, proposed in three languages; two sessions of talk went before. */
export async function agree(walk: Walk, group: Group): Promise<void> {
  const { lead } = group;
  walk.to(4.4);
  const begun = await lead("agreements.begin", { with: OTHER, langs: LANGS });
  const { agreement } = begun.answer;
  const clauses: Agreed[] = [];
  for (const one of CLAUSES) {
    const written = await lead("agreements.write-clause", { agreement, says: one });
    const clause = String(written.answer["clause"]);
    clauses.push({ ...one, clause, side: "host" } as Agreed);
  }
  const [aims] = clauses;
  const said = es("Que el barrio pase el invierno con techo y con agua, y a su manera.");
  await lead("agreements.write-words", { agreement, clause: aims?.clause, lang: "es", said });
  const from = walk.day(0, group);
  const frame: Frame = { from, review: laterDay(from, { months: REVIEW_MONTHS }), ends: null };
  const texts = LANGS.map((lang) =>
    agreementText(lang, {
      ...{ clauses, frame, prevails: "es", version: 1, names: { us: "Bahía Clara", them: "" } },
      said: (clause) => (lang === "es" && clause === aims?.clause ? said : null),
    }),
  );
  const proposed = await lead("agreements.propose", { agreement, texts, differing: [] });
  if (isRefusal(proposed)) throw new Error(proposed.refused);
}
