/** The door of `offers`: what the house, the web and later rooms may use of it. */
import type { Kind } from "../../house/facts.ts";
import type { Room } from "../../house/room.ts";
import { closeAllys } from "./ally.ts";
import { commands } from "./commands.ts";
import { due } from "./due.ts";
import { offer } from "./facts.ts";
import { delivery, manifest } from "./facts-delivery.ts";
import { tellLine } from "./lines.ts";
import { meets } from "./met.ts";
import { elsewhere, keepReceipt, putReceiptsAway, putReceiptsBack } from "./receipts.ts";
import { timeRows } from "./times.ts";

export { takeForGroup } from "./ally.ts";
export { kept, lapseOf, offerFact, take as takeLine } from "./decider.ts";
export { type CountedDelta, type CountFacts, countFacts } from "./decider-count.ts";
export { type ImportedDelivery, type ImportFacts, importFacts } from "./decider-import.ts";
export { door } from "./door.ts";
export { type OfferState, type OfferStatus, offer, offersFor } from "./facts.ts";
export {
  type DeliveryLine,
  type DeliveryState,
  type DeliveryStatus,
  delivery,
  isComing,
  isOverdue,
  isUnmatched,
  manifest,
} from "./facts-delivery.ts";
export { type Held, heldBy } from "./holder.ts";
export { deliveriesHxl } from "./hxl.ts";
export {
  type ImportedManifests,
  type ImportOptions,
  importManifests,
  type SendRows,
} from "./import/import.ts";
export { metOffers } from "./met.ts";
export {
  deliveryFroms,
  deliveryMakers,
  deliverySays,
  findDeliveries,
  findOffers,
  lineTitle,
  needTitles,
  offerLines,
  rowsIn,
} from "./questions.ts";
export { type Say, sayCodes } from "./says.ts";
export { type Count, countShape, type ImportRows, importShape } from "./shapes.ts";

/** The room as the house sees it. */
export const room: Room = {
  name: "offers",
  kinds: [offer, delivery, manifest] as readonly Kind[],
  commands,
  due,
  effects: [keepReceipt, tellLine, putReceiptsAway, putReceiptsBack, closeAllys],
  elsewhere,
  meets,
  times: timeRows,
};
