import { emailOtp } from "./challenge-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Resent() {
  return <MailPreview mail={emailOtp.resent} />;
}
