export {
  type AccountState,
  createAccount,
  disableAccount,
  enableAccount,
  endAccountSession,
  setAccountEnabled,
} from "./accounts.ts";
export { collectionOfAccount, collectionOfSession } from "./collections.ts";
export { CURSOR } from "./cursor.ts";
export { type AddressView, viewAddress } from "./address.ts";
export { type EventFilter, exportEvents, listEvents, type RecordedEvent } from "./events.ts";
export { type Overview, type OverviewPoint, RANGES, type Range, viewOverview } from "./overview.ts";
export { MAIL_KINDS, type MailKind } from "../../rate-limit/mail-bucket.ts";
export { type MailStanding, refillMailbox } from "../../rate-limit/mail-standing.ts";
export { keepTotals } from "./totals.ts";
