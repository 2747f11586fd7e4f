/** Lines of the timeline as sentences: whole messages, people's words in their own direction. */
import type { Visit } from "../../../house/door.ts";
import { type Amount, chooseText, type Text } from "../../../house/values/index.ts";
import type { WordPart } from "../../../house/words/index.ts";
import type { Kids } from "../../../ui/types.ts";
import { voiceOf } from "../../../ui/words.tsx";
import { breach, isDrill } from "../../breaches/index.ts";
import type { By, Told } from "../timeline.ts";

type Reader = Pick<Visit, "t" | "words" | "lang">;

const NAMED = new Set([
  ...["need", "offer", "delivery", "book", "statement", "term", "circle", "breach", "drill"],
  ...["listening", "norm", "growth", "subject", "consent", "saying", "picture", "ally", "alliance"],
  ...["agreement", "drawing", "agreement-note", "expense", "budget"],
  ...["occasion", "turn", "effort"],
  ...["skill", "request", "introduction", "report"],
  ...["shelf", "goods"],
]);

/** A message in pieces, each value apart from the words around it. */
export function Pieces({ parts }: { parts: readonly WordPart[] }) {
  return (
    <>
      {parts.map((part) => {
        if (part.kind === "text") return part.text;
        if (part.kind === "value") return <bdi>{part.text}</bdi>;
        return part.kind === "node" ? (part.node as Kids) : null;
      })}
    </>
  );
}

/** Sentences that say what kind of thing it was themselves, so that no word has to stand for it. */
const SAYS_KIND = /^today\.said\.(?:offer|delivery|book|statement|term|transfer|note)\./;

/** What a line is about: its title, or a plain word where there is none, and how much. */
function What({ told, visit }: { told: Told; visit: Reader }) {
  const { words, t } = visit;
  const title = <Title title={told.title} kind={told.thing.kind} t={t} />;
  const amounts = words.list(told.amounts.map((amount) => sayAmount(visit, told, amount)));
  if (amounts === "") return title;
  if (told.title === null && SAYS_KIND.test(told.key)) return <bdi>{amounts}</bdi>;
  return <Pieces parts={words.parts("today.what.amount", { title, amounts })} />;
}

function sayAmount({ words, lang }: Reader, { units }: Told, amount: Amount): string {
  const name = chooseText(units.get(amount.unit) ?? [], [lang])?.text;
  return words.amount(amount, name);
}

/** What a thing is called, in the language it was written in, or what kind of thing it is. */
export function Title(props: { title: Text | null; kind: string; t: Reader["t"] }) {
  const { title, kind, t } = props;
  if (title !== null) return <bdi {...voiceOf(title)}>{title.text}</bdi>;
  return <span>{t(`today.thing.${NAMED.has(kind) ? kind : "other"}`)}</span>;
}

/** The sentence of one line. */
export function Sentence({ told, visit }: { told: Told; visit: Reader }) {
  const what = <What told={told} visit={visit} />;
  const named = told.title !== null || told.amounts.length > 0 ? "yes" : "no";
  const vars = {
    ...(SAYS_KIND.test(told.key) ? { what, named } : { what }),
    ...(told.thing.kind === breach.kind ? { drill: isDrill(told.thing) ? "yes" : "no" } : {}),
  };
  return <Pieces parts={visit.words.parts(told.key, vars)} />;
}

/** Who wrote it, as one sentence. */
export function WhoSaid({ by, visit }: { by: By; visit: Reader }) {
  const { t, words } = visit;
  const { kind, handle, arrived } = by;
  if (kind !== "member") return <>{t(`today.by.${kind}`)}</>;
  if (handle === null) return <>{t("today.by.nameless")}</>;
  return <Pieces parts={words.parts("today.by.member", { who: <bdi>{handle}</bdi>, arrived })} />;
}
