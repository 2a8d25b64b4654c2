export { confirmEmailChange, type ConfirmEmailChangeResult } from "./confirm.ts";
export { requestEmailChange } from "./request.ts";
export { undoEmailChange } from "./undo.ts";
