import { passwordSignUp } from "./challenge-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Longest() {
  return <MailPreview mail={passwordSignUp.longest} />;
}
