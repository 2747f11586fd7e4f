/**
 * Who is party to an agreement: the host, and one allied group by the id of its thing. This is the
 * one place that knows how an author or a reader of the other party is told, and where what both
 * read lies.
 */
import { z } from "zod";
import type { Reader } from "../../house/circles.ts";
import type { Author } from "../../house/command.ts";
import { idSchema } from "../../house/values/index.ts";

/** The host's side. */
export const HOST = "host";
/** `host`, or an allied group's id. */
export type Side = string;
/** Shape of a {@link Side} in a record. */
export const sideSchema = z.union([z.literal(HOST), idSchema]);

/** For which side somebody speaks. What no member of another group said, the host did. */
export function sideOf(author: Author): Side {
  return author.by === "ally" ? author.ally : HOST;
}

/** For which side somebody reads; whoever is of neither group reads none of it. */
export const sideOfReader = (reader: Reader): Side => (reader.by === "ally" ? reader.ally : HOST);
