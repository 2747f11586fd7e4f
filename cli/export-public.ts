/** `export ledger` in the formats of funders and registers: what a group tells the public. */

import { isRefusal } from "../house/refusal.ts";
import type { View } from "../house/view.ts";
import { protectsNow } from "../house/view.ts";
import {
  formatFault,
  PUBLIC,
  PUBLIC_FORMATS,
  type PublicFormat,
  publish,
  publishFault,
  tellBooks,
} from "../rooms/ledger/files.ts";
import {
  GRANTS_PREFIX,
  ORG_ID,
  ORG_TYPES,
  type OrgType,
  type Publisher,
  publisherOf,
} from "../rooms/spaces/index.ts";
import { noteDone } from "./acts.ts";
import { Unable, Usage } from "./args.ts";
import { writeNew } from "./files.ts";
import { memberAsked, sentenceOf, spaceAsked } from "./space.ts";
import { type Answer, type Ask, textOf } from "./subcommand.ts";

/** Which book and months. */
type Period = { book: string | null; from: string | null; to: string | null };

/** What only these formats take. */
const OPTIONS = ["org-id", "org-type", "grants-prefix"] as const;

/** Whether a format is one of these. */
export const isPublicFormat = (format: string | undefined): format is PublicFormat =>
  (PUBLIC_FORMATS as readonly string[]).includes(format ?? "");

/** Throws where what only these formats take was said with another. */
export function refusePublic(ask: Ask): void {
  const said = OPTIONS.find((name) => textOf(ask, name) !== undefined);
  if (said !== undefined) throw new Usage(`--${said} is for ${PUBLIC_FORMATS.join(", ")} alone`);
}

/** Runs it. */
export async function exportPublic(ask: Ask, period: Period): Promise<Answer> {
  const format = textOf(ask, "format") as PublicFormat;
  for (const name of ["words", "leaves"])
    if (ask.options[name] === true) throw new Usage(`--${name} is for no file for the public`);
  const said = saidOf(ask);
  const space = await spaceAsked(ask);
  const { id, roles } = await memberAsked(ask, space, textOf(ask, "as"));
  const house = await ask.house();
  const view = await house.view(space.id, { by: "member", member: id, roles });
  if (view === null) throw new Unable("the space is closed, or at its end");
  const no = publishFault(view, await protectsNow(space));
  if (no !== null) throw new Unable(sentenceOf(no));
  const of = await publish(view, await publisherFor(view, said), { ...period, lang: "en" });
  if (isRefusal(of)) throw new Unable(sentenceOf(of));
  const unfit = formatFault(format, of);
  if (unfit !== null) throw new Unable(sentenceOf(unfit));
  const out = textOf(ask, "out");
  const told = {
    ...{ out: out ?? null, format, from: period.from, to: period.to, words: false },
    organisation: of.publisher.organisation,
    activities: of.activities.map(({ id: activity, ally, books }) => {
      const what = ally === null ? "book" : "agreement";
      return { id: activity, what, books: books.map((one) => one.id) };
    }),
    ...tellBooks(of.activities.flatMap(({ books }) => books)),
  };
  const { make } = PUBLIC[format];
  const asJson = ask.options["json"] === true;
  if (out !== undefined) await writeNew(ask.path(out), make(of));
  else if (!asJson)
    for await (const piece of make(of)) {
      ask.streams.out(piece);
      await ask.streams.drained?.();
    }
  await noteDone(ask, house, "export", space.id);
  const many = of.activities.length;
  const text = out === undefined ? "" : `${out}: ${of.publisher.organisation}, ${many} activities`;
  return { json: told, text };
}

/** What was said of the group on the command line. */
function saidOf(ask: Ask): Partial<Publisher> {
  const [organisation, type, grants] = OPTIONS.map((name) => textOf(ask, name));
  if (organisation !== undefined && !ORG_ID.test(organisation))
    throw new Usage("--org-id is a register's code, a hyphen, your number in it: GB-CHC-1234567");
  if (type !== undefined && !(ORG_TYPES as readonly string[]).includes(type))
    throw new Usage(`--org-type is one of ${ORG_TYPES.join(", ")}`);
  if (grants !== undefined && !GRANTS_PREFIX.test(grants))
    throw new Usage("--grants-prefix begins with 360G- and has letters and digits after it");
  return {
    ...(organisation === undefined ? {} : { organisation }),
    ...(type === undefined ? {} : { type: type as OrgType }),
    ...(grants === undefined ? {} : { grants }),
  };
}

/** Who publishes: what was said, over what the group keeps. */
async function publisherFor(view: View, said: Partial<Publisher>): Promise<Publisher> {
  const kept = await publisherOf(view);
  const organisation = said.organisation ?? kept?.organisation;
  if (organisation === undefined)
    throw new Unable(
      `${sentenceOf({ refused: "ledger.publish-no-id", because: "state" })}. Or say it: --org-id`,
    );
  const type = said.type ?? kept?.type ?? "90";
  return { organisation, type, grants: said.grants ?? kept?.grants ?? null };
}
