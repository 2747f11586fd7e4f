/** One breach, for those who know of it: how it stands, where to go on, and closing it. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { isClean } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Words as Voiced, voiceOf } from "../../../ui/words.tsx";
import { saysOf } from "../../people/index.ts";
import { nextDue } from "../clock.ts";
import { BLOCK_MAX, BLOCKS, type Block, CONTACT_MAX } from "../facts.ts";
import {
  blockOf,
  type Contact,
  contactOf,
  type Named,
  type Words,
  whoKnows,
  wordsOf,
} from "../questions.ts";
import { KnownFields, knownFrom } from "./known-fields.tsx";
import {
  At,
  atOf,
  Drill,
  does,
  forKnowing,
  Standing,
  titled,
  typedText,
  under,
  writes,
} from "./parts.tsx";

/** `GET /breaches/:id`; a refusal is about closing it. */
export function breachPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const { t, space, view } = visit;
    const { thing, name } = one;
    const { state } = thing;
    const said = await wordsOf(view, thing);
    const contact = await contactOf(view, thing);
    const called = name?.text ?? t("breaches.nameless");
    const readers = t("breaches.readers");
    const page = (
      <>
        <p>
          <a href={`${space.base}/breaches`}>{t("breaches.title")}</a>
        </p>
        <Drill visit={visit} drill={state.drill} />
        <h1 {...(name === null ? {} : voiceOf(name))}>{called}</h1>
        <p>
          <Standing visit={visit} state={state} />
        </p>
        <Clock visit={visit} one={one} />
        <Known visit={visit} one={one} />
        {contact !== null && (
          <p>
            {t("breaches.contact.title")}: <bdi>{contact.name}</bdi> · <bdi>{contact.reach}</bdi>
          </p>
        )}
        <Rows>{await sections(visit, one)}</Rows>
        {BLOCKS.map((block) => (
          <Written visit={visit} one={one} said={said} block={block} />
        ))}
        <Acts>
          <Go href={`${atOf(visit, one)}/history`} weight="quiet">
            {t("breaches.history")}
          </Go>
          <Go href={`${atOf(visit, one)}/sheet`} weight="quiet">
            {t("breaches.sheet")}
          </Go>
          <Go href={`${atOf(visit, one)}/breach.csv`} weight="quiet">
            {t("breaches.csv")}
          </Go>
          <Go href={`${atOf(visit, one)}/breach.json`} weight="quiet">
            {t("breaches.json")}
          </Go>
        </Acts>
        {writes(visit) && <Ending {...{ visit, one, refusal }} />}
      </>
    );
    const { status } = saysOf(visit, refusal);
    const title = titled(visit, state.drill, t("breaches.one"));
    return { title, page, status, readers, typed: readers };
  });
}

/** What is due next, and how long there still is: worked out now. */
function Clock({ visit, one }: { visit: SpaceVisit; one: Named }) {
  const { t, words, now } = visit;
  const next = nextDue(one.thing.state);
  if (next === null) return null;
  const { due, line } = next;
  const late = due < now;
  const vars = { when: words.relative(due, now), whom: t(`breaches.whom.${line.whom}`) };
  return (
    <Notice
      kind={late ? "stop" : "warn"}
      t={t}
      title={t(`breaches.clock.${late ? "late" : "due"}`, vars)}
    >
      <p>
        <At visit={visit} at={due} /> ·{" "}
        <a href={`${atOf(visit, one)}/lines/${line.id}`}>{t("breaches.clock.go")}</a>
      </p>
    </Notice>
  );
}

function Known({ visit, one }: { visit: SpaceVisit; one: Named }) {
  const { t, words } = visit;
  const { what, aware, happened, law, risk } = one.thing.state;
  return (
    <ul>
      <li>{t(`breaches.what.${what}`)}</li>
      <li>
        {t("breaches.learned")} <At visit={visit} at={aware} />
      </li>
      <li>
        {happened === null
          ? t("breaches.happened-unknown")
          : t("breaches.happened-on", { day: words.day(happened) })}
      </li>
      <li>{t(`breaches.law.said-${law}`)}</li>
      <li>{t(`breaches.risk.said-${risk}`)}</li>
      {writes(visit) && one.thing.state.over === null && (
        <li>
          <a href={`${atOf(visit, one)}/known`}>{t("breaches.known.title")}</a>
        </li>
      )}
    </ul>
  );
}

async function sections(visit: SpaceVisit, one: Named) {
  const { t, view } = visit;
  const { counts, lines, measures } = one.thing.state;
  const open = lines.filter(({ end }) => end === null).length;
  const knows = (await whoKnows(view, one.thing)).length;
  const rows = counts.at(-1)?.rows ?? [];
  const things = rows.reduce((n, row) => n + row.n, 0);
  const all = [
    ["knowing", t("breaches.knowing.n", { n: knows })],
    [
      "exposed",
      counts.length === 0 ? t("breaches.exposed.none") : t("breaches.exposed.n", { n: things }),
    ],
    ["lines", t("breaches.lines.n", { open, n: lines.length })],
    ["measures", t("breaches.measures.n", { n: measures.length })],
  ] as const;
  return all.map(([path, say]) => (
    <Row
      title={t(`breaches.${path}.title`)}
      href={`${atOf(visit, one)}/${path}`}
      say={say}
      level={2}
    />
  ));
}

function Written(props: { visit: SpaceVisit; one: Named; said: Words; block: Block }) {
  const { visit, one, said, block } = props;
  const { t } = visit;
  if (one.thing.state.blocks[block] === null) return null;
  return (
    <section>
      <h2>{t(`breaches.block.${block}`)}</h2>
      <Voiced t={t} text={blockOf(said, one.thing.state, block) ?? undefined} />
    </section>
  );
}

function Ending({
  visit,
  one,
  refusal,
}: {
  visit: SpaceVisit;
  one: Named;
  refusal: Refusal | null;
}) {
  const { t, keys } = visit;
  const { faults } = saysOf(visit, refusal);
  const at = atOf(visit, one);
  if (one.thing.state.over !== null)
    return (
      <section>
        <h2>{t("breaches.reopen.title")}</h2>
        <p>
          <a href={`${at}/known`}>{t("breaches.block.lessons")}</a>
        </p>
        <Act action={`${at}/reopening`} keys={keys}>
          {t("breaches.reopen")}
        </Act>
      </section>
    );
  return (
    <section>
      <h2>{t("breaches.close.title")}</h2>
      <p>{t("breaches.close.text")}</p>
      <Form t={t} action={`${at}/closing`} keys={keys} faults={faults}>
        <Acts>
          <Button weight="quiet">{t("breaches.close")}</Button>
        </Acts>
      </Form>
      <p>{t("breaches.mistake.text")}</p>
      <Act action={`${at}/mistake`} keys={keys}>
        {t("breaches.mistake")}
      </Act>
    </section>
  );
}

type Doing = "known" | "contact" | Block;
type Drawn = { visit: SpaceVisit; one: Named; refused: (form: Doing) => Refusal | null };

/** `GET /breaches/:id/known`: putting right what is known, whom to ask, what is said in words. */
export function knownPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
  about: Doing = "known",
): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const { t, view } = visit;
    const refused = (form: Doing) => (form === about ? refusal : null);
    const drawn: Drawn = { visit, one, refused };
    const said = await wordsOf(view, one.thing);
    const contact = await contactOf(view, one.thing);
    const open = one.thing.state.over === null;
    const blocks = BLOCKS.filter((block) => open || block === "lessons");
    const body = (
      <>
        {open && <KnownForm {...drawn} />}
        {blocks.map((block) => (
          <BlockForm {...drawn} said={said} block={block} />
        ))}
        {open && <ContactForm {...drawn} contact={contact} />}
      </>
    );
    return under(visit, one, { title: t("breaches.known.title"), refusal }, body);
  });
}

function KnownForm({ visit, one, refused }: Drawn) {
  const { t, keys } = visit;
  const refusal = refused("known");
  const { faults } = saysOf(visit, refusal);
  return (
    <Form t={t} action={`${atOf(visit, one)}/known`} keys={keys} faults={faults}>
      <KnownFields {...{ visit, refusal }} known={one.thing.state} />
      <Acts>
        <Button>{t("people.save")}</Button>
      </Acts>
    </Form>
  );
}

function BlockForm({ visit, one, refused, said, block }: Drawn & { said: Words; block: Block }) {
  const { t, keys, posted } = visit;
  const { faults, error } = saysOf(visit, refused(block));
  const typed = posted.text("block") === block ? posted.text("text") : undefined;
  return (
    <Form t={t} action={`${atOf(visit, one)}/words`} keys={keys} faults={faults}>
      <input type="hidden" name="block" value={block} />
      <AreaField
        {...{ t, name: "text", id: `f-${block}`, maxlength: BLOCK_MAX, error: error("text") }}
        label={t(`breaches.block.${block}`)}
        hint={t(`breaches.block.${block}-hint`)}
        value={typed ?? blockOf(said, one.thing.state, block)?.text ?? ""}
      />
      <Acts>
        <Button weight="quiet">{t("people.save")}</Button>
      </Acts>
    </Form>
  );
}

function ContactForm({ visit, one, refused, contact }: Drawn & { contact: Contact | null }) {
  const { t, keys, posted } = visit;
  const { faults, error } = saysOf(visit, refused("contact"));
  return (
    <>
      <h2>{t("breaches.contact.title")}</h2>
      <Form t={t} action={`${atOf(visit, one)}/contact`} keys={keys} faults={faults}>
        {(["name", "reach"] as const).map((name) => (
          <TextField
            {...{ t, name, label: t(`breaches.contact.${name}`), maxlength: CONTACT_MAX }}
            value={posted.has(name) ? posted.text(name) : (contact?.[name] ?? "")}
            error={error(name)}
          />
        ))}
        <Acts>
          <Button weight="quiet">{t("people.save")}</Button>
        </Acts>
      </Form>
    </>
  );
}

/** `POST /breaches/:id/known`. */
export async function correct(visit: SpaceVisit): Promise<Reply> {
  const known = knownFrom(visit);
  if (isRefusal(known)) return knownPage(visit, known);
  const again = (refusal: Refusal) => knownPage(visit, refusal);
  return does(visit, "breaches.correct", known, { to: "", notice: "breaches.saved", again });
}

/** `POST /breaches/:id/words`: a block written anew; empty takes it away. */
export async function write(visit: SpaceVisit): Promise<Reply> {
  const block = BLOCKS.find((one) => one === visit.posted.text("block"));
  const text = typedText(visit, "text", BLOCK_MAX);
  if (isRefusal(text)) return knownPage(visit, text, block ?? "happened");
  const again = (refusal: Refusal) => knownPage(visit, refusal, block ?? "happened");
  const input = { block, text: text ?? null };
  return does(visit, "breaches.write", input, { to: "", notice: "breaches.saved", again });
}

/** `POST /breaches/:id/contact`; both empty takes it away. */
export async function nameContact(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const [name, reach] = [posted.text("name"), posted.text("reach")];
  const missing = name === "" ? "name" : "reach";
  const again = (refusal: Refusal) => knownPage(visit, refusal, "contact");
  const none = name === "" && reach === "";
  if (!none && (name === "" || reach === ""))
    return again(refuse("text.empty", "shape", { field: missing }));
  for (const [field, typed] of Object.entries({ name, reach }))
    if (!none && !isClean(typed)) return again(refuse("text.shape", "shape", { field }));
  const input = { contact: none ? null : { name, reach } };
  const said = { to: "", notice: "breaches.saved", again };
  return does(visit, "breaches.name-contact", input, said);
}

const again = (visit: SpaceVisit) => (refusal: Refusal) => breachPage(visit, refusal);

/** `POST /breaches/:id/closing`. */
export function close(visit: SpaceVisit): Promise<Reply> {
  const said = { to: "", notice: "breaches.closed", again: again(visit) };
  return does(visit, "breaches.close", {}, said);
}

/** `POST /breaches/:id/mistake`. */
export function closeAsMistake(visit: SpaceVisit): Promise<Reply> {
  const said = { to: "", notice: "breaches.mistaken", again: again(visit) };
  return does(visit, "breaches.close-as-mistake", {}, said);
}

/** `POST /breaches/:id/reopening`. */
export function reopen(visit: SpaceVisit): Promise<Reply> {
  const said = { to: "", notice: "breaches.reopened", again: again(visit) };
  return does(visit, "breaches.reopen", {}, said);
}
