/** `export ledger --format hxl --of needs|deliveries`: what was asked for, and what came. */

import type { View } from "../house/view.ts";
import { needsTables } from "../rooms/needs/index.ts";
import { deliveriesHxl } from "../rooms/offers/index.ts";
import { noteDone } from "./acts.ts";
import { Unable, Usage } from "./args.ts";
import { writeNew } from "./files.ts";
import { library } from "./space.ts";
import { type Answer, type Ask, textOf } from "./subcommand.ts";

/** What a humanitarian table can be of, beside books. */
const TABLES: Readonly<Record<string, (view: View) => Promise<string>>> = {
  needs: async (view) => {
    const how = { hxl: true, protects: false, figures: true, open: true } as const;
    return (await needsTables()).needsTable(view, library("en"), {
      ...how,
      query: { status: "all" },
    });
  },
  deliveries: deliveriesHxl,
};

/** What `--of` says where it is no book; null where it is. Throws where it is neither. */
export function tableAsked(ask: Ask): string | null {
  const of = textOf(ask, "of") ?? "books";
  if (of === "books") return null;
  if (!Object.hasOwn(TABLES, of)) throw new Usage("--of is books, needs or deliveries");
  if (textOf(ask, "format") !== "hxl") throw new Usage(`--of ${of} is for --format hxl alone`);
  for (const name of ["book", "from", "to", "words", "leaves"])
    if (ask.options[name] !== undefined) throw new Usage(`--${name} is for books alone`);
  return of;
}

/** Writes it; a group that protects itself has none, as it has none of its months. */
export async function exportTable(
  ask: Ask,
  of: string,
  { view, protects, space }: { view: View; protects: boolean; space: string },
): Promise<Answer> {
  if (protects)
    throw new Unable("this group protects itself: days and amounts would single somebody out");
  const file = (await TABLES[of]?.(view)) ?? "";
  const out = textOf(ask, "out");
  const rows = file.trimEnd().split("\r\n").length - 2;
  const asJson = ask.options["json"] === true;
  if (out !== undefined) await writeNew(ask.path(out), pieces(file));
  else if (!asJson) ask.streams.out(file);
  await noteDone(ask, await ask.house(), "export", space);
  const text = out === undefined ? "" : `${out}: ${rows} rows`;
  return { json: { out: out ?? null, format: "hxl", of, rows }, text };
}

async function* pieces(file: string): AsyncGenerator<string> {
  yield file;
}
