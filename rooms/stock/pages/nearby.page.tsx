/** Does someone here sell or make this? And how much of what came was bought nearby. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { figure } from "../../../house/values/index.ts";
import { Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Table } from "../../../ui/table.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { need, sayFor, withWords } from "../../needs/index.ts";
import { sayCodes } from "../../offers/index.ts";
import { readersIn, saysOf } from "../../people/index.ts";
import { HERE, WHERE_MAX } from "../nearby.ts";
import { boughtNearby, nearbyOf } from "../questions-nearby.ts";
import { Back, textIn } from "./parts.tsx";

/** `GET /stock/nearby/:id`. */
export function askPage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, null);
}

async function draw(visit: SpaceVisit, refusal: Refusal | null): Promise<Reply> {
  const { t, view, space, params, keys, posted, words } = visit;
  const thing = await view.thing(need, params["id"] ?? "");
  if (thing === undefined) return notHere;
  const [line] = await withWords(view, [thing]);
  if (line === undefined) return notHere;
  const say = await sayFor(view, words, [line]);
  const known = await nearbyOf(view, thing.id);
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("stock.nearby.ask");
  const typed = (name: string, before: string) => (posted.has(name) ? posted.text(name) : before);
  const page = (
    <>
      <Back href={`${space.base}/contributions`}>{t("stock.nearby.back")}</Back>
      <h1>{title}</h1>
      <p dir="auto">{say.title(line).text}</p>
      <p>{t("stock.nearby.text")}</p>
      <Form {...{ t, keys, faults, action: `${space.base}/stock/nearby/${thing.id}` }}>
        <Choice
          {...{ t, name: "who", label: title, required: true, error: error("who") }}
          cards={HERE.map((value) => ({ value, label: t(`stock.nearby.${value}`) }))}
          value={typed("who", known?.who ?? "")}
        />
        <TextField
          {...{ t, name: "where", label: t("stock.nearby.where"), maxlength: WHERE_MAX }}
          {...{ hint: t("stock.nearby.where-hint"), error: error("where") }}
          value={typed("where", known?.where?.text ?? "")}
        />
        <Button>{t("stock.save")}</Button>
      </Form>
      <p>
        <a href={`${space.base}/stock/nearby`}>{t("stock.nearby.share")}</a>
      </p>
    </>
  );
  return { page, title, status, ...readersIn(visit, thing) };
}

/** `POST /stock/nearby/:id`. */
export async function answer(visit: SpaceVisit): Promise<Reply> {
  const { posted, params, send, space } = visit;
  const where = textIn(visit, "where", WHERE_MAX);
  if (isRefusal(where)) return draw(visit, where);
  const input = { need: params["id"], who: posted.text("who"), ...(where && { where }) };
  const done = await send("stock.answer-nearby", input);
  if (isRefusal(done)) return draw(visit, done);
  return { goto: `${space.base}/contributions`, notice: "stock.nearby.done" };
}

const PERCENT = 100n;

/** `GET /stock/nearby`: of what came, what was bought nearby, unit by unit. */
export async function sharePage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, words, space } = visit;
  const all = await boughtNearby(view);
  const { unit: named } = await sayCodes(
    view,
    words,
    all.map(({ unit }) => unit),
  );
  const title = t("stock.nearby.share");
  const rows = all.map(({ unit, came, nearby }) => {
    const share = came === 0n ? 0n : (nearby * PERCENT) / came;
    const said = [nearby, came].map((size) => words.number(figure(size)));
    return [named(unit), ...said, t("stock.nearby.percent", { n: words.number(String(share)) })];
  });
  const columns = [
    { name: t("stock.unit") },
    ...["bought", "came", "part"].map((name) => ({
      ...{ name: t(`stock.nearby.${name}`), number: true },
    })),
  ];
  const page = (
    <>
      <Back href={`${space.base}/stock`}>{t("stock.title")}</Back>
      <h1>{title}</h1>
      <p>{t("stock.nearby.share-text")}</p>
      {rows.length === 0 ? (
        <Empty title={t("stock.nearby.none")} />
      ) : (
        <Table {...{ caption: title, quietCaption: true, columns, rows }} />
      )}
    </>
  );
  return { page, title };
}
