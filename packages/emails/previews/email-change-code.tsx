import { emailChange } from "./challenge-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Code() {
  return <MailPreview mail={emailChange.code} />;
}
