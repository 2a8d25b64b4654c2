import { emailChanged } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function ToOldLongest() {
  return <MailPreview mail={emailChanged.toOldLongest} />;
}
