/** What the pages of agreements share: who may act, how states, parties and clauses are said. */
import type { Reply, SpaceVisit, Visit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { chooseText, dayOf, readText, type Text } from "../../../house/values/index.ts";
import { Notice } from "../../../ui/notice.tsx";
import { State, type StateKind } from "../../../ui/state.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { allyNames, isHere, oneAlly } from "../../allies/index.ts";
import type { Agreed } from "../facts.ts";
import { HOST, type Side } from "../parties.ts";
import { type Listed, oneAgreement } from "../questions.ts";
import type { Status } from "../status.ts";
import { clauseLines } from "../text.ts";

/** The visitor's own side: an allied group's id where they act for it, else the host's. */
export const mine = ({ session }: Pick<Visit, "session">): Side => session?.ally?.ally ?? HOST;

/** Whether the visitor is of the local group. */
export const isLocal = ({ session }: Pick<Visit, "session">) => session?.ally == null;

/** Whether the visitor may write here. */
export const writes = ({ session }: Visit) =>
  session?.ally != null ||
  session?.roles.some((role) => role === "coordination" || role === "member") === true;

/** Whether the visitor may sign for their group: its coordination. */
export const signs = ({ session }: Visit) =>
  session?.ally?.leads === true || session?.roles.includes("coordination") === true;

/** Whether the visitor may stop what stands. */
export const stopsIt = ({ session }: Visit) =>
  session?.ally != null || session?.roles.some((role) => role !== "observer") === true;

/** What the other group is called to the visitor: by its own name, else by its side. */
export async function otherName(visit: SpaceVisit, them: Side): Promise<string> {
  const { view } = visit;
  if (!isLocal(visit)) return (await oneAlly(view, them))?.from?.text ?? sideText(visit, HOST);
  return (await allyNames(view, [them])).get(them)?.text ?? sideText(visit, them);
}

/** Whether the other group takes part here no more: it is bound to nothing new. */
export async function hasLeft(visit: SpaceVisit, them: Side): Promise<boolean> {
  const other = isLocal(visit) ? await oneAlly(visit.view, them) : undefined;
  return other !== undefined && !isHere(other.thing.state);
}

/** What both are called in a text that both read: as each told the other. */
export async function bothNames({ view }: Pick<SpaceVisit, "view">, them: Side) {
  const one = await oneAlly(view, them);
  return { us: one?.from?.text ?? "", them: one?.name?.text ?? "" };
}

/** A word for the local group, or the one for the other where that reads. */
export const ours = (visit: Pick<Visit, "t" | "session">, key: string, vars = {}): string =>
  visit.t(isLocal(visit) ? key : `${key}-theirs`, vars);

const LOOKS: Readonly<Record<Status, StateKind>> = {
  ...{ draft: "quiet", proposed: "waiting", signed: "waiting", "in-force": "live" },
  ...{ lapsed: "lapsing", paused: "stopped", ended: "stopped", parted: "stopped" },
};

/** How an agreement stands: icon, word, colour. */
export function Standing({ visit: { t }, status }: { visit: Visit; status: Status }) {
  return <State is={LOOKS[status]}>{t(`agreements.status.${status}`)}</State>;
}

/** A side in a sentence: the local group, or the solidarity group. */
export const sideText = ({ t }: Pick<Visit, "t">, side: Side): string =>
  t(side === HOST ? "agreements.party.us" : "agreements.party.them");

/** The id of the agreement that the address names. */
export const idOf = ({ params }: SpaceVisit) => params["id"] ?? "";
/** Where its pages lie. */
export const atOf = ({ space }: SpaceVisit, id: string) => `${space.base}/agreements/${id}`;

/** Draws a page of the agreement the address names. */
export async function forAgreement(
  visit: SpaceVisit,
  draw: (one: Listed) => Reply | Promise<Reply>,
): Promise<Reply> {
  const one = await oneAgreement(visit.view, idOf(visit));
  if (one === undefined) return notHere;
  const reply = await draw(one);
  // What is agreed, and what is typed into it, both sides read.
  if (!("page" in reply) || reply.readers !== undefined) return reply;
  const readers = visit.t("agreements.readers");
  return { ...reply, readers, typed: readers };
}

/** What is to be put right, at the head of a page whose form stands under a long text. */
export function Faults({ visit, faults }: { visit: Visit; faults: readonly { text: string }[] }) {
  return (
    <>
      {faults.map(({ text }) => (
        <Notice kind="warn" t={visit.t} title={text} />
      ))}
    </>
  );
}

/** The way back, and what the page is called. */
export function Head({ visit, title, id }: { visit: SpaceVisit; title: string; id: string }) {
  return (
    <>
      <p>
        <a href={atOf(visit, id)}>{visit.t("agreements.one")}</a>
      </p>
      <h1>{title}</h1>
    </>
  );
}

/** A clause as people read it, in the reader's language, with its free words in theirs. */
export function ClauseText(props: {
  visit: Visit;
  clause: Agreed;
  said: readonly Text[];
  children?: unknown;
}) {
  const { visit, clause, said } = props;
  const { t, words } = visit;
  return (
    <section>
      <h2>{t(`agreements.kind.${clause.kind}`)}</h2>
      {clauseLines(words, clause).map((line) => (
        <p>{line}</p>
      ))}
      {said.map((text) => (
        <p {...voiceOf(text)}>{text.text}</p>
      ))}
      <p class="soft">{t(clause.side === HOST ? "agreements.by.us" : "agreements.by.them")}</p>
      {props.children as never}
    </section>
  );
}

/** A text as it was proposed, a clause below the other on every screen: their order is signed. */
export function Paragraphs({ text }: { text: Text }) {
  return (
    <div class="choices" {...voiceOf(text)}>
      {text.text.split("\n\n").map((clause, part, all) => (
        <div class="words">
          <div>
            {clause.split("\n").map((line, at) => (
              <p>{at === 0 && part < all.length - 1 ? <b>{line}</b> : line}</p>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

/** The text of these that a reader of a language is shown first. */
export const nearest = <T extends Text>(texts: readonly T[], lang: string): T | undefined =>
  chooseText(texts, [lang]) as T | undefined;

/** A text that was typed in a language; null where none was, a refusal where it cannot be kept. */
export function typedText(
  { posted }: Pick<Visit, "posted">,
  { name, lang, lengthMax }: { name: string; lang: string; lengthMax: number },
): Text | null | Refusal {
  const typed = posted.text(name);
  if (typed === "") return null;
  const read = readText(lang, typed, { lines: "many", lengthMax });
  return read.ok ? read.value : { refused: read.reason, because: "shape", field: name };
}

/** An instant as a day of the group's zone, in words. */
export const dayText = ({ words, space }: SpaceVisit, at: number): string =>
  words.day(dayOf(at, space.zone));

/** Sends what a form says; refused, `again` draws its page with what was typed. */
export async function does(
  visit: SpaceVisit,
  [command, input, more = {}]: [string, object, Parameters<SpaceVisit["send"]>[2]?],
  said: { goto: string; notice: string; again: (refusal: Refusal) => Promise<Reply> },
): Promise<Reply> {
  const done = await visit.send(`agreements.${command}`, input, more);
  if (isRefusal(done)) return done.because === "not-found" ? done : said.again(done);
  return { goto: `${visit.space.base}${said.goto}`, notice: said.notice };
}
