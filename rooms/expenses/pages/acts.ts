/** What is posted on an expense's page: one command each, then the page again. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { sends } from "../../../house/sends.ts";
import { asciiDigits, parseDay, startOf } from "../../../house/values/index.ts";
import { book, oneEntry } from "../../ledger/index.ts";
import { asked } from "../sums.ts";
import { expensePage } from "./expense.page.tsx";
import { paidJust } from "./ready.ts";
import { oneOf } from "./shown.ts";
import { moneyIn, reasonIn } from "./typed.ts";

type More = Parameters<SpaceVisit["send"]>[2];

/** Sends a command of the expense; refused, its page is shown with that form as it was typed. */
function does(
  visit: SpaceVisit,
  [command, form]: [string, string],
  input: object,
  more: More = {},
): Promise<Reply> {
  const expense = visit.params["id"];
  return sends(visit, [`expenses.${command}`, { expense, ...input }, more], {
    goto: `/expenses/${expense}`,
    notice: `expenses.done.${command}`,
    again: (refusal) => expensePage(visit, refusal, form),
  });
}

/** `POST /expenses/:id/receipts`. */
export async function addReceipt(visit: SpaceVisit): Promise<Reply> {
  const upload = await visit.picture("photo");
  const again = (refusal: Refusal) => expensePage(visit, refusal, "receipts");
  if (isRefusal(upload)) return upload.because === "not-found" ? upload : again(upload);
  if (upload === null) return again(refuse("expenses.no-picture", "shape", { field: "photo" }));
  const line = Number(visit.posted.text("line") || "1");
  return does(visit, ["add-receipt", "receipts"], { line }, { upload });
}

/** `POST /expenses/:id/receipts/:receipt/removal`. */
export function removeReceipt(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["remove-receipt", ""], { receipt: visit.params["receipt"] });
}

/** `POST /expenses/:id/yes`. */
export async function approve(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const reason = reasonIn(visit);
  if (isRefusal(reason)) return expensePage(visit, reason, "yes");
  const lines = posted.all("lines").map(Number);
  const revision = Number(posted.text("revision"));
  const input = { lines, revision, ...(reason && { reason }) };
  return does(visit, ["approve", "yes"], input);
}

/** `POST /expenses/:id/approval`: enough said yes. */
export function conclude(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["conclude", "approval"], {});
}

/** `POST /expenses/:id/sharing`: the other group reads it from now on. */
export function share(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["share", "sharing"], {});
}

/** `POST /expenses/:id/back`. */
export async function sendBack(visit: SpaceVisit): Promise<Reply> {
  const reason = reasonIn(visit);
  if (isRefusal(reason)) return expensePage(visit, reason, "back");
  const input = { missing: visit.posted.text("missing"), ...(reason && { reason }) };
  return does(visit, ["send-back", "back"], input);
}

/** `POST /expenses/:id/no`. */
export async function refuseOne(visit: SpaceVisit): Promise<Reply> {
  const again = (refusal: Refusal) => expensePage(visit, refusal, "no");
  const reason = reasonIn(visit);
  if (isRefusal(reason)) return again(reason);
  if (reason === null) return again(refuse("expenses.say-why", "shape", { field: "reason" }));
  const next = reasonIn(visit, "next");
  if (isRefusal(next)) return again(next);
  const input = { why: visit.posted.text("why"), reason, ...(next && { next }) };
  return does(visit, ["refuse", "no"], input);
}

/** `POST /expenses/:id/withdrawal`. */
export function withdraw(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["withdraw", ""], {});
}

/** `POST /expenses/:id/removal`. */
export function takeOut(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["take-out", ""], {});
}

/** When it was paid (ms); null: now. */
function momentIn({ posted, space }: SpaceVisit): number | null | Refusal {
  const typed = asciiDigits(posted.text("day"));
  if (typed === "") return null;
  const day = parseDay(/^\d{4}-\d{2}$/.test(typed) ? `${typed}-01` : typed, space.zone);
  return day.ok ? startOf(day.value) : refuse(day.reason, "shape", { field: "day" });
}

/** `POST /expenses/:id/payment`. */
export async function pay(visit: SpaceVisit): Promise<Reply> {
  const from = visit.posted.text("from");
  const happened = momentIn(visit);
  if (isRefusal(happened)) return expensePage(visit, happened, "payment");
  const [kind, advance] = from.split(":");
  const input = kind === "advance" ? { advance } : { from };
  return does(visit, ["pay", "payment"], input, happened === null ? {} : { happened });
}

/** `POST /expenses/:id/line`: what stands in the book is held against what was approved. */
export async function linkPaid(visit: SpaceVisit): Promise<Reply> {
  const one = await oneOf(visit);
  if (isRefusal(one)) return one;
  const entry = Number(visit.posted.text("entry"));
  const own = await visit.view.thing(book, one.state.book);
  const found = own === undefined ? null : await oneEntry(visit.view, own, entry);
  const [want] = asked(one.state);
  const differs = refuse("expenses.other-figure", "state", { field: "entry" });
  if (own === undefined || found === null || want === undefined)
    return expensePage(visit, refuse("ledger.no-such-entry", "not-found"), "line");
  if (!paidJust(one.state.as, found.standing, want, own.state.accounts))
    return expensePage(visit, differs, "line");
  return does(visit, ["link-paid", "line"], { entry });
}

/** `POST /expenses/:id/return`. */
export async function comeBack(visit: SpaceVisit): Promise<Reply> {
  const of = moneyIn(visit, "amount");
  if (isRefusal(of)) return expensePage(visit, of, "return");
  const to = visit.posted.text("to") || "money";
  const line = Number(visit.posted.text("line") || "1");
  return does(visit, ["come-back", "return"], { of, to, line });
}
