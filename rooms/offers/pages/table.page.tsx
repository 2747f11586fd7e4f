/** Shipments as a humanitarian table, to hand on: none of a group that protects its people. */
import type { FileReply, SpaceVisit } from "../../../house/door.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { deliveriesHxl } from "../hxl.ts";

/** `GET /s/<slug>/deliveries/deliveries-hxl.csv`. */
export async function tableFile({ view, space }: SpaceVisit): Promise<FileReply | Refusal> {
  if (space.protects) return refuse("offers.no-table-told", "state", { next: "go-back" });
  const file = await deliveriesHxl(view);
  // The name of the file is in download lists and chats: it names nobody.
  const name = "deliveries-hxl.csv";
  return { file, type: "text/csv; charset=utf-8; header=present", name };
}
