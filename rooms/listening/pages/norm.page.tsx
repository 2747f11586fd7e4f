/** One thing to know first: written, worded in other languages, shown, taken back, taken out. */
import { isOutside } from "../../../house/circles.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { langSchema } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { saysOf } from "../../people/index.ts";
import {
  ABOUT,
  type About,
  LONG_MAX,
  type NormState,
  type NormWords,
  SHORT_MAX,
} from "../norms.ts";
import { oneNorm, type Told } from "../questions.ts";
import { LangField, langName, langsHere, Readers, takesOut, typedText, writes } from "./parts.tsx";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });
const FIELDS = { "short.text": "short", "more.text": "more" };

function AboutFields(props: {
  visit: SpaceVisit;
  kept: Pick<NormState, "about" | "first"> | null;
  error: (field: string) => string | undefined;
}) {
  const { visit, kept, error } = props;
  const { t, posted } = visit;
  const first = posted.has("about") ? posted.has("first") : (kept?.first ?? false);
  return (
    <>
      <Choice
        {...{ t, name: "about", label: t("listening.know.about"), required: true }}
        cards={ABOUT.map((value) => ({ value, label: t(`listening.about-one.${value}`) }))}
        {...{ value: posted.text("about") || kept?.about, error: error("about") }}
      />
      <Ticks
        {...{ t, name: "first", label: t("listening.know.where") }}
        ticks={[{ value: "yes", label: t("listening.know.first"), ticked: first }]}
      />
    </>
  );
}

function WordFields(props: {
  visit: SpaceVisit;
  kept: NormWords | undefined;
  error: (field: string) => string | undefined;
}) {
  const { visit, kept, error } = props;
  const { t, posted } = visit;
  const typed = (name: "short" | "more") =>
    posted.has("short") ? posted.text(name) : (kept?.[name]?.text ?? "");
  return (
    <>
      <TextField
        {...{ t, name: "short", label: t("listening.know.short"), required: true }}
        {...{ hint: t("listening.know.short-hint"), maxlength: SHORT_MAX, value: typed("short") }}
        error={error("short")}
      />
      <AreaField
        {...{ t, name: "more", label: t("listening.know.more"), maxlength: LONG_MAX }}
        {...{ value: typed("more"), error: error("more") }}
      />
    </>
  );
}

/** `GET /to-know/new`. */
export async function newPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  if (!writes(visit)) return notYours;
  const { t, keys, space } = visit;
  const { faults, error, status } = saysOf(visit, refusal, FIELDS);
  const langs = await langsHere(visit);
  const title = t("listening.know.new");
  const page = (
    <>
      <p>
        <a href={`${space.base}/to-know`}>{t("listening.know.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("listening.know.new-text")}</p>
      <Form t={t} action={`${space.base}/to-know/new`} keys={keys} faults={faults}>
        <WordFields {...{ visit, error }} kept={undefined} />
        <LangField {...{ visit, langs, id: "f-lang", error: error("lang") }} />
        <AboutFields {...{ visit, error }} kept={null} />
        <Acts>
          <Button>{t("listening.add")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { page, title, status };
}

/** What was typed, in the language that was chosen. */
function typedWords(visit: SpaceVisit): NormWords | Refusal {
  const short = typedText(visit, "short", { lengthMax: SHORT_MAX });
  if (short === null) return refuse("text.empty", "shape", { field: "short" });
  if (isRefusal(short)) return short;
  const more = typedText(visit, "more", { lengthMax: LONG_MAX, lines: "many" });
  if (isRefusal(more)) return more;
  return { short, ...(more && { more }) };
}

const typedAbout = ({ posted }: SpaceVisit): About | undefined =>
  ABOUT.find((one) => one === posted.text("about"));

/** `POST /to-know/new`. */
export async function tell(visit: SpaceVisit): Promise<Reply> {
  const words = typedWords(visit);
  if ("refused" in words) return newPage(visit, words);
  const about = typedAbout(visit);
  if (about === undefined)
    return newPage(visit, refuse("listening.say-about", "shape", { field: "about" }));
  const input = { ...words, about, first: visit.posted.has("first") };
  const done = await visit.send("listening.tell-norm", input);
  if (isRefusal(done)) return newPage(visit, done);
  return {
    goto: `${visit.space.base}/to-know/${done.answer["norm"]}`,
    notice: "listening.done.told",
  };
}

/** Draws a page of the one that the address names. */
async function forNorm(
  visit: SpaceVisit,
  draw: (one: Told) => Reply | Promise<Reply>,
): Promise<Reply> {
  const one = await oneNorm(visit.view, visit.params["id"] ?? "");
  return one === undefined ? notHere : draw(one);
}

/** `GET /to-know/:id?lang=`. */
export function normPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forNorm(visit, async ({ thing, words }) => {
    if (!writes(visit)) return notYours;
    const { t, keys, space, query, posted } = visit;
    const asked = posted.text("lang") || query.get("lang") || visit.lang;
    const lang = langSchema.safeParse(asked).success ? asked : visit.lang;
    const { faults, error, status } = saysOf(visit, refusal, FIELDS);
    const of = (form: boolean) => ({ faults: posted.has("short") === form ? faults : [] });
    const at = `${space.base}/to-know/${thing.id}`;
    const title = t("listening.know.change");
    const kept = words.find(({ short }) => short.lang === lang);
    const langs = await langsHere(visit, [...words.map(({ short }) => short.lang), lang]);
    const page = (
      <>
        <p>
          <a href={`${space.base}/to-know`}>{t("listening.know.title")}</a>
        </p>
        <h1>{title}</h1>
        <p>
          <Readers visit={visit} circle={thing.circle} />
        </p>
        <Showing {...{ visit, at, circle: thing.circle }} />
        <h2>{t("listening.know.words", { lang: langName(visit, lang) })}</h2>
        <Acts>
          {langs.map((each) => (
            <a href={`${at}?lang=${each}`} aria-current={each === lang ? "true" : undefined}>
              {langName(visit, each)}
            </a>
          ))}
        </Acts>
        <Form t={t} action={`${at}/texts`} keys={keys} {...of(true)}>
          <input type="hidden" name="lang" value={lang} />
          <WordFields {...{ visit, kept, error }} />
          <Acts>
            <Button>{t("people.save")}</Button>
          </Acts>
        </Form>
        <h2>{t("listening.know.about")}</h2>
        <Form t={t} action={at} keys={keys} {...of(false)}>
          <AboutFields {...{ visit, error }} kept={thing.state} />
          <Acts>
            <Button weight="quiet">{t("people.save")}</Button>
          </Acts>
        </Form>
        {takesOut(visit) && (
          <Act action={`${at}/removal`} keys={keys} weight="grave">
            {t("listening.know.out")}
          </Act>
        )}
      </>
    );
    return { page, title, status };
  });
}

function Showing(props: { visit: SpaceVisit; at: string; circle: Told["thing"]["circle"] }) {
  const { visit, at, circle } = props;
  const { t, keys } = visit;
  if (isOutside(circle))
    return (
      <Act action={`${at}/showing/end`} keys={keys}>
        {t("listening.know.quiet")}
      </Act>
    );
  return (
    <Act action={`${at}/showing`} keys={keys} weight="main">
      {t("listening.know.show")}
    </Act>
  );
}

async function does(visit: SpaceVisit, command: string, input: object): Promise<Reply> {
  const id = visit.params["id"];
  const done = await visit.send(`listening.${command}`, { norm: id, ...input });
  if (isRefusal(done)) return done.because === "not-found" ? done : normPage(visit, done);
  return { goto: `${visit.space.base}/to-know/${id}`, notice: "listening.done.saved" };
}

/** `POST /to-know/:id`: what it tells of, and whether it comes first. */
export function change(visit: SpaceVisit): Promise<Reply> {
  const about = typedAbout(visit);
  return does(visit, "set-norm", { about, first: visit.posted.has("first") });
}

/** `POST /to-know/:id/texts`: words in one language; emptied, they are taken away. */
export async function word(visit: SpaceVisit): Promise<Reply> {
  const { posted, lang } = visit;
  if (posted.text("short") === "" && posted.text("more") === "")
    return does(visit, "unword-norm", { lang: posted.text("lang") || lang });
  const words = typedWords(visit);
  return "refused" in words ? normPage(visit, words) : does(visit, "word-norm", words);
}

/** `POST /to-know/:id/showing`. */
export const show = (visit: SpaceVisit): Promise<Reply> => does(visit, "show-norm", {});

/** `POST /to-know/:id/showing/end`. */
export const quiet = (visit: SpaceVisit): Promise<Reply> => does(visit, "quiet-norm", {});

/** `POST /to-know/:id/removal`. */
export async function takeOut(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("listening.take-norm-out", { norm: visit.params["id"] });
  if (isRefusal(done)) return done;
  return { goto: `${visit.space.base}/to-know`, notice: "listening.done.norm-out" };
}
