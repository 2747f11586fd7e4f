/** A book for everyone: asking for it, opening it on two people's yes, closing it, reading it. */
import { isOutside } from "../../../house/circles.ts";
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { chooseText, readText, type Text } from "../../../house/values/index.ts";
import type { View } from "../../../house/view.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { stepUp } from "../../people/index.ts";
import { type JointState, joint, nameOf } from "../../spaces/index.ts";
import { keepsMoney } from "../decider.ts";
import { publicFault } from "../decider-public.ts";
import { type BookState, book, TITLE_MAX } from "../facts.ts";
import { namesOf } from "../questions.ts";
import { naming, type OpenBook, openBook, readersOf } from "./naming.ts";
import { OfBook } from "./parts.tsx";
import { Report } from "./report.tsx";
import { errorIn, faultsOf } from "./typed.ts";

type Props = { visit: SpaceVisit; open: OpenBook; fault: Refusal | null };

const keeps = ({ session }: SpaceVisit) => keepsMoney({ roles: session?.roles ?? [] });

/** The joint act about a book that still lives, or undefined. */
async function jointFor({ view, now }: SpaceVisit, id: string) {
  const all = (await view.things(joint)).filter(({ state }) => {
    return state.what === "book" && state.of[0] === id && state.over === null && now < state.until;
  });
  return all.at(-1) as Thing<JointState> | undefined;
}

/** `GET /s/<slug>/books/:id/opening`. */
export async function openingPage(visit: SpaceVisit): Promise<Reply> {
  return drawn(visit, null);
}

async function drawn(visit: SpaceVisit, fault: Refusal | null): Promise<Reply> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  if (!keeps(visit)) return notHere;
  const { t } = visit;
  const title = t("ledger.public.title");
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{t("ledger.public.text")}</p>
      <p>{t("ledger.public.before", { n: open.thing.state.transfers })}</p>
      {await Doing({ visit, open, fault })}
    </>
  );
  const status = fault === null ? 200 : 422;
  return { page, title, status, ...readersOf(visit, open.thing) };
}

/** What there is to do, by how it stands. */
async function Doing({ visit, open, fault }: Props) {
  const { t, keys, space, session } = visit;
  const at = `${open.base}/opening`;
  if (isOutside(open.thing.circle))
    return (
      <>
        <Acts>
          <Go href={`${space.base}/open-books/${open.thing.id}`} weight="quiet">
            {t("ledger.public.see")}
          </Go>
          <Act {...{ action: `${at}/end`, keys, weight: "grave" }}>{t("ledger.public.close")}</Act>
        </Acts>
        <p class="soft">{t("ledger.public.was-read")}</p>
      </>
    );
  const no = publicFault(open.thing, { protects: space.protects });
  if (no !== null) return <p>{t(`refusal.${no.refused}`)}</p>;
  const asked = await jointFor(visit, open.thing.id);
  if (asked === undefined)
    return <Act {...{ action: at, keys, weight: "main" }}>{t("ledger.public.ask")}</Act>;
  const mine = asked.state.agreed.includes(session?.member ?? "");
  if (!mine)
    return (
      <Act {...{ action: `${space.base}/joint/${asked.id}/agreement`, keys, weight: "main" }}>
        {t("ledger.public.agree")}
      </Act>
    );
  return <Opening {...{ visit, open, fault, asked }} />;
}

function Opening({ visit, open, fault, asked }: Props & { asked: Thing<JointState> }) {
  const { t, keys, posted } = visit;
  return (
    <Form
      {...{ t, keys, action: `${open.base}/opening/yes` }}
      faults={faultsOf(t, fault, ["title"])}
    >
      <p>{t("ledger.public.asked", { n: asked.state.agreed.length })}</p>
      <input type="hidden" name="joint" value={asked.id} />
      <TextField
        {...{ t, name: "title", label: t("ledger.public.name"), maxlength: TITLE_MAX }}
        hint={t("ledger.public.name-hint")}
        value={posted.text("title")}
        error={errorIn(t, fault, "title")}
      />
      <Button>{t("ledger.public.open")}</Button>
    </Form>
  );
}

/** `POST /s/<slug>/books/:id/opening`. */
export async function askOpening(visit: SpaceVisit): Promise<Reply> {
  const first = stepUp(visit);
  if (first !== null) return first;
  const done = await visit.send("ledger.ask-public-book", { book: visit.params["id"] });
  if (isRefusal(done)) return drawn(visit, done);
  return { goto: `${visit.space.base}/books/${visit.params["id"]}/opening` };
}

/** `POST /s/<slug>/books/:id/opening/yes`. */
export async function makeOpen(visit: SpaceVisit): Promise<Reply> {
  const first = stepUp(visit);
  if (first !== null) return first;
  const { posted, lang, params, space } = visit;
  const typed = posted.text("title");
  const read = typed === "" ? null : readText(lang, typed, { lengthMax: TITLE_MAX });
  if (read !== null && !read.ok)
    return drawn(visit, { refused: read.reason, because: "shape", field: "title" });
  const title = read === null ? {} : { title: [read.value] };
  const input = { book: params["id"], joint: posted.text("joint"), ...title };
  const done = await visit.send("ledger.make-book-public", input);
  if (isRefusal(done)) return drawn(visit, done);
  return { goto: `${space.base}/books/${params["id"]}/opening`, notice: "ledger.public.done" };
}

/** `POST /s/<slug>/books/:id/opening/end`. */
export async function closeAgain(visit: SpaceVisit): Promise<Reply> {
  const { params, space } = visit;
  const done = await visit.send("ledger.close-public-book", { book: params["id"] });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/books/${params["id"]}/opening`, notice: "ledger.public.closed" };
}

/** What everyone reads it is called: the title for them, or what it is kept of. */
export async function shownTitle(
  { t, lang }: Pick<SpaceVisit, "t" | "lang">,
  view: View,
  thing: Thing<BookState>,
): Promise<string> {
  const { shown, purpose } = thing.state;
  const part = shown === null ? "erased" : await view.part<{ title: Text[] }>(thing, shown);
  const own = typeof part === "string" ? undefined : chooseText(part.title, [lang])?.text;
  return own ?? t(`ledger.purpose.${purpose}`);
}

/** Books for everyone; in a group that protects its people there is none. */
export async function openBooks({ view, space }: SpaceVisit): Promise<Thing<BookState>[]> {
  if (space.protects) return [];
  return (await view.things(book)).filter(({ circle }) => isOutside(circle));
}

/** `GET /s/<slug>/open-books/:id`. */
export async function openBookPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const { view, t, space, params } = visit;
  const thing = await view.thing(book, params["id"] ?? "");
  if (thing === undefined || space.protects || !isOutside(thing.circle)) return notHere;
  const title = await shownTitle(visit, view, thing);
  const open: OpenBook = {
    ...{ thing, title, base: "", writes: false },
    ...naming(visit, await namesOf(view, thing)),
  };
  const page = (
    <>
      <p>
        <a href={`${space.base}/statements`}>{t("ledger.statements.title")}</a>
      </p>
      <h1 dir="auto">{title}</h1>
      <p>{t("ledger.public.of", { group: await nameOf(view) })}</p>
      <Report {...{ visit, open }} />
    </>
  );
  return { page, title };
}
