/** What somebody typed of an expense and did not hand in: kept for seven days, theirs alone. */
import type { SpaceVisit } from "../../../house/door.ts";
import {
  type DraftName,
  dropDraft as drop,
  getDraft,
  meansOf,
  putDraft,
} from "../../../house/drafts.ts";
import { FORM_LINES } from "./typed.ts";

/** The fields that are kept. */
const FIELDS = [
  ...["as", "book", "what", "payee", "name", "agreement", "need", "budget", "photo-waits"],
  ...Array.from({ length: FORM_LINES }, (_, i) => i + 1).flatMap((n) => [
    ...[`amount-${n}`, `amount-${n}-unit`, `account-${n}`, `day-${n}`, `what-${n}`],
    `undocumented-${n}`,
  ]),
];

/** What was typed, by field. */
export type Kept = Readonly<Record<string, string>>;

function nameOf({ session }: SpaceVisit): DraftName | null {
  const member = session?.member ?? null;
  return member === null ? null : { owner: { member }, name: "expense" };
}

/** Keeps what the form says, the picture that waits with it. */
export async function keepDraft(visit: SpaceVisit): Promise<void> {
  const draft = nameOf(visit);
  if (draft === null) return;
  const { posted, view, house } = visit;
  const waits = visit.waits("photo");
  const all = FIELDS.map((field) => [field, posted.text(field)] as const);
  const kept = Object.fromEntries([...all, ...(waits === "" ? [] : [["photo-waits", waits]])]);
  const body = Buffer.from(JSON.stringify(kept));
  await putDraft(view.space, meansOf(house), { ...draft, body });
}

/** What was kept; null where nothing was. */
export async function keptDraft(visit: SpaceVisit): Promise<Kept | null> {
  const draft = nameOf(visit);
  const { view, house } = visit;
  const body = draft === null ? null : await getDraft(view.space, meansOf(house), draft);
  return body === null ? null : (JSON.parse(Buffer.from(body).toString()) as Kept);
}

/** Throws it away. */
export async function dropDraft(visit: SpaceVisit): Promise<void> {
  const draft = nameOf(visit);
  if (draft !== null) await drop(visit.view.space, meansOf(visit.house), draft);
}
