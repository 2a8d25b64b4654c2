import { emailVerification } from "./challenge-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Code() {
  return <MailPreview mail={emailVerification.code} />;
}
