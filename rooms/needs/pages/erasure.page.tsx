/** Erasing the words of a need, or of a note on it: said first what goes and what stays. */

import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Go } from "../../../ui/button.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { readersIn } from "../../people/index.ts";
import { need } from "../facts.ts";
import { type Noted, notesOn, withWords } from "../questions.ts";
import { sayFor } from "../say.ts";
import { Said } from "./parts.tsx";

/** `GET /needs/:id/erasure`; for coordination. */
export async function erasurePage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const { view, words, t, params, session, space, keys } = visit;
  const thing = await view.thing(need, params["id"] ?? "");
  const may = session?.roles.includes("coordination") || view.leaves("erase");
  if (thing === undefined || !may) return notHere;
  const [line] = await withWords(view, [thing]);
  if (line === undefined) return notHere;
  const said = (await sayFor(view, words, [line])).title(line);
  const notes = await notesOn(view, thing.id);
  const title = t("needs.erasure.title");
  const path = `${space.base}/needs/${thing.id}`;
  const page = (
    <>
      <h1>{title}</h1>
      <p>
        <b>
          <Said text={said} />
        </b>
      </p>
      <p>{t("needs.erasure.text")}</p>
      <Acts>
        {line.words !== null && (
          <Act action={`${path}/erasure`} keys={keys} weight="grave" about={said.text}>
            {t("needs.erasure.words")}
          </Act>
        )}
        <Go href={path} weight="quiet">
          {t("needs.erasure.keep")}
        </Go>
      </Acts>
      {notes.length > 0 && <NoteRows {...{ visit, notes, path }} />}
    </>
  );
  return { page, title, ...readersIn(visit, thing) };
}

function NoteRows(props: { visit: SpaceVisit; notes: readonly Noted[]; path: string }) {
  const { visit, notes, path } = props;
  const { t, keys } = visit;
  return (
    <section>
      <h2>{t("needs.notes.title")}</h2>
      <Rows>
        {notes.map(({ id, text }) => (
          <Row title={<Said text={text} />}>
            <Act
              {...{ action: `${path}/erasure`, keys, fields: { note: id }, about: text.text }}
              weight="grave"
            >
              {t("needs.erasure.note")}
            </Act>
          </Row>
        ))}
      </Rows>
    </section>
  );
}

/** `POST /needs/:id/erasure`: the need's words, or those of the note that is named. */
export async function erase(visit: SpaceVisit): Promise<Reply> {
  const { params, posted, send, space } = visit;
  const id = params["id"] ?? "";
  const note = posted.text("note");
  const done =
    note === ""
      ? await send("needs.erase-words", { id })
      : await send("needs.erase-note", { id: note });
  if (isRefusal(done)) return done;
  const notice = note === "" ? "needs.done.words-erased" : "needs.done.note-erased";
  return { goto: `${space.base}/needs/${id}`, notice };
}
