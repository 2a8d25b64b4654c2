import { emailOtp } from "./challenge-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function UnknownDevice() {
  return <MailPreview mail={emailOtp.unknownDevice} />;
}
