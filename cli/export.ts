/** `export`: a log in the public layout, a space as a file, a proof of one entry, the books. */

import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { logFiles } from "../house/head.ts";
import { copyUntil, isPastEnd, isUntil } from "../house/keep-until.ts";
import { publicBytes } from "../house/moves.ts";
import { isRefusal } from "../house/refusal.ts";
import type { Space } from "../house/space.ts";
import { writeSpaceFile } from "../house/space-file.ts";
import { parseVkey } from "../log/note.ts";
import { moveSpace } from "../rooms/spaces/index.ts";
import { makeFolder } from "../store/make-folder.ts";
import { noteDone } from "./acts.ts";
import { type AgeKeys, sealed } from "./age.ts";
import { Unable, Usage } from "./args.ts";
import { claimsAsked, handOut, type Named, saidOf } from "./claims.ts";
import { exportLedger, LEDGER_HELP } from "./export-ledger.ts";
import { isThere, newFolder, readJson, readPassphrase, writeNew } from "./files.ts";
import { makeProofFile } from "./proof.ts";
import { coordinatorAsked, sentenceOf, wholeSpaceAsked } from "./space.ts";
import {
  type Answer,
  type Ask,
  needText,
  needWord,
  noMoreWords,
  type Subcommand,
  textOf,
} from "./subcommand.ts";

const HELP = `
Usage: alongside export log --space SLUG --out DIR
       alongside export space --space SLUG --out FILE [options]
       alongside export proof --space SLUG --entry NUMBER --out FILE
       alongside export ledger --space SLUG --format FORMAT [--out FILE] [options]

log    writes checkpoint, key and tiles in the layout of C2SP tlog-tiles; any standard verifier
       reads it. It holds no words and no figures.
space  writes everything the space is, people's words as well, for reading and checking elsewhere.
proof  writes a proof that one entry is in the log.
ledger writes books for other programs (see below).

  --recipient AGE1…        encrypts the file for this age recipient
  --passphrase-file FILE   encrypts the file under its first line
  --move-to RECEIVE.json   moves the space: the file is for the node that printed RECEIVE.json
                           ("init --receive"), and this node can no longer write to the space
  --until DAY|never        until when the copy is to be kept (90 days; with --claims never). It
                           says so to whoever reads it: nothing deletes it
  --as NAME                who of those who coordinate says so (the only one)
  --claims FILE|-          puts a one-time code for each member into the file, as a hash alone; the
                           codes go to FILE (0600, a line each: name and code), or with - are
                           printed this once. They let members in where the space goes on, and two
                           of coordination take it over where its node is gone
${LEDGER_HELP}`;

async function run(ask: Ask): Promise<Answer> {
  const what = needWord(ask, 0, "what to export (log, space, proof or ledger)");
  noMoreWords(ask, 1);
  const all = { log: exportLog, space: exportSpace, proof: exportProof, ledger: exportLedger };
  const how = (all as Record<string, (ask: Ask) => Promise<Answer>>)[what];
  if (how === undefined) throw new Usage("export writes a log, a space, a proof or a ledger");
  return how(ask);
}

async function exportLog(ask: Ask): Promise<Answer> {
  const out = ask.path(needText(ask, "out"));
  const space = await wholeSpaceAsked(ask);
  const { keys } = (await ask.house()).parts;
  await newFolder(out);
  let files = 0;
  for await (const { path, bytes } of logFiles(space, keys)) {
    const to = join(out, path);
    makeFolder(dirname(to), 0o777);
    await using file = await open(to, "wx", 0o644);
    await file.writeFile(bytes);
    await file.sync();
    files++;
  }
  await noteDone(ask, await ask.house(), "export", space.id);
  const { origin, head } = space.ring;
  const size = head?.size ?? space.size;
  return {
    json: { out, origin, size, files },
    text: `${out}: ${origin}, ${size} entries in ${files} files`,
  };
}

async function exportProof(ask: Ask): Promise<Answer> {
  const out = ask.path(needText(ask, "out"));
  const number = needText(ask, "entry");
  const space = await wholeSpaceAsked(ask);
  const index = /^(0|[1-9]\d{0,14})$/.test(number) ? Number(number) : -1;
  if (index < 0 || index >= space.size)
    throw new Usage(`--entry is a number from 0 to ${space.size - 1}`);
  const proof = await makeProofFile(await ask.house(), space, index);
  await writeNew(out, once(proof));
  await noteDone(ask, await ask.house(), "export", space.id);
  return { json: { out, index }, text: `${out}: entry ${index}` };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function exportSpace(ask: Ask): Promise<Answer> {
  const out = ask.path(needText(ask, "out"));
  const receive = textOf(ask, "move-to");
  const keys = await ageKeys(ask);
  if (receive !== undefined) return move(ask, out, ask.path(receive), keys);
  const space = await wholeSpaceAsked(ask);
  const house = await ask.house();
  if (keys.recipient === undefined && keys.passphrase === undefined)
    ask.streams.err(
      "warning: the file is not encrypted and holds people's names and words; " +
        "--recipient or --passphrase-file encrypts it\n",
    );
  if (await isThere(out)) throw new Unable(`${out}: it is there already`);
  const until = untilAsked(ask, house.now);
  const claims = await claimsAsked(ask, house, space);
  await handOut(ask, claims);
  const on = { keys: house.parts.keys, now: house.now };
  await writeNew(out, sealed(writeSpaceFile(space, on, { claims, until }), keys));
  await noteDone(ask, house, "export", space.id);
  // Only the machine that writes the space can sign an end.
  const signed = space.ring.log === null ? undefined : until;
  return written(ask, { space, out, keys, claims, moved: false, until: signed });
}

/**
 * The day until which the copy is to be kept; none where it was asked for without an end, or where
 * it brings codes: that one is for going on elsewhere one day.
 */
function untilAsked(ask: Ask, now: number): string | undefined {
  const asked = textOf(ask, "until");
  if (asked === undefined) return textOf(ask, "claims") === undefined ? copyUntil(now) : undefined;
  if (asked === "never") return undefined;
  if (!isUntil(asked) || isPastEnd(asked, now))
    throw new Usage("--until is a day to come (YYYY-MM-DD), or never");
  return asked;
}

async function ageKeys(ask: Ask): Promise<AgeKeys> {
  const recipient = textOf(ask, "recipient");
  const file = textOf(ask, "passphrase-file");
  if (recipient !== undefined && file !== undefined)
    throw new Usage("--recipient and --passphrase-file do not go together");
  if (file === undefined) return { recipient };
  return { passphrase: await readPassphrase(ask.path(file), ask.streams) };
}

/** Encrypted to the node that will continue: nobody else may read the keys in it. */
async function move(ask: Ask, out: string, receive: string, keys: AgeKeys): Promise<Answer> {
  if (keys.recipient !== undefined || keys.passphrase !== undefined)
    throw new Usage("a move is encrypted for the receiving node and nobody else");
  const offered = ((await readJson(receive)) ?? {}) as { vkey?: unknown; recipient?: unknown };
  const { vkey, recipient } = offered;
  if (typeof vkey !== "string" || typeof recipient !== "string")
    throw new Unable(`${receive}: no {"vkey","recipient"} as "init --receive" prints it`);
  const key = publicBytes(parseVkey(vkey));
  const space = await wholeSpaceAsked(ask);
  const house = await ask.house();
  const { state } = space.ring;
  if (state !== "live") throw new Unable(`this node does not write the space: it is ${state} here`);
  if (await isThere(out)) throw new Unable(`${out}: it is there already`);
  const by = (await coordinatorAsked(ask, space, textOf(ask, "as"))).id;
  const claims = await claimsAsked(ask, house, space);
  await handOut(ask, claims);
  const to = { recipient };
  const on = { keys: house.parts.keys, now: house.now };
  const refused = await moveSpace(house, space.id, { by, key }, (from, moved) =>
    writeNew(out, sealed(writeSpaceFile(from, on, { moved, claims }), to)),
  );
  if (isRefusal(refused)) throw new Unable(sentenceOf(refused));
  await noteDone(ask, house, "move", space.id);
  if (claims.length === 0)
    ask.streams.err("no codes for members are in the file: see --claims, and --member of import\n");
  return written(ask, { space, out, keys: to, claims, moved: true });
}

type Written = {
  space: Space;
  out: string;
  keys: AgeKeys;
  claims: readonly Named[];
  moved: boolean;
  until?: string | undefined;
};

function written(ask: Ask, { space, out, keys, claims, moved, until }: Written): Answer {
  const { origin, head } = space.ring;
  const size = head?.size ?? space.size;
  const encrypted = keys.recipient !== undefined || keys.passphrase !== undefined;
  const said = saidOf(ask, claims);
  const end = { until: until ?? null };
  const json = { out, id: space.id, origin, size, encrypted, moved, ...end, ...said.json };
  const text = [
    `${out}: ${origin}, ${size} entries, ${encrypted ? "encrypted" : "not encrypted"}`,
    ...(until === undefined ? [] : [`It says that it is to be kept until ${until}, not longer.`]),
    ...(moved ? ["The space was moved: this node only reads it from now on."] : []),
    ...said.lines,
  ];
  return { json, text: text.join("\n") };
}

/** `alongside export`. */
export const subcommand: Subcommand = {
  help: HELP,
  options: {
    ...{ space: { type: "string" }, out: { type: "string" }, entry: { type: "string" } },
    ...{ recipient: { type: "string" }, "passphrase-file": { type: "string" } },
    "move-to": { type: "string" },
    ...{ claims: { type: "string" }, as: { type: "string" }, until: { type: "string" } },
    ...{ format: { type: "string" }, book: { type: "string" } },
    ...{ from: { type: "string" }, to: { type: "string" } },
    ...{ words: { type: "boolean" }, leaves: { type: "boolean" } },
    ...{ "org-id": { type: "string" }, "org-type": { type: "string" } },
    ...{ "grants-prefix": { type: "string" }, of: { type: "string" } },
  },
  run,
};
