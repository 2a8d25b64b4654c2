import { emailChanged } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function ToOld() {
  return <MailPreview mail={emailChanged.toOld} />;
}
