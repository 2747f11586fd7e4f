/** A picture on a posted form: drawn anew and kept, or found again where it waits. */
import type { Posted } from "../house/door.ts";
import type { Upload } from "../house/files.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../house/refusal.ts";
import { waitingField } from "../ui/picture-field.tsx";
import type { Ask } from "./ask.ts";
import type { Standing } from "./visit.ts";

/** See `Visit.picture`. Members alone hand in pictures. */
export async function pictureIn(
  { node, session }: Ask,
  { id, member }: Standing,
  posted: Posted,
  name: string,
): Promise<Upload | null | Refusal> {
  if (session === null || member === null) return notHere;
  const { house, limits } = node;
  const file = posted.file(name);
  if (file === null) {
    const waiting = posted.text(waitingField(name));
    return waiting === "" ? null : house.files.find(id, member, waiting);
  }
  const seconds = limits.take("pictures", session.login);
  if (seconds > 0) return refuse("web.too-fast", "limit", { field: name, vars: { seconds } });
  const { drawAnew } = await import("./pictures.ts");
  const made = await drawAnew(file.bytes);
  if (isRefusal(made)) return { ...made, field: name };
  return house.files.keep(id, member, made);
}
