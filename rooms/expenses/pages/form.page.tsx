/** Handing an expense in, in few fields and the photo first; and saying it anew. */

import { isWithin } from "../../../house/circles.ts";
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { PictureField } from "../../../ui/picture-field.tsx";
import { book as bookKind } from "../../ledger/index.ts";
import { saysOf } from "../../people/index.ts";
import { isForBoth } from "../judges.ts";
import { type Expense, openExpense } from "../questions.ts";
import { dropDraft, keepDraft, keptDraft } from "./draft.ts";
import { Beside, choicesFor, Lines, Payee } from "./fields.tsx";
import { fieldOf, writes } from "./parts.tsx";
import { oneOf } from "./shown.ts";
import { says, type Typed, typedFrom, typedOf } from "./typed.ts";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });

type Drawn = {
  visit: SpaceVisit;
  typed: Typed;
  refusal: Refusal | null;
  /** What is said anew; null: something new. */
  one: Expense | null;
};

/** `GET /expenses/new`, with `?as=advance` for money beforehand. */
export async function newPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  if (!writes(visit)) return notYours;
  const kept = visit.method === "GET" ? await keptDraft(visit) : null;
  return drawn({ visit, typed: typedOf(visit, kept), refusal, one: null }, kept !== null);
}

async function drawn({ visit, typed, refusal, one }: Drawn, kept = false): Promise<PageReply> {
  const { t, keys, space } = visit;
  const isAdvance = (one?.state.as ?? typed("as", "cost")) === "advance";
  const said = refusal === null ? null : fieldOf(refusal);
  const { faults, error, status } = saysOf(visit, said);
  const choices = await choicesFor(visit, one?.state.book ?? typed("book"));
  const title = t(
    one !== null ? "expenses.revise" : isAdvance ? "expenses.new-advance" : "expenses.new",
  );
  const action = `${space.base}/expenses/${one === null ? "new" : `${one.id}/revision`}`;
  const page = (
    <>
      <p>
        <a href={`${space.base}/expenses${one === null ? "" : `/${one.id}`}`}>
          {t(one === null ? "expenses.title" : "expenses.as.cost")}
        </a>
      </p>
      <h1>{title}</h1>
      <p>{t(isAdvance ? "expenses.advance-text" : "expenses.new-text")}</p>
      <Form {...{ t, action, keys, faults, files: true }}>
        <input type="hidden" name="as" value={isAdvance ? "advance" : "cost"} />
        {one === null && !isAdvance && <Photo {...{ visit, typed, error: error("photo") }} />}
        <Lines {...{ visit, choices, typed, error, isAdvance }} />
        <Payee {...{ visit, choices, typed, error }} />
        <Beside {...{ visit, choices, typed, error, isNew: one === null }} />
        <Acts>
          <Button>{t(one === null ? "expenses.hand-in" : "expenses.hand-in-again")}</Button>
          {one === null && (
            <Button weight="quiet" name="keep" value="yes">
              {t("expenses.keep")}
            </Button>
          )}
        </Acts>
      </Form>
      {kept && (
        <Act {...{ keys, action: `${space.base}/expenses/draft/removal` }}>
          {t("expenses.drop-draft")}
        </Act>
      )}
    </>
  );
  return { page, title, status, keeps: ["expenses"] };
}

/** One picture now; more are added on the expense's own page. */
function Photo({
  visit,
  typed,
  error,
}: {
  visit: SpaceVisit;
  typed: Typed;
  error?: string | undefined;
}) {
  const { t } = visit;
  const waits = visit.waits("photo");
  return (
    <PictureField
      {...{ t, name: "photo", label: t("expenses.field.photo"), error }}
      hint={t("expenses.field.photo-hint")}
      waits={waits === "" ? typed("photo-waits") : waits}
    />
  );
}

/** `POST /expenses/new`: hands it in, or keeps what was typed for later. */
export async function handIn(visit: SpaceVisit): Promise<Reply> {
  if (!writes(visit)) return notYours;
  const upload = await visit.picture("photo");
  if (isRefusal(upload)) return upload.because === "not-found" ? upload : newPage(visit, upload);
  const { posted, space } = visit;
  if (posted.text("keep") === "yes") {
    await keepDraft(visit);
    return { goto: `${space.base}/expenses/new`, notice: "expenses.done.kept" };
  }
  const said = says(visit);
  if (isRefusal(said)) return newPage(visit, said);
  const book = posted.text("book");
  const as = posted.text("as") === "advance" ? "advance" : "cost";
  const chosen = book === "" ? undefined : await visit.view.thing(bookKind, book);
  // What lies in a circle stays there: that is refused rather than shown to another group.
  const moves = chosen !== undefined && !isWithin(chosen.circle);
  const own = moves && (await isForBoth(visit.view, said));
  const input = { ...said, as, ...(book !== "" && !own && { book }) };
  const done = await visit.send("expenses.submit", input, { upload });
  if (isRefusal(done)) return newPage(visit, done);
  await dropDraft(visit);
  const goto = `${space.base}/expenses/${done.answer["expense"]}`;
  return { goto, notice: "expenses.done.handed-in" };
}

/** `POST /expenses/draft/removal`. */
export async function dropKept(visit: SpaceVisit): Promise<Reply> {
  await dropDraft(visit);
  return { goto: `${visit.space.base}/expenses/new`, notice: "expenses.done.draft-dropped" };
}

/** `GET /expenses/:id/revision`. */
export async function revisionPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const one = await oneOf(visit);
  if (isRefusal(one)) return one;
  if (!writes(visit)) return notYours;
  const typed = typedFrom(visit, one.state, await openExpense(visit.view, one));
  return drawn({ visit, typed, refusal, one });
}

/** `POST /expenses/:id/revision`. */
export async function revise(visit: SpaceVisit): Promise<Reply> {
  const one = await oneOf(visit);
  if (isRefusal(one)) return one;
  const said = says(visit);
  if (isRefusal(said)) return revisionPage(visit, said);
  const done = await visit.send("expenses.revise", { ...said, expense: one.id });
  if (isRefusal(done)) return done.because === "not-found" ? done : revisionPage(visit, done);
  return { goto: `${visit.space.base}/expenses/${one.id}`, notice: "expenses.done.revised" };
}
