/** A picture or a recording on a posted form: made anew and kept, or found again where it waits. */
import type { Posted } from "../house/door.ts";
import type { Made, Upload } from "../house/files.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../house/refusal.ts";
import type { FileRef } from "../house/values/index.ts";
import { waitingField } from "../ui/waiting.tsx";
import type { Ask } from "./ask.ts";
import type { Standing } from "./visit.ts";

type Anew = (bytes: Uint8Array) => Promise<Made[] | Refusal>;
/** What a field takes: its pace, how it is made anew, what of it was kept. */
type Way = { pace: "pictures" | "sounds"; type: FileRef["type"]; load: () => Promise<Anew> };

const WAYS = {
  picture: {
    ...{ pace: "pictures", type: "image/jpeg" },
    load: async () => (await import("./pictures.ts")).drawAnew,
  },
  sound: {
    ...{ pace: "sounds", type: "audio/mpeg" },
    load: async () => (await import("./sounds.ts")).soundAnew,
  },
} as const satisfies Record<string, Way>;

/** What a form can bring. */
export type Brings = keyof typeof WAYS;

/** See `Visit.picture` and `Visit.sound`. Members alone hand something in. */
export async function broughtIn(
  { node, session }: Ask,
  { id, member }: Standing,
  posted: Posted,
  [what, name]: readonly [Brings, string],
): Promise<Upload | null | Refusal> {
  if (session === null || member === null) return notHere;
  const { house, limits } = node;
  const { pace, type, load }: Way = WAYS[what];
  const file = posted.file(name);
  if (file === null) {
    const waiting = posted.text(waitingField(name));
    const found = waiting === "" ? null : await house.files.find(id, member, waiting);
    // What waits for a form of another kind is none of this one's.
    return found?.list.every((one) => one.type === type) ? found : null;
  }
  const seconds = limits.take(pace, session.login);
  if (seconds > 0) return refuse("web.too-fast", "limit", { field: name, vars: { seconds } });
  const anew = await load();
  const made = await anew(file.bytes);
  if (isRefusal(made)) return { ...made, field: name };
  return house.files.keep(id, member, made);
}
