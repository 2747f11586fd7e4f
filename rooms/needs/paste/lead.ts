import { skipSpace, type Token } from "./tokens.ts";
import type { Urgency } from "./types.ts";
import { lexicon, phraseAt } from "./words.ts";

/** What stands before the item: bullets, "we need", "urgent", "please do not send". */
export type Lead = {
  /** Index of the first token that is not lead. */
  end: number;
  bullet: boolean;
  need: boolean;
  /** `firm`: "do not send"; `bare`: only "no". */
  no?: "firm" | "bare" | "sign";
  state: boolean;
  closing: boolean;
  urgency?: Urgency;
};

const NO_SIGN = /^[❌🚫⛔✖✗✘🙅📵]$/u;
const BULLET = /^[-–—•·▪▫◦●○■□►▶➡➤✓✔☑✅+>|→]$|\p{Extended_Pictographic}/u;

/** Whether a symbol says "not this". */
export function isNoSign(token: Token | undefined): boolean {
  return token?.kind === "symbol" && NO_SIGN.test(token.text);
}

/** End of "1. ", "2) ", "3- " or a keycap at `at`, given the number the last line had. */
function listNumberEnd(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (token?.mark === "list-number") return afterMarked(tokens, at);
  if (token?.kind !== "digits" || token.mark || !/^\d{1,2}$/.test(token.folded)) return undefined;
  let next = at + 1;
  while (/^[\ufe0f\u20e3]$/.test(tokens[next]?.text ?? "")) next += 1;
  if (next > at + 1) return next;
  const mark = tokens[next]?.text ?? "";
  const spaced = tokens[next + 1]?.kind === "space";
  if (/^[.)]$/.test(mark) && spaced && skipSpace(tokens, next + 1) < tokens.length) return next + 1;
  const rest = tokens[skipSpace(tokens, next + 1)];
  const dashed =
    /^[-–]$/.test(mark) && spaced && rest?.kind === "digits" && token.folded.length < 2;
  return dashed && Number(token.folded) < Number(rest.folded) / 2 ? next + 1 : undefined;
}

function afterMarked(tokens: readonly Token[], at: number): number {
  let next = at;
  while (tokens[next]?.mark === "list-number" || tokens[next]?.kind === "space") next += 1;
  return next;
}

/** Reads the lead of a stretch of tokens; `first` where it opens a line, so a list number may. */
export function readLead(tokens: readonly Token[], first: boolean): Lead {
  const lead: Lead = { end: 0, bullet: false, need: false, state: false, closing: false };
  let at = 0;
  while (at < tokens.length && !lead.state && !lead.closing) {
    const next = skipSpace(tokens, at);
    const number = first && !lead.need ? listNumberEnd(tokens, next) : undefined;
    if (number !== undefined && !lead.bullet) {
      lead.bullet = true;
      at = number;
      continue;
    }
    const end = symbolEnd(tokens, next, lead) ?? phraseEnd(tokens, next, lead);
    if (end === undefined) break;
    at = end;
  }
  lead.end = skipSpace(tokens, at);
  return lead;
}

function symbolEnd(tokens: readonly Token[], at: number, lead: Lead): number | undefined {
  const token = tokens[at];
  if (token?.kind !== "symbol" || token.mark || token.folded === "x") return undefined;
  if (isNoSign(token)) lead.no = "sign";
  else if (token.text === "*" && tokens[at + 1]?.kind === "space") lead.bullet = true;
  else if (BULLET.test(token.text)) lead.bullet ||= !lead.need;
  else if (!/^[*_~`,:;.!¡¿،؛"'«“\]]$|^\[$|^\ufe0f$/u.test(token.text)) return undefined;
  return at + 1;
}

function phraseEnd(tokens: readonly Token[], at: number, lead: Lead): number | undefined {
  const urgency = phraseAt(tokens, at, lexicon.urgency);
  const ends = {
    firm: phraseAt(tokens, at, lexicon.notWanted)?.end ?? 0,
    need: phraseAt(tokens, at, lexicon.need)?.end ?? 0,
    state: phraseAt(tokens, at, lexicon.states)?.end ?? 0,
    urgency: urgency?.end ?? 0,
    bare: phraseAt(tokens, at, lexicon.no)?.end ?? 0,
    closing: phraseAt(tokens, at, lexicon.closings)?.end ?? 0,
    filler: phraseAt(tokens, at, lexicon.fillers)?.end ?? 0,
    approximation: phraseAt(tokens, at, lexicon.approximations)?.end ?? 0,
  };
  const end = Math.max(...Object.values(ends));
  if (end === 0) return undefined;
  if (end === ends.firm) lead.no = "firm";
  else if (end === ends.need) lead.need = true;
  else if (end === ends.state) lead.state = !lead.need;
  else if (end === ends.closing) lead.closing = !lead.need;
  else if (end === ends.bare && ends.urgency < end && lead.no === undefined) lead.no = "bare";
  if (urgency && end === urgency.end) lead.urgency = urgency.value;
  return end;
}
