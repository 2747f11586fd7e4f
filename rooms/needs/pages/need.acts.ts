/** What the buttons of a need's page send. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere } from "../../../house/refusal.ts";
import { readText } from "../../../house/values/index.ts";

/** State buttons and the command each sends. */
const COMMANDS: ReadonlyMap<string, string> = new Map([
  ["published", "needs.publish"],
  ["quiet", "needs.quiet"],
  ["met", "needs.meet"],
  ["withdrawn", "needs.withdraw"],
  ["reopened", "needs.reopen"],
  ["read-back", "needs.confirm-told"],
]);

/** `POST /needs/:id/state`. */
export async function changeState(visit: SpaceVisit): Promise<Reply> {
  const id = visit.params["id"] ?? "";
  const state = visit.posted.text("state");
  const command = COMMANDS.get(state);
  const readBack = state === "read-back" ? { readBack: true } : {};
  if (state === "read-back-published") return readBackAndShow(visit, id);
  if (command === undefined && state !== "confirmed") return notHere;
  const done =
    command === undefined
      ? await visit.send("needs.confirm-many", { answers: [{ id, answer: "yes" }] })
      : await visit.send(command, { ids: [id] }, readBack);
  if (isRefusal(done)) return done;
  return { goto: `${visit.space.base}/needs/${id}`, notice: `needs.done.${state}` };
}

/** One answer on the telephone says both: that it is so, and that it may be shown. */
async function readBackAndShow(visit: SpaceVisit, id: string): Promise<Reply> {
  for (const command of ["needs.confirm-told", "needs.publish"]) {
    const readBack = command === "needs.confirm-told";
    const done = await visit.send(command, { ids: [id] }, { readBack, part: command });
    if (isRefusal(done)) return done;
  }
  return { goto: `${visit.space.base}/needs/${id}`, notice: "needs.done.published" };
}

/** `POST /needs/:id/notes`. */
export async function writeNote(visit: SpaceVisit): Promise<Reply> {
  const id = visit.params["id"] ?? "";
  const goto = `${visit.space.base}/needs/${id}`;
  const limits = { lengthMax: 2_000, lines: "many" } as const;
  const text = readText(visit.lang, visit.posted.text("text"), limits);
  if (!text.ok) return { refused: text.reason, because: "shape", field: "text" };
  const done = await visit.send("needs.note", { id, text: text.value });
  return isRefusal(done) ? done : { goto, notice: "needs.done.noted" };
}
