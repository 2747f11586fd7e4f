/** Where is it? One line for everything asked for, and the same as a text to paste. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Copy } from "../../../ui/copy.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { agreements, wasSigned } from "../../agreements/index.ts";
import { allyNames } from "../../allies/index.ts";
import { findNeeds, type NeedLine, need, sayFor, withWords } from "../../needs/index.ts";
import { sayCodes } from "../../offers/index.ts";
import { readersIn } from "../../people/index.ts";
import { sayWhere, unitsIn, wheresOf } from "../where.ts";
import { Back } from "./parts.tsx";
import { WhereFeed } from "./where-feed.page.tsx";

/** Lines of the page and of the text. */
const LINES_MAX = 60;

type Said = { line: NeedLine; title: { lang: string; text: string }; told: string; plain: string };

async function saidOf(visit: SpaceVisit, lines: readonly NeedLine[]): Promise<Said[]> {
  const { view, words, space } = visit;
  const say = await sayFor(view, words, lines);
  const wheres = await wheresOf(
    view,
    space.zone,
    lines.map(({ thing }) => thing),
  );
  const units = wheres.flatMap(unitsIn);
  const { unit } = await sayCodes(view, words, units);
  return lines.flatMap((line, i) => {
    const where = wheres[i];
    if (where === undefined) return [];
    const title = say.title(line);
    const told = sayWhere(words, where, false, unit);
    // A chat carries it past everyone: a protected space's text tells no amount and no day.
    const plain = space.protects ? sayWhere(words, where, true, unit) : told;
    return [{ line, title, told, plain: `${title.text}: ${plain}` }];
  });
}

/** `GET /stock/where`: everything asked for; with the code of a feed that was made just now. */
export async function wherePage(visit: SpaceVisit, code: string | null = null): Promise<PageReply> {
  const { t, view, space } = visit;
  const things = (await findNeeds(view)).slice(0, LINES_MAX);
  const said = await saidOf(visit, await withWords(view, things));
  const title = t("stock.where.title");
  const page = (
    <>
      <Back href={`${space.base}/stock`}>{t("stock.title")}</Back>
      <h1>{title}</h1>
      {said.length === 0 && <Empty title={t("stock.where.none")} />}
      <Rows>
        {said.map(({ line, title: called, told }) => (
          <Row
            title={<span lang={called.lang}>{called.text}</span>}
            level={2}
            href={`${space.base}/stock/where/${line.thing.id}`}
            say={told}
          />
        ))}
      </Rows>
      {said.length > 0 && <Paste {...{ visit, said }} />}
      {await Agreed({ visit })}
      {await WhereFeed({ visit, code })}
    </>
  );
  return { page, title, scripts: ["copy.js"] };
}

/** Agreements under which something came or may come, each with an answer of its own. */
async function Agreed({ visit }: { visit: SpaceVisit }) {
  const { t, view, space } = visit;
  const all = (await agreements(view)).filter(({ thing }) => wasSigned(thing.state));
  const names = await allyNames(
    view,
    all.map(({ thing }) => thing.state.with),
  );
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{t("stock.where.agreed")}</h2>
      <Rows>
        {all.map(({ thing: { id, state } }) => (
          <Row
            title={<bdi>{names.get(state.with)?.text ?? t("stock.where.agreement")}</bdi>}
            href={`${space.base}/stock/where/agreements/${id}`}
          />
        ))}
      </Rows>
    </section>
  );
}

/** `GET /stock/where/:id`: one line of what is asked for. */
export async function whereOne(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space, params } = visit;
  const thing = await view.thing(need, params["id"] ?? "");
  if (thing === undefined) return notHere;
  const [said] = await saidOf(visit, await withWords(view, [thing]));
  if (said === undefined) return notHere;
  const title = t("stock.where.title");
  const page = (
    <>
      <Back href={`${space.base}/needs/${thing.id}`}>{said.title.text}</Back>
      <h1>{title}</h1>
      <p>{said.told}</p>
      <Paste {...{ visit, said: [said] }} />
      <Back href={`${space.base}/stock/where`}>{t("stock.where.all")}</Back>
    </>
  );
  return { page, title, scripts: ["copy.js"], ...readersIn(visit, thing) };
}

function Paste({ visit, said }: { visit: SpaceVisit; said: readonly Said[] }) {
  const { t, lang } = visit;
  const text = said.map(({ plain }) => plain).join("\n");
  const label = t("stock.where.paste");
  return <Copy {...{ t, id: "where", label, rows: 4, text: { lang, text } }} />;
}
