/**
 * Reads OFX, as SGML (version 1, whose values have no end tag) and as XML (version 2): the lines of
 * bank and card accounts, and the balance each ends with. A statement that says no opening balance
 * is asked for none.
 */
import type { Reader } from "../../../house/import/reader.ts";
import { type Tag, Tags } from "../../../house/import/tags.ts";
import { readDate } from "./dates.ts";
import { exactFigure, type Item, type Said, type What } from "./line.ts";

/** Elements within each other; a file has fewer than half as many. */
const DEPTH_MAX = 64;

/** What holds others; every other tag holds a value, closed or not. */
const STATEMENTS = ["STMTRS", "CCSTMTRS"] as const;
const WHATS: Readonly<Record<string, What>> = {
  ...{ FEE: "fee", SRVCHG: "fee", INT: "interest", DIV: "interest" },
};

type Values = Map<string, string>;

/** The lines and statements of an OFX file. */
export class OfxReader implements Reader<Item> {
  /** Whether it read as much as it will. */
  ended = false;
  readonly #decoder: TextDecoder;
  readonly #tags = new Tags();
  #within = 0;
  /** The tag read last, whose value comes next, and what it holds so far. */
  #name = "";
  #text = "";
  #started = false;
  #said: Said = { section: -1, account: "", currency: "" };
  #line: Values | null = null;
  #aside = "";

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
    if (this.#line !== null || this.#within > 0) yield this.#fault("unreadable");
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
      else if ("text" in tag) {
        if (this.#started) this.#text += this.#text.length < 2_000 ? tag.text : "";
      } else if ("open" in tag) {
        this.#value();
        if (!this.#open(tag.open.toUpperCase())) yield this.#fault("too-deep");
      } else {
        this.#value();
        yield* this.#close(tag.close.toUpperCase());
      }
    }
  }

  #open(name: string): boolean {
    // Before its first tag a file of version 1 has a header of its own.
    this.#started = true;
    [this.#name, this.#text] = [name, ""];
    const isStatement = (STATEMENTS as readonly string[]).includes(name);
    if (isStatement && this.#within === 0) {
      this.#said = { section: this.#said.section + 1, account: "", currency: "" };
      this.#within = 1;
    } else if (isStatement) this.#within += 1;
    if (name === "STMTTRN" && this.#within > 0) this.#line = new Map();
    if (/^(?:LEDGERBAL|AVAILBAL|CURRENCY|ORIGCURRENCY|BANKACCTTO|CCACCTTO)$/.test(name))
      this.#aside = name;
    return this.#within <= DEPTH_MAX;
  }

  /** Keeps the value of the tag read last, if it had one. */
  #value(): void {
    const [name, text] = [this.#name, this.#text.trim()];
    [this.#name, this.#text] = ["", ""];
    if (name === "" || text === "" || this.#within === 0) return;
    const said = this.#said;
    if (this.#line !== null) {
      const key = this.#aside === "" ? name : `${this.#aside}/${name}`;
      if (!this.#line.has(key)) this.#line.set(key, text);
    } else if (name === "CURDEF") said.currency = text.toUpperCase();
    else if (name === "ACCTID" && this.#aside === "") said.account ||= text;
    else if (name === "BALAMT" && this.#aside === "LEDGERBAL") {
      const of = exactFigure(text);
      if (of !== null) said.closing = { of, currency: said.currency };
    }
  }

  *#close(name: string): Generator<Item> {
    if (name === this.#aside) this.#aside = "";
    if (name === "STMTTRN" && this.#line !== null) {
      const line = this.#line;
      this.#line = null;
      yield lineOf(line, this.#said);
    }
    if ((STATEMENTS as readonly string[]).includes(name) && this.#within > 0) {
      this.#within -= 1;
      if (this.#within === 0) yield { said: { ...this.#said } };
    }
  }
}

function lineOf(values: Values, said: Said): Item {
  const of = exactFigure(values.get("TRNAMT") ?? "");
  // What was paid in another currency stands in that one here; what was changed is in the
  // account's.
  const currency = (values.get("CURRENCY/CURSYM") ?? said.currency).toUpperCase();
  if (of === null || !/^[A-Z]{3}$/.test(currency)) return { reason: "no-amount" };
  const read = readDate(values.get("DTPOSTED") ?? "", null);
  if ("reason" in read) return read;
  const [reference, party] = [values.get("FITID"), values.get("NAME") ?? values.get("PAYEE")];
  const narration = [values.get("MEMO"), values.get("CHECKNUM")].filter(Boolean).join(" · ");
  const line = {
    ...{ section: said.section, account: said.account, date: read.date, of, currency },
    what: WHATS[values.get("TRNTYPE") ?? ""] ?? (of.startsWith("-") ? "paid" : "received"),
    ...{ standing: "booked" as const, place: "money" as const },
    ...(reference !== undefined && { reference }),
    ...(party !== undefined && { party }),
    ...(narration !== "" && { narration }),
  };
  return { line };
}
