export { confirmEmailChange, type ConfirmEmailChangeResult } from "./confirm.ts";
export {
  emailChangeStatus,
  inspectEmailChangeLink,
  requestEmailChange,
  resendEmailChange,
} from "./request.ts";
export { inspectEmailChangeUndo, undoEmailChange } from "./undo.ts";
