export { type FailedMail, listFailedMails, resendMail } from "./dead-letters.ts";
export { recordMailEvent } from "./record-event.ts";
export { openRendition, sealRendition } from "./rendition.ts";
export {
  listSuppressedAddresses,
  type Mailed,
  releaseAddress,
  suppressBounced,
  suppressionOf,
  type SuppressedAddress,
  whySuppressed,
} from "./suppression.ts";
