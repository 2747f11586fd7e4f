/** Where is it, of what comes under one agreement; and the same as a text to reply with. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Copy } from "../../../ui/copy.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { agreement } from "../../agreements/index.ts";
import { allyNames } from "../../allies/index.ts";
import { sayFor, withWords } from "../../needs/index.ts";
import { sayCodes } from "../../offers/index.ts";
import { sayWhere, unitsIn } from "../where.ts";
import { whereUnder } from "../where-agreed.ts";
import { Back } from "./parts.tsx";

/** `GET /stock/where/agreements/:id`. */
export async function whereAgreed(visit: SpaceVisit): Promise<Reply> {
  const { t, view, words, space, params, lang } = visit;
  const thing = await view.thing(agreement, params["id"] ?? "");
  if (thing === undefined) return notHere;
  const { lines, all } = await whereUnder(view, thing.id);
  const { unit } = await sayCodes(
    view,
    words,
    [all, ...lines.map(({ where }) => where)].flatMap(unitsIn),
  );
  const asked = await withWords(
    view,
    lines.flatMap(({ asked: one }) => one ?? []),
  );
  const say = await sayFor(view, words, asked);
  const titles = new Map(asked.map((line) => [line.thing.id, say.title(line)]));
  const rows = lines.map(({ asked: one, where }) => {
    const title = titles.get(one?.id ?? "") ?? { lang, text: t("stock.where.line") };
    return { id: one?.id, title, where };
  });
  const them = (await allyNames(view, [thing.state.with])).get(thing.state.with)?.text;
  const called = them ?? t("stock.where.agreement");
  const told = (protects: boolean) =>
    [
      `${called}: ${sayWhere(words, all, protects, unit)}`,
      ...rows.map(({ title, where }) => `${title.text}: ${sayWhere(words, where, protects, unit)}`),
    ].join("\n");
  const title = t("stock.where.under", { them: called });
  const page = (
    <>
      <Back href={`${space.base}/agreements/${thing.id}`}>{t("stock.where.agreement")}</Back>
      <h1 dir="auto">{title}</h1>
      <p>{sayWhere(words, all, false, unit)}</p>
      {rows.length === 0 && <Empty title={t("stock.where.no-lines")} />}
      <Rows>
        {rows.map(({ id, title: one, where }) => (
          <Row
            title={<span lang={one.lang}>{one.text}</span>}
            level={2}
            {...(id === undefined ? {} : { href: `${space.base}/stock/where/${id}` })}
            say={sayWhere(words, where, false, unit)}
          />
        ))}
      </Rows>
      <Copy
        {...{ t, id: "where", label: t("stock.where.paste"), rows: 4 }}
        text={{ lang, text: told(space.protects) }}
      />
      <Back href={`${space.base}/stock/where`}>{t("stock.where.all")}</Back>
    </>
  );
  return { page, title, scripts: ["copy.js"] };
}
