import { emailChanged } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function ToOldWithoutUndo() {
  return <MailPreview mail={emailChanged.toOldWithoutUndo} />;
}
