import { emailOtp } from "./challenge-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function CodeAndPhrase() {
  return <MailPreview mail={emailOtp.codeAndPhrase} />;
}
