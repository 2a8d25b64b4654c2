import { emailChangeUndone } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function ToReturned() {
  return <MailPreview mail={emailChangeUndone.toReturned} />;
}
