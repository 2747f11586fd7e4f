/**
 * Letters: what is recorded of a breach as a text to people or to an authority, in a language of
 * the product. It is a beginning: whoever tells reads it over and fills in what is in brackets.
 */
import { dayOf, type Text } from "../../house/values/index.ts";
import { createWords, type Words, wordsFromFiles, wordsLang } from "../../house/words/index.ts";
import { isLate } from "./clock.ts";
import type { BreachState, Count, Line } from "./facts.ts";
import { blockOf, type Contact, type Words as Said, saidAt } from "./questions.ts";

const ROOT = new URL("../../", import.meta.url);

/** What a letter is made from. */
export type Recorded = {
  state: BreachState;
  line: Line;
  said: Said;
  contact: Contact | null;
  /** What the group is called; empty where it is not said. */
  group: string;
  zone: string;
  now: number;
};

const wordsIn = (lang: string) =>
  createWords({ lang: wordsLang(lang), load: wordsFromFiles(ROOT) });

/** What stands over a letter on paper, in its own language. */
export function headingIn(lang: string, drill: boolean): Text {
  const { plain, lang: own } = wordsIn(lang);
  const title = plain("breaches.letter.heading");
  return { lang: own, text: drill ? plain("breaches.drill.of", { title }) : title };
}

/** The letter for a line, in the product's language nearest to the line's. */
export function letterFor(recorded: Recorded): Text {
  const words = wordsIn(recorded.line.lang);
  const { lang } = words;
  const toAuthority = recorded.line.whom === "authority";
  const body = toAuthority ? toTheAuthority(words, recorded) : toPeople(words, recorded);
  const drill = words.plain("breaches.letter.drill");
  const all = recorded.state.drill ? [drill, ...body, drill] : body;
  return { lang, text: all.filter((one) => one !== "").join("\n\n") };
}

/** What people are told (GDPR, article 34): plainly, what it means for them, what they can do. */
function toPeople(words: Words, recorded: Recorded): string[] {
  const { plain } = words;
  const { state, group } = recorded;
  const name = group === "" ? plain("breaches.letter.group-gap") : group;
  return [
    plain("breaches.letter.hello", { group: name }),
    [
      plain("breaches.letter.learned", { day: dayText(words, recorded, state.aware) }),
      what(words, state),
    ]
      .concat(happened(words, state))
      .join(" "),
    own(words, recorded, "happened"),
    read(words, state),
    [plain(`breaches.letter.risk-${state.risk}`), own(words, recorded, "outcome")].join(" "),
    plain("breaches.letter.done", { done: measures(words, state) }),
    plain(`breaches.letter.advice-${state.what}`),
    ask(words, recorded),
  ];
}

/** What an authority is told (article 33, 3): numbered, as its forms ask for it. */
function toTheAuthority(words: Words, recorded: Recorded): string[] {
  const { plain } = words;
  const { state, line, group, now, said } = recorded;
  const name = group === "" ? plain("breaches.letter.group-gap") : group;
  const part = (n: number, ...texts: string[]) =>
    [`${n}. ${plain(`breaches.letter.part-${n}`)}`, ...texts.filter(Boolean)].join("\n");
  const why = saidAt(said, line.end?.why ?? null)?.text ?? plain("breaches.letter.late-gap");
  return [
    plain("breaches.letter.notice", { group: name }),
    part(1, what(words, state), happened(words, state), own(words, recorded, "happened")),
    part(2, people(words, state), read(words, state)),
    part(3, ask(words, recorded)),
    part(4, plain(`breaches.letter.risk-${state.risk}`), own(words, recorded, "outcome")),
    part(5, plain("breaches.letter.done", { done: measures(words, state) })),
    part(6, plain("breaches.letter.aware", { when: moment(words, recorded, state.aware) })),
    ...(isLate(state, line, now) ? [part(7, why)] : []),
  ];
}

const dayText = (words: Words, { zone }: Recorded, at: number) => words.day(dayOf(at, zone));

function moment(words: Words, { zone }: Recorded, at: number): string {
  const format = { dateStyle: "long", timeStyle: "short", timeZone: zone } as const;
  return new Intl.DateTimeFormat(words.locale, format).format(at);
}

const what = ({ plain }: Words, state: BreachState) => plain(`breaches.letter.what-${state.what}`);

const happened = (words: Words, { happened: day }: BreachState) =>
  day === null
    ? words.plain("breaches.letter.happened-unknown")
    : words.plain("breaches.letter.happened", { day: words.day(day) });

/** The group's own words where they are in the letter's language; else the place for them. */
function own(words: Words, { state, said }: Recorded, block: "happened" | "outcome"): string {
  const text = blockOf(said, state, block);
  return text !== null && text.lang.split("-", 1)[0] === words.lang
    ? text.text
    : words.plain(`breaches.letter.gap-${block}`);
}

const latest = ({ counts }: BreachState): Count | undefined => counts.at(-1);

/** Kinds of things and how many, as they were last counted. */
function read(words: Words, state: BreachState): string {
  const count = latest(state);
  const sums = new Map<string, number>();
  for (const { kind, n } of count?.rows ?? []) sums.set(kind, n + (sums.get(kind) ?? 0));
  if (sums.size === 0) return words.plain("breaches.letter.gap-read");
  const kinds = [...sums].map(([kind, n]) => {
    const name = words.plain(`people.kind.${kind}`);
    return words.plain("breaches.letter.of-kind", { kind: name, n });
  });
  return words.plain("breaches.letter.read", { kinds: kinds.join("; ") });
}

function people(words: Words, state: BreachState): string {
  const count = latest(state);
  if (count === undefined) return words.plain("breaches.letter.gap-people");
  return words.plain("breaches.letter.people", { n: count.names });
}

function measures(words: Words, { measures: all }: BreachState): string {
  const codes = [...new Set(all.map((one) => one.what))].filter((one) => one !== "other");
  if (codes.length === 0) return words.plain("breaches.letter.gap-done");
  return words.list(codes.map((one) => words.plain(`breaches.letter.measure-${one}`)));
}

function ask(words: Words, { contact }: Recorded): string {
  return contact === null
    ? words.plain("breaches.letter.gap-contact")
    : words.plain("breaches.letter.contact", contact);
}
