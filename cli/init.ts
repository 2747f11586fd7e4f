/** `init`: an empty node, its keeper's login, and a first group's space. */

import { isRefusal } from "../house/refusal.ts";
import { parseLang } from "../house/values/index.ts";
import { anyLogin, nodeOf, ON_MACHINE_MIN, passphraseFault } from "../rooms/people/index.ts";
import { foundSpace } from "../rooms/spaces/index.ts";
import { Unable, Usage } from "./args.ts";
import { readPassphrase } from "./files.ts";
import { offerToReceive } from "./receive.ts";
import { sentenceOf } from "./space.ts";
import {
  type Answer,
  type Ask,
  needText,
  noMoreWords,
  type Subcommand,
  textOf,
} from "./subcommand.ts";

const HELP = `
Usage: alongside init --data DIR --group NAME --handle NAME --passphrase-file FILE [options]
       alongside init --receive --data DIR

Makes an empty node. The login keeps the node and, separately, is a member of the group, in
coordination.

  --group NAME            what the group calls itself here
  --handle NAME           the name its first member uses here, and signs in with
  --passphrase-file FILE  its first line: the passphrase, 15 signs, or 8 and a warning; none common
  --safety yes|no|unsure  could someone be harmed if these pages were found? (unsure)
  --origin NAME           host name for the log's origin; a protected space never shows it
  --lang TAG              the language of the group's name (en)
  --zone NAME             the group's time zone, such as Europe/Athens (UTC)
  --receive               offer to take a space over: prints {"vkey","recipient"} for --move-to
`;

const SAFETY = ["yes", "no", "unsure"] as const;
const HOST =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

async function run(ask: Ask): Promise<Answer> {
  noMoreWords(ask, 0);
  return ask.options["receive"] === true ? receive(ask) : found(ask);
}

async function receive(ask: Ask): Promise<Answer> {
  const offered = await offerToReceive(await ask.house());
  return { json: offered, text: `vkey: ${offered.vkey}\nrecipient: ${offered.recipient}` };
}

async function found(ask: Ask): Promise<Answer> {
  const group = needText(ask, "group");
  const handle = needText(ask, "handle");
  const file = needText(ask, "passphrase-file");
  const safety = safetyOf(textOf(ask, "safety") ?? "unsure");
  const lang = parseLang(textOf(ask, "lang") ?? "en");
  if (!lang.ok) throw new Usage("--lang is a language tag, such as en, es or ar");
  const origin = textOf(ask, "origin")?.toLowerCase();
  if (origin !== undefined && !HOST.test(origin)) throw new Usage("--origin is a host name");
  const zone = zoneOf(textOf(ask, "zone") ?? "UTC");
  const passphrase = await readPassphrase(ask.path(file), ask.streams);
  const fault = passphraseFault(passphrase, [handle], ON_MACHINE_MIN);
  if (fault !== null) throw new Usage(`${sentenceOf(fault)} (--passphrase-file)`);
  const house = await ask.house();
  if (await anyLogin(nodeOf(house))) throw new Unable("this node is set up already");
  const short = passphraseFault(passphrase, [handle]);
  if (short !== null) ask.streams.err(`warning: ${sentenceOf(short)}\n`);
  const login = { passphrase, keeper: true, onMachine: true };
  const done = await foundSpace(house, {
    ...{ group: group.normalize("NFC"), lang: lang.value, handle: handle.normalize("NFC") },
    ...{ login, safety, origin, zone },
  });
  if (isRefusal(done)) throw new Unable(sentenceOf(done));
  const ring = (await house.space(done.space))?.ring;
  const json = {
    ...{ space: done.slug, id: done.space, member: done.member },
    ...{ origin: ring?.origin, protected: safety !== "no" },
  };
  return { json, text: `space: ${done.slug}\norigin: ${json.origin}\nsign in as: ${handle}` };
}

function safetyOf(text: string): (typeof SAFETY)[number] {
  const found = SAFETY.find((one) => one === text);
  if (found === undefined) throw new Usage("--safety is yes, no or unsure");
  return found;
}

function zoneOf(zone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch (fault) {
    if (fault instanceof RangeError) throw new Usage("--zone is no time zone known here");
    throw fault;
  }
}

/** `alongside init`. */
export const subcommand: Subcommand = {
  help: HELP,
  options: {
    ...{ group: { type: "string" }, handle: { type: "string" }, receive: { type: "boolean" } },
    ...{ "passphrase-file": { type: "string" }, safety: { type: "string" } },
    ...{ origin: { type: "string" }, lang: { type: "string" }, zone: { type: "string" } },
  },
  run,
};
