/** `import`: brings needs, manifests or a whole space in from a file. */
import type { Envelope } from "../house/command.ts";
import type { House } from "../house/house.ts";
import { newId } from "../house/ids.ts";
import type { Imported } from "../house/import/bring.ts";
import { COLUMNS_MAX } from "../house/import/table.ts";
import type { Space } from "../house/space.ts";
import { parseLang } from "../house/values/index.ts";
import { importNeeds, rowsIn as needRows } from "../rooms/needs/index.ts";
import { importManifests, rowsIn as manifestRows } from "../rooms/offers/index.ts";
import type { Listed } from "../rooms/people/index.ts";
import { noteDone } from "./acts.ts";
import { Unable, Usage } from "./args.ts";
import { bytesOf } from "./files.ts";
import { importSpace } from "./import-space.ts";
import { authorOf, memberAsked, sentenceOf, spaceAsked, wordsOf } from "./space.ts";
import {
  type Answer,
  type Ask,
  needWord,
  noMoreWords,
  type Subcommand,
  textOf,
} from "./subcommand.ts";
import { importTransactions } from "./transactions.ts";

const HELP = `
Usage: alongside import needs FILE --space SLUG [options]
       alongside import manifests FILE --space SLUG [options]
       alongside import transactions FILE --space SLUG [options]
       alongside import space FILE [options]

needs      needs out of JSON or a table, each row once
manifests  counted deliveries out of JSON or a table, each row once
transactions  what a bank, mobile money or a collecting page gives out, into the book of money
space      a space file: a copy is there to be read; one moved to this node continues here

  --as HANDLE              whose testimony it is; unsaid, the only member's
  --dry-run                say what would come in, and write nothing
  --format KIND            of transactions; unsaid, the file shows it: open-collective, camt, ofx,
                           gofundme, facebook, m-pesa, mobile-money or table
  --book ID                the book of money; unsaid, the first, or a new one where there is none
  --currency CODE          of transactions whose file names none
  --columns day=1,of=3,…   of a table: day of in out fee balance currency reference party narration
                           status type; --days dmy|mdy, --decimal .|, say how both are written
  --lang TAG               what the file's words are written in (und)
  --passphrase-file FILE   opens an encrypted space file
  --identity-file FILE     the same, with the age identity in it, as age-keygen writes it
  --member HANDLE          of a moved space: who signs in here first …
  --member-passphrase-file FILE   … and their passphrase on this node
  --take-over --claims FILE   goes on here with a space whose node is gone: FILE holds two codes
                           that came with the space file, of two people who coordinate, a line each.
                           What was written there after the file was made may be missing

The same file again brings nothing in: a row is known by the file's hash and its number.
`;

/** How often a line says how far it is, in ms; what is done sooner says nothing. */
const PROGRESS_MS = 1_000;

async function run(ask: Ask): Promise<Answer> {
  const what = needWord(ask, 0, "what to import (needs, manifests, transactions or space)");
  const file = ask.path(needWord(ask, 1, "the file"));
  noMoreWords(ask, 2);
  if (what === "space") return importSpace(ask, file);
  if (what === "transactions") return importTransactions(ask, file);
  if (what !== "needs" && what !== "manifests")
    throw new Usage("import takes needs, manifests, transactions or space");
  const space = await spaceAsked(ask);
  const member = await memberAsked(ask, space, textOf(ask, "as"));
  const house = await ask.house();
  const options = await optionsOf(ask, what, house, space, member);
  const sender = senderOf(house, space, member);
  const bring = what === "needs" ? importNeeds : importManifests;
  const result = await bring(sender, () => bytesOf(file), options);
  if (result.accepted > 0 && !options.dryRun) await noteDone(ask, house, "import", space.id);
  return answerOf(ask, what, result);
}

async function optionsOf(ask: Ask, what: string, house: House, space: Space, member: Listed) {
  const lang = parseLang(textOf(ask, "lang") ?? "und");
  if (!lang.ok) throw new Usage("--lang is a language tag, such as en, es or ar");
  const reader = { by: "member", member: member.id, roles: member.roles } as const;
  const view = await house.view(space.id, reader);
  if (view === null) throw new Unable("the space is gone");
  let next = performance.now() + PROGRESS_MS;
  return {
    lang: lang.value,
    dryRun: ask.options["dry-run"] === true,
    known: (hash: string) => (what === "needs" ? needRows(view, hash) : manifestRows(view, hash)),
    onProgress: (read: number) => {
      if (performance.now() < next) return;
      next = performance.now() + PROGRESS_MS;
      ask.streams.err(`${read} rows read\n`);
    },
  };
}

/** Sends rows as the member. Every run has its own keys: the same file again is a new question. */
function senderOf(house: House, space: Space, member: Listed) {
  const run = newId(house.parts.random).slice(0, 16);
  return (
    command: string,
    input: unknown,
    { arrived, part }: Pick<Envelope, "arrived"> & { part: string },
  ) =>
    house.dispatch({
      ...{ space: space.id, command, input, author: authorOf(member), key: `${run}-${part}` },
      ...(arrived === undefined ? {} : { arrived }),
    });
}

/** Where each kind of list keeps its words for a reason. */
const REASONS = { needs: "needs.row", manifests: "offers.import" } as const;

function inWords(what: keyof typeof REASONS, reason: string): string {
  const key = reason.includes(".") ? `refusal.${reason}` : `${REASONS[what]}.${reason}`;
  return wordsOf(key, { max: String(COLUMNS_MAX) }) ?? reason;
}

function answerOf(ask: Ask, what: keyof typeof REASONS, result: Imported): Answer {
  const { read, accepted, skipped, warnings, totals, refused } = result;
  const dry = ask.options["dry-run"] === true;
  const before = skipped.some(({ reason }) => reason === "already-in");
  const unreadable = accepted === 0 && skipped.length > 0 && !before;
  const fault =
    refused !== undefined
      ? `stopped: ${sentenceOf(refused)}`
      : read === 0
        ? "this file has no rows"
        : unreadable
          ? "nothing in this file could be taken in"
          : undefined;
  const said = { read, accepted, skipped, warnings, totals };
  const lines = [
    `${read} rows read, ${accepted} ${dry ? "would come in" : "came in"}.`,
    ...skipped.map(({ row, reason }) => `row ${row} left out: ${inWords(what, reason)}`),
    ...warnings.map(({ row, reason }) => `row ${row}: ${inWords(what, reason)}`),
    ...Object.entries(totals).map(([name, sum]) => `${sum}  ${name}`),
  ];
  return {
    json: fault === undefined ? said : { ok: false, fault, ...said },
    text: lines.join("\n"),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** `alongside import`. */
export const subcommand: Subcommand = {
  help: HELP,
  options: {
    ...{ space: { type: "string" }, as: { type: "string" }, "dry-run": { type: "boolean" } },
    ...{ lang: { type: "string" }, "passphrase-file": { type: "string" } },
    "identity-file": { type: "string" },
    ...{ member: { type: "string" }, "member-passphrase-file": { type: "string" } },
    ...{ "take-over": { type: "boolean" }, claims: { type: "string" } },
    ...{ format: { type: "string" }, book: { type: "string" }, currency: { type: "string" } },
    ...{ columns: { type: "string" }, days: { type: "string" }, decimal: { type: "string" } },
  },
  run,
};
