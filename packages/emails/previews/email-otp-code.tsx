import { emailOtp } from "./challenge-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Code() {
  return <MailPreview mail={emailOtp.code} />;
}
