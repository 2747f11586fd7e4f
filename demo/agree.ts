/** What the town and a group that came along would agree on: signed by that group alone as yet. */
import { laterDay } from "../house/values/index.ts";
import type { Agreed } from "../rooms/agreements/facts.ts";
import { type Frame, REVIEW_MONTHS, type Said } from "../rooms/agreements/terms.ts";
import { agreementText } from "../rooms/agreements/text.ts";
import type { Group, Walk } from "./walk.ts";

/** Somebody of the other group who acts for it. */
type Them = { ally: string; person: string };
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

/** A draft with free words, proposed in three languages; the other group signs it first. */
export async function agree(walk: Walk, { space, founder, ...group }: Group, them: Them) {
  const lead = walk.as(space, { by: "member", member: founder });
  const theirs = walk.as(space, { by: "ally", ...them, leads: true });
  const names = { us: "Bahía Clara", them: "Red Faro Norte" };
  walk.to(0.04);
  const begun = await lead("agreements.begin", { with: them.ally, langs: LANGS });
  const { agreement } = begun.answer;
  const clauses = CLAUSES.map((one) => ({ ...one, clause: one.kind, side: "host" }) as Agreed);
  const said = es("Que el barrio pase el invierno con techo y con agua, y a su manera.");
  const from = walk.day(0, { space, founder, ...group });
  const frame: Frame = { from, review: laterDay(from, { months: REVIEW_MONTHS }), ends: null };
  const texts = LANGS.map((lang) =>
    agreementText(lang, {
      ...{ clauses, frame, prevails: "es", version: 1, names },
      said: (clause) => (lang === "es" && clause === "aims" ? said : null),
    }),
  );
  const wanted = CLAUSES.map((says) =>
    says.kind === "aims" ? { says, said: [{ lang: "es", text: said }] } : { says },
  );
  const proposal = { agreement, texts, differing: [], clauses: wanted };
  const proposed = await lead("agreements.propose", proposal);
  const { version, hash } = proposed.answer;
  const signature = { agreement, version, hash, assembly: null, seen: false };
  await theirs("agreements.sign", signature);
}
