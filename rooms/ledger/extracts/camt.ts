/**
 * Reads a CAMT.053 bank statement (ISO 20022, `camt.053.001.02` to `.08` and what looks like them):
 * every booking of every statement as a line, its balances as it says them. Of a booking that
 * gathers several payments the booking is the line, as it is on the account.
 */
import type { Reader } from "../../../house/import/reader.ts";
import { attribute, type Tag, Tags } from "../../../house/import/tags.ts";
import { readDate } from "./dates.ts";
import { exactFigure, type Item, type Said, type Standing, type What } from "./line.ts";

/** Elements within each other; a statement has fewer than half as many. */
const DEPTH_MAX = 64;
/** Texts of one booking that are kept. */
const TEXTS_MAX = 20;

/** A figure with its currency and whether the account has more or less by it. */
type Figure = { of: string; currency: string; credit: boolean };

/** What is known of the booking or the balance that is being read, by the path within it. */
type Held = { texts: Map<string, string[]>; amount: string; currency: string; depth: number };

const DIRECTIONS: Readonly<Record<string, boolean>> = { CRDT: true, DBIT: false };
const STANDS: Readonly<Record<string, Standing>> = {
  ...{ BOOK: "booked", PDNG: "pending", FUTR: "pending" },
};

/** The lines and statements of a CAMT.053 file. */
export class CamtReader implements Reader<Item> {
  /** Whether it read as much as it will. */
  ended = false;
  readonly #decoder: TextDecoder;
  readonly #tags = new Tags();
  readonly #path: string[] = [];
  #text = "";
  #held: Held | null = null;
  #said: Said = { section: -1, account: "", currency: "" };

  /** `encoding` is what the file says it is written in. */
  constructor(encoding: string) {
    this.#decoder = new TextDecoder(encoding);
  }

  /** The items that end in these bytes. */
  read(bytes: Uint8Array): Generator<Item> {
    return this.#items(this.#tags.read(this.#decoder.decode(bytes, { stream: true })));
  }

  /** What is left when the file ends. */
  *end(): Generator<Item> {
    yield* this.#items(this.#tags.read(this.#decoder.decode()));
    yield* this.#items(this.#tags.end());
    if (this.ended) return;
    if (this.#path.length > 0) yield this.#fault("unreadable");
    else if (this.#said.section < 0) yield this.#fault("no-statement");
  }

  #fault(reason: string): Item {
    this.ended = true;
    return { reason };
  }

  *#items(tags: Generator<Tag>): Generator<Item> {
    for (const tag of tags) {
      if (this.ended) return;
      if ("fault" in tag) yield this.#fault(tag.fault);
      else if ("open" in tag) {
        if (!this.#open(tag)) yield this.#fault("too-deep");
      } else if ("text" in tag) this.#text += this.#text.length < 2_000 ? tag.text : "";
      else if (this.#path.at(-1) !== tag.close) yield this.#fault("unreadable");
      else yield* this.#close(tag.close);
    }
  }

  #open({ open, attributes }: Extract<Tag, { open: string }>): boolean {
    this.#path.push(open);
    this.#text = "";
    if (open === "Stmt" && this.#path.length === 3)
      this.#said = { section: this.#said.section + 1, account: "", currency: "" };
    const begins = (open === "Ntry" || open === "Bal") && this.#path.at(-2) === "Stmt";
    if (begins && this.#held === null)
      this.#held = { texts: new Map(), amount: "", currency: "", depth: this.#path.length };
    const own = this.#held;
    if (own !== null && open === "Amt" && this.#path.length === own.depth + 1)
      // Of two figures the first counts, and so does what it is of.
      own.currency ||= attribute(attributes, "Ccy") ?? "";
    return this.#path.length <= DEPTH_MAX;
  }

  *#close(name: string): Generator<Item> {
    const text = this.#text.trim();
    const own = this.#held;
    const path = this.#path.slice(own?.depth ?? 2).join("/");
    if (own !== null && text !== "") keep(own, path, text);
    if (own === null && text !== "") this.#account(path, text);
    const isWhole = own !== null && this.#path.length === own.depth;
    this.#path.pop();
    this.#text = "";
    if (own !== null && isWhole) {
      this.#held = null;
      if (name === "Ntry") yield lineOf(own, this.#said);
      else balanceOf(own, this.#said);
    }
    if (name === "Stmt" && this.#path.length === 2) yield { said: { ...this.#said } };
  }

  /** Whose account it is, by what stands in the statement before its bookings. */
  #account(path: string, text: string): void {
    const within = path.split("/").slice(1).join("/");
    if (["Acct/Id/IBAN", "Acct/Id/Othr/Id"].includes(within)) this.#said.account = text;
    if (within === "Acct/Ccy") this.#said.currency = text;
  }
}

function keep(own: Held, path: string, text: string): void {
  const list = own.texts.get(path) ?? [];
  if (list.length < TEXTS_MAX) list.push(text);
  own.texts.set(path, list);
}

/** The first text at any of these paths. */
const at = (own: Held, ...paths: string[]) =>
  paths.map((path) => own.texts.get(path)?.[0]).find((text) => text !== undefined);

/** The figure of a booking or a balance; null where it has none. */
function figureIn(own: Held): Figure | null {
  const of = exactFigure(at(own, "Amt") ?? "");
  const credit = DIRECTIONS[at(own, "CdtDbtInd") ?? ""];
  if (of === null || of.startsWith("-") || credit === undefined) return null;
  return /^[A-Z]{3}$/.test(own.currency) ? { of, currency: own.currency, credit } : null;
}

const signed = ({ of, credit }: Figure) => (credit || of === "0" ? of : `-${of}`);

/** Takes a balance in where it is what the account began or ended with on the books. */
function balanceOf(own: Held, said: Said): void {
  const figure = figureIn(own);
  const code = at(own, "Tp/CdOrPrtry/Cd");
  if (figure === null) return;
  const { currency } = figure;
  const balance = { of: signed(figure), currency };
  said.currency ||= currency;
  // The balance carried over from the statement before opens this one where nothing else does.
  if (code === "OPBD" || (code === "PRCD" && said.opening === undefined)) said.opening = balance;
  if (code === "CLBD") said.closing = balance;
}

const PARTIES = ["Nm", "Pty/Nm"] as const;
const DETAILS = "NtryDtls/TxDtls";

function lineOf(own: Held, said: Said): Item {
  const figure = figureIn(own);
  if (figure === null) return { reason: "no-amount" };
  const status = at(own, "Sts", "Sts/Cd") ?? "BOOK";
  const standing = STANDS[status];
  if (standing === undefined) return { reason: "only-told" };
  const day = at(own, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm") ?? "";
  const read = readDate(day, null);
  if ("reason" in read) return read;
  // Who it came from where the account has more by it, otherwise who it went to.
  const [side, other] = figure.credit ? ["Dbtr", "Cdtr"] : ["Cdtr", "Dbtr"];
  const named = (who: string) => PARTIES.map((name) => `${DETAILS}/RltdPties/${who}/${name}`);
  const isBack = /^(?:true|1)$/.test(at(own, "RvslInd") ?? "");
  // A name on the side of the account's own holder says nothing of the other.
  const party =
    at(own, ...named(side ?? "")) ?? (isBack ? at(own, ...named(other ?? "")) : undefined);
  const narration = [
    ...(own.texts.get(`${DETAILS}/RmtInf/Ustrd`) ?? []),
    ...(own.texts.get(`${DETAILS}/RmtInf/Strd/CdtrRefInf/Ref`) ?? []),
    ...(own.texts.get(`${DETAILS}/AddtlTxInf`) ?? []),
    ...(own.texts.get("AddtlNtryInf") ?? []),
    ...rateIn(own),
  ].join(" · ");
  const reference = at(own, "AcctSvcrRef", `${DETAILS}/Refs/AcctSvcrRef`, "NtryRef");
  const line = {
    ...{ section: said.section, account: said.account, date: read.date },
    ...{ of: signed(figure), currency: figure.currency, standing, place: "money" as const },
    what: whatOf(own, figure, isBack),
    ...(reference !== undefined && { reference }),
    ...(party !== undefined && { party }),
    ...(narration !== "" && { narration }),
  };
  return { line };
}

/** Where a booking, or its one payment, says what it was changed from: by kinds of its amount. */
const CHANGED = ["InstdAmt", "TxAmt", "CntrValAmt", "AnncdPstngAmt"].flatMap((kind) =>
  [`AmtDtls/${kind}`, `${DETAILS}/AmtDtls/${kind}`].map((path) => `${path}/CcyXchg`),
);

/**
 * At which rate it was changed, as the file says it: one of the unit currency in the other. It is
 * told in words, since the row is of the account's currency alone. A booking that gathers several
 * payments, changed at rates of their own, was changed at none of them.
 */
function rateIn(own: Held): string[] {
  const path = CHANGED.find((one) => own.texts.has(`${one}/XchgRate`));
  if (path === undefined || (own.texts.get(`${path}/XchgRate`)?.length ?? 0) > 1) return [];
  const [from, to, unit] = ["SrcCcy", "TrgtCcy", "UnitCcy"].map((name) =>
    at(own, `${path}/${name}`),
  );
  const of = exactRate(at(own, `${path}/XchgRate`) ?? "");
  const one = unit ?? from;
  const other = one === from ? to : from;
  const known = [one, other].every((code) => /^[A-Z]{3}$/.test(code ?? ""));
  return known && of !== null && one !== other ? [`1 ${one} = ${of} ${other}`] : [];
}

/** A rate as it is written: more than nothing, and no longer than ISO 20022 lets it be. */
function exactRate(text: string): string | null {
  const isRate = text.length <= 12 && /^[0-9]{1,11}(?:\.[0-9]{1,10})?$/.test(text);
  return isRate && /[1-9]/.test(text) ? text : null;
}

function whatOf(own: Held, { credit }: Figure, isBack: boolean): What {
  if (isBack) return "refund";
  const family = at(own, "BkTxCd/Domn/Fmly/SubFmlyCd", `${DETAILS}/BkTxCd/Domn/Fmly/SubFmlyCd`);
  if (family === "CHRG" || family === "FEES" || family === "COMM") return "fee";
  if (family === "INTR") return "interest";
  return credit ? "received" : "paid";
}
