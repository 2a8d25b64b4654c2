import { passwordSignUp } from "./challenge-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function LinkAlone() {
  return <MailPreview mail={passwordSignUp.linkAlone} />;
}
