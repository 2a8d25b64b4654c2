export { type FailedMail, listFailedMails, resendMail } from "./dead-letters.ts";
export { recordMailEvent } from "./record-event.ts";
export { openRendition, sealRendition } from "./rendition.ts";
export {
  listSuppressedAddresses,
  releaseAddress,
  suppressBounced,
  suppressionOf,
  type SuppressedAddress,
} from "./suppression.ts";
